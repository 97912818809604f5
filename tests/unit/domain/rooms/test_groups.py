import pytest
from hypothesis import given
from hypothesis import strategies as st

from tisserand.domain.rooms.groups import arranged, group_of, split, with_latecomer
from tisserand.errors import GroupsError
from tisserand.i18n import Lang

PEOPLE = st.lists(st.text("abcdef", min_size=1, max_size=4), unique=True, max_size=40)


@given(PEOPLE, st.integers(2, 9), st.integers(0, 3))
def test_everybody_is_in_one_group_and_nobody_alone(people, size, seed):
    """Sizes differ by one at most, and are as near to what was asked as the number of people lets them be."""
    groups = split(people, size, str(seed))
    assert sorted(person for group in groups for person in group) == sorted(people)
    sizes = [len(group) for group in groups]
    if people:
        assert max(sizes) - min(sizes) <= 1
        assert min(sizes) >= min(2, len(people))
        assert max(sizes) < 2 * size
    if people and len(people) % size == 0:
        assert set(sizes) == {size}
    assert groups == split(reversed(people), size, str(seed))


def test_an_odd_one_makes_a_pair_three():
    """Seven people in pairs; and another seed mixes otherwise."""
    assert sorted(map(len, split("abcdefg", 2, "seed"))) == [2, 2, 3]
    assert len({split("abcdefg", 2, str(seed)) for seed in range(10)}) > 5
    with pytest.raises(GroupsError) as error:
        split("abc", 1, "seed")
    assert error.value.sentence(Lang.EN) == "A group has at least 2 people."


@given(PEOPLE, st.integers(2, 5), st.lists(st.text("xyz", min_size=1, max_size=3), unique=True, max_size=12))
def test_latecomers_keep_the_groups_even(people, size, late):
    """They go to the smallest one, the others stay where they are."""
    before = split(people, size, "seed")
    groups = before
    for person in [*late, *late]:
        groups = with_latecomer(groups, person)
    assert all(group[: len(old)] == old for group, old in zip(groups, before, strict=True))
    if people:
        assert max(map(len, groups)) - min(map(len, groups)) <= 1
        assert sorted(person for group in groups for person in group) == sorted([*people, *late])


def test_a_trainer_arranges_groups():
    """Empty ones go, those left out join the smallest, and nobody is put alone."""
    wanted = {"ada": 3, "bo": 3, "cy": 1, "di": 1, "eve": 1, "gone": 2}
    assert arranged(("ada", "bo", "cy", "di", "eve", "fay"), wanted) == (("cy", "di", "eve"), ("ada", "bo", "fay"))
    assert arranged(("ada", "bo"), {}) == (("ada", "bo"),)
    assert arranged((), wanted) == ()
    with pytest.raises(GroupsError) as error:
        arranged(("ada", "bo", "cy"), {"ada": 1, "bo": 1, "cy": 2})
    assert "2" in error.value.sentence(Lang.FR)


def test_the_number_of_a_group_is_counted_from_one():
    """Nought is for those who are in none."""
    groups = (("ada", "bo"), ("cy", "di"))
    assert [group_of(groups, person) for person in ("ada", "di", "eve")] == [1, 2, 0]
