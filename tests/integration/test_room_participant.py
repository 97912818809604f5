"""What somebody may do in a room, and what a raw client may not, on the real server."""

import html
import json
import sqlite3
from collections.abc import Iterator
from http import HTTPStatus
from uuid import uuid4

import pytest
from room_visitors import RoomPerson, RoomTrainer, act, token_of
from tests.integration.workshop_server import PASSWORD

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("workshop")]

QUIZ = "court/quiz/premiers-mots"
EVIL = "<img src=x onerror=alert(1)>"


@pytest.fixture
def trainer(workshop) -> Iterator[RoomTrainer]:
    """Somebody who leads a room."""
    trainer = RoomTrainer(workshop.visitor(), workshop.database)
    trainer.open(PASSWORD)
    yield trainer
    trainer.act("erase", confirm="yes")


@pytest.fixture
def zoe(ada, trainer) -> RoomPerson:
    """Somebody in that room."""
    return RoomPerson(ada, trainer.code, "Zoé").join()


def problem(answer) -> str:
    return json.loads(answer.text)["problem"]


def records(workshop, kind="answer_submitted"):
    """What people did in lessons: the room and the payload of each, in order."""
    with sqlite3.connect(f"file:{workshop.database}?mode=ro", uri=True) as connection:
        rows = connection.execute("select room, payload from event where kind = ? order by id", (kind,)).fetchall()
    connection.close()
    return [(room, json.loads(payload)) for room, payload in rows]


@pytest.mark.parametrize(
    ("question", "fields"),
    [
        ("quand", [("answer", "plus-tard")]),
        ("quoi", [("answer", "prenom"), ("answer", "charte")]),
        ("vrai", [("answer", "true")]),
        ("ordre", [("place-lire", "2"), ("place-saluer", "1"), ("place-presenter", "3")]),
        ("paires", [("match-anime", "robot"), ("match-coordonne", "coordonne")]),
        ("combien", [("answer", "12,5")]),
        ("mot", [("answer", "Bonjour à <tous>")]),
        ("aisance", [("answer", "peu")]),
    ],
)
def test_a_question_of_each_kind_is_answered_and_explained_once_the_room_has_seen_it(trainer, zoe, question, fields):
    """Until then nothing says whether it is right, on no page."""
    collection = trainer.collect(f"{QUIZ}/{question}")
    assert 'value="answer"' in zoe.page
    assert zoe.act("answer", *fields, collection=collection).status == HTTPStatus.OK
    pages = [zoe.page, zoe.visitor.get(f"/fr/rooms/{zoe.code}/mine").text]
    assert not any("ts-room-verdict" in page for page in pages)
    given = html.unescape(pages[0].split('data-given="')[1].split('"')[0])
    assert {value for _, value in fields} <= {value for values in json.loads(given).values() for value in values}
    trainer.act("freeze", collection=collection)
    assert "ts-room-verdict" not in zoe.page
    trainer.act("reveal", collection=collection)
    assert "ts-room-verdict" in zoe.page
    assert "ts-room-verdict" in zoe.visitor.get(f"/en/rooms/{zoe.code}/mine").text


def test_an_answer_may_be_changed_and_the_last_one_counts(workshop, trainer, zoe):
    """In the room and in the lesson."""
    collection = trainer.collect(f"{QUIZ}/quand")
    for answer in ("plus-tard", "tout-de-suite"):
        zoe.answer(collection, answer)
    assert '["tout-de-suite"]' in html.unescape(zoe.page)
    assert [payload["answer"] for room, payload in records(workshop)[-2:] if room] == ["plus-tard", "tout-de-suite"]


def test_one_name_answers_once_however_often_it_is_sent(workshop, trainer, zoe):
    """Also when it comes late, after the answers were frozen; another name is then refused."""
    collection, name = trainer.collect(f"{QUIZ}/quand"), uuid4().hex
    before = len(records(workshop))
    assert [zoe.answer(collection, "plus-tard", uuid=name).status for _ in range(3)] == [HTTPStatus.OK] * 3
    trainer.act("freeze", collection=collection)
    assert zoe.answer(collection, "plus-tard", uuid=name).status == HTTPStatus.OK
    late = zoe.answer(collection, "tout-de-suite")
    assert (late.status, "figées" in problem(late)) == (HTTPStatus.CONFLICT, True)
    assert len(records(workshop)) == before + 1
    assert [one["answer"] for one in trainer.events("answer_given") if one["collection"] == collection] == ["plus-tard"]


def test_what_may_not_be_is_refused_with_a_reason_and_nothing_is_kept(workshop, trainer, zoe, grace):
    """No such question, a room one is not in, a text that is too long or empty, an option that is not there."""
    collection, wall = trainer.collect(f"{QUIZ}/quand"), trainer.collect("wall", "Un mot ?")
    before = len(trainer.events("answer_given")), len(records(workshop))
    grace.join()
    elsewhere = RoomPerson(grace, trainer.code)
    refused = {
        "plus dans cette salle": elsewhere.answer(collection, "plus-tard"),
        "la limite est de 400": zoe.answer(wall, "é" * 401),
        "Écrivez d’abord": zoe.answer(wall, "  \n "),
        "figées": zoe.answer("nowhere", "plus-tard"),
        "comprise": zoe.act("fly", collection=collection),
        "Choisissez d’abord": zoe.act("answer", collection=collection),
        "plus-quoi": zoe.answer(collection, "plus-quoi"),
    }
    for words, answer in refused.items():
        assert answer.status == HTTPStatus.CONFLICT
        assert words in problem(answer)
    assert act(zoe.visitor, trainer.code, ("as", "trainer"), ("action", "freeze")).status == HTTPStatus.CONFLICT
    assert (len(trainer.events("answer_given")), len(records(workshop))) == before


def test_a_closed_room_takes_nothing_and_gives_what_one_keeps(trainer, zoe):
    """The answers stay to be read."""
    collection = trainer.collect(f"{QUIZ}/quand")
    zoe.answer(collection, "plus-tard")
    trainer.act("move", to="closed")
    for late in (zoe.answer(collection, "tout-de-suite"), zoe.act("rename", name="Zoé B."), zoe.act("leave")):
        assert (late.status, "fermée" in problem(late)) == (HTTPStatus.CONFLICT, True)
    assert f"/rooms/{trainer.code}/mine" in zoe.page
    assert "ts-room-verdict" in zoe.visitor.get(f"/fr/rooms/{trainer.code}/mine").text
    trainer.act("move", to="open")


def test_a_locked_room_lets_nobody_new_in_and_keeps_those_inside(trainer, zoe, grace):
    trainer.act("move", to="locked")
    assert "verrouillée" in grace.get(f"/fr/rooms/{trainer.code}").text
    answer = grace.post(f"/fr/rooms/{trainer.code}", _xsrf=token_of(grace), name="Grâce")
    assert (answer.status, "verrouillée" in answer.text) == (HTTPStatus.CONFLICT, True)
    assert 'id="ts-room"' in zoe.page


def test_somebody_without_a_cookie_or_a_token_does_nothing(workshop, trainer):
    """Nor with another method."""
    nobody = workshop.visitor()
    assert act(nobody, trainer.code, ("action", "leave")).status == HTTPStatus.FORBIDDEN
    assert nobody.ask("POST", f"/fr/rooms/{trainer.code}/act", b"action=leave").status == HTTPStatus.FORBIDDEN
    for path in ("act", "stream", "mine"):
        for method in ("PUT", "DELETE", "PATCH"):
            assert nobody.ask(method, f"/fr/rooms/{trainer.code}/{path}").status in {403, 405}
    assert nobody.get(f"/fr/rooms/{trainer.code}/act").status == HTTPStatus.METHOD_NOT_ALLOWED


def test_the_stream_does_not_tell_which_codes_there_are(workshop, trainer, grace):
    """A room that is not there and one that is not theirs are refused alike, to whoever has joined none."""
    grace.join()
    for visitor in (workshop.visitor(), grace):
        for view in ("participant", "bar", "screen", "cockpit", "none"):
            answers = {visitor.get(f"/fr/rooms/{code}/stream?view={view}").text for code in (trainer.code, "ZZZZZZ")}
            assert len(answers) == 1
            assert visitor.get(f"/fr/rooms/{trainer.code}/stream?view={view}").status == HTTPStatus.FORBIDDEN


def test_what_people_type_is_text_on_every_page(trainer, zoe):
    """Names, texts, answers, messages, the room's name: on phones, in the cockpit, on the projector."""
    code = trainer.code
    trainer.act("name", name=f"Salle {EVIL}")
    trainer.act("message", text=f"Message {EVIL}")
    zoe.act("rename", name=EVIL)
    wall = trainer.collect("wall", f"Question {EVIL}")
    zoe.answer(wall, f"Texte {EVIL}")
    words = trainer.collect(f"{QUIZ}/mot")
    zoe.answer(words, f"mot {EVIL}")
    pages = [zoe.page, *(trainer.visitor.get(f"/fr/rooms/{code}/{page}").text for page in ("cockpit", "screen"))]
    trainer.act("freeze", collection=words)
    trainer.act("reveal", collection=words)
    pages += [zoe.page, *(trainer.visitor.get(f"/fr/rooms/{code}/{page}").text for page in ("cockpit", "screen"))]
    pages += [zoe.visitor.get(f"/{lang}/rooms/{code}/mine").text for lang in ("fr", "en")]
    pages += [zoe.visitor.get("/fr/join").text, zoe.visitor.get("/fr/modules/court").text]
    for page in pages:
        assert EVIL not in page
        assert html.escape(EVIL).split()[0] in page or "\\u003cimg" in page


def test_a_name_that_was_taken_away_is_said_kindly_and_another_may_be_chosen(trainer, zoe):
    """Marks that nobody sees are left out of it."""
    person = trainer.events("person_joined")[-1]["by"]
    trainer.act("remove-name", person=person)
    assert "Choisissez un autre pseudonyme" in zoe.page
    assert "Zoé" not in zoe.page
    assert zoe.act("rename", name="Zo\u202eé").status == HTTPStatus.OK
    assert "Choisissez un autre pseudonyme" not in zoe.page
    assert "Moi dans cette salle : Zoé" in zoe.page.replace("\u00a0", " ")
    assert zoe.act("rename", name="z" * 41).status == HTTPStatus.CONFLICT


def test_who_leaves_may_come_back_and_finds_their_page(trainer, zoe):
    """The door knows that they were here."""
    collection = trainer.collect(f"{QUIZ}/quand")
    zoe.answer(collection, "plus-tard")
    assert zoe.act("leave").status == HTTPStatus.OK
    assert "Vous étiez déjà dans cette salle" in zoe.page
    assert zoe.answer(collection, "tout-de-suite").status == HTTPStatus.CONFLICT
    assert zoe.visitor.get(f"/fr/rooms/{zoe.code}/mine").status == HTTPStatus.OK
    zoe.join()
    assert '["plus-tard"]' in html.unescape(zoe.page)


def test_ones_own_page_is_nobody_elses(trainer, zoe, grace, workshop):
    """It gives a code to go on elsewhere, leaves the room, and goes with one's data."""
    path = f"/fr/rooms/{zoe.code}/mine"
    for visitor in (workshop.visitor(), grace, trainer.visitor):
        assert visitor.get(path).status == HTTPStatus.FORBIDDEN
    assert 'class="ts-code"' in zoe.visitor.post(path, action="code").text
    assert zoe.visitor.post(path, action="fly").status == HTTPStatus.BAD_REQUEST
    assert "Vous avez quitté la salle" in zoe.visitor.post(path, action="leave").text
    zoe.visitor.leave()
    assert zoe.visitor.get(path).status == HTTPStatus.FORBIDDEN


def answer_in_lesson(lesson, answer):
    """Answer the first question in a lesson that is open."""
    line = lesson.visitor.connect(lesson.kernel_id)
    said = {"type": "answer", "question": "quand", "answer": answer, "certainty": "low", "uuid": uuid4().hex}
    line.hear(until=line.tell(lesson.ours("quiz"), said), seconds=30)
    line.close()


def test_what_people_do_in_a_lesson_belongs_to_the_room_they_are_in(workshop, trainer, zoe):
    """Not once they have left it, nor once it is closed."""
    trainer.programme("court", f"{QUIZ}/quand")
    room = trainer.events("room_opened")
    lesson = zoe.visitor.lesson("court")
    assert 'id="ts-room"' in lesson.text
    answer_in_lesson(lesson, "plus-tard")
    inside = records(workshop)[-1][0]
    assert inside
    assert room
    assert 'data-status="done"' in zoe.page
    zoe.act("leave")
    answer_in_lesson(lesson, "tout-de-suite")
    assert records(workshop)[-1][0] is None
    zoe.join()
    answer_in_lesson(lesson, "plus-tard")
    assert records(workshop)[-1][0] == inside
    trainer.act("move", to="closed")
    answer_in_lesson(lesson, "tout-de-suite")
    assert records(workshop)[-1][0] is None


def test_a_lesson_shows_the_room_to_those_in_it_alone(trainer, zoe, grace, workshop):
    """Without a room, the page asks for nothing of rooms."""
    assert f"/fr/rooms/{trainer.code}" in zoe.visitor.get("/fr/modules/court").text
    outside = grace.get("/fr/modules/court").text
    assert "/front/room-" not in outside
    assert "/rooms/" not in outside
    zoe.act("leave")
    assert "/rooms/" not in zoe.visitor.get("/fr/modules/court").text


def test_what_was_only_done_in_a_room_is_taken_along_and_erased_too(trainer, zoe):
    """A name and a text on a wall: the page of one's data counts them."""
    wall = trainer.collect("wall", "Un mot ?")
    zoe.answer(wall, "Écouter")
    assert "2 actions" in zoe.visitor.get("/fr/data").text.replace("\u00a0", " ")
    rooms = json.loads(zoe.visitor.post("/fr/data", action="export").text)["in_rooms"]
    assert [one["payload"] for one in rooms] == [{"name": "Zoé"}, {"collection": wall, "answer": "Écouter"}]
    zoe.visitor.leave()
    assert all(one["name"] != "Zoé" for one in trainer.events("person_joined"))
    assert "Écouter" not in trainer.visitor.get(f"/fr/rooms/{trainer.code}/cockpit").text
