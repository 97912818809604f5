import math

import numpy as np
import pytest
from balance_builders import (
    BALANCED,
    YOUNG,
    card,
    decision,
    deck,
    fitting,
    orientations,
    played,
    preferences,
    profile,
    real,
    real_deck,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from tisserand.content.models.balance import GovernancePreference, Orientation
from tisserand.domain.balance.actions import ACTIONS
from tisserand.domain.balance.dosage import Orientations, Preferences, whole_parts
from tisserand.domain.balance.game import Decision, decide, replay, start
from tisserand.domain.balance.indicators import INDICATORS
from tisserand.domain.balance.verify import NO_EVENTS
from tisserand.errors import DecisionError
from tisserand.i18n import Lang

SMALL = profile()
ALWAYS = deck(
    card("always", once=False, choices={"help": [{"gauge": "say", "by": 20}], "harm": [{"gauge": "say", "by": -20}]})
)

parts = st.lists(st.integers(0, 100), min_size=8, max_size=8)
actions = st.lists(st.sampled_from(sorted(ACTIONS)), max_size=2, unique=True)


def any_decision(game, weights, chosen, pick):
    three, five = weights[:3], weights[3:]
    return fitting(
        game,
        *chosen,
        mix=Preferences(whole_parts(dict(zip(GovernancePreference, three, strict=True)))),
        purpose=Orientations(whole_parts(dict(zip(Orientation, five, strict=True)))),
        pick=pick,
    )


def test_a_game_begins_with_the_quarter_before_and_lasts_two_years():
    game = start(SMALL, NO_EVENTS, 0)
    assert [reading.week for reading in game.readings] == list(range(-12, 1))
    assert game.before.number == 0
    game = played(SMALL)
    assert game.is_over
    assert [quarter.number for quarter in game.quarters] == list(range(1, 9))
    assert [reading.week for reading in game.readings] == list(range(-12, 105))


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 2**48), st.lists(st.tuples(parts, actions, st.integers(0, 2)), min_size=8, max_size=8))
def test_whatever_is_decided_indicators_are_finite_and_in_range_and_members_are_accounted_for(seed, plan):
    game = start(SMALL, real_deck(), seed)
    for weights, chosen, pick in plan:
        game = decide(game, any_decision(game, weights, chosen, pick))
    members = SMALL.start.members
    for reading in game.readings:
        for name, indicator in INDICATORS.items():
            value = getattr(reading, name)
            assert math.isfinite(value), name
            assert indicator.low <= value <= indicator.high, name
        members += reading.arrivals - reading.departures
        assert reading.members == members
        assert 0 <= reading.active <= reading.authors or reading.week < 1
    for quarter in game.quarters:
        assert sum(quarter.decision.preferences.values()) == sum(quarter.decision.orientations.values()) == 100
        assert len(quarter.repliers) == len(quarter.replied_to)


@settings(max_examples=6, deadline=None)
@given(st.integers(0, 1000), st.lists(st.tuples(parts, actions, st.integers(0, 2)), min_size=4, max_size=4))
def test_a_game_is_made_again_from_its_seed_and_decisions(seed, plan):
    game = start(SMALL, real_deck(), seed)
    for weights, chosen, pick in plan:
        game = decide(game, any_decision(game, weights, chosen, pick))
    again = replay(SMALL, real_deck(), seed, game.decisions)
    assert again.readings == game.readings
    assert again.cards == game.cards
    assert again.card == game.card
    assert (again.community.belonging == game.community.belonging).all()


def test_deciding_leaves_the_game_before_as_it_was():
    game = start(SMALL, NO_EVENTS, 1)
    one, other = decide(game, decision()), decide(game, decision("hold_meetup"))
    assert len(game.quarters) == 0
    assert one.quarters[0].readings == decide(game, decision()).quarters[0].readings
    assert one.quarters[0].readings != other.quarters[0].readings
    assert other.previous is game


def test_other_seeds_make_other_games():
    assert played(SMALL, 1, quarters=1).readings != played(SMALL, 2, quarters=1).readings


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (decision("hold_meetup", "open_faq", "publish_rules"), "actions_too_many"),
        (decision("hold_meetup", "hold_meetup"), "action_twice"),
        (decision("dance"), "action_unknown"),
        (decision(choice="help"), "card_choice_without_card"),
    ],
)
def test_what_can_not_be_decided_is_refused_with_a_sentence(bad, reason):
    with pytest.raises(DecisionError) as refused:
        decide(start(SMALL, NO_EVENTS, 0), bad)
    assert refused.value.reason == reason
    assert refused.value.sentence(Lang.FR) != refused.value.sentence(Lang.EN)


@pytest.mark.parametrize("choice", [None, "dither"])
def test_an_event_has_to_be_answered_with_one_of_its_choices(choice):
    game = decide(start(SMALL, ALWAYS, 3), decision())
    assert game.card is not None
    with pytest.raises(DecisionError) as refused:
        decide(game, decision(choice=choice))
    assert refused.value.reason == "card_choice_unknown"


def test_nothing_can_be_decided_after_two_years():
    with pytest.raises(DecisionError) as refused:
        decide(played(SMALL), decision())
    assert refused.value.reason == "game_over"


def test_a_profile_may_set_parameters_within_their_ranges():
    calm = profile(parameters={"incident": 0.005, "critical_mass": 5})
    assert start(calm, NO_EVENTS, 0).parameters.critical_mass == 5


@pytest.mark.parametrize(
    ("parameters", "reason"), [({"incident": 0.9}, "parameter_range"), ({"incidence": 0.01}, "parameter_unknown")]
)
def test_a_parameter_that_does_not_exist_or_is_out_of_range_is_refused(parameters, reason):
    with pytest.raises(DecisionError) as refused:
        start(profile(parameters=parameters), NO_EVENTS, 0)
    assert refused.value.reason == reason


def test_the_answer_to_an_event_changes_what_follows():
    game = decide(start(SMALL, ALWAYS, 3), decision())
    helped, harmed = (decide(game, decision(choice=choice)) for choice in ("help", "harm"))
    assert helped.readings[-1].say > harmed.readings[-1].say + 0.1


def test_no_event_comes_with_the_first_quarter_nor_after_the_last():
    assert start(SMALL, ALWAYS, 0).card is None
    assert played(SMALL, events=ALWAYS).card is None


def test_a_dosage_takes_effect_with_some_delay():
    game = start(SMALL, NO_EVENTS, 0)
    changed = decide(game, decision(mix=preferences(0, 0, 100)))
    says = [reading.say for reading in changed.last.readings]
    assert says[0] < says[4] < says[-1]
    assert changed.mix.political < 1


def test_a_change_of_dosage_weighs_on_the_team():
    game = start(SMALL, NO_EVENTS, 0)
    kept = decide(game, decision())
    turned = decide(game, decision(mix=BALANCED, purpose=orientations(100, 0, 0, 0, 0)))
    assert turned.last.readings[5].load > kept.last.readings[5].load + 0.02


def test_an_action_repeated_too_soon_brings_half():
    game = decide(start(SMALL, NO_EVENTS, 0), decision("recruit_sponsor"))
    again, late = decide(game, decision("recruit_sponsor")), game
    for _ in range(2):
        late = decide(late, decision())
    late = decide(late, decision("recruit_sponsor"))
    smooth = [
        sorted(each.shift.by for each in a_game.running if each.shift.gauge == "friction") for a_game in (again, late)
    ]
    assert smooth == [[-4], [-8]]


def test_a_weary_team_does_things_by_halves():
    worn = profile(start={"load": 100, "team": 2}, parameters={"load_recovery": 0.05, "load_duty": 0.2})
    fresh = profile(start={"load": 0, "team": 2})
    by = []
    for a_profile in (worn, fresh):
        game = decide(start(a_profile, NO_EVENTS, 0), decision("recruit_sponsor"))
        by.append(sorted(each.shift.by for each in game.running if each.shift.gauge == "friction"))
    assert by == [[-4], [-8]]


def test_ties_of_a_quarter_are_between_members():
    game = played(real(YOUNG), quarters=2)
    quarter = game.last
    assert len(quarter.repliers) == sum(reading.posts - reading.topics for reading in quarter.readings)
    assert np.max(quarter.repliers) < game.community.joined


def test_a_decision_is_a_value():
    assert Decision(BALANCED, orientations(20, 20, 20, 20, 20)) == Decision(
        preferences(30, 40, 30), orientations(20, 20, 20, 20, 20)
    )
