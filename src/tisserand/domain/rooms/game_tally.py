"""The games of balance that people played, as a fan: where the middle and the outer runs of each week are."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tisserand.content.models.balance import Aim, Balance
from tisserand.domain.analytics.intervals import LEAST_PEOPLE, KeyFigure, share_of
from tisserand.domain.balance.outcome import Verdict
from tisserand.domain.balance.prediction import asked
from tisserand.domain.balance.quarters import QUARTERS, WEEKS
from tisserand.domain.balance.replays import Summary
from tisserand.domain.rooms.small_groups import Judgement, judge_next

OUTER_FROM = 10
"""Games from which the outer tenths are shown: of fewer, a tenth is one person's run."""


@dataclass(frozen=True)
class FanWeek:
    """Where the games were in one week.

    Attributes:
        n: how many came so far.
        middle: half of them are above, half below.
        low, high: a quarter of them are below, a quarter above.
        lowest, highest: a tenth of them are below, a tenth above; none for fewer than ``OUTER_FROM`` games.
    """

    n: int
    middle: float
    low: float
    high: float
    lowest: float | None
    highest: float | None


@dataclass(frozen=True)
class Fan:
    """One indicator over the weeks, the quarter before included.

    Attributes:
        verdicts: of the games that came to the end, in how many it took off, held or faded; empty where fewer than
            five did.
    """

    indicator: str
    weeks: tuple[FanWeek, ...]
    verdicts: Mapping[Verdict, int]


@dataclass(frozen=True)
class AimCount:
    """In how many of the games that came to the end an aim is met."""

    aim: Aim
    count: int
    share: KeyFigure


@dataclass(frozen=True)
class GamesTally:
    """The games of a room.

    Attributes:
        judged: whether figures may be shown; ``judged.n`` people decided a quarter at least.
        reached: how many decided each quarter, from the first.
        finished: how many came to the end.
        fans, aims: empty while withheld; ``aims`` also where fewer than five came to the end.
    """

    profile: Balance
    judged: Judgement
    reached: tuple[int, ...]
    finished: int
    fans: tuple[Fan, ...] = ()
    aims: tuple[AimCount, ...] = ()


def tally_games(
    profile: Balance,
    games: Mapping[str, Summary],
    indicators: Sequence[str] | None = None,
    revealed: Iterable[Mapping[str, Summary]] = (),
    *,
    has_erased: bool = False,
) -> GamesTally:
    """Return the games of a room.

    Weeks that fewer than five games came to are left out.

    Args:
        profile: the balance that they played.
        games: what is to be told of the game of each person (``replays.summary``); one without a decision counts not.
        indicators: what to draw; by default how many are active, and what the aims of the profile are about.
        revealed: the games of the pictures that were revealed before, oldest first.
        has_erased: whether people who were counted in them have erased their data since.
    """
    played = {person: game for person, game in games.items() if _quarters(game)}
    judged = judge_next((_keys(picture) for picture in revealed), _keys(games), has_erased=has_erased)
    reached = tuple(sum(_quarters(game) >= number for game in played.values()) for number in range(1, QUARTERS + 1))
    if not judged.may_show:
        return GamesTally(profile, judged, reached, reached[-1])
    ended = [game for game in played.values() if _quarters(game) == QUARTERS]
    names = asked(profile) if indicators is None else indicators
    fans = tuple(Fan(name, _weeks(played.values(), name), _verdicts(ended, name)) for name in names)
    return GamesTally(profile, judged, reached, len(ended), fans, _aims(ended))


def _quarters(game: Summary) -> int:
    return len(game.readings) // WEEKS - 1


def _keys(games: Mapping[str, Summary]) -> dict[str, tuple[float, ...]]:
    """Return what tells a game from another: its last week, and how many it has."""
    return {person: (len(game.readings), *game.readings[-1]) for person, game in games.items() if _quarters(game)}


def _weeks(games: Iterable[Summary], indicator: str) -> tuple[FanWeek, ...]:
    runs = [[float(getattr(reading, indicator)) for reading in game.readings] for game in games]
    found = []
    for week in range(max(map(len, runs))):
        here = [run[week] for run in runs if week < len(run)]
        if len(here) < LEAST_PEOPLE:
            break
        lowest, low, middle, high, highest = (float(edge) for edge in np.quantile(here, (0.1, 0.25, 0.5, 0.75, 0.9)))
        outer = (lowest, highest) if len(here) >= OUTER_FROM else (None, None)
        found.append(FanWeek(len(here), middle, low, high, *outer))
    return tuple(found)


def _verdicts(ended: Sequence[Summary], indicator: str) -> dict[Verdict, int]:
    if len(ended) < LEAST_PEOPLE:
        return {}
    found = Counter(each.verdict for game in ended for each in game.outcomes if each.indicator == indicator)
    return {verdict: found[verdict] for verdict in Verdict}


def _aims(ended: Sequence[Summary]) -> tuple[AimCount, ...]:
    if len(ended) < LEAST_PEOPLE:
        return ()
    aims = [outcome.aim for outcome in ended[0].aims]
    counts = [sum(game.aims[number].is_met for game in ended) for number in range(len(aims))]
    return tuple(AimCount(aim, count, share_of(count, len(ended))) for aim, count in zip(aims, counts, strict=True))
