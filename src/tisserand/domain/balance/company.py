"""The company of a game: the same decisions and events under other luck, and the band of what could have happened.

Kept beside the game quarter by quarter, and at hand: asked for again, it costs nothing; a quarter later, one quarter.
"""

from dataclasses import replace
from functools import lru_cache

from tisserand.domain.balance.counterfactual import Band, accompany, bands, follow
from tisserand.domain.balance.game import Game

OTHERS = 10
"""Other games beside one: a band is read at a glance, its edges need not be sharp."""

KEPT = 4
"""Companies kept at hand: those of the last quarters of the games that are shown."""


@lru_cache(maxsize=KEPT)
def company(game: Game) -> tuple[Game, ...]:
    """Return games of other seeds that followed the decisions and events of one; they forget where they come from."""
    if game.previous is None:
        seeds = (seed for seed in range(1, OTHERS + 2) if seed != game.seed)
        return accompany(game.profile, game.deck, list(seeds)[:OTHERS])
    others = follow(company(game.previous), game.last.decision, game.last.card)
    return tuple(replace(other, previous=None) for other in others)


@lru_cache(maxsize=KEPT)
def band(game: Game) -> dict[str, Band]:
    """Return where each indicator was in the company of a game, week by week as ``game.readings``."""
    return bands(company(game))
