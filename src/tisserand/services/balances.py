"""Balancing a community: begin, predict, decide quarter after quarter."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import Any, TypeVar

from tisserand.content.loading import load_deck
from tisserand.content.models.balance import WHOLE, Balance, BalanceDeck
from tisserand.domain.balance.dosage import Dosage, Orientations, Preferences
from tisserand.domain.balance.game import Decision
from tisserand.domain.balance.history import BalanceHistory, balance_history
from tisserand.domain.balance.outcome import Verdict
from tisserand.domain.balance.prediction import asked
from tisserand.domain.balance.quarters import QUARTERS
from tisserand.domain.balance.replays import Table, played
from tisserand.domain.events import GameBegun, PredictionMade, QuarterDecided
from tisserand.errors import DecisionError, StaleViewError
from tisserand.services.limits import checked_id
from tisserand.services.restarts import restart_exercise
from tisserand.services.session import Session

D = TypeVar("D", bound=Dosage)

_SEED_BYTES = 6
"""A seed stays below 2^48: JSON and JavaScript keep it exactly."""

_UUID_KEPT = 50
"""How much of a client's uuid starts that of the restart before a new game."""

_MOST_SENT = 20
"""Actions in one message: more than there are was forged."""


def balance_activity(balance: Balance) -> str:
    """Return the key under which a balance is recorded."""
    return f"balance/{balance.id}"


@lru_cache
def event_cards() -> BalanceDeck:
    """Return the event cards, read once.

    Raises:
        ContentError: the file has faults.
        UnknownNameError: there is no such file.
    """
    return load_deck()


def current_game(session: Session, balance: Balance, deck: BalanceDeck | None = None) -> BalanceHistory:
    """Return where the person is, with their earlier attempts, folded from the log.

    Args:
        session: who.
        balance: what is played.
        deck: the events; by default those of the content.

    Raises:
        DecisionError: the profile overrides a parameter that does not exist, or out of its range.
        StoreError: the log can't be read.
    """
    return balance_history(balance, deck or event_cards(), session.records(balance_activity(balance)))


def begin_game(
    session: Session, balance: Balance, uuid: str, *, same_seed: bool, deck: BalanceDeck | None = None
) -> BalanceHistory:
    """Begin a game and return where the person is: the quarter before they arrived has been lived.

    Args:
        session: who, where and when.
        balance: what is played.
        uuid: made by the client; sent twice, it begins one game.
        same_seed: with the luck of the game begun last, if there was one.
        deck: the events; by default those of the content.

    Raises:
        StaleViewError: a game has begun already; it has to be restarted first.
        StoreError: it could not be kept.
        TypeError: ``same_seed`` is neither true nor false: the message was forged.
    """
    if type(same_seed) is not bool:
        raise TypeError("same_seed")
    history = current_game(session, balance, deck)
    if session.has(balance_activity(balance), uuid):
        return history
    if history.game is not None:
        raise StaleViewError("game_went_on")
    again = same_seed and history.last_seed is not None
    seed = history.last_seed if again else seed_of(session.learner, balance.id, history.begun + 1)
    session.record(balance_activity(balance), uuid, GameBegun(seed or 0))
    return current_game(session, balance, deck)


def begin_again(  # noqa: PLR0913 - which game is left, and how the next one begins
    session: Session, balance: Balance, attempt: int, uuid: str, *, same_seed: bool, deck: BalanceDeck | None = None
) -> BalanceHistory:
    """Leave the game under way, if there is one, and begin another; the one that is left stays in the history.

    Args:
        session: who, where and when.
        balance: what is played.
        attempt: how many games were begun, as the person saw it.
        uuid: made by the client; sent twice, it begins one game.
        same_seed: with the luck of the game begun last, if there was one.
        deck: the events; by default those of the content.

    Raises:
        StaleViewError: another game was begun since, in another window.
        StoreError: it could not be kept.
        TypeError, ValueError: the message was forged.
    """
    if type(same_seed) is not bool or type(attempt) is not int:
        raise TypeError("begin")
    restart_uuid = f"{checked_id(uuid)[:_UUID_KEPT]}-restart"
    activity = balance_activity(balance)
    history = current_game(session, balance, deck)
    if session.has(activity, uuid):
        return history
    if attempt != history.begun:
        raise StaleViewError("game_went_on")
    if history.game is not None:
        restart_exercise(session, activity, restart_uuid)
    return begin_game(session, balance, uuid, same_seed=same_seed, deck=deck)


def seed_of(learner: str, balance_id: str, attempt: int) -> int:
    """Return the luck of an attempt: always the same for one person, and another for every attempt."""
    digest = blake2b(f"{learner}\n{balance_id}\n{attempt}".encode(), digest_size=_SEED_BYTES).digest()
    return int.from_bytes(digest)


def predict(
    session: Session, balance: Balance, indicators: Mapping[str, str], uuid: str, deck: BalanceDeck | None = None
) -> BalanceHistory:
    """Keep what the person expects, before their first decision, and return where they are.

    Args:
        session: who, where and when.
        balance: what is played.
        indicators: a verdict for each indicator that ``prediction.asked`` gives, or for some of them.
        uuid: made by the client.
        deck: the events; by default those of the content.

    Raises:
        StaleViewError: a decision has been made already.
        StoreError: it could not be kept.
        TypeError, ValueError: it is no prediction: the message was forged.
    """
    if not isinstance(indicators, Mapping):
        raise TypeError("indicators")
    if not indicators or not set(indicators) <= set(asked(balance)):
        raise ValueError("indicators")
    said = {name: Verdict(verdict).value for name, verdict in indicators.items()}
    history = current_game(session, balance, deck)
    if session.has(balance_activity(balance), uuid):
        return history
    if history.decisions:
        raise StaleViewError("game_went_on")
    session.record(balance_activity(balance), uuid, PredictionMade(said))
    return current_game(session, balance, deck)


def decide_quarter(  # noqa: PLR0913, PLR0917 - which quarter, and the four things decided for it
    session: Session,
    balance: Balance,
    quarter: int,
    preferences: Mapping[str, int],
    orientations: Mapping[str, int],
    actions: Sequence[str],
    card_choice: str | None,
    uuid: str,
    deck: BalanceDeck | None = None,
) -> BalanceHistory:
    """Keep what was decided for a quarter and return the game with that quarter lived. Sent twice, it counts once.

    Args:
        session: who, where and when.
        balance: what is played.
        quarter: the number of the quarter decided, from 1, as the person saw it.
        preferences: whole parts by name that sum to 100.
        orientations: likewise.
        actions: ids of at most two actions.
        card_choice: id of the choice on the pending event, if there is one.
        uuid: made by the client.
        deck: the events; by default those of the content.

    Raises:
        StaleViewError: the game is at another quarter by now, or not begun; another notebook went on.
        DecisionError: the decision can't be: the parts do not sum to 100, an action too many, no answer to the event,
            or the two years are over.
        StoreError: it could not be kept.
        TypeError, ValueError: a field has a shape that no page of ours sends: the message was forged.
    """
    decision = Decision(
        checked_dosage(Preferences, preferences),
        checked_dosage(Orientations, orientations),
        _checked_actions(actions),
        None if card_choice is None else checked_id(card_choice),
    )
    if type(quarter) is not int:
        raise TypeError("quarter")
    activity, deck = balance_activity(balance), deck or event_cards()
    history = current_game(session, balance, deck)
    if session.has(activity, uuid):
        return history
    if history.seed is None or quarter != len(history.decisions) + 1:
        raise StaleViewError("game_went_on")
    if quarter > QUARTERS:
        raise DecisionError("game_over", quarters=QUARTERS)
    played(Table.of(balance, deck), history.seed, (*history.decisions, decision))
    session.record(activity, uuid, _event(quarter, decision))
    history = current_game(session, balance, deck)
    if history.decisions[quarter - 1 : quarter] != (decision,):
        raise StaleViewError("game_went_on")  # the other notebook was a moment faster: the first decision counts
    return history


def checked_dosage(kind: type[D], parts: Any) -> D:
    """Return the dosage that a browser sent.

    Raises:
        DecisionError: the parts do not sum to 100.
        TypeError, ValueError: it is none: the message was forged.
    """
    if not isinstance(parts, Mapping):
        raise TypeError("dosage")
    if set(parts) != set(kind.names) or not all(type(part) is int and 0 <= part <= WHOLE for part in parts.values()):
        raise ValueError("dosage")
    return kind(parts)


def plain(dosage: Dosage) -> dict[str, int]:
    """Return the parts of a dosage as JSON values."""
    return {str(name): part for name, part in dosage.items()}


def _checked_actions(actions: Any) -> tuple[str, ...]:
    if isinstance(actions, str) or not isinstance(actions, Sequence) or len(actions) > _MOST_SENT:
        raise TypeError("actions")
    return tuple(checked_id(action) for action in actions)


def _event(quarter: int, decision: Decision) -> QuarterDecided:
    return QuarterDecided(
        quarter, plain(decision.preferences), plain(decision.orientations), list(decision.actions), decision.card_choice
    )
