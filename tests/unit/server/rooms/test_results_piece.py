"""What the screens of a room show when a collection is revealed, again and again."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

from tisserand.content.loading import load_quiz
from tisserand.domain.rooms import events as ev
from tisserand.domain.rooms.events import RoomRecord
from tisserand.domain.rooms.room import room_of
from tisserand.i18n import Lang
from tisserand.server.rooms.participant_pieces import results
from tisserand.server.rooms.scene import Scene

QUESTION = load_quiz("signes-de-derapage").questions[0]
SHOW = [("t", ev.CollectionFrozen("c")), ("t", ev.CollectionRevealed("c"))]
AGAIN = ("t", ev.CollectionReopened("c"))
BEGUN = [
    ("t", ev.RoomOpened("Room", "fr")),
    ("t", ev.CollectionBegun("c", f"gerer-un-troll/quiz/signes-de-derapage/{QUESTION.id}")),
]


def answered(*people):
    return [(person, ev.AnswerGiven("c", QUESTION.options[0].id)) for person in people]


def shown(*happened):
    records = [
        RoomRecord(f"u{at}", "r", person, datetime(2026, 3, 2, tzinfo=UTC) + timedelta(minutes=at), event, at)
        for at, (person, event) in enumerate([*BEGUN, *happened], 1)
    ]
    live = SimpleNamespace(room=room_of("r", records), did=[], cached=lambda _key, make: make())
    return "".join(results(Scene(None, live, Lang.EN, "screen", 0, ""))["pictures"])


def test_nothing_shows_before_it_is_revealed():
    """Not even how it looks so far."""
    assert shown(*answered(*"abcdef")) == ""


def test_a_latecomers_answer_does_not_show_when_the_collection_is_revealed_again():
    """Neither at once nor when it is hidden and shown anew; five latecomers do show together."""
    first = [*answered(*"abcde"), *SHOW]
    assert "100%" in shown(*first)
    late = [*first, AGAIN, *answered("f"), *SHOW]
    assert "6 people answered." in shown(*late)
    assert "%" not in shown(*late)
    assert "%" not in shown(*late, ("t", ev.CollectionRevealed("c", shown=False)), SHOW[1])
    assert "100%" in shown(*late, AGAIN, *answered(*"ghij"), *SHOW)


def test_whoever_erases_their_data_is_not_found_out_by_what_is_left():
    """The room saw six; the picture of the five who are left would tell the sixth's answer."""
    show = [("t", ev.CollectionFrozen("c")), ("t", ev.CollectionRevealed("c", people=6))]
    assert "100%" in shown(*answered(*"abcdef"), *show)
    html = shown(*answered(*"abcde"), *show)
    assert "%" not in html
    assert "Somebody erased their data" in html
    again = shown(*answered(*"abcde"), *show, AGAIN, *answered(*"ghijkl"), *SHOW)
    assert "%" not in again
