"""The measures that an inquiry or one's own export shows, and which of their figures can be predicted.

What computes them is imported when it is used: this list is also read where there is no pandas to wait for.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from tisserand.domain.analytics.intervals import KeyFigure, Unit

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Asked:
    """A figure that can be predicted: its unit, and the highest prediction that makes sense."""

    unit: Unit
    most: float = 1.0


_SHARE = Asked("share")

MEASURES: Mapping[str, Mapping[str, Asked]] = {
    "participation": {"top_tenth": _SHARE, "once": _SHARE, "authors": Asked("people", 10_000)},
    "reply_delay": {"median": Asked("hours", 168), "unanswered": _SHARE},
    "newcomers": {"returned": _SHARE, "answered": _SHARE},
    "ties": {"returned": _SHARE, "isolated": _SHARE, "closure": _SHARE},
    "bridges": {"across": _SHARE},
    "rhythm": {"busiest": _SHARE},
}
"""Of each measure, the figures that can be predicted, the usual one first."""

_ZONED = {"rhythm"}
_CLOSE_POINTS, _CLOSE_SHARE = 0.05, 0.25


def key_figures(measure: str, posts: "pd.DataFrame", zone: str) -> dict[str, KeyFigure]:
    """Return the key figures of a measure.

    Args:
        measure: its name.
        posts: as :mod:`tisserand.domain.analytics.posts` describes them.
        zone: time zone of days and weeks.

    Raises:
        KeyError: there is no such measure.
    """
    if measure not in MEASURES:
        raise KeyError(measure)
    compute: Callable[..., dict[str, KeyFigure]] = import_module(f"tisserand.domain.analytics.{measure}").figures
    values: dict[str, Any] = {"zone": zone} if measure in _ZONED else {}
    return compute(posts, **values)


def first_told(measure: str, figures: Mapping[str, KeyFigure]) -> str | None:
    """Return the first figure of a measure that can be predicted and told, or none."""
    return next((name for name in MEASURES[measure] if figures[name].value is not None), None)


def compare(expected: float, shown: KeyFigure) -> str:
    """Return whether a prediction was ``near``, or the figure is ``more`` or ``less`` than expected.

    Near: inside the interval of a share or within five points of it; for other units, within a quarter of the figure.
    Nothing is marked: this only chooses a sentence.

    Raises:
        ValueError: the figure is withheld.
    """
    if shown.value is None:
        raise ValueError("nothing to compare with")
    if shown.unit == "share":
        low = min(shown.value - _CLOSE_POINTS, 1.0 if shown.low is None else shown.low)
        high = max(shown.value + _CLOSE_POINTS, 0.0 if shown.high is None else shown.high)
        is_near = low <= expected <= high
    else:
        is_near = abs(expected - shown.value) <= max(_CLOSE_SHARE * shown.value, 0.5)
    return "near" if is_near else "more" if shown.value > expected else "less"
