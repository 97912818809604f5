"""Tests for tisserand.domain.inquiry_history, and for the progress that it makes."""

import pytest
from domain_builders import records

from tisserand.content.loading import load_inquiry, load_module
from tisserand.domain.events import ExerciseRestarted, MeasurePredicted, OwnTracesOpened, TrapAnswered
from tisserand.domain.inquiry_history import inquiry_state
from tisserand.domain.progress import module_progress

INQUIRY = load_inquiry("reseau-des-mediatheques")
MODULE = load_module("reseau-ou-communaute").model_copy(update={"id": "module"})
KEY = f"inquiry/{INQUIRY.id}"


def done(count):
    """The events that do the first steps."""
    for step in INQUIRY.steps[:count]:
        yield MeasurePredicted(step.id, 0.3)
        yield TrapAnswered(step.id, step.trap.options[0].id)


def progress_of(key, *events):
    found = module_progress(MODULE, [INQUIRY], records(*events, activity=key))
    return next(one for one in found.activities if one.activity.key == key)


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([], ("not_begun", 0, 6)),
        ([MeasurePredicted("qui-ecrit", 0.3)], ("begun", 0, 6)),
        ([*done(2)], ("begun", 2, 6)),
        ([*done(6)], ("done", 6, 6)),
        ([*done(6), ExerciseRestarted()], ("done", 6, 6)),
        ([*done(3), ExerciseRestarted(), *done(1)], ("begun", 3, 6)),
    ],
)
def test_progress_counts_the_steps_of_the_furthest_attempt(events, expected):
    found = progress_of(KEY, *events)
    assert (found.status, found.count, found.total) == expected
    assert found.share == expected[1] / 6


def test_the_first_prediction_and_the_last_conclusion_count():
    step = INQUIRY.steps[0]
    first, last = step.trap.options[0].id, step.trap.options[-1].id
    events = (MeasurePredicted(step.id, 0.3), MeasurePredicted(step.id, 0.9))
    state = inquiry_state(INQUIRY, records(*events, TrapAnswered(step.id, first), TrapAnswered(step.id, last)))
    assert state.expected == {step.id: 0.3}
    assert state.answered == {step.id: last}


def test_what_the_inquiry_no_longer_has_is_passed_over():
    state = inquiry_state(INQUIRY, records(MeasurePredicted("gone", 0.3), TrapAnswered("qui-ecrit", "gone")))
    assert (state.expected, state.answered) == ({}, {})


@pytest.mark.parametrize("how", ["export", "sample", "later"])
def test_one_s_own_traces_are_done_once_they_were_opened_or_put_off(how):
    assert progress_of("own_traces").status == "not_begun"
    assert progress_of("own_traces", OwnTracesOpened(how)).status == "done"
