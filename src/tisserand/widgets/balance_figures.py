"""Figures of the indicators as people read them, and whether a change is worth a word."""

import math
from collections.abc import Mapping
from typing import Any

from tisserand.domain.balance.indicators import INDICATORS, Indicator
from tisserand.i18n import Lang, translate

_DAY, _FROM_DAYS = 24, 72
"""Hours in a day; the number of hours from which days are told instead."""

WORTH_A_WORD = 0.5
"""How much of a clear change (``Indicator.clear``) is worth telling."""


def name_of(indicator: str, lang: Lang) -> str:
    """Return what an indicator is called."""
    return translate(lang, f"balance.indicator.{indicator}")


def figure(indicator: str, value: float, lang: Lang) -> str:
    """Return a value with its unit, rounded as far as it can be read: ``18``, ``42 %``, ``26 h``, ``3,4 jours``."""
    unit = INDICATORS[indicator].unit
    if unit == "share":
        return translate(lang, "balance_widget.figure.share", value=round(100 * value))
    if unit == "persons":
        return str(round(value))
    if value < _FROM_DAYS:
        return translate(lang, "balance_widget.figure.hours", value=round(value))
    days = f"{value / _DAY:.1f}".rstrip("0").rstrip(".")
    return translate(lang, "balance_widget.figure.days", value=days.replace(".", ",") if lang is Lang.FR else days)


def size(indicator: Indicator, before: float, after: float) -> float:
    """Return how large a change is, 1 being where one speaks of a clear one."""
    if indicator.unit == "share":
        return abs(after - before) / indicator.clear
    return abs(math.log((after + 1) / (before + 1))) / math.log(indicator.clear)


def change(indicator: Indicator, before: float, after: float) -> dict[str, Any]:
    """Return how a change looks: an arrow for where it goes, a tone for whether that is to be wished for."""
    if size(indicator, before, after) < WORTH_A_WORD:
        return {"arrow": "=", "tone": "neutral"}
    rose = after > before
    return {"arrow": "▲" if rose else "▼", "tone": "good" if rose == (indicator.better == "high") else "hard"}


def largest(
    before: Mapping[str, float], after: Mapping[str, float], most: int, luck: Mapping[str, float] | None = None
) -> list[Indicator]:
    """Return the indicators that changed enough for a word, the largest change first, at most so many.

    Args:
        before: a value of each indicator.
        after: another one.
        most: how many.
        luck: how large a change luck alone makes (see :func:`size`), by indicator: what does not exceed half of it is
            not worth a word.
    """
    sizes = {
        each.id: size(each, before[each.id], after[each.id]) / max(1.0, (luck or {}).get(each.id, 0.0))
        for each in INDICATORS.values()
    }
    told = sorted((name for name in sizes if sizes[name] >= WORTH_A_WORD), key=lambda name: -sizes[name])
    return [INDICATORS[name] for name in told[:most]]


def weight(before: Mapping[str, float], after: Mapping[str, float], luck: Mapping[str, float]) -> float:
    """Return the largest change of any indicator, compared with what luck alone makes."""
    return max(
        size(each, before[each.id], after[each.id]) / max(1.0, luck.get(each.id, 0.0)) for each in INDICATORS.values()
    )
