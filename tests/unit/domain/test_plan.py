from datetime import date

import pytest
from domain_builders import records
from hypothesis import given
from hypothesis import strategies as st

from tisserand.domain.events import ExerciseRestarted, PlanStepDone, PlanStepRemoved, PlanStepWritten
from tisserand.domain.plan import PlanStep, day_order, is_late, next_step, plan_state, removed_step

TODAY = date(2026, 3, 10)


def test_steps_come_in_the_order_in_which_they_were_written():
    events = records(PlanStepWritten("b", "second"), PlanStepWritten("a", "first", "2026-03-12"))
    assert plan_state(events) == (PlanStep("b", "second"), PlanStep("a", "first", date(2026, 3, 12)))


def test_a_rewritten_step_keeps_its_place_and_whether_it_was_done():
    events = records(
        PlanStepWritten("a", "first", "2026-03-12"),
        PlanStepWritten("b", "second"),
        PlanStepDone("a", done=True, note="went well"),
        PlanStepWritten("a", "better", ""),
    )
    assert plan_state(events) == (PlanStep("a", "better", None, done=True, note="went well"), PlanStep("b", "second"))


def test_a_step_can_be_undone_and_removed():
    written = PlanStepWritten("a", "first")
    (step,) = plan_state(records(written, PlanStepDone("a", done=True), PlanStepDone("a", done=False)))
    assert not step.done
    assert plan_state(records(written, PlanStepRemoved("a"))) == ()
    assert plan_state(records(written, PlanStepRemoved("a"), PlanStepDone("a", done=True))) == ()


@pytest.mark.parametrize("written", ["", "tomorrow", "2026-02-30", "12/03/2026"])
def test_a_date_that_is_none_is_passed_over(written):
    assert plan_state(records(PlanStepWritten("a", "first", written)))[0].date is None


def test_what_concerns_other_things_is_passed_over():
    assert plan_state(records(PlanStepDone("x", done=True), PlanStepRemoved("x"), ExerciseRestarted())) == ()


PAST, SOON, LATER = (
    PlanStep(name, name, date(2026, 3, day)) for name, day in (("past", 2), ("soon", 10), ("later", 20))
)
UNDATED, DONE = PlanStep("undated", "x"), PlanStep("done", "x", date(2026, 3, 11), done=True)


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ([UNDATED, PAST, LATER, SOON, DONE], SOON),
        ([LATER, PAST, UNDATED], LATER),
        ([UNDATED, PAST], PAST),
        ([DONE, UNDATED], UNDATED),
        ([DONE], None),
        ([], None),
    ],
)
def test_the_next_step_is_the_nearest_one_still_to_come(steps, expected):
    assert next_step(steps, TODAY) == expected


def test_a_step_is_late_when_its_day_has_passed():
    late = [is_late(step, TODAY) for step in (PAST, SOON, UNDATED, PlanStep("d", "d", date(2026, 3, 1), done=True))]
    assert late == [True, False, False, False]


IDS = st.sampled_from("abc")
EVENTS = st.lists(
    st.one_of(
        st.builds(PlanStepWritten, IDS, st.text(max_size=3), st.sampled_from(["", "2026-03-12", "x"])),
        st.builds(PlanStepDone, IDS, st.booleans()),
        st.builds(PlanStepRemoved, IDS),
    ),
    max_size=12,
)


@given(EVENTS)
def test_records_that_come_again_change_nothing(events):
    once = records(*events)
    assert plan_state(once + once) == plan_state(once)
    assert len({step.id for step in plan_state(once)}) == len(plan_state(once))


def test_a_removed_step_is_known_until_it_comes_back():
    written, done = PlanStepWritten("a", "first", "2026-03-12"), PlanStepDone("a", done=True, note="went well")
    events = [written, done, PlanStepRemoved("a")]
    expected = PlanStep("a", "first", date(2026, 3, 12), done=True, note="went well")
    assert removed_step(records(*events), "a") == expected
    assert removed_step(records(*events, PlanStepRemoved("a")), "a") == expected, "removed again from another window"
    assert removed_step(records(*events, written), "a") is None
    assert removed_step(records(written), "a") is None
    assert removed_step([], "a") is None


@given(st.permutations([UNDATED, PAST, LATER, SOON, DONE]))
def test_steps_sort_by_day_the_undated_then_the_done_last(steps):
    assert sorted(steps, key=day_order) == [PAST, SOON, LATER, UNDATED, DONE]
