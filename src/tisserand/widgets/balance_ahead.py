"""What takes seconds to compute about a game, a little at a time, so that the page never waits for it.

Other seeds under the same decisions make the band; at the end, each decision undone, and other mixes.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from statistics import fmean, median

from tisserand.domain.balance.counterfactual import (
    Band,
    Difference,
    Means,
    accompany,
    bands,
    each_difference,
    follow,
    last_means,
    with_another_mix,
)
from tisserand.domain.balance.dosage import Orientations, Preferences, whole_parts
from tisserand.domain.balance.game import Game
from tisserand.domain.balance.indicators import INDICATORS
from tisserand.widgets.balance_figures import size

OTHERS = 12
"""Other runs that the band is made of."""

Mix = tuple[Preferences, Orientations]


class Ahead:
    """What is known so far about the game last followed.

    Attributes:
        bands: of each indicator, once all the other runs have come as far; else none.
        luck: how far from one another these runs end, by indicator (``balance_figures.size``), together with ``bands``.
        undone: what each decision changed, once the game is over and all are known; else none.
        mixes: means over the last quarter under other mixes, by name; none before the end.
    """

    def __init__(self) -> None:
        self.bands: Mapping[str, Band] | None = None
        self.luck: Mapping[str, float] = {}
        self.undone: tuple[Difference, ...] | None = None
        self.mixes: Mapping[str, Means] | None = None
        self._game: Game | None = None
        self._others: list[Game] = []
        self._pieces: Iterator[bool] = iter(())
        self.is_done = True

    def follow(self, game: Game | None) -> None:
        """Turn to a game; what is known of its earlier quarters is kept."""
        if _place(game) == _place(self._game):
            return
        self.bands = self.undone = self.mixes = None
        if game is None or self._game is None or not _goes_on(self._game, game):
            self._others = []
        self._game = game
        self._pieces = self._work(game) if game else iter(())
        self.is_done = game is None

    def work_for(self, seconds: float) -> bool:
        """Go on computing for about so long, one piece at least; return whether there is something new to show."""
        end = time.perf_counter() + seconds
        for is_news in self._pieces:
            if is_news:
                return True
            if time.perf_counter() >= end:
                return False
        self.is_done = True
        return False

    def _work(self, game: Game) -> Iterator[bool]:
        for number in range(OTHERS):
            if number == len(self._others):
                self._others += accompany(game.profile, game.deck, (game.seed + 1 + number,))
                yield False
            while len(self._others[number].quarters) < len(game.quarters):
                quarter = game.quarters[len(self._others[number].quarters)]
                (further,) = follow((self._others[number],), quarter.decision, quarter.card)
                self._others[number] = replace(further, previous=None)  # else every quarter of every run is held
                yield False
        self.bands = bands(self._others)
        self.luck = _luck(self._others)
        yield True
        if not game.is_over:
            return
        found = []
        for difference in each_difference(game):
            found.append(difference)
            yield False
        self.undone = tuple(found)
        yield True
        means = {}
        for name, (preferences, orientations) in ready_mixes(game).items():
            means[name] = last_means(with_another_mix(game, preferences, orientations))
            yield False
        self.mixes = means
        yield True


def _luck(games: Sequence[Game]) -> dict[str, float]:
    """Return the mean distance of each indicator, at the end of these games, from the one in their middle."""
    ends = [last_means(game) for game in games]
    luck = {}
    for each in INDICATORS.values():
        middle = median(end[each.id] for end in ends)
        luck[each.id] = fmean(size(each, middle, end[each.id]) for end in ends)
    return luck


def ready_mixes(game: Game) -> dict[str, Mix]:
    """Return the mixes that every game is compared with: that of the team before, kept; and equal parts."""
    before = game.before.decision
    equal = [kind(whole_parts(dict.fromkeys(kind.names, 1.0))) for kind in (Preferences, Orientations)]
    return {"former": (before.preferences, before.orientations), "equal": (equal[0], equal[1])}  # type: ignore[dict-item]


def _place(game: Game | None) -> tuple[object, ...]:
    return (game.profile.id, game.seed, game.decisions) if game else ()


def _goes_on(earlier: Game, later: Game) -> bool:
    same_luck = (earlier.profile.id, earlier.seed) == (later.profile.id, later.seed)
    return same_luck and earlier.decisions == later.decisions[: len(earlier.decisions)]
