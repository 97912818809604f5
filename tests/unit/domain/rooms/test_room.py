"""A room folded from its events, and what may be done in it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tisserand.domain.rooms import events as ev
from tisserand.domain.rooms.events import OF_PARTICIPANTS, ROOM_EVENTS, RoomRecord, room_event_from_payload
from tisserand.domain.rooms.room import WALL, room_of
from tisserand.domain.rooms.rules import LONGEST_TEXT, MOST_TEXTS, check
from tisserand.errors import RoomError
from tisserand.i18n import Lang

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)
TRAINER = "trainer"
QUESTION = "gerer-un-troll/quiz/signes-de-derapage/premier-regard"


def happened(*events):
    """Records of ``(person, event)``, a second apart."""
    return [
        RoomRecord(f"uuid-{at}", "room", person, NOW + timedelta(seconds=at), event, at)
        for at, (person, event) in enumerate(events, start=1)
    ]


def room_with(*events):
    return room_of("room", happened((TRAINER, ev.RoomOpened("Atelier", "fr")), *events))


def refused(room, person, event):
    with pytest.raises(RoomError) as refusal:
        check(room, event, person)
    assert refusal.value.sentence(Lang.FR)
    assert refusal.value.sentence(Lang.EN)
    return refusal.value.reason


ASKED = (("ada", ev.PersonJoined("Ada")), (TRAINER, ev.CollectionBegun("c1", QUESTION)))


def test_people_keep_their_number_when_they_come_back_under_another_name():
    room = room_with(
        ("ada", ev.PersonJoined("Ada")),
        ("bo", ev.PersonJoined()),
        ("ada", ev.PersonLeft()),
        ("ada", ev.PersonJoined("A.")),
    )
    assert [(one.id, one.number, one.name) for one in room.present] == [("ada", 1, "A."), ("bo", 2, "")]


def test_a_name_that_was_taken_away_is_known_to_have_been():
    room = room_with(("ada", ev.PersonJoined("Gros mot")), (TRAINER, ev.NameRemoved("ada")))
    assert (room.people["ada"].name, room.people["ada"].was_renamed) == ("", True)
    room = room_with(
        ("ada", ev.PersonJoined("Gros mot")), (TRAINER, ev.NameRemoved("ada")), ("ada", ev.PersonJoined("Ada"))
    )
    assert not room.people["ada"].was_renamed


def test_the_last_answer_before_the_freeze_counts():
    room = room_with(
        *ASKED,
        ("ada", ev.AnswerGiven("c1", "a")),
        ("ada", ev.AnswerGiven("c1", "b")),
        (TRAINER, ev.CollectionFrozen("c1")),
        ("ada", ev.AnswerGiven("c1", "c")),
    )
    assert room.collections["c1"].answers["ada"].answer == "b"
    assert room.collections["c1"].people == 1


def test_each_picture_that_was_shown_is_remembered_once():
    """Showing and hiding it again is no other picture; collecting again makes one."""
    shown = ((TRAINER, ev.CollectionFrozen("c1")), (TRAINER, ev.CollectionRevealed("c1")))
    again = ((TRAINER, ev.CollectionRevealed("c1", shown=False)), (TRAINER, ev.CollectionRevealed("c1")))
    room = room_with(*ASKED, ("ada", ev.AnswerGiven("c1", "a")), *shown, *again)
    assert [dict(one.answers) for one in room.reveals] == [{"ada": "a"}]
    room = room_with(
        *ASKED,
        ("ada", ev.AnswerGiven("c1", "a")),
        *shown,
        (TRAINER, ev.CollectionReopened("c1")),
        ("ada", ev.AnswerGiven("c1", "b")),
        *shown,
    )
    assert [dict(one.answers) for one in room.reveals] == [{"ada": "a"}, {"ada": "b"}]


def test_a_wall_keeps_every_text():
    room = room_with(
        ("ada", ev.PersonJoined()),
        (TRAINER, ev.CollectionBegun("c1", WALL, "Que retenez-vous ?")),
        ("ada", ev.AnswerGiven("c1", "un")),
        ("ada", ev.AnswerGiven("c1", "deux")),
    )
    assert [text.answer for text in room.collections["c1"].texts.values()] == ["un", "deux"]
    assert room.collections["c1"].people == 1


@pytest.mark.parametrize("kind", sorted(set(ROOM_EVENTS) - set(OF_PARTICIPANTS) - {"room_opened", "trainer_joined"}))
def test_only_its_trainers_steer_a_room(kind):
    """A participant, a stranger and a trainer of another room are told that it is not theirs."""
    blanks = {str: "x", bool: True, int: 0}
    event_class = ROOM_EVENTS[kind]
    fields = {name: blanks.get(hint, ()) for name, hint in event_class.__annotations__.items() if name != "kind"}
    room = room_with(*ASKED)
    for person in ("ada", "nobody"):
        assert refused(room, person, event_class(**fields)) == "not_your_room"


def test_the_door():
    locked = room_with(("ada", ev.PersonJoined()), (TRAINER, ev.RoomMoved("locked")))
    assert refused(locked, "bo", ev.PersonJoined()) == "locked"
    check(locked, ev.PersonJoined("Ada"), "ada")  # who is in may take another name
    closed = room_with(*ASKED, (TRAINER, ev.RoomMoved("closed")))
    assert refused(closed, "bo", ev.PersonJoined()) == "closed"
    assert refused(closed, "ada", ev.AnswerGiven("c1", "a")) == "closed"
    assert refused(closed, TRAINER, ev.SentTo("")) == "closed"
    check(closed, ev.RoomMoved("open"), TRAINER)
    check(closed, ev.CollectionFrozen("c1"), TRAINER)


def test_answers_are_taken_from_people_in_the_room_while_they_are_collected():
    room = room_with(*ASKED)
    check(room, ev.AnswerGiven("c1", "a"), "ada")
    assert refused(room, "stranger", ev.AnswerGiven("c1", "a")) == "not_in_room"
    assert refused(room, "ada", ev.AnswerGiven("c2", "a")) == "not_collecting"
    assert refused(room_with(*ASKED, ("ada", ev.PersonLeft())), "ada", ev.AnswerGiven("c1", "a")) == "not_in_room"
    frozen = room_with(*ASKED, (TRAINER, ev.CollectionFrozen("c1")))
    assert refused(frozen, "ada", ev.AnswerGiven("c1", "a")) == "not_collecting"


def test_what_still_moves_is_not_revealed():
    assert refused(room_with(*ASKED), TRAINER, ev.CollectionRevealed("c1")) == "not_frozen"
    assert refused(room_with(*ASKED), TRAINER, ev.CollectionRevealed("c9")) == "not_frozen"
    check(room_with(*ASKED, (TRAINER, ev.CollectionFrozen("c1"))), ev.CollectionRevealed("c1"), TRAINER)


def test_texts_have_a_length_and_a_number():
    wall = [("ada", ev.PersonJoined()), (TRAINER, ev.CollectionBegun("c1", WALL, "?"))]
    room = room_with(*wall)
    check(room, ev.AnswerGiven("c1", "é" * LONGEST_TEXT), "ada")
    assert refused(room, "ada", ev.AnswerGiven("c1", "é" * (LONGEST_TEXT + 1))) == "too_long"
    full = room_with(*wall, *[("ada", ev.AnswerGiven("c1", f"{at}")) for at in range(MOST_TEXTS)])
    assert refused(full, "ada", ev.AnswerGiven("c1", "encore")) == "too_many_texts"
    assert refused(room, "ada", ev.PersonJoined("n" * 41)) == "too_long"


NAMES = st.sampled_from(["ada", "bo", "chloé", TRAINER])
IDS = st.sampled_from(["c1", "c2"])
EVENTS = st.one_of(
    st.builds(ev.PersonJoined, st.sampled_from(["", "Zoé"])),
    st.just(ev.PersonLeft()),
    st.builds(ev.NameRemoved, NAMES),
    st.builds(ev.CollectionBegun, IDS, st.sampled_from([QUESTION, WALL])),
    st.builds(ev.CollectionFrozen, IDS),
    st.builds(ev.CollectionReopened, IDS),
    st.builds(ev.CollectionRevealed, IDS, st.booleans()),
    st.builds(ev.AnswerGiven, IDS, st.sampled_from("abc")),
    st.builds(ev.RoomMoved, st.sampled_from(["open", "locked", "closed"])),
    st.builds(ev.GroupsMade, st.just((("ada",), ("bo",)))),
    st.builds(ev.RunBegun, IDS, st.just("x/scenario/y"), st.sampled_from(["room", "groups"]), st.just(1)),
    st.builds(ev.VoteCast, IDS, st.integers(0, 2), st.integers(0, 2), st.just({"choice": "a"})),
    st.builds(ev.VoteEnded, IDS, st.integers(0, 2), st.integers(0, 2), st.just({"choice": "a"})),
    st.builds(ev.RunEnded, IDS),
)


@given(st.lists(st.tuples(NAMES, EVENTS), max_size=40))
def test_any_log_can_be_read_and_an_event_at_a_time_makes_the_same_room(log):
    """No order of events breaks the fold; what was shown is never changed by what comes later."""
    records = happened((TRAINER, ev.RoomOpened("Atelier", "fr")), *log)
    whole, step_by_step, shown = room_of("room", records), room_of("room", ()), []
    for record in records:
        step_by_step.take(record)
        assert step_by_step.reveals[: len(shown)] == shown
        shown = list(step_by_step.reveals)
    assert step_by_step == whole
    for collection in whole.collections.values():
        assert collection.people <= len({record.person for record in records})


@given(st.lists(st.tuples(NAMES, EVENTS), max_size=15))
def test_events_come_back_from_the_store_as_they_were(log):
    """Lists become tuples again, and a field of a newer version is passed over."""
    for _, event in log:
        payload = {key: _as_json(value) for key, value in event.payload().items()}
        assert room_event_from_payload(event.kind, {**payload, "of_a_newer_version": 1}) == event
    assert room_event_from_payload("of_a_newer_version", {}) is None


def _as_json(value):
    return [_as_json(one) for one in value] if isinstance(value, tuple) else value


def test_a_vote_ends_once():
    begun = (TRAINER, ev.RunBegun("r", "x/scenario/y", "room", 1))
    end = ev.VoteEnded("r", 0, 0, {"choice": "a"})
    room = room_with(
        ("ada", ev.PersonJoined()), begun, (TRAINER, end), (TRAINER, replace(end, decision={"choice": "b"}))
    )
    assert [vote.decision for vote in room.runs["r"].ended[0]] == [{"choice": "a"}]
    assert refused(room, TRAINER, end) == "vote_over"
    assert refused(room, "ada", ev.VoteCast("r", 0, 0, {"choice": "a"})) == "vote_over"
    assert refused(room, "ada", ev.VoteCast("r", 1, 1, {"choice": "a"})) == "not_your_group"
