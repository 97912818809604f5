"""The published figures that ordinary communities of the model are compared with, and their measure in games.

Ranges are those of the domain reference, section 1.8. The collections last three to thirteen weeks: figures are taken
over a quarter, from the fourth one on, where at least ``ENOUGH`` people posted.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from tisserand.domain.balance.concentration import reciprocity
from tisserand.domain.balance.game import Game

ENOUGH = 20
"""Authors in a quarter from which shares among them mean something."""

SETTLED = 4
"""The quarter from which what was found at the start no longer shows much."""


@dataclass(frozen=True)
class Target:
    """A published range.

    Attributes:
        sources: ids of ``modules/sources.yaml``.
    """

    id: str
    low: float
    high: float
    sources: tuple[str, ...]


TARGETS: dict[str, Target] = {
    target.id: target
    for target in (
        Target("concentration", 0.45, 0.65, ("coffee-se-2015", "mel-decidim-2019")),
        Target("top_tenth", 0.30, 0.60, ("coffee-se-2015", "mel-decidim-2019")),
        Target("posted_once", 0.20, 0.56, ("lampe-johnston-2005", "coffee-se-2015", "mel-decidim-2019")),
        Target("reciprocity", 0.02, 0.05, ("coffee-se-2015", "mel-decidim-2019")),
        Target("share_posting", 0.10, 0.40, ("van-mierlo-2014", "wenger-2002", "lampe-johnston-2005")),
        Target("return_without_reply", 0.30, 0.50, ("joyce-kraut-2006",)),
        Target("return_with_reply", 0.50, 0.67, ("joyce-kraut-2006",)),
        Target("first_post_answered", 0.45, 0.95, ("joyce-kraut-2006", "burke-2007", "coffee-se-2015")),
        Target("answer_hours", 1.5, 24.0, ("coffee-se-2015",)),
    )
}
"""The ranges that hold for the ordinary profiles."""


def measured(games: Iterable[Game]) -> dict[str, float]:
    """Return the mean of each figure over the settled quarters of some games; those without data are left out."""
    games = list(games)
    quarters = [
        quarter for game in games for quarter in game.quarters[SETTLED - 1 :] if quarter.readings[-1].authors >= ENOUGH
    ]
    figures: dict[str, float] = {}
    if quarters:
        ends = [quarter.readings[-1] for quarter in quarters]
        for name in ("concentration", "top_tenth", "posted_once", "answer_hours"):
            figures[name] = _mean([getattr(end, name) for end in ends])
        figures["share_posting"] = _mean([end.authors / max(1, end.members) for end in ends])
        figures["reciprocity"] = _mean([reciprocity(quarter.repliers, quarter.replied_to) for quarter in quarters])
    return figures | _returns(games)


def _returns(games: Iterable[Game]) -> dict[str, float]:
    """Return the shares of newcomers answered, and of those who came back with and without an answer, in all weeks."""
    weeks = [reading for game in games for reading in game.readings]
    first, answered = sum(week.first_posts for week in weeks), sum(week.first_answered for week in weeks)
    returned, thanked = sum(week.returned for week in weeks), sum(week.returned_answered for week in weeks)
    figures = {}
    if first:
        figures["first_post_answered"] = answered / first
    if answered:
        figures["return_with_reply"] = thanked / answered
    if first > answered:
        figures["return_without_reply"] = (returned - thanked) / (first - answered)
    return figures


def _mean(values: list[float]) -> float:
    return sum(values) / len(values)
