"""Figures of a community as people read them: ``47 %``, ``4 h``, ``fewer than five people``."""

from typing import Any

from tisserand.domain.analytics.intervals import KeyFigure, Unit
from tisserand.i18n import Lang, translate

_DAY, _FROM_DAYS = 24, 72
"""Hours in a day; the number of hours from which days are told instead."""


def say(lang: Lang, key: str, **values: Any) -> str:
    """Return a sentence about measures."""
    return translate(lang, f"measures.{key}", **values)


def value_text(value: float, unit: Unit, lang: Lang) -> str:
    """Return a value with its unit, rounded as far as it can be read."""
    if unit == "hours":
        return _wait(value, lang)
    if unit == "share":
        return say(lang, "unit.share", value=f"{round(100 * value):d}".replace("-", "−"))
    if unit == "people":
        return say(lang, "unit.people", n=round(value))
    return str(round(value)) if unit == "count" else _decimal(value, 2, lang)


def _wait(hours: float, lang: Lang) -> str:
    if hours < 1:
        return say(lang, "unit.minutes", n=max(1, round(60 * hours)) if hours else 0)
    if hours < _FROM_DAYS:
        return say(lang, "unit.hours", n=round(hours))
    return say(lang, "unit.days", value=_decimal(hours / _DAY, 1, lang))


def figure_text(figure: KeyFigure, lang: Lang) -> str:
    """Return a key figure, or why it is withheld."""
    if figure.value is None:
        return say(lang, "few" if figure.few else "none")
    return value_text(figure.value, figure.unit, lang)


def interval_text(figure: KeyFigure, lang: Lang) -> str:
    """Return the interval of a share in words, or a dash for what has none."""
    if figure.value is None or figure.low is None or figure.high is None:
        return "–"
    low, high = (value_text(edge, "share", lang) for edge in (figure.low, figure.high))
    return say(lang, "interval", low=low, high=high)


def _decimal(value: float, digits: int, lang: Lang) -> str:
    text = f"{value:.{digits}f}".replace("-", "−")
    return text.replace(".", ",") if lang is Lang.FR else text
