import pytest
from balance_builders import orientations, preferences
from hypothesis import given
from hypothesis import strategies as st

from tisserand.content.models.balance import GovernancePreference, Orientation
from tisserand.domain.balance.dosage import Orientations, Preferences, whole_parts
from tisserand.errors import DecisionError
from tisserand.i18n import Lang

weights = st.lists(st.integers(0, 1000), min_size=5, max_size=5)


@given(weights)
def test_whole_parts_always_sum_to_100_and_keep_proportions_within_a_point(values):
    parts = whole_parts(dict(zip(Orientation, values, strict=True)))
    assert sum(parts.values()) == 100
    total = sum(values)
    for value, part in zip(values, parts.values(), strict=True):
        assert abs(part - (100 * value / total if total else 20)) < 1


@given(weights, st.sampled_from(tuple(Orientation)), st.integers(0, 100))
def test_moving_one_part_leaves_a_dosage_of_100_with_that_part(values, name, part):
    moved = Orientations(whole_parts(dict(zip(Orientation, values, strict=True)))).moved(name, part)
    assert sum(moved.values()) == 100
    assert moved[name] == part


def test_moving_one_part_keeps_the_proportions_of_the_others():
    assert dict(preferences(20, 60, 20).moved("technical", 60)) == {
        "technical": 60,
        "organisational": 30,
        "political": 10,
    }


def test_moving_a_part_when_the_others_are_nil_shares_the_rest_equally():
    assert tuple(preferences(100, 0, 0).moved("technical", 40).values()) == (40, 30, 30)


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"technical": 50, "organisational": 50}, "dosage_names"),
        ({"technical": 50, "organisational": 50, "magical": 0}, "dosage_names"),
        ({"technical": 50, "organisational": 50, "political": 1}, "dosage_total"),
        ({"technical": -1, "organisational": 50, "political": 51}, "dosage_part"),
        ({"technical": 33.4, "organisational": 33.3, "political": 33.3}, "dosage_part"),
        ({"technical": True, "organisational": 49, "political": 50}, "dosage_part"),
    ],
)
def test_what_is_not_a_dosage_is_refused_with_a_sentence_in_both_languages(parts, reason):
    with pytest.raises(DecisionError) as refused:
        Preferences(parts)
    assert refused.value.reason == reason
    assert refused.value.sentence(Lang.FR) != refused.value.sentence(Lang.EN)


def test_the_distance_between_two_dosages_is_the_points_that_change_hands():
    assert preferences(30, 40, 30).distance(preferences(50, 40, 10)) == 20
    assert preferences(30, 40, 30).distance(preferences(30, 40, 30)) == 0


def test_dosages_are_equal_by_value_and_kind():
    assert preferences(30, 40, 30) == preferences(30, 40, 30)
    assert hash(preferences(30, 40, 30)) == hash(preferences(30, 40, 30))
    assert preferences(30, 40, 30) != preferences(31, 39, 30)
    assert preferences(100, 0, 0) != orientations(100, 0, 0, 0, 0)
    assert list(preferences(1, 2, 97)) == list(GovernancePreference)
