"""What the buttons of the cockpit mean, as events."""

from datetime import UTC, datetime

import pytest

from tisserand.content.loading import load_module
from tisserand.domain.rooms import events as ev
from tisserand.domain.rooms.events import RoomRecord
from tisserand.domain.rooms.room import room_of
from tisserand.errors import RoomError
from tisserand.i18n import Lang
from tisserand.server.rooms import programme_actions
from tisserand.server.rooms.actions import trainer_event
from tisserand.server.rooms.programme_choice import choices_of
from tisserand.server.rooms.wall_actions import texts_arranged
from tisserand.server.rooms.wall_texts import wall_texts

TROLL = load_module("gerer-un-troll")
QUIZ = next(choice for choice in choices_of(TROLL) if choice.kind == "quiz")
FIRST, SECOND = QUIZ.items[0].key, QUIZ.items[1].key


def room_with(*events):
    now = datetime(2026, 3, 2, tzinfo=UTC)
    said = [one if isinstance(one, tuple) else (one, "trainer") for one in events]
    return room_of("r", [RoomRecord(f"u{n}", "r", who, now, event, n) for n, (event, who) in enumerate(said)])


def refusal(act):
    """The key of the sentence with which something is refused."""
    with pytest.raises(RoomError) as caught:
        act()
    return caught.value.reason


# The programme


def programme(room, action, *items):
    return programme_actions.programme_event(room, action, items).items


def test_what_is_added_goes_to_the_end_once():
    room = room_with(ev.ProgrammeSet((FIRST,)))
    assert programme(room, "programme-add", SECOND, FIRST, SECOND) == (FIRST, SECOND)


def test_an_item_moves_by_one_place_and_stays_at_the_ends():
    room = room_with(ev.ProgrammeSet(("a", "b", "c")))
    assert programme(room, "programme-up", "b") == ("b", "a", "c")
    assert programme(room, "programme-up", "a") == ("a", "b", "c")
    assert programme(room, "programme-down", "b") == ("a", "c", "b")
    assert programme(room, "programme-down", "c") == ("a", "b", "c")
    assert programme(room, "programme-remove", "b") == ("a", "c")


@pytest.mark.parametrize(
    ("action", "items", "reason"),
    [
        ("programme-add", (), "nothing_ticked"),
        ("programme-add", ("nowhere",), "unknown_item"),
        ("programme-add", ("gerer-un-troll/quiz/../x",), "unknown_item"),
        ("programme", ("gerer-un-troll/plan/x",), "unknown_item"),
        ("programme-up", (SECOND,), "unknown_item"),
    ],
)
def test_what_the_content_does_not_have_is_refused(action, items, reason):
    assert refusal(lambda: programme(room_with(ev.ProgrammeSet((FIRST,))), action, *items)) == reason


def test_questions_are_offered_under_their_quiz():
    kinds = [choice.kind for choice in choices_of(TROLL)]
    assert kinds[0] == ""
    assert kinds.count("quiz") == 1
    assert len(QUIZ.items) > 1
    assert all(item.title(Lang.FR) for choice in choices_of(TROLL) for item in choice.items)


def test_a_quiz_is_collected_question_by_question_and_a_lesson_not_at_all():
    for item in ("gerer-un-troll", FIRST.rpartition("/")[0]):
        assert (
            refusal(lambda item=item: trainer_event(room_with(), {"action": "collect", "item": item})) == "unknown_item"
        )
    assert trainer_event(room_with(), {"action": "collect", "item": FIRST}).item == FIRST


def test_an_unknown_action_is_refused():
    assert refusal(lambda: trainer_event(room_with(), {"action": "erase-everything"})) == "not_understood"


# A wall


def wall():
    said = [(ev.AnswerGiven("w", text), "ada") for text in ("Épuisant", "Dérangeant", "Ça dépend")]
    return room_with(ev.CollectionBegun("w", "wall", "Un mot ?"), (ev.PersonJoined("Ada"), "ada"), *said)


def arranged(room, ticked=(), **fields):
    return texts_arranged(room, {"collection": "w", **fields}, lambda _name: list(ticked))


def test_ticked_texts_are_shown_together_and_one_alone_by_its_own_button():
    room = wall()
    assert [(e.text, e.state) for e in arranged(room, ["u2", "u3"], state="shown")] == [
        ("u2", "shown"),
        ("u3", "shown"),
    ]
    assert [(e.text, e.state) for e in arranged(room, ["u2"], one="hidden/u4")] == [("u4", "hidden")]


def test_a_title_keeps_the_state_and_a_state_keeps_the_title():
    room = wall()
    (titled,) = arranged(room, ["u2"], by="title", group="  Ça  pèse ")
    assert (titled.state, titled.group) == ("waiting", "Ça pèse")
    room.take(RoomRecord("u9", "r", "trainer", datetime(2026, 3, 2, tzinfo=UTC), titled, 9))
    (shown,) = arranged(room, one="shown/u2", group="autre chose")
    assert (shown.state, shown.group) == ("shown", "Ça pèse")
    (bare,) = arranged(room, ["u2"], by="title", group="")
    assert bare.group == ""


@pytest.mark.parametrize(
    ("ticked", "fields", "reason"),
    [
        ((), {"state": "shown"}, "nothing_ticked"),
        (("u2",), {"state": "burnt"}, "not_understood"),
        (("foreign",), {"state": "shown"}, "not_understood"),
        ((), {"one": "shown/foreign"}, "not_understood"),
        (("u2",), {"state": "shown", "collection": "other"}, "not_understood"),
        (("u2",), {"by": "title", "group": "x" * 81}, "too_long"),
    ],
)
def test_what_can_not_be_arranged_is_refused(ticked, fields, reason):
    assert refusal(lambda: arranged(wall(), ticked, **fields)) == reason


def test_texts_that_wait_come_first():
    room = wall()
    for number, (text, state, group) in enumerate([("u2", "hidden", ""), ("u3", "highlighted", "b")], 9):
        event = ev.TextArranged("w", text, state, group)
        room.take(RoomRecord(f"u{number}", "r", "trainer", datetime(2026, 3, 2, tzinfo=UTC), event, number))
    found = wall_texts(room.collections["w"])
    assert [(text.text, text.state) for text in found] == [
        ("Ça dépend", "waiting"),
        ("Dérangeant", "highlighted"),
        ("Épuisant", "hidden"),
    ]
