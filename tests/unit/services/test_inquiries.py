"""Tests for tisserand.services.inquiries: bets before figures, conclusions after, once each."""

import pytest

from tisserand.content.loading import load_inquiry
from tisserand.domain.events import MeasurePredicted, TrapAnswered
from tisserand.errors import StaleViewError
from tisserand.services.inquiries import (
    MOST_DRAWN,
    answer_trap,
    current_inquiry,
    drawn,
    inquiry_activity,
    predict_measure,
    traces_of,
)
from tisserand.services.restarts import restart_exercise

INQUIRY = load_inquiry("reseau-des-mediatheques")
FIRST, SECOND = INQUIRY.steps[:2]


def uuid(n):
    return f"uuid-{n:04}"


def test_a_bet_counts_once_and_the_first_one_stays(session):
    predict_measure(session, INQUIRY, FIRST.id, 0.3, uuid(1))
    state = predict_measure(session, INQUIRY, FIRST.id, 0.3, uuid(1))
    assert state.expected == {FIRST.id: 0.3}
    with pytest.raises(StaleViewError):
        predict_measure(session, INQUIRY, FIRST.id, 0.46, uuid(2))
    assert [record.event for record in session.records()] == [MeasurePredicted(FIRST.id, 0.3)]


def test_a_step_waits_for_its_turn(session):
    with pytest.raises(StaleViewError):
        predict_measure(session, INQUIRY, SECOND.id, 4, uuid(1))
    predict_measure(session, INQUIRY, FIRST.id, 0.3, uuid(2))
    with pytest.raises(StaleViewError):
        predict_measure(session, INQUIRY, SECOND.id, 4, uuid(3))  # the trap of the first is not answered
    answer_trap(session, INQUIRY, FIRST.id, "non-absents", uuid(4))
    assert predict_measure(session, INQUIRY, SECOND.id, 4, uuid(5)).expected[SECOND.id] == 4


def test_one_may_conclude_otherwise_but_not_before_the_figure_shows(session):
    with pytest.raises(StaleViewError):
        answer_trap(session, INQUIRY, FIRST.id, "non-absents", uuid(1))
    predict_measure(session, INQUIRY, FIRST.id, 0.3, uuid(2))
    answer_trap(session, INQUIRY, FIRST.id, "oui-regle", uuid(3))
    state = answer_trap(session, INQUIRY, FIRST.id, "non-absents", uuid(4))
    assert state.answered == {FIRST.id: "non-absents"}
    assert sum(isinstance(record.event, TrapAnswered) for record in session.records()) == 2


@pytest.mark.parametrize("expected", [-0.1, 1.1, float("nan"), float("inf"), "0.5", None, True, [0.5]])
def test_no_bet_out_of_bounds(session, expected):
    with pytest.raises((TypeError, ValueError)):
        predict_measure(session, INQUIRY, FIRST.id, expected, uuid(1))
    assert session.records() == []


@pytest.mark.parametrize("option", ["nowhere", "", None])
def test_no_conclusion_that_is_not_offered(session, option):
    predict_measure(session, INQUIRY, FIRST.id, 0.3, uuid(1))
    with pytest.raises(ValueError, match="option"):
        answer_trap(session, INQUIRY, FIRST.id, option, uuid(2))


def test_started_over_the_bets_are_gone_and_the_furthest_attempt_stays(session):
    for n, step in enumerate(INQUIRY.steps):
        predict_measure(session, INQUIRY, step.id, 0.3, uuid(2 * n))
        answer_trap(session, INQUIRY, step.id, step.trap.options[0].id, uuid(2 * n + 1))
    assert current_inquiry(session, INQUIRY).current is None
    restart_exercise(session, inquiry_activity(INQUIRY), uuid(90))
    state = current_inquiry(session, INQUIRY)
    assert state.expected == {}
    assert state.was_completed


def test_draws_are_limited_and_always_the_same_for_one_person():
    posts = traces_of(INQUIRY)
    once = drawn("four_newcomers", posts, INQUIRY.zone, 10, "ada")
    assert drawn("four_newcomers", posts, INQUIRY.zone, 10, "ada") == once
    assert drawn("four_newcomers", posts, INQUIRY.zone, 10, "bo") != once
    assert len(drawn("shuffled_weeks", posts, INQUIRY.zone, 10**9, "ada")) == MOST_DRAWN["shuffled_weeks"]
