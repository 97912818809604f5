"""Tests for tisserand.domain.analytics.intervals: Wilson's interval, and what is withheld."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tisserand.domain.analytics.intervals import figure, people, share_of, wilson


@given(st.integers(1, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_ends_are_the_shares_from_which_the_observed_one_is_just_two_deviations_away(case):
    """Wilson (1927) defines them so: (k/n - p)^2 = z^2 p(1 - p) / n."""
    k, n = case
    for p in wilson(k, n):
        assert (k / n - p) ** 2 == pytest.approx(1.959964**2 * p * (1 - p) / n, abs=1e-9)


def test_three_of_four_says_next_to_nothing():
    """As the lesson tells: from about 30 to about 95 per cent; and 30 of 40, from 60 to 86."""
    assert [round(100 * edge) for edge in wilson(3, 4)] == [30, 95]
    assert [round(100 * edge) for edge in wilson(30, 40)] == [60, 86]


@given(st.integers(1, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_share_and_stays_between_nothing_and_everything(case):
    k, n = case
    low, high = wilson(k, n)
    assert 0 <= low <= k / n <= high <= 1
    mirrored = wilson(n - k, n)
    assert (1 - mirrored[1], 1 - mirrored[0]) == pytest.approx((low, high))


@pytest.mark.parametrize(("k", "n"), [(1, 0), (-1, 4), (5, 4)])
def test_no_share_of_nothing(k, n):
    with pytest.raises(ValueError, match="of"):
        wilson(k, n)


def test_no_figure_about_fewer_than_five_people():
    assert share_of(3, 4).few
    assert share_of(3, 4).value is None
    assert share_of(30, 100, people=4).few
    assert share_of(3, 5).value == 0.6
    assert figure(12.0, "hours", 4).few
    assert figure(12.0, "hours", 5).value == 12.0
    assert [people(n).few for n in (0, 1, 4, 5)] == [False, True, True, False]


def test_a_figure_of_nothing_has_no_value():
    assert share_of(0, 0, people=9).value is None
    assert figure(float("nan"), "hours", 9).value is None
