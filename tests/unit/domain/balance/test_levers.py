"""What dosages change, in the sense that the article and Ostrom's principles give."""

import pytest
from balance_builders import PRACTICE, orientations, preferences, profile
from hypothesis import given
from hypothesis import strategies as st

from tisserand.content.models.balance import GovernancePreference, Orientation
from tisserand.domain.balance.dosage import Orientations, Preferences, whole_parts
from tisserand.domain.balance.levers import Mix, conditions_of, match, some, too_much

AWKWARD = profile(start={"awkwardness": 90})
parts_of_three = st.lists(st.integers(0, 100), min_size=3, max_size=3)
parts_of_five = st.lists(st.integers(0, 100), min_size=5, max_size=5)


def conditions(technical, organisational, political, purpose=PRACTICE, a_profile=AWKWARD):
    return conditions_of(Mix.of(preferences(technical, organisational, political), purpose), a_profile)


@given(parts_of_three, parts_of_five)
def test_any_mix_makes_conditions_that_stay_in_their_bounds(three, five):
    mix = Mix.of(
        Preferences(whole_parts(dict(zip(GovernancePreference, three, strict=True)))),
        Orientations(whole_parts(dict(zip(Orientation, five, strict=True)))),
    )
    made = conditions_of(mix, AWKWARD)
    assert 0 <= made.usefulness <= 1
    assert all(getattr(made, name) >= 0 for name in ("asking", "helping", "care", "bonding", "emergence", "duty"))
    assert -0.6 < made.say < 1.1
    assert 0 <= made.friction <= 1.4


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_share_brings_more_and_more_but_less_and_less(one, other):
    low, high = sorted((one, other))
    assert 0 <= some(low) <= some(high) < 1
    assert some(high) - some(low) <= some(high - low) + 1e-12
    assert 0 == too_much(0.5) <= too_much(low) <= too_much(high) <= 1


def test_the_technical_preference_smooths_the_platform_and_its_excess_complicates_it():
    assert conditions(10, 60, 30).friction > conditions(40, 40, 20).friction
    assert conditions(100, 0, 0).friction > conditions(50, 25, 25).friction


def test_the_technical_excess_takes_the_say_away():
    assert conditions(100, 0, 0).say < conditions(50, 50, 0).say < conditions(40, 40, 20).say


def test_the_organisational_preference_serves_at_the_price_of_the_team():
    served, unserved = conditions(20, 60, 20), conditions(40, 20, 40)
    assert served.usefulness > unserved.usefulness
    assert served.care > unserved.care
    assert served.duty > unserved.duty


def test_a_team_that_does_everything_makes_customers_of_members():
    assert conditions(0, 100, 0).helping < conditions(10, 50, 40).helping
    assert conditions(0, 100, 0).emergence < conditions(10, 50, 40).emergence


def test_the_political_preference_gives_a_say_and_lets_leaders_emerge_but_slows_services():
    much, little = conditions(25, 25, 50), conditions(40, 50, 10)
    assert much.say > little.say
    assert much.emergence > little.emergence
    assert conditions(0, 0, 100).usefulness < much.usefulness
    assert conditions(0, 0, 100).debate > much.debate


def test_conflicts_are_settled_sooner_where_they_are_organised():
    assert conditions(20, 60, 20).calming > conditions(60, 20, 20).calming


@pytest.mark.parametrize(
    ("orientation", "better"),
    [
        (Orientation.LEGAL_WATCH, "reliability"),
        (Orientation.PRACTICE_EXCHANGE, "bonding"),
        (Orientation.MUTUAL_AID, "asking"),
        (Orientation.TRAINING_EXTENSION, "cohort_care"),
        (Orientation.KNOWLEDGE_BUILDING, "knowledge"),
    ],
)
def test_each_orientation_brings_its_own_benefit(orientation, better):
    even = Orientations(whole_parts(dict.fromkeys(Orientation, 1)))
    with_it, without = even.moved(orientation, 60), even.moved(orientation, 0)
    gains = [getattr(conditions(34, 33, 33, purpose), better) for purpose in (with_it, without)]
    assert gains[0] > gains[1]


def test_mutual_aid_is_fast_and_loads_those_who_answer():
    busy, calm = (
        conditions(34, 33, 33, purpose) for purpose in (orientations(0, 20, 80, 0, 0), orientations(0, 80, 20, 0, 0))
    )
    assert busy.answering_load > calm.answering_load
    assert busy.reliability < calm.reliability


def test_the_match_is_the_part_that_two_dosages_share():
    needs = {
        "legal_watch": 60,
        "practice_exchange": 40,
        "mutual_aid": 0,
        "training_extension": 0,
        "knowledge_building": 0,
    }
    wanting = profile(needs=needs)
    mix = Mix.of(preferences(34, 33, 33), orientations(20, 80, 0, 0, 0))
    assert match(mix, wanting) == pytest.approx(0.6)


def test_a_mix_moves_part_of_the_way_each_week():
    here, there = Mix.of(preferences(100, 0, 0), PRACTICE), Mix.of(preferences(0, 0, 100), PRACTICE)
    halfway = here.towards(there, 0.5)
    assert (halfway.technical, halfway.political, halfway.mutual_aid) == (0.5, 0.5, 0.3)
