"""A real meeting: its moves, and its arithmetic, whatever the order and the times of what happens."""

from datetime import timedelta

import pytest
from domain_builders import EPOCH, record, text
from hypothesis import given
from hypothesis import strategies as st

from tisserand.content.models.meeting import Meeting
from tisserand.domain.events import ExerciseRestarted, MeetingMoved, MeetingNoteWritten, MeetingPrepared
from tisserand.domain.meeting import MOVES, NOTHING, meeting_state, moved, notes_of, timing, was_used

MINUTE = timedelta(minutes=1)


def step(name, planned=10, least=5):
    return {
        "id": name,
        "title": text(name),
        "who": text("all"),
        "least": least,
        "most": 20,
        "planned": planned,
        "purpose": text("why"),
        "prompts": [text("say")],
    }


MEETING = Meeting.model_validate(
    {
        "id": "small",
        "kind": "meeting",
        "title": text("Small"),
        "opening": step("opening"),
        "steps": [step("tell", 8), step("help", 15), step("learn", 12)],
        "evidence_note": text("none"),
    }
)
FRESH = meeting_state(MEETING, [])


def run(*moves):
    """Return the meeting after moves, each with the minute at which it was made."""
    state = FRESH
    for name, minute in moves:
        state = moved(state, name, EPOCH + minute * MINUTE)
    return state


def at(minute):
    return EPOCH + minute * MINUTE


def test_it_goes_through_its_steps_and_closes_after_the_last():
    state = run(("begin", 0), ("next", 9), ("next", 20))
    assert (state.order, state.stage) == (("opening", "tell", "help", "learn"), 2)
    assert state.spent == {"opening": 9 * MINUTE, "tell": 11 * MINUTE}
    assert run(("begin", 0), *(("next", n) for n in range(1, 5))).is_closed


def test_time_left_and_delay_are_told_apart():
    told = timing(run(("begin", 0), ("next", 12)), at(15))
    assert (told.spent, told.left, told.total) == (3 * MINUTE, 5 * MINUTE, 15 * MINUTE)
    assert told.late == 2 * MINUTE
    assert told.total_left == (5 + 15 + 12) * MINUTE


def test_overtime_adds_to_the_delay_and_a_step_ended_early_takes_from_it():
    assert timing(run(("begin", 0)), at(14)).late == 4 * MINUTE
    assert timing(run(("begin", 0)), at(14)).left == -4 * MINUTE
    assert timing(run(("begin", 0), ("next", 4)), at(5)).late == -6 * MINUTE


def test_going_back_takes_up_the_step_where_it_was_left():
    state = run(("begin", 0), ("next", 10), ("back", 12))
    assert timing(state, at(13)).spent == 11 * MINUTE
    assert timing(state, at(13)).late == MINUTE, "what was begun ahead is not a delay"


def test_a_closed_meeting_can_be_reopened_where_it_stopped():
    closed = run(("begin", 0), ("next", 10), ("close", 12))
    assert closed.possible == ("back",)
    reopened = moved(closed, "back", at(30))
    assert (reopened.stage, reopened.is_closed) == (1, False)
    assert timing(reopened, at(31)).spent == 3 * MINUTE


def test_the_opening_may_be_left_out():
    minutes = {"opening": 0, "tell": 5, "help": 10, "learn": 5}
    state = meeting_state(MEETING, [record(MeetingPrepared(minutes), 0), record(MeetingMoved(0, "begin"), 1)])
    assert (state.order[state.stage], state.is_prepared) == ("tell", True)


def test_a_plan_counts_until_the_meeting_begins_and_survives_a_new_one():
    minutes = {"opening": 5, "tell": 5, "help": 10, "learn": 5}
    records = [record(MeetingPrepared(minutes), 0), record(MeetingMoved(0, "begin"), 1)]
    later = [*records, record(MeetingPrepared(dict.fromkeys(minutes, 60)), 2)]
    assert meeting_state(MEETING, later).minutes == minutes
    again = meeting_state(MEETING, [*later, record(ExerciseRestarted(), 3)])
    assert (again.has_begun, again.minutes) == (False, minutes)


def test_steps_that_the_meeting_no_longer_has_are_passed_over():
    state = meeting_state(MEETING, [record(MeetingPrepared({"gone": 5, "tell": 6}), 0)])
    assert state.minutes == {"opening": 10, "tell": 6, "help": 15, "learn": 12}


def test_a_move_from_a_page_that_is_behind_is_passed_over():
    records = [
        record(MeetingMoved(turn, move), n) for n, (turn, move) in enumerate([(0, "begin"), (0, "next"), (1, "next")])
    ]
    assert meeting_state(MEETING, records).stage == 1
    assert meeting_state(MEETING, [*records, record(MeetingMoved(2, "resume"), 9)]).turns == 2


def test_what_is_sent_twice_counts_once():
    one = record(MeetingMoved(0, "begin"), 0)
    assert meeting_state(MEETING, [one, one]) == meeting_state(MEETING, [one])


def test_planning_or_leading_is_using():
    assert not was_used([])
    assert was_used([record(MeetingPrepared({}), 0)])
    assert was_used([record(MeetingMoved(0, "begin"), 0), record(ExerciseRestarted(), 1)])


def test_the_last_note_of_a_step_counts_and_an_empty_one_is_none():
    written = [("tell", "one"), ("tell", "two"), ("help", "three"), ("help", "")]
    assert notes_of([record(MeetingNoteWritten(*note), n) for n, note in enumerate(written)]) == {"tell": "two"}


# Invariants: any moves, at any times

any_moves = st.lists(st.tuples(st.sampled_from(MOVES), st.integers(0, 3600)), max_size=30)


def played(moves):
    """Return the meeting, the time of the last look, and how long it ran without a pause."""
    state, now, ran = FRESH, EPOCH, NOTHING
    for name, seconds in moves:
        later = now + timedelta(seconds=seconds)
        ran += later - now if state.running_since else NOTHING
        state, now = moved(state, name, later), later
    return state, now, ran


@given(any_moves)
def test_every_second_that_runs_is_in_exactly_one_step(moves):
    state, now, ran = played(moves)
    assert (timing(state, now).total if state.has_begun else NOTHING) == ran
    assert all(spent >= NOTHING for spent in state.spent.values())


@given(any_moves, st.integers(0, 10**6), st.integers(0, 10**6))
def test_looking_changes_nothing_however_long_the_page_slept(moves, one, other):
    state, now, _ = played([("begin", 0), *moves])
    first, second = sorted([one, other])
    early, late = timing(state, now + timedelta(seconds=first)), timing(state, now + timedelta(seconds=second))
    gone = timedelta(seconds=second - first) if state.running_since else NOTHING
    assert late.spent - early.spent == late.total - early.total == early.left - late.left == gone


@given(any_moves, st.integers(0, 10**5))
def test_the_parts_of_a_timing_agree(moves, seconds):
    state, now, _ = played([("begin", 0), *moves])
    told = timing(state, now + timedelta(seconds=seconds))
    here = state.order[state.stage]
    assert told.spent + told.left == state.minutes[here] * MINUTE
    assert told.total_left >= max(NOTHING, told.left)
    assert told.total >= told.spent


@given(any_moves, st.integers(1, 10**5))
def test_a_clock_set_back_gives_no_time_back(moves, seconds):
    state, now, _ = played([("begin", 0), *moves])
    assert timing(state, now - timedelta(seconds=seconds)).total <= timing(state, now).total
    again = moved(state, "pause", now - timedelta(seconds=seconds))
    assert sum(again.spent.values(), NOTHING) >= sum(state.spent.values(), NOTHING)


@given(any_moves)
def test_a_move_is_possible_or_changes_nothing(moves):
    state, now, _ = played(moves)
    for name in (*MOVES, "nowhere"):
        after = moved(state, name, now)
        assert (after == state) == (name not in state.possible)
        assert after.turns == state.turns + (name in state.possible)


@given(any_moves, st.integers(0, 600))
def test_pausing_and_resuming_costs_nothing(moves, seconds):
    state, now, _ = played([("begin", 0), *moves])
    if state.running_since is None:
        return
    back = now + timedelta(seconds=seconds)
    resumed = moved(moved(state, "pause", now), "resume", back)
    assert timing(resumed, back).total == timing(state, now).total


@pytest.mark.parametrize("move", MOVES)
def test_before_it_begins_only_beginning_makes_sense(move):
    assert (moved(FRESH, move, EPOCH) != FRESH) == (move == "begin")
