import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tisserand.domain.balance.concentration import authors, gini, posted_once, reciprocity, top_tenth


def ranked(*posts):
    return authors(np.array(posts, dtype=np.int32))


def test_only_those_who_posted_count_as_authors():
    assert ranked(0, 3, 0, 1).tolist() == [1, 3]


def test_equal_posts_have_no_concentration():
    assert gini(ranked(4, 4, 4, 4)) == pytest.approx(0)


def test_the_gini_index_of_known_numbers():
    """Half of the mean difference between all pairs, over the mean: for 1, 2, 3, 10 it is 7/16."""
    assert gini(ranked(10, 1, 3, 2)) == pytest.approx(7 / 16)


@given(st.lists(st.integers(1, 500), min_size=1, max_size=60))
def test_the_gini_index_is_the_mean_difference_over_twice_the_mean(posts):
    values = np.array(posts, dtype=float)
    plain = np.abs(values[:, None] - values[None, :]).mean() / (2 * values.mean())
    assert gini(ranked(*posts)) == pytest.approx(plain, abs=1e-9)


def test_the_top_tenth_is_at_least_one_author():
    assert top_tenth(ranked(6, 2, 2)) == pytest.approx(0.6)
    assert top_tenth(ranked(*[1] * 19, 81)) == pytest.approx(82 / 100)


def test_authors_of_a_single_post_are_counted():
    assert posted_once(ranked(1, 1, 5, 0)) == pytest.approx(2 / 3)


def test_figures_of_nobody_are_nil():
    nobody = ranked(0, 0)
    assert gini(nobody) == top_tenth(nobody) == posted_once(nobody) == 0


def test_reciprocity_counts_ties_both_ways_once_each():
    """Ties 1-2 and 2-1 answer each other; 3-1, said twice, and 4-2 do not: two of four."""
    repliers, replied_to = np.array([1, 2, 3, 3, 4]), np.array([2, 1, 1, 1, 2])
    assert reciprocity(repliers, replied_to) == pytest.approx(0.5)
    assert reciprocity(repliers[:0], replied_to[:0]) == 0
