"""Tests for tisserand.server.rooms.participant_pieces: what there is to do, and what makes one's own pieces differ."""

from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest

from tisserand.content.catalogue import published_modules
from tisserand.domain.rooms import events as ev
from tisserand.domain.rooms.events import RoomRecord
from tisserand.domain.rooms.room import room_of
from tisserand.i18n import Lang
from tisserand.server.rooms.hub import LiveRoom
from tisserand.server.rooms.items import items_of
from tisserand.server.rooms.participant_pieces import has_feedback, programme, what_now
from tisserand.server.rooms.scene import Scene

EPOCH = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ITEMS = [item for module in published_modules(drafts=False) for item in items_of(module)]
LESSON = ITEMS[0].key
QUESTION = next(item.key for item in ITEMS if item.kind == "quiz")
SCENARIO = next(item.key for item in ITEMS if item.kind == "scenario")
OPEN = ("trainer", ev.RoomOpened("Atelier", "fr"))
HERE = (OPEN, ("zoe", ev.PersonJoined("Zoé")), ("leo", ev.PersonJoined()))


def scene(*happened: tuple[str, ev.RoomEvent], person: str = "zoe", is_gone: bool = False) -> Scene:
    """A room in which all this happened, as somebody in it sees it."""
    records = [
        RoomRecord(f"u{number}", "room", who, EPOCH + timedelta(seconds=number), event, number)
        for number, (who, event) in enumerate((*HERE, *happened), 1)
    ]
    live = LiveRoom(room_of("room", records), "ABC234", is_gone=is_gone)
    return Scene(cast("Any", None), live, Lang.FR, "participant", 0, person)


def lead(*events: ev.RoomEvent) -> list[tuple[str, ev.RoomEvent]]:
    return [("trainer", event) for event in events]


ASKED = ev.CollectionBegun("c", QUESTION)
FROZEN, REVEALED = ev.CollectionFrozen("c"), ev.CollectionRevealed("c")
RUN = ev.RunBegun("r", SCENARIO, "room", 1)


@pytest.mark.parametrize(
    ("events", "now"),
    [
        ([], "wait"),
        ([ev.ProgrammeSet((LESSON,))], "roam"),
        ([ev.ProgrammeSet((LESSON,)), ev.SentTo(LESSON)], "sent"),
        ([ev.SentTo("nowhere/any-more")], "wait"),
        ([ASKED], "asked"),
        ([ev.CollectionBegun("c", "wall", "Un mot ?")], "asked"),
        ([ev.CollectionBegun("c", SCENARIO)], "do"),
        ([ev.CollectionBegun("c", QUESTION.rpartition("/")[0])], "do"),
        ([ev.SentTo(LESSON), ASKED, FROZEN], "frozen"),
        ([ev.SentTo(LESSON), ASKED, FROZEN, REVEALED], "sent"),
        ([ASKED, FROZEN, ev.CollectionReopened("c")], "asked"),
        ([ev.ProgrammeSet((LESSON,)), ASKED, FROZEN, ev.SentTo("")], "roam"),
        ([RUN], "vote"),
        ([RUN, ev.RunEnded("r")], "wait"),
        ([ASKED, ev.RoomMoved("locked")], "asked"),
        ([ASKED, ev.RoomMoved("closed")], "closed"),
    ],
)
def test_there_is_one_thing_to_do(events: list[ev.RoomEvent], now: str) -> None:
    """The weightiest: an end, a question, a vote, a pause, a place to go."""
    assert what_now(scene(*lead(*events))) == now


def test_a_room_that_was_erased_outweighs_everything() -> None:
    assert what_now(scene(*lead(ASKED), is_gone=True)) == "gone"


@pytest.mark.parametrize("events", [[ASKED], [ASKED, FROZEN], [ASKED, FROZEN, REVEALED, ev.CollectionReopened("c")]])
def test_nothing_says_what_is_right_while_the_room_may_still_answer(events: list[ev.RoomEvent]) -> None:
    """Nor before the trainer reveals it."""
    assert not has_feedback(scene(*lead(*events)))


@pytest.mark.parametrize("events", [[ASKED, FROZEN, REVEALED], [ASKED, ev.RoomMoved("closed")]])
def test_once_it_is_revealed_or_over_it_is_said(events: list[ev.RoomEvent]) -> None:
    assert has_feedback(scene(*lead(*events)))


def test_the_programme_is_there_when_there_is_time_for_it() -> None:
    """Not while the room does something together."""
    plan = ev.ProgrammeSet((LESSON, QUESTION))
    assert [lesson["module"].slug for lesson in programme(scene(*lead(plan)))["lessons"]]
    assert programme(scene(*lead(plan, ASKED)))["lessons"] == []
