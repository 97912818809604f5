"""Leading a real meeting: what is kept, what is refused, what is erased for good."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tisserand.content.loading import load_meeting
from tisserand.domain.events import MeetingMoved
from tisserand.errors import RefusedError, StaleViewError
from tisserand.services import meetings

MEETING = load_meeting("codeveloppement")
MINUTES = {step.id: step.planned for step in MEETING.stages}


def test_a_plan_is_kept_and_read_back(session):
    assert not meetings.current_meeting(session, MEETING).is_prepared
    state = meetings.prepare_meeting(session, MEETING, {**MINUTES, "consultation": 30, "accueil": 0}, "u1")
    assert (state.minutes["consultation"], state.is_prepared) == (30, True)
    assert "accueil" not in state.order
    assert meetings.current_meeting(session, MEETING) == state


@pytest.mark.parametrize(("step", "minutes"), [("consultation", 0), ("consultation", 121), ("accueil", -1)])
def test_minutes_that_make_no_sense_are_refused_with_the_name_of_the_step(session, step, minutes):
    with pytest.raises(RefusedError) as refused:
        meetings.prepare_meeting(session, MEETING, {**MINUTES, step: minutes}, "u1")
    title = next(one.title.fr for one in MEETING.stages if one.id == step)
    assert title in refused.value.sentence(session.lang)
    assert session.records() == []


@pytest.mark.parametrize("forged", [{}, {**MINUTES, "contrat": "4"}, {**MINUTES, "contrat": True}, None, [], "x"])
def test_a_forged_plan_is_refused(session, forged):
    with pytest.raises((KeyError, TypeError)):
        meetings.prepare_meeting(session, MEETING, forged, "u1")
    assert session.records() == []


def test_the_time_of_a_move_is_that_of_the_log(session):
    meetings.move_meeting(session, MEETING, 0, "begin", "u1")
    later = replace(session, clock=lambda: session.clock() + timedelta(minutes=7))
    state = meetings.move_meeting(later, MEETING, 1, "next", "u2")
    assert state.spent["accueil"] == timedelta(minutes=7)


def test_a_move_sent_twice_counts_once(session):
    for _ in range(2):
        state = meetings.move_meeting(session, MEETING, 0, "begin", "u1")
    assert (state.turns, len(session.records())) == (1, 1)


@pytest.mark.parametrize(
    ("turn", "move"), [(0, "next"), (1, "begin"), (True, "begin"), ("0", "begin"), (0, "nowhere"), (0, None)]
)
def test_a_move_from_a_view_that_is_behind_is_refused(session, turn, move):
    with pytest.raises(StaleViewError):
        meetings.move_meeting(session, MEETING, turn, move, "u1")
    assert session.records() == []


def test_a_plan_after_the_beginning_is_refused_and_a_new_meeting_keeps_the_old_plan(session):
    meetings.prepare_meeting(session, MEETING, {**MINUTES, "contrat": 5}, "u1")
    meetings.move_meeting(session, MEETING, 0, "begin", "u2")
    with pytest.raises(StaleViewError):
        meetings.prepare_meeting(session, MEETING, MINUTES, "u3")
    state = meetings.restart_meeting(session, MEETING, "u4")
    assert (state.has_begun, state.minutes["contrat"]) == (False, 5)


def test_notes_are_kept_apart_and_erased_for_good_with_their_earlier_wordings(session):
    meetings.move_meeting(session, MEETING, 0, "begin", "u1")
    meetings.keep_note(session, MEETING, "contrat", "une demande", "u2")
    assert meetings.keep_note(session, MEETING, "contrat", " une autre ", "u3") == {"contrat": "une autre"}
    meetings.erase_notes(session, MEETING)
    assert meetings.kept_notes(session, MEETING) == {}
    assert [record.event for record in session.records()] == [MeetingMoved(0, "begin")]
    assert "une demande" not in str(session.log.rows(session.learner))


def test_a_note_that_is_too_long_or_of_no_step_is_refused(session):
    with pytest.raises(RefusedError):
        meetings.keep_note(session, MEETING, "contrat", "x" * (meetings.LONGEST_NOTE + 1), "u1")
    for step, text in (("nowhere", "x"), (["contrat"], "x"), ("contrat", None)):
        with pytest.raises((KeyError, TypeError)):
            meetings.keep_note(session, MEETING, step, text, "u1")
    assert session.records() == []
