"""What else could have happened: the same luck with other decisions, the same decisions with other luck.

Events are held as they came in the run that one compares with: what differs is the decision, or the luck, not the news.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from tisserand.content.models.balance import Balance, BalanceCard, BalanceDeck
from tisserand.domain.balance.dice import Floats
from tisserand.domain.balance.dosage import Orientations, Preferences
from tisserand.domain.balance.game import Decision, Game, decide_under, replay, start
from tisserand.domain.balance.indicators import INDICATORS
from tisserand.domain.balance.outcome import mean_of

Kind = Literal["preferences", "orientations", "action", "card"]
Means = dict[str, float]
"""The mean of each indicator over the last quarter."""


@dataclass(frozen=True)
class Difference:
    """What one decision changed.

    Attributes:
        quarter: when it was made, from 1.
        kind: a change of one of the dosages, an action, or the answer to an event.
        id: of the action, or of the choice; the other one compared with for an event is ``other``.
        done, undone: means over the last quarter with it and without it, under the same luck.
    """

    quarter: int
    kind: Kind
    id: str
    done: Means
    undone: Means
    other: str | None = None

    def by(self, indicator: str) -> float:
        """Return how much the decision changed an indicator."""
        return self.done[indicator] - self.undone[indicator]


def differences(game: Game) -> tuple[Difference, ...]:
    """Return what each decision of a game changed, each undone by itself."""
    return tuple(each_difference(game))


def each_difference(game: Game) -> Iterator[Difference]:
    """Yield what each decision changed, in order: each takes up to two years of simulation."""
    done = last_means(game)
    for number, decision in enumerate(game.decisions):
        for kind, which, other, instead in _undoings(game, number, decision):
            undone = last_means(redone(game, number, instead))
            yield Difference(number + 1, kind, which, done, undone, other)


def _undoings(
    game: Game, number: int, decision: Decision
) -> Iterable[tuple[Kind, str, str | None, tuple[Decision, ...]]]:
    """Yield what was decided in a quarter, with the decisions from then on if it had not been."""
    later = game.decisions[number:]
    before = game.decisions[number - 1] if number else game.before.decision
    for kind in ("preferences", "orientations"):
        old, new = getattr(before, kind), getattr(decision, kind)
        if old != new:
            yield kind, kind, None, _kept(later, kind, new, old)
    for action in decision.actions:
        without = tuple(other for other in decision.actions if other != action)
        yield "action", action, None, (replace(decision, actions=without), *later[1:])
    if (card := game.cards[number]) is not None:
        for choice in card.choices:
            if choice.id != decision.card_choice:
                instead = (replace(decision, card_choice=choice.id), *later[1:])
                yield "card", str(decision.card_choice), choice.id, instead


def _kept(
    later: Sequence[Decision],
    kind: Literal["preferences", "orientations"],
    new: object,
    old: Preferences | Orientations,
) -> tuple[Decision, ...]:
    """Return the decisions with the former dosage kept for as long as the new one was."""
    length = next((at for at, each in enumerate(later) if getattr(each, kind) != new), len(later))
    return (*[replace(each, **{kind: old}) for each in later[:length]], *later[length:])  # type: ignore[arg-type]


def redone(game: Game, number: int, decisions: Sequence[Decision]) -> Game:
    """Return the game with other decisions from a quarter on (``number`` quarters kept), the same luck and events."""
    other = game
    while len(other.quarters) > number and other.previous is not None:
        other = other.previous
    for decision, card in zip(decisions, game.cards[number:], strict=True):
        other = decide_under(other, decision, card)
    return other


def with_another_mix(game: Game, preferences: Preferences, orientations: Orientations) -> Game:
    """Return the game as it would have gone with this mix from the first quarter on, the rest as decided."""
    others = [replace(each, preferences=preferences, orientations=orientations) for each in game.decisions]
    return redone(game, 0, others)


def last_means(game: Game) -> Means:
    """Return the mean of each indicator over the last quarter lived."""
    return {name: mean_of(game.last.readings, name) for name in INDICATORS}


# Other luck


@dataclass(frozen=True)
class Band:
    """Where an indicator was in other runs, week by week: a tenth of them below ``low``, a tenth above ``high``."""

    low: Floats
    middle: Floats
    high: Floats


def accompany(profile: Balance, deck: BalanceDeck, seeds: Iterable[int]) -> tuple[Game, ...]:
    """Return games of other seeds at their start, to follow the decisions of one."""
    return tuple(start(profile, deck, seed) for seed in seeds)


def follow(others: Iterable[Game], decision: Decision, card: BalanceCard | None) -> tuple[Game, ...]:
    """Return these games a quarter later, under the decision and the event of the game that they accompany."""
    return tuple(decide_under(other, decision, card) for other in others)


def same_decisions(game: Game, seeds: Iterable[int]) -> tuple[Game, ...]:
    """Return the games of other seeds under the decisions and events of one."""
    return tuple(replay(game.profile, game.deck, seed, game.decisions, game.cards) for seed in seeds)


def bands(games: Sequence[Game]) -> dict[str, Band]:
    """Return the band of each indicator over some games of the same length."""
    found = {}
    for name in INDICATORS:
        runs = np.array([[getattr(reading, name) for reading in game.readings] for game in games])
        low, middle, high = np.quantile(runs, (0.1, 0.5, 0.9), axis=0)
        found[name] = Band(low, middle, high)
    return found
