"""Shares with their uncertainty, and the figures that are too small to be shown."""

import math
from dataclasses import dataclass
from typing import Literal

LEAST_PEOPLE = 5
"""No figure is shown about fewer people: they could be recognised, and it would say next to nothing."""

_Z = 1.959964
"""Of a normal law, for 95 in 100."""

Unit = Literal["share", "hours", "people", "count", "ratio"]


def wilson(k: int, n: int) -> tuple[float, float]:
    """Return the interval of a share of ``k`` in ``n`` that covers the true one 95 times in 100, roughly.

    Wilson (1927), Journal of the American Statistical Association 22, 209-212; recommended for small numbers by Brown,
    Cai and DasGupta (2001), Statistical Science 16, 101-133. It supposes that the cases are independent.

    Raises:
        ValueError: ``n`` is not positive, or ``k`` is not in it.
    """
    if n <= 0 or not 0 <= k <= n:
        raise ValueError(f"{k} of {n}")
    share, z2 = k / n, _Z**2
    middle = (share + z2 / (2 * n)) / (1 + z2 / n)
    half = _Z / (1 + z2 / n) * math.sqrt(share * (1 - share) / n + z2 / (4 * n**2))
    low = 0.0 if k == 0 else max(0.0, middle - half)
    return low, 1.0 if k == n else min(1.0, middle + half)


@dataclass(frozen=True)
class KeyFigure:
    """One figure of a measure.

    Attributes:
        value: none when it can't be told: no case, or too few people.
        unit: what it counts.
        few: whether it is withheld because it is about fewer than five people.
        n: out of how many, for a share.
        low, high: the interval of a share.
    """

    value: float | None
    unit: Unit
    few: bool = False
    n: int | None = None
    low: float | None = None
    high: float | None = None


def share_of(k: int, n: int, people: int | None = None) -> KeyFigure:
    """Return the share of ``k`` in ``n`` with its interval.

    Args:
        k: how many.
        n: out of how many.
        people: how many people it is about, where the cases are not people.
    """
    if (n if people is None else people) < LEAST_PEOPLE:
        return KeyFigure(None, "share", few=True)
    if n == 0:
        return KeyFigure(None, "share", n=0)
    low, high = wilson(k, n)
    return KeyFigure(k / n, "share", n=n, low=low, high=high)


def figure(value: float | None, unit: Unit, people: int) -> KeyFigure:
    """Return a figure about so many people, withheld when they are fewer than five."""
    if people < LEAST_PEOPLE:
        return KeyFigure(None, unit, few=True)
    return KeyFigure(None if value is None or math.isnan(value) else float(value), unit)


def people(n: int) -> KeyFigure:
    """Return a number of people, withheld between one and four."""
    return KeyFigure(None, "people", few=True) if 0 < n < LEAST_PEOPLE else KeyFigure(float(n), "people")
