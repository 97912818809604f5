import pytest
from hypothesis import given
from hypothesis import strategies as st

from tisserand.content.models.balance import FLOWS, Gauge, Shift
from tisserand.domain.balance.actions import ACTIONS, shifts_of
from tisserand.domain.balance.shifts import begin, in_week, not_over

STATES = [gauge for gauge in Gauge if gauge not in FLOWS and gauge is not Gauge.TEAM]


@given(st.sampled_from(STATES), st.integers(-100, 100), st.integers(1, 52), st.integers(0, 52), st.integers(-13, 104))
def test_a_state_moves_by_its_points_in_all(gauge, by, weeks, after, week):
    running = begin([Shift(gauge=gauge, by=by, weeks=weeks, after=after)], week)
    moved = sum(in_week(running, each).get(gauge, 0) for each in range(week, week + 120))
    assert moved == pytest.approx(by / 100)


def test_a_flow_is_changed_for_as_long_as_the_effect_lasts():
    running = begin([Shift(gauge=Gauge.VISITS, by=20, weeks=3, after=2)], week=10)
    assert [in_week(running, week).get(Gauge.VISITS, 0) for week in range(10, 17)] == [0, 0, 0.2, 0.2, 0.2, 0, 0]


def test_people_join_or_leave_the_team_once():
    running = begin([Shift(gauge=Gauge.TEAM, by=1, weeks=4, after=1)], week=0)
    assert [in_week(running, week).get(Gauge.TEAM, 0) for week in range(5)] == [0, 1, 0, 0, 0]


def test_effects_that_are_over_are_dropped():
    running = begin([Shift(gauge=Gauge.SAY, by=1, weeks=2), Shift(gauge=Gauge.SAY, by=1, weeks=9)], week=0)
    assert len(not_over(running, 2)) == 1


def test_effects_in_one_gauge_add_up():
    running = begin([Shift(gauge=Gauge.SAY, by=10), Shift(gauge=Gauge.SAY, by=-4)], week=0)
    assert in_week(running, 0)[Gauge.SAY] == pytest.approx(0.06)


def test_a_consultation_helps_where_members_have_a_say_and_harms_where_they_have_none():
    heard, unheard = (shifts_of(ACTIONS["consult_members"], political) for political in (0.3, 0.1))
    trust = [sum(shift.by for shift in each if shift.gauge is Gauge.TRUST) for each in (heard, unheard)]
    assert trust[0] > 0 > trust[1]


@pytest.mark.parametrize("action", ACTIONS.values(), ids=ACTIONS)
def test_what_is_done_by_halves_brings_half(action):
    whole, half = (shifts_of(action, 0.3, by_halves=halves) for halves in (False, True))
    assert [shift.by for shift in half] == [int(shift.by / 2) for shift in whole]
    assert [shift.weeks for shift in half] == [shift.weeks for shift in whole]


def test_every_action_costs_the_team_some_work():
    for action in ACTIONS.values():
        assert action.duty > 0
