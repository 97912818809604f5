"""Beginning, predicting and deciding, from one notebook or two."""

import pytest
from balance_table import EVEN, SPREAD, TECHNICAL, deck, profile

from tisserand.domain.balance.outcome import Verdict
from tisserand.domain.balance.quarters import QUARTERS
from tisserand.domain.events import GameBegun, PredictionMade, QuarterDecided
from tisserand.errors import DecisionError, StaleViewError
from tisserand.i18n import Lang
from tisserand.services import balances
from tisserand.services.restarts import restart_exercise

PROFILE, DECK = profile(), deck()
ACTIVITY = "balance/a-group"


@pytest.fixture(autouse=True)
def _small_deck(monkeypatch):
    monkeypatch.setattr(balances, "event_cards", lambda: DECK)


@pytest.fixture
def begun(session):
    balances.begin_game(session, PROFILE, "begun", same_seed=False)
    return session


def decide(session, quarter, uuid=None, *, preferences=EVEN, orientations=SPREAD, actions=(), choice="pending"):  # noqa: PLR0913 - all that can be decided
    if choice == "pending":
        game = balances.current_game(session, PROFILE).game
        choice = game.card.choices[0].id if game and game.card else None
    return balances.decide_quarter(
        session, PROFILE, quarter, preferences, orientations, actions, choice, uuid or f"quarter-{quarter}"
    )


def events(session):
    return [record.event for record in session.records(ACTIVITY)]


def test_a_game_begins_with_the_luck_of_this_person_and_attempt(session):
    history = balances.begin_game(session, PROFILE, "u1", same_seed=False)
    assert history.seed == balances.seed_of("ada", "a-group", 1)
    assert events(session) == [GameBegun(history.seed)]
    assert 0 <= history.seed < 2**48


def test_each_attempt_person_and_balance_has_its_own_luck():
    seeds = {balances.seed_of(who, what, n) for who in ("ada", "bob") for what in ("a", "b") for n in (1, 2)}
    assert len(seeds) == 8


def test_beginning_twice_with_one_uuid_begins_once(begun):
    balances.begin_game(begun, PROFILE, "begun", same_seed=True)
    assert len(events(begun)) == 1


def test_beginning_in_a_game_is_refused(begun):
    with pytest.raises(StaleViewError, match="another window"):
        balances.begin_game(begun, PROFILE, "u2", same_seed=False)
    assert len(events(begun)) == 1


@pytest.mark.parametrize("same", [None, 1, "yes", []])
def test_a_forged_beginning_is_refused(session, same):
    with pytest.raises(TypeError):
        balances.begin_game(session, PROFILE, "u1", same_seed=same)
    assert events(session) == []


def test_after_a_restart_one_may_have_the_same_luck_again_or_another(begun):
    first = decide(begun, 1).seed
    restart_exercise(begun, ACTIVITY, "restart-1")
    assert balances.begin_game(begun, PROFILE, "u2", same_seed=True).seed == first
    restart_exercise(begun, ACTIVITY, "restart-2")
    history = balances.begin_game(begun, PROFILE, "u3", same_seed=False)
    assert history.seed == balances.seed_of("ada", "a-group", 3) != first
    assert [attempt.seed for attempt in history.attempts] == [first]


def test_beginning_again_leaves_the_game_under_way_which_stays_in_the_history(begun):
    first = decide(begun, 1).seed
    for _ in range(2):  # sent twice, it begins one
        history = balances.begin_again(begun, PROFILE, 1, "u-again", same_seed=True)
    assert (history.seed, history.decisions, history.begun) == (first, (), 2)
    assert [len(attempt.decisions) for attempt in history.attempts] == [1]


def test_beginning_again_from_a_page_that_is_out_of_date_leaves_the_game_alone(begun):
    decide(begun, 1)
    with pytest.raises(StaleViewError):
        balances.begin_again(begun, PROFILE, 0, "u-again", same_seed=True)
    assert len(events(begun)) == 2


@pytest.mark.parametrize(("attempt", "same"), [("1", True), (True, True), (None, True), (1, "no"), (1, None)])
def test_a_forged_new_beginning_leaves_the_game_alone(begun, attempt, same):
    decide(begun, 1)
    with pytest.raises(TypeError):
        balances.begin_again(begun, PROFILE, attempt, "u-again", same_seed=same)
    assert len(events(begun)) == 2


def test_the_same_luck_before_any_game_is_the_first_one(session):
    history = balances.begin_game(session, PROFILE, "u1", same_seed=True)
    assert history.seed == balances.seed_of("ada", "a-group", 1)


def test_a_decision_is_kept_and_lives_the_quarter(begun):
    history = decide(begun, 1, actions=["publish_rules"], preferences=TECHNICAL)
    assert len(history.game.quarters) == 1
    event = events(begun)[-1]
    assert event == QuarterDecided(1, TECHNICAL, SPREAD, ["publish_rules"], event.card_choice)
    assert {type(name) for name in event.preferences} == {str}


def test_a_decision_sent_twice_counts_once(begun):
    first = decide(begun, 1, "u1")
    again = decide(begun, 1, "u1")
    assert again.decisions == first.decisions
    assert len(events(begun)) == 2


def test_the_same_luck_with_the_same_decisions_is_the_same_game(begun):
    one = decide(begun, 1, actions=["open_faq"]).game.readings
    restart_exercise(begun, ACTIVITY, "restart")
    balances.begin_game(begun, PROFILE, "again", same_seed=True)
    assert decide(begun, 1, "u2", actions=["open_faq"]).game.readings == one


@pytest.mark.parametrize("quarter", [0, 1, 3, -1, 10**9])
def test_a_decision_for_another_quarter_is_refused(begun, quarter):
    """Another notebook went on: nothing is recorded."""
    decide(begun, 1)
    with pytest.raises(StaleViewError, match="another window"):
        decide(begun, quarter, "u2")
    assert len(events(begun)) == 2


def test_a_decision_without_a_game_is_refused(session):
    with pytest.raises(StaleViewError):
        decide(session, 1)
    assert events(session) == []


def test_of_two_notebooks_at_once_the_first_decision_counts_and_the_second_is_told(begun, monkeypatch):
    """Both read the same quarter, then both write: the later one is not taken for the person's decision."""
    keep = type(begun.log).append

    def append_after_the_other(log, record):
        monkeypatch.setattr(type(begun.log), "append", keep)
        decide(begun, 1, "faster", preferences=TECHNICAL)
        return keep(log, record)

    monkeypatch.setattr(type(begun.log), "append", append_after_the_other)
    with pytest.raises(StaleViewError):
        decide(begun, 1, "slower")
    assert balances.current_game(begun, PROFILE).decisions[0].preferences["technical"] == 100


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"preferences": {**EVEN, "technical": 35}}, "101"),
        ({"orientations": {**SPREAD, "mutual_aid": 0}}, "80"),
        ({"actions": ["open_faq", "publish_rules", "hold_meetup"]}, "3"),
        ({"actions": ["open_faq", "open_faq"]}, "open_faq"),
        ({"actions": ["nowhere"]}, "nowhere"),
        ({"choice": "nowhere"}, "nowhere"),
    ],
)
def test_a_decision_that_can_not_be_is_refused_with_a_sentence(begun, wrong, says):
    with pytest.raises(DecisionError) as refused:
        decide(begun, 1, **wrong)
    assert all(says in refused.value.sentence(lang) for lang in Lang)
    assert len(events(begun)) == 1


def test_an_event_asks_for_an_answer(begun):
    quarter = 1
    while balances.current_game(begun, PROFILE).game.card is None:
        decide(begun, quarter)
        quarter += 1
    with pytest.raises(DecisionError):
        decide(begun, quarter, choice=None)
    assert decide(begun, quarter).decisions[-1].card_choice == "yes"


@pytest.mark.parametrize(
    "forged",
    [
        {"quarter": "1"},
        {"quarter": True},
        {"quarter": None},
        {"preferences": None},
        {"preferences": [34, 33, 33]},
        {"preferences": {**EVEN, "health": 0}},
        {"preferences": {**EVEN, "technical": 10**400}},
        {"preferences": {**EVEN, "technical": 34.0}},
        {"preferences": {"technical": True, "organisational": 99, "political": 0}},
        {"orientations": EVEN},
        {"actions": None},
        {"actions": "open_faq"},
        {"actions": [7]},
        {"actions": ["x" * 200_000]},
        {"actions": ["open_faq"] * 5000},
        {"choice": 7},
        {"choice": "x" * 200_000},
        {"uuid": "no uuid"},
    ],
)
def test_a_forged_decision_is_refused_without_a_trace(begun, forged):
    with pytest.raises((TypeError, ValueError)):
        decide(begun, **{"quarter": 1, **forged})
    assert len(events(begun)) == 1


def test_the_two_years_come_to_an_end(begun):
    for quarter in range(1, QUARTERS + 1):
        history = decide(begun, quarter)
    assert history.game.is_over
    with pytest.raises(DecisionError):
        decide(begun, QUARTERS + 1)
    with pytest.raises(StaleViewError):
        decide(begun, QUARTERS, "late")
    assert len(events(begun)) == 1 + QUARTERS


def test_a_prediction_is_kept_before_the_first_decision_even_before_the_game(session):
    balances.predict(session, PROFILE, {"active": "took_off"}, "u1")
    balances.begin_game(session, PROFILE, "u2", same_seed=False)
    history = balances.predict(session, PROFILE, {"active": "held", "load": "faded"}, "u3")
    assert history.prediction == {"active": Verdict.HELD, "load": Verdict.FADED}
    assert events(session)[0] == PredictionMade({"active": "took_off"})


def test_a_prediction_sent_twice_counts_once(begun):
    for _ in range(2):
        balances.predict(begun, PROFILE, {"active": "held"}, "u1")
    decide(begun, 1)
    assert balances.predict(begun, PROFILE, {"active": "held"}, "u1").prediction == {"active": Verdict.HELD}
    assert len(events(begun)) == 3


def test_a_prediction_after_the_first_decision_is_refused(begun):
    decide(begun, 1)
    with pytest.raises(StaleViewError):
        balances.predict(begun, PROFILE, {"active": "held"}, "u1")
    assert len(events(begun)) == 2


@pytest.mark.parametrize(
    "forged",
    [
        None,
        [],
        {},
        "held",
        {"active": "great"},
        {"active": None},
        {"active": ["held"]},
        {"friction": "held"},
        {7: "held"},
    ],
)
def test_a_forged_prediction_is_refused(begun, forged):
    """Also an indicator that is not asked about in this community."""
    with pytest.raises((TypeError, ValueError)):
        balances.predict(begun, PROFILE, forged, "u1")
    assert len(events(begun)) == 1
