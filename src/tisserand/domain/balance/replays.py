"""Games made again from what was decided, kept at hand: a quarter takes tens of milliseconds, a view is shown often.

What is kept is found by value (profile, deck, seed, decisions), so that two widgets on one game share it.
"""

from dataclasses import dataclass, field
from functools import lru_cache
from hashlib import blake2b

from tisserand.content.models.balance import Balance, BalanceDeck
from tisserand.domain.balance.game import Decision, Game, decide, start
from tisserand.domain.balance.indicators import Reading
from tisserand.domain.balance.outcome import AimOutcome, IndicatorOutcome, aims_of, outcomes
from tisserand.errors import DecisionError

GAMES = 27
"""Games kept whole: three of a start and eight quarters. Each holds its members: about a megabyte for 5 000 people."""

SUMMARIES = 64

ANSWERS = 1024
"""Answers to whether a decision fits: small, and asked again for every quarter of every attempt."""


@dataclass(frozen=True)
class Table:
    """A profile and a deck, equal when they say the same."""

    fingerprint: bytes
    profile: Balance = field(compare=False)
    deck: BalanceDeck = field(compare=False)

    @classmethod
    def of(cls, profile: Balance, deck: BalanceDeck) -> "Table":
        """Return the table that a game of this profile is played at."""
        text = f"{profile.model_dump_json()}\n{deck.model_dump_json()}"
        return cls(blake2b(text.encode(), digest_size=16).digest(), profile, deck)


@dataclass(frozen=True, eq=False)
class Summary:
    """What is kept of a game to show beside another: everything but its members.

    Attributes:
        outcomes, aims: over its last quarter.
        cards: id of the event of each quarter, or none.
        readings: those of all its weeks, the quarter before included.
    """

    outcomes: tuple[IndicatorOutcome, ...]
    aims: tuple[AimOutcome, ...]
    cards: tuple[str | None, ...]
    readings: tuple[Reading, ...]


@lru_cache(maxsize=GAMES)
def played(table: Table, seed: int, decisions: tuple[Decision, ...]) -> Game:
    """Return the game that these decisions make.

    Raises:
        DecisionError: one of them does not fit, or the profile overrides a parameter that does not exist.
    """
    if not decisions:
        return start(table.profile, table.deck, seed)
    return decide(played(table, seed, decisions[:-1]), decisions[-1])


@lru_cache(maxsize=ANSWERS)
def fits(table: Table, seed: int, decisions: tuple[Decision, ...]) -> bool:
    """Return whether the last of these decisions can be made where the others lead.

    Raises:
        DecisionError: one of the others can't, or the profile overrides a parameter that does not exist.
    """
    played(table, seed, decisions[:-1])
    try:
        played(table, seed, decisions)
    except DecisionError:
        return False
    return True


@lru_cache(maxsize=SUMMARIES)
def summary(table: Table, seed: int, decisions: tuple[Decision, ...]) -> Summary:
    """Return what is to be told of the game that these decisions make; raises as :func:`played`."""
    game = played(table, seed, decisions)
    return Summary(
        outcomes(game),
        aims_of(table.profile, game.last.readings),
        tuple(card.id if card else None for card in game.cards),
        game.readings,
    )
