"""Who is at work, stuck or away."""

from datetime import timedelta

import pytest
from played_run import EPOCH, record

from tisserand.domain.events import AnswerSubmitted, ChoiceMade, Record
from tisserand.domain.rooms import events as ev
from tisserand.domain.rooms.room import room_of
from tisserand.domain.rooms.whereabouts import Sight, Standing, standing, touched

QUESTION, SCENE = "troll/quiz/signes/un", "troll/scenario/lundi"


def at(minutes):
    return EPOCH + timedelta(minutes=minutes)


def room_with(*events):
    """A room in which Ada joined at the start, then what a trainer did, ten seconds apart."""
    said = [(ev.RoomOpened("Atelier", "fr"), "trainer"), (ev.PersonJoined("Ada"), "ada")]
    said += [one if isinstance(one, tuple) else (one, "trainer") for one in events]
    return room_of("room", [record(event, 10 * number, person) for number, (event, person) in enumerate(said)])


def how(room, minutes, **sight):
    found, since = standing(room, room.people["ada"], Sight(**{"pages": 1, **sight}), at(minutes))
    return found, round(since.total_seconds() / 60)


def test_without_a_page_one_is_away_since_it_closed():
    assert how(room_with(), 5, pages=0, seen_at=at(2)) == (Standing.AWAY, 3)


def test_whoever_never_opened_a_page_is_away_since_they_joined():
    assert how(room_with(), 6, pages=0) == (Standing.AWAY, 6)


def test_a_page_that_loads_again_is_not_an_absence():
    assert how(room_with(), 2, pages=0, seen_at=at(2) - timedelta(seconds=5))[0] is Standing.HERE


def test_nobody_is_stuck_who_has_nothing_to_do():
    assert how(room_with(), 60) == (Standing.HERE, 0)


@pytest.mark.parametrize(("minutes", "expected"), [(3, Standing.HERE), (5, Standing.STUCK)])
def test_sent_to_an_activity_and_nothing_done_for_four_minutes(minutes, expected):
    assert how(room_with(ev.SentTo(SCENE)), minutes)[0] is expected


def test_what_is_done_counts_from_then():
    assert how(room_with(ev.SentTo(SCENE)), 8, did_at=at(6), is_in_activity=True) == (Standing.HERE, 2)


def test_reading_a_whole_lesson_is_not_being_stuck():
    assert how(room_with(ev.SentTo("troll")), 30)[0] is Standing.HERE


def test_roaming_one_may_get_stuck_in_an_activity():
    assert how(room_with(), 9, did_at=at(2), is_in_activity=True) == (Standing.STUCK, 7)


def test_a_question_waits_only_for_those_who_have_not_answered():
    asked = ev.CollectionBegun("c", QUESTION)
    assert how(room_with(asked), 6)[0] is Standing.STUCK
    assert how(room_with(asked, (ev.AnswerGiven("c", "a"), "ada")), 6)[0] is Standing.HERE
    wall = ev.CollectionBegun("c", "wall", "Un mot ?")
    assert how(room_with(wall), 6)[0] is Standing.STUCK
    assert how(room_with(wall, (ev.AnswerGiven("c", "dépassé"), "ada")), 6)[0] is Standing.HERE


def test_while_the_room_talks_about_answers_nobody_is_stuck():
    talk = [ev.SentTo(SCENE), ev.CollectionBegun("c", QUESTION), ev.CollectionFrozen("c")]
    assert how(room_with(*talk), 30)[0] is Standing.HERE
    assert how(room_with(*talk, ev.CollectionRevealed("c")), 30)[0] is Standing.HERE
    assert how(room_with(*talk, ev.CollectionRevealed("c"), ev.SentTo(SCENE)), 30)[0] is Standing.STUCK


def test_a_closed_room_and_a_shared_run_wait_for_nobody():
    assert how(room_with(ev.SentTo(SCENE), ev.RoomMoved("closed")), 30)[0] is Standing.HERE
    assert how(room_with(ev.SentTo(SCENE), ev.RunBegun("r", SCENE, "room", 1)), 30)[0] is Standing.HERE


def test_questions_are_touched_one_by_one_and_other_activities_as_a_whole():
    def made(activity, event):
        return Record("uuid", "ada", EPOCH, "mod-1", 1, activity, "fr", event)

    assert touched(made("quiz/signes", AnswerSubmitted("un", "a", None, 1, 1))) == "mod-1/quiz/signes/un"
    assert touched(made("scenario/lundi", ChoiceMade(0, "debut", "c"))) == "mod-1/scenario/lundi"
