import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tisserand.domain.balance.dice import card_rng, further_digits, people_rng, poisson, poissons, throw, weeks_rng

quantiles = st.floats(0, 1, exclude_max=True)


@given(st.floats(0, 400), st.floats(0, 400), quantiles)
def test_a_poisson_number_never_falls_when_its_mean_rises(one, other, u):
    low, high = sorted((one, other))
    assert 0 <= poisson(low, u) <= poisson(high, u)


@pytest.mark.parametrize("mean", [0.3, 4, 29, 31, 250])
def test_poisson_numbers_have_their_mean_and_variance(mean):
    numbers = [poisson(mean, u) for u in (np.arange(4000) + 0.5) / 4000]
    assert np.mean(numbers) == pytest.approx(mean, rel=0.02)
    assert np.var(numbers) == pytest.approx(mean, rel=0.05)


def test_nothing_comes_of_a_mean_of_nil_or_less():
    assert poisson(0, 0.999) == poisson(-1, 0.999) == 0


def test_many_poisson_numbers_are_the_same_as_one_by_one():
    u = np.linspace(0.001, 0.995, 300)
    assert poissons(1.7, u, 12).tolist() == [min(12, poisson(1.7, float(each))) for each in u]


def test_a_week_throws_as_many_numbers_whatever_came_before():
    rng, again = weeks_rng(5, 2), weeks_rng(5, 2)
    first, second = throw(rng, 40), throw(rng, 40)
    throw(again, 40)
    assert (throw(again, 40).visit == second.visit).all()
    assert not (first.visit == second.visit).any()


def test_seeds_quarters_and_purposes_have_streams_of_their_own():
    firsts = {
        rng.random()
        for rng in (people_rng(1), people_rng(2), weeks_rng(1, 0), weeks_rng(1, 1), weeks_rng(2, 0), card_rng(1, 1))
    }
    assert len(firsts) == 6


def test_further_digits_are_uniform_and_say_nothing_of_the_first_ones():
    u = weeks_rng(3, 1).random(20_000)
    further = further_digits(u)
    assert 0 <= further.min() < 0.01
    assert 0.99 < further.max() < 1
    assert abs(np.corrcoef(u, further)[0, 1]) < 0.02
