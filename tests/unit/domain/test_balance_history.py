from dataclasses import replace

import pytest
from balance_records import BEGUN, DECK, PROFILE, SEED, TABLE, decided, decision, quarters
from balance_table import EVEN, SPREAD, TECHNICAL, deck, profile
from domain_builders import record, records
from hypothesis import given, settings
from hypothesis import strategies as st

from tisserand.domain.balance.game import replay
from tisserand.domain.balance.history import balance_history
from tisserand.domain.balance.outcome import Verdict, outcomes
from tisserand.domain.balance.quarters import QUARTERS, quarters_decided
from tisserand.domain.balance.replays import Table, played
from tisserand.domain.events import (
    AnswerSubmitted,
    ExerciseRestarted,
    GameBegun,
    PredictionMade,
    QuarterDecided,
    event_from_payload,
)
from tisserand.errors import DecisionError

HELD = PredictionMade({"active": "held"})


def fold(*events, profile=PROFILE, deck=DECK):
    return balance_history(profile, deck, records(*events))


def told(history):
    """Return what a history says, comparable."""
    return (
        history.seed,
        history.decisions,
        dict(history.prediction),
        [(each.seed, each.decisions, dict(each.prediction), each.is_over) for each in history.attempts],
        history.begun,
        history.last_seed,
        history.stopped,
    )


def test_nothing_recorded_is_no_game():
    history = fold()
    assert history.game is None
    assert told(history) == (None, (), {}, [], 0, None, False)


def test_a_game_begun_has_lived_the_quarter_before_and_decided_nothing():
    history = fold(BEGUN)
    assert (history.seed, history.begun, history.game.quarters) == (SEED, 1, ())


def test_decisions_make_the_game_that_replaying_them_makes():
    events = quarters(3, actions=["publish_rules"])
    history = fold(BEGUN, *events)
    again = replay(PROFILE, DECK, SEED, [decision(event) for event in events])
    assert history.decisions == again.decisions
    assert history.game.readings == again.readings


def test_a_decision_before_any_game_is_passed_over():
    assert told(fold(decided(1))) == told(fold())


def test_a_decision_of_another_quarter_is_passed_over():
    """Two notebooks showed the same quarter: the second decision for it came too late; so did one for a later one."""
    one, two = quarters(2)
    late = replace(one, preferences=TECHNICAL)
    history = fold(BEGUN, one, late, replace(two, quarter=3), two)
    assert told(history) == told(fold(BEGUN, one, two))


def test_a_game_begun_in_a_game_is_passed_over():
    assert told(fold(BEGUN, GameBegun(SEED + 1))) == told(fold(BEGUN))


def test_events_of_other_kinds_are_passed_over():
    assert told(fold(AnswerSubmitted("q", "a", None, 1, 1), BEGUN)) == told(fold(BEGUN))


def test_the_last_prediction_before_the_first_decision_counts():
    first = PredictionMade({"active": "faded"})
    history = fold(first, BEGUN, HELD, *quarters(1), first)
    assert history.prediction == {"active": Verdict.HELD}


@pytest.mark.parametrize(
    "said", [None, [], {"active": "great"}, {"health": "held"}, {"active": 3}, {"active": ["held"]}]
)
def test_a_prediction_that_this_version_does_not_know_is_left_out(said):
    assert fold(BEGUN, PredictionMade(said)).prediction == {}


def test_starting_over_keeps_the_earlier_attempt_with_its_outcome():
    events = quarters(2)
    history = fold(HELD, BEGUN, *events, ExerciseRestarted(), GameBegun(8))
    (earlier,) = history.attempts
    assert (history.seed, history.decisions, history.prediction) == (8, (), {})
    assert (history.begun, history.last_seed) == (2, 8)
    assert (earlier.seed, earlier.is_over, earlier.prediction) == (SEED, False, {"active": Verdict.HELD})
    game = played(TABLE, SEED, earlier.decisions)
    assert earlier.summary.readings == game.readings
    assert [one.aim for one in earlier.summary.aims] == list(PROFILE.aims)
    assert earlier.summary.outcomes == outcomes(game)
    assert len(earlier.summary.cards) == 2


def test_a_game_left_without_a_decision_is_no_attempt_but_its_luck_is_known():
    history = fold(BEGUN, ExerciseRestarted())
    assert (history.attempts, history.game, history.begun, history.last_seed) == ((), None, 1, SEED)


def test_a_game_that_was_played_to_the_end_is_over():
    history = fold(BEGUN, *quarters(QUARTERS), ExerciseRestarted())
    assert history.attempts[0].is_over


@pytest.mark.parametrize(
    "wrong",
    [
        QuarterDecided(1, {"technical": 100}, SPREAD, []),
        QuarterDecided(1, {**EVEN, "technical": 35}, SPREAD, []),
        QuarterDecided(1, None, SPREAD, []),
        QuarterDecided(1, EVEN, "spread", []),
        QuarterDecided(1, EVEN, SPREAD, ["an_action_of_old"]),
        QuarterDecided(1, EVEN, SPREAD, None),
        QuarterDecided(1, EVEN, SPREAD, [["a"]]),
        QuarterDecided(1, EVEN, SPREAD, [], {"a": 1}),
        QuarterDecided(1, EVEN, SPREAD, [], "a-choice-of-old"),
    ],
)
def test_a_decision_that_no_longer_fits_stops_the_game_until_another_one_does(wrong):
    history = fold(BEGUN, wrong)
    assert (history.decisions, history.stopped) == ((), True)
    (fits,) = quarters(1)
    assert told(fold(BEGUN, wrong, fits)) == told(fold(BEGUN, fits))


def test_a_choice_that_the_deck_has_lost_stops_the_game_there():
    events = quarters(3)
    assert any(event.card_choice for event in events)
    history = fold(BEGUN, *events, deck=deck("maybe", "never"))
    first = next(number for number, event in enumerate(events) if event.card_choice)
    assert (len(history.decisions), history.stopped) == (first, True)


@pytest.mark.parametrize("seed", [-1, "7", None, 1.5, True])
def test_a_seed_that_is_none_begins_no_game(seed):
    assert fold(GameBegun(seed)).game is None


def test_a_profile_that_can_not_be_played_says_so_rather_than_blame_a_decision():
    broken = profile(parameters={"no_such": 1.0})
    with pytest.raises(DecisionError):
        fold(BEGUN, *quarters(1), profile=broken)


def test_a_view_shown_again_simulates_nothing(monkeypatch):
    """The fold runs at each refresh of the widget: what was played is found again by value."""
    events = quarters(2)
    game = fold(BEGUN, *events).game
    monkeypatch.setattr("tisserand.domain.balance.replays.decide", None)
    monkeypatch.setattr("tisserand.domain.balance.replays.start", None)
    again = fold(BEGUN, *events, profile=PROFILE.model_copy(deep=True))
    assert again.game is game


def test_a_profile_that_was_corrected_is_another_table():
    assert Table.of(PROFILE, DECK) == TABLE
    assert Table.of(profile(is_ordinary=False), DECK) != TABLE
    assert Table.of(PROFILE, deck("a", "b")) != TABLE


def test_events_come_back_from_their_payload():
    for event in (BEGUN, HELD, *quarters(1, actions=["open_faq"])):
        assert event_from_payload(event.kind, event.payload()) == event


PALETTE = [BEGUN, GameBegun(8), HELD, PredictionMade({"load": "faded"}), ExerciseRestarted(), *quarters(2)]
PALETTE += [replace(PALETTE[-2], preferences=TECHNICAL), replace(PALETTE[-1], actions=["nowhere"])]
histories = st.lists(st.sampled_from(PALETTE), max_size=8)


@settings(max_examples=40)
@given(histories, st.data())
def test_records_that_come_again_change_nothing(events, data):
    once = records(*events)
    again = list(once)
    for copy in data.draw(st.lists(st.sampled_from(once), max_size=4)) if once else ():
        again.insert(data.draw(st.integers(again.index(copy) + 1, len(again))), replace(copy))
    expected = told(balance_history(PROFILE, DECK, once))
    assert told(balance_history(PROFILE, DECK, again)) == expected
    assert told(balance_history(PROFILE, DECK, once + once)) == expected


@settings(max_examples=40)
@given(histories)
def test_quarters_are_counted_as_the_fold_counts_them_where_every_decision_fits(events):
    fitting = [event for event in events if event != GameBegun(8) and "nowhere" not in getattr(event, "actions", ())]
    history = fold(*fitting)
    assert not history.stopped
    furthest = max(len(each.decisions) for each in (*history.attempts, history))
    assert quarters_decided(records(*fitting)) == furthest


def test_quarters_of_the_furthest_attempt_are_counted_whatever_came_of_the_profile():
    gone = QuarterDecided(2, EVEN, SPREAD, ["an_action_of_old"])
    events = [BEGUN, *quarters(1), gone, ExerciseRestarted(), BEGUN, *quarters(1)]
    assert quarters_decided(records(*events)) == 2
    assert quarters_decided(records(*quarters(1))) == 0
    assert quarters_decided([record(BEGUN, 0), *[record(quarters(1)[0], 1)] * 3]) == 1
    assert quarters_decided(records(BEGUN, *[QuarterDecided(n, EVEN, SPREAD, []) for n in range(1, 12)])) == QUARTERS
