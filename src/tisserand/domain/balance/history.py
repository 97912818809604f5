"""What somebody did in a balance over time, folded from the records of one learner and one activity."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from tisserand.content.models.balance import Balance, BalanceDeck
from tisserand.domain.balance.dosage import Orientations, Preferences
from tisserand.domain.balance.game import Decision, Game
from tisserand.domain.balance.outcome import Verdict
from tisserand.domain.balance.prediction import understood
from tisserand.domain.balance.quarters import QUARTERS
from tisserand.domain.balance.replays import Summary, Table, fits, played, summary
from tisserand.domain.distinct import distinct
from tisserand.domain.events import ExerciseRestarted, GameBegun, PredictionMade, QuarterDecided, Record
from tisserand.errors import DecisionError


@dataclass(frozen=True, eq=False)
class Attempt:
    """An earlier attempt, with at least one quarter decided, brought to its end or not.

    Attributes:
        summary: readings and outcomes, to show beside those of another attempt.
    """

    seed: int
    prediction: Mapping[str, Verdict]
    decisions: tuple[Decision, ...]
    summary: Summary

    @property
    def is_over(self) -> bool:
        """Whether it went on for the two years."""
        return len(self.decisions) == QUARTERS


@dataclass(frozen=True, eq=False)
class BalanceHistory:
    """All the attempts of somebody at one balance.

    Attributes:
        game: the current one; none while it is not begun.
        seed: its luck.
        prediction: what was expected of it, by indicator; it may come before the game is begun.
        attempts: the earlier ones, oldest first.
        begun: how many games were begun in all.
        last_seed: the luck of the game begun last, whatever became of it.
        stopped: the profile or the deck has changed since: a recorded decision no longer fits, and the game stops
            before it until somebody decides anew.
    """

    game: Game | None = None
    seed: int | None = None
    prediction: Mapping[str, Verdict] = field(default_factory=dict)
    attempts: tuple[Attempt, ...] = ()
    begun: int = 0
    last_seed: int | None = None
    stopped: bool = False

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """The decisions of the current game."""
        return self.game.decisions if self.game else ()


@dataclass
class _Current:
    """The attempt that is being read."""

    seed: int | None = None
    prediction: dict[str, Verdict] = field(default_factory=dict)
    decisions: tuple[Decision, ...] = ()
    is_stopped: bool = False


def balance_history(profile: Balance, deck: BalanceDeck, records: Iterable[Record]) -> BalanceHistory:
    """Return the attempts that records tell.

    A decision counts if it is about the next quarter: one that comes twice, or from a page that was out of date, is
    passed over, as is a game begun in a game, and a prediction that comes after the first decision.

    Raises:
        DecisionError: the profile overrides a parameter that does not exist, or out of its range.
        ExpressionError: the guard of a card can't be understood.
    """
    table = Table.of(profile, deck)
    current, attempts, seeds = _Current(), [], []
    for record in distinct(records):
        event = record.event
        if isinstance(event, ExerciseRestarted):
            attempts += _earlier(table, current)
            current = _Current()
        elif isinstance(event, GameBegun) and current.seed is None and _is_seed(event.seed):
            current.seed = event.seed
            seeds.append(event.seed)
        elif isinstance(event, PredictionMade) and not current.decisions:
            current.prediction = understood(event.indicators)
        elif isinstance(event, QuarterDecided) and current.seed is not None:
            _decide(table, current, event)
    return BalanceHistory(
        game=None if current.seed is None else played(table, current.seed, current.decisions),
        seed=current.seed,
        prediction=current.prediction,
        attempts=tuple(attempts),
        begun=len(seeds),
        last_seed=seeds[-1] if seeds else None,
        stopped=current.is_stopped,
    )


def decision_of(event: QuarterDecided) -> Decision:
    """Return the decision that an event tells.

    Raises:
        DecisionError: a dosage is none.
        TypeError: a field has another shape.
    """
    if not isinstance(event.preferences, Mapping) or not isinstance(event.orientations, Mapping):
        raise TypeError("dosages")
    if not isinstance(event.actions, Sequence) or not all(isinstance(action, str) for action in event.actions):
        raise TypeError("actions")
    if not isinstance(event.card_choice, str | None):
        raise TypeError("card_choice")
    return Decision(
        Preferences(event.preferences), Orientations(event.orientations), tuple(event.actions), event.card_choice
    )


def _decide(table: Table, current: _Current, event: QuarterDecided) -> None:
    if current.seed is None or event.quarter != len(current.decisions) + 1:
        return
    try:
        decisions = (*current.decisions, decision_of(event))
    except (DecisionError, TypeError):
        current.is_stopped = True
        return
    if not fits(table, current.seed, decisions):
        current.is_stopped = True
        return
    current.decisions, current.is_stopped = decisions, False


def _earlier(table: Table, current: _Current) -> list[Attempt]:
    if current.seed is None or not current.decisions:
        return []
    told = summary(table, current.seed, current.decisions)
    return [Attempt(current.seed, current.prediction, current.decisions, told)]


def _is_seed(seed: object) -> bool:
    return type(seed) is int and seed >= 0
