"""A number as people write it."""

from tisserand.i18n import Lang


def number_text(value: float, lang: Lang) -> str:
    """Return a number as people write it, with two decimals at most: ``0,67`` in French, ``0.67`` in English."""
    text = f"{round(value, 2):.2f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if lang is Lang.FR else text
