"""Rooms from the trainers' side, with raw clients: whose room it is, which doors are closed, what is gone."""

import html
import json
import re
from collections.abc import Iterator
from http import HTTPStatus
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest
from tests.integration.workshop_server import PASSWORD, WorkshopServer
from tests.integration.workshop_visitor import Answer, Visitor

from tisserand.server.rates import ROOM_CODES

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("rooms")]

QUESTION = "bonjour/quiz/premiers-mots"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory, workshop_content: Path) -> Iterator[WorkshopServer]:
    """A server of these tests alone: some of them use up the guesses of an address."""
    made = WorkshopServer(tmp_path_factory.mktemp("rooms"), workshop_content)
    yield made.start()
    made.stop()


def a_trainer(server: WorkshopServer) -> Visitor:
    visitor = server.visitor()
    assert visitor.post("/fr/trainer", action="enter", password=PASSWORD).status == HTTPStatus.FOUND
    return visitor


def open_room(trainer: Visitor, name: str = "Atelier d’été") -> str:
    answer = trainer.post("/fr/trainer", action="open-room", name=name)
    assert answer.status == HTTPStatus.FOUND
    return re.search(r"/rooms/([^/]+)/cockpit", answer.headers["Location"])[1]  # type: ignore[index]


def enter(server: WorkshopServer, code: str, name: str = "") -> Visitor:
    visitor = server.visitor()
    assert visitor.post(f"/fr/rooms/{code}", name=name).status == HTTPStatus.FOUND
    return visitor


def act(visitor: Visitor, code: str, page: str = "", **fields: str) -> Answer:
    """Press a button of a room's page."""
    shown = visitor.get(f"/fr/rooms/{code}{page}").text
    token = re.search(r'data-xsrf="([^"]+)"', shown)
    return visitor.post(f"/fr/rooms/{code}/act", _xsrf=html.unescape(token[1]) if token else "none", **fields)


def steer(trainer: Visitor, code: str, **fields: str) -> Answer:
    return act(trainer, code, "/cockpit", **{"as": "trainer", **fields})


def stream_of(visitor: Visitor, code: str, view: str) -> HTTPResponse:
    """Open the stream of a page and hear its first message."""
    connection = HTTPConnection(visitor.url.removeprefix("http://"), timeout=30)
    connection.request("GET", f"/fr/rooms/{code}/stream?view={view}", headers={"Cookie": visitor.cookie})
    answer = connection.getresponse()
    while not answer.readline().startswith(b"data:"):
        pass
    return answer


def problem(answer: Answer) -> str:
    return str(json.loads(answer.text)["problem"])


def test_a_trainer_sees_only_their_own_rooms(server: WorkshopServer) -> None:
    """The password opens the page of trainers, not the rooms of others."""
    ada, grace = a_trainer(server), a_trainer(server)
    code = open_room(ada, "La salle d’Ada")
    own = open_room(grace, "La salle de Grace")
    assert "La salle d’Ada" in html.unescape(ada.get("/fr/trainer").text)
    assert "La salle d’Ada" not in html.unescape(grace.get("/fr/trainer").text)
    assert ada.get(f"/fr/rooms/{code}/cockpit").status == HTTPStatus.OK
    for page in ("cockpit", "screen", "stream?view=cockpit", "stream?view=screen"):
        assert grace.get(f"/fr/rooms/{code}/{page}").status == HTTPStatus.FORBIDDEN
    token = html.unescape(re.search(r'data-xsrf="([^"]+)"', grace.get(f"/fr/rooms/{own}/cockpit").text)[1])  # type: ignore[index]
    for action in ({"action": "move", "to": "closed"}, {"action": "erase", "confirm": "yes"}):
        refused = grace.post(f"/fr/rooms/{code}/act", _xsrf=token, **{"as": "trainer", **action})
        assert refused.status == HTTPStatus.CONFLICT
        assert "autre personne" in problem(refused)
    assert ada.get(f"/fr/rooms/{code}/cockpit").status == HTTPStatus.OK


def test_a_share_code_lets_another_trainer_lead_too(server: WorkshopServer) -> None:
    """With the room's code; nobody else has it."""
    ada, grace = a_trainer(server), a_trainer(server)
    code = open_room(ada)
    shown = ada.get(f"/fr/rooms/{code}/cockpit").text
    share = re.search(r'<p class="ts-code">([2-9A-Z-]{9})</p>', shown)[1]  # type: ignore[index]
    inside = enter(server, code)
    assert share not in inside.get(f"/fr/rooms/{code}").text
    assert grace.post("/fr/trainer", action="share-room", code=code, share="2222-2222").status == HTTPStatus.FORBIDDEN
    assert grace.post("/fr/trainer", action="share-room", code=code, share=share.lower()).status == HTTPStatus.FOUND
    assert grace.get(f"/fr/rooms/{code}/cockpit").status == HTTPStatus.OK
    assert steer(grace, code, action="name", name="À deux").status == HTTPStatus.OK
    assert "À deux" in html.unescape(ada.get(f"/fr/rooms/{code}/cockpit").text)


def test_a_participant_can_not_act_as_a_trainer(server: WorkshopServer) -> None:
    """Nor a trainer who gave no password lately, even for a room of theirs."""
    ada = a_trainer(server)
    code = open_room(ada)
    mallory = enter(server, code, "Mallory")
    for fields in ({"action": "move", "to": "closed"}, {"action": "message", "text": "Sortez !"}, {"action": "split"}):
        refused = act(mallory, code, **{"as": "trainer", **fields})
        assert refused.status == HTTPStatus.CONFLICT
    assert mallory.get(f"/fr/rooms/{code}/cockpit").status == HTTPStatus.FOUND
    assert mallory.get(f"/fr/rooms/{code}/stream?view=cockpit").status == HTTPStatus.FORBIDDEN
    assert "Sortez" not in mallory.get(f"/fr/rooms/{code}").text
    token = html.unescape(re.search(r'data-xsrf="([^"]+)"', ada.get(f"/fr/rooms/{code}/cockpit").text)[1])  # type: ignore[index]
    ada.cookies.pop("tisserand_trainer")
    refused = ada.post(f"/fr/rooms/{code}/act", _xsrf=token, **{"as": "trainer", "action": "move", "to": "closed"})
    assert refused.status == HTTPStatus.CONFLICT


def test_a_form_of_another_site_does_nothing(server: WorkshopServer) -> None:
    ada = a_trainer(server)
    code = open_room(ada)
    refused = ada.post(f"/fr/rooms/{code}/act", _xsrf="x", **{"as": "trainer", "action": "erase", "confirm": "yes"})
    assert refused.status == HTTPStatus.FORBIDDEN
    assert ada.get(f"/fr/rooms/{code}/cockpit").status == HTTPStatus.OK


def test_a_locked_door_lets_in_only_those_who_are_inside(server: WorkshopServer) -> None:
    """And a closed one lets nothing through; open again, both work."""
    ada = a_trainer(server)
    code = open_room(ada)
    inside = enter(server, code, "Inès")
    assert steer(ada, code, action="move", to="locked").status == HTTPStatus.OK
    late = server.visitor()
    assert "verrouillée" in html.unescape(late.get(f"/fr/rooms/{code}").text)
    assert late.get(f"/fr/rooms/{code}").text.count('name="name"') == 0
    inside_form = late.post("/fr/join", code=code)
    assert inside_form.status == HTTPStatus.FOUND
    token = html.unescape(re.search(r'name="_xsrf" value="([^"]+)"', late.get("/fr/join").text)[1])  # type: ignore[index]
    assert late.post(f"/fr/rooms/{code}", _xsrf=token, name="Tard").status == HTTPStatus.CONFLICT
    assert act(inside, code, action="rename", name="Inès B.").status == HTTPStatus.OK
    assert steer(ada, code, action="move", to="closed").status == HTTPStatus.OK
    refused = act(inside, code, action="rename", name="Encore")
    assert (refused.status, "fermée" in problem(refused)) == (HTTPStatus.CONFLICT, True)
    refused = steer(ada, code, action="message", text="Encore un mot")
    assert (refused.status, "fermée" in problem(refused)) == (HTTPStatus.CONFLICT, True)
    assert steer(ada, code, action="move", to="open").status == HTTPStatus.OK
    assert enter(server, code, "Tard").get(f"/fr/rooms/{code}").status == HTTPStatus.OK


def test_a_name_is_taken_away_and_another_can_be_chosen(server: WorkshopServer) -> None:
    """Nothing else is: the person stays inside."""
    ada = a_trainer(server)
    code = open_room(ada)
    rude = enter(server, code, "Gros mot")
    shown = ada.get(f"/fr/rooms/{code}/cockpit").text
    person = re.search(r'name="person" value="([^"]+)"', shown)[1]  # type: ignore[index]
    assert steer(ada, code, action="remove-name", person=person).status == HTTPStatus.OK
    shown = ada.get(f"/fr/rooms/{code}/cockpit").text
    assert "Gros mot" not in shown
    assert "Personne 1" in shown
    assert act(rude, code, action="rename", name="Rosa").status == HTTPStatus.OK
    assert "Rosa" in ada.get(f"/fr/rooms/{code}/cockpit").text


def test_an_erased_room_is_gone_for_everybody(server: WorkshopServer) -> None:
    """Only once it is confirmed. An open page is told by its stream; the log of the database holds nothing of it."""
    ada = a_trainer(server)
    code = open_room(ada, "À effacer")
    inside = enter(server, code, "Passager")
    assert steer(ada, code, action="erase").status == HTTPStatus.CONFLICT
    assert ada.get(f"/fr/rooms/{code}/cockpit").status == HTTPStatus.OK
    streams = [stream_of(inside, code, "participant"), stream_of(ada, code, "screen"), stream_of(ada, code, "cockpit")]
    assert steer(ada, code, action="erase", confirm="yes").status == HTTPStatus.OK
    for stream in streams:
        last = [line for line in stream.read().decode().splitlines() if line.startswith("data: {")][-1]
        assert "data-gone" in "".join(json.loads(last.removeprefix("data: "))["pieces"].values())
    assert "À effacer" not in html.unescape(ada.get("/fr/trainer").text)
    for path in ("", "/cockpit", "/screen"):
        assert ada.get(f"/fr/rooms/{code}{path}").status == HTTPStatus.NOT_FOUND
    files = [server.database, *server.database.parent.glob("tisserand.db-*")]
    assert not any(b"Passager" in file.read_bytes() for file in files)


def test_texts_and_names_are_shown_as_they_were_typed(server: WorkshopServer) -> None:
    """Accents and signs stay, and none of them is markup."""
    ada = a_trainer(server)
    code = open_room(ada, "Ça & <là>")
    inside = enter(server, code, "Œuvre <b>")
    assert steer(ada, code, action="collect", item="wall", prompt="Où ça coince ?").status == HTTPStatus.OK
    waiting = re.search(r'name="collection" value="([^"]+)"', inside.get(f"/fr/rooms/{code}").text)[1]  # type: ignore[index]
    assert act(inside, code, action="answer", collection=waiting, answer="C’est <i>l’été</i> à Æbeltoft").status == 200
    shown = ada.get(f"/fr/rooms/{code}/cockpit").text
    assert "<i>l’été" not in shown
    assert "C’est <i>l’été</i> à Æbeltoft" in html.unescape(shown)
    assert "Œuvre <b>" in html.unescape(shown)
    assert "<b> " not in shown


def test_codes_are_not_guessed(server: WorkshopServer) -> None:
    """So many wrong ones, then none is looked at, not even a right one; those inside go on as if nothing happened."""
    ada = a_trainer(server)
    code = open_room(ada)
    inside = enter(server, code, "Nadia")
    mallory = server.visitor()
    statuses = [mallory.get(f"/fr/rooms/ZZZZ{number}").status for number in range(100, 100 + 2 * int(ROOM_CODES.burst))]
    assert statuses[0] == HTTPStatus.NOT_FOUND
    assert statuses[-1] == HTTPStatus.TOO_MANY_REQUESTS
    assert statuses.count(HTTPStatus.NOT_FOUND) < 1.5 * ROOM_CODES.burst
    ways = (f"/fr/rooms/{code}", f"/fr/join?code={code}", f"/fr/rooms/{code}/screen", f"/fr/rooms/{code}/cockpit")
    for way in ways:
        while mallory.get("/fr/rooms/ZZZZ99").status == HTTPStatus.NOT_FOUND:
            pass  # time gives some back
        assert mallory.get(way).status == HTTPStatus.TOO_MANY_REQUESTS
    # the stream does not tell a room that exists from one that does not
    assert {mallory.get(f"/fr/rooms/{one}/stream").status for one in (code, "ZZZZ99")} == {HTTPStatus.FORBIDDEN}
    assert inside.get(f"/fr/rooms/{code}").status == HTTPStatus.OK
    assert act(inside, code, action="rename", name="Nadia B.").status == HTTPStatus.OK
    assert steer(ada, code, action="message", text="On continue.").status == HTTPStatus.OK


def test_share_codes_are_not_guessed(server: WorkshopServer) -> None:
    """Ten wrong ones from an address, then the right one is not looked at either."""
    ada, grace = a_trainer(server), a_trainer(server)
    code = open_room(ada)
    share = re.search(r'<p class="ts-code">([2-9A-Z-]{9})</p>', ada.get(f"/fr/rooms/{code}/cockpit").text)[1]  # type: ignore[index]
    tries = [
        grace.post("/fr/trainer", action="share-room", code=code, share=f"2222-22{n}").status for n in range(22, 34)
    ]
    assert tries[-1] == HTTPStatus.TOO_MANY_REQUESTS
    assert grace.post("/fr/trainer", action="share-room", code=code, share=share).status == HTTPStatus.TOO_MANY_REQUESTS
    assert grace.get(f"/fr/rooms/{code}/cockpit").status != HTTPStatus.OK
