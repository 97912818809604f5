import numpy as np
import pytest
from balance_builders import BALANCED, PRACTICE, card, decision, deck, fitting, preferences, profile

from tisserand.domain.balance.counterfactual import (
    accompany,
    bands,
    differences,
    follow,
    last_means,
    redone,
    same_decisions,
    with_another_mix,
)
from tisserand.domain.balance.game import decide, start
from tisserand.domain.balance.indicators import INDICATORS

SMALL = profile()
EVENTS = deck(card("vote", once=False, choices={"yes": [{"gauge": "say", "by": 10}], "no": []}))
TECHNICAL = preferences(60, 30, 10)


@pytest.fixture(scope="module")
def game():
    """Six quarters: a change of mix in the second, kept for two, then changed back; a rules action; votes."""
    current = start(SMALL, EVENTS, 7)
    for actions, mix in [
        ((), BALANCED), (("publish_rules",), TECHNICAL), ((), TECHNICAL),
        (("hold_meetup",), BALANCED), ((), BALANCED), ((), BALANCED),
    ]:  # fmt: skip
        current = decide(current, fitting(current, *actions, mix=mix))
    return current


def test_a_game_redone_with_its_own_decisions_is_the_same(game):
    again = redone(game, 2, game.decisions[2:])
    assert again.readings == game.readings


def test_each_decision_is_told_with_what_undoing_it_would_have_given(game):
    found = differences(game)
    told = [(each.quarter, each.kind, each.id) for each in found]
    assert (2, "preferences", "preferences") in told
    assert (4, "preferences", "preferences") in told
    assert (2, "action", "publish_rules") in told
    assert (4, "action", "hold_meetup") in told
    assert not any(kind == "orientations" for _, kind, _ in told)
    votes = [each for each in found if each.kind == "card"]
    assert len(votes) == sum(event is not None for event in game.cards)
    assert {each.other for each in votes} == {"no"}
    assert all(each.done == last_means(game) for each in found)
    assert all(set(each.undone) == set(INDICATORS) for each in found)


def test_undoing_a_change_keeps_the_former_mix_for_as_long_as_the_new_one_was(game):
    change = next(each for each in differences(game) if each.quarter == 2 and each.kind == "preferences")
    without = redone(
        game,
        1,
        [
            fitting_like(game, 1, mix=BALANCED),
            fitting_like(game, 2, mix=BALANCED),
            *game.decisions[3:],
        ],
    )
    assert change.undone == last_means(without)


def fitting_like(game, number, mix):
    made = game.decisions[number]
    return type(made)(mix, made.orientations, made.actions, made.card_choice)


def test_a_vote_that_gave_a_say_shows_in_the_say_and_only_by_its_own_effect(game):
    votes = [each for each in differences(game) if each.kind == "card" and each.quarter >= 4]
    assert votes
    assert all(each.by("say") > 0 for each in votes)


def test_another_mix_is_tried_under_the_same_luck_and_events(game):
    other = with_another_mix(game, TECHNICAL, PRACTICE)
    assert [each.preferences for each in other.decisions] == [TECHNICAL] * 6
    assert other.cards == game.cards
    assert other.readings[:13] == game.readings[:13]
    assert last_means(other)["friction"] != last_means(game)["friction"]


def test_other_seeds_follow_the_decisions_and_events_of_one(game):
    others = accompany(SMALL, EVENTS, range(3))
    for quarter in game.quarters:
        others = follow(others, quarter.decision, quarter.card)
    replayed = same_decisions(game, range(3))
    assert [each.readings for each in others] == [each.readings for each in replayed]
    assert all(each.cards == game.cards for each in others)


def test_a_band_holds_the_middle_of_the_runs(game):
    found = bands(same_decisions(game, range(8)))
    assert set(found) == set(INDICATORS)
    for band in found.values():
        assert len(band.middle) == len(game.readings)
        assert (band.low <= band.middle).all()
        assert (band.middle <= band.high).all()
        assert np.isfinite(band.high).all()


def test_undoing_nothing_tells_nothing():
    idle = decide(start(SMALL, EVENTS, 1), decision(mix=BALANCED))
    assert differences(idle) == ()
