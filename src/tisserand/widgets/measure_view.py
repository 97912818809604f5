"""One measure as a page shows it: the prediction asked for, then the comparison, the picture, the figures in words."""

from typing import Any

import pandas as pd

from tisserand.domain.analytics.intervals import KeyFigure
from tisserand.domain.analytics.measures import MEASURES, compare, key_figures
from tisserand.i18n import Lang
from tisserand.widgets.measure_pictures import picture_view
from tisserand.widgets.measure_words import figure_text, interval_text, say, value_text

PERCENT = 100


class MeasureViews:
    """What the measures of one community show; each is computed once.

    Args:
        posts: the community.
        zone: time zone of days and weeks.
        lang: of the words.
        is_made: whether nobody in it exists.
    """

    def __init__(self, posts: pd.DataFrame, zone: str, lang: Lang, *, is_made: bool) -> None:
        self.posts = posts
        self.zone = zone
        self._lang = lang
        self._is_made = is_made
        self._figures: dict[str, dict[str, KeyFigure]] = {}
        self._pictures: dict[str, dict[str, Any] | None] = {}

    def figures(self, measure: str) -> dict[str, KeyFigure]:
        """Return the key figures of a measure."""
        if measure not in self._figures:
            self._figures[measure] = key_figures(measure, self.posts, self.zone)
        return self._figures[measure]

    def shown(self, measure: str, asks: str, expected: float) -> dict[str, Any]:
        """Return a measure once it was predicted: the comparison, the picture and the figures."""
        figures = self.figures(measure)
        return {
            "comparison": self.comparison(measure, asks, expected),
            "picture": self._picture(measure),
            "figures": self._table(measure, figures),
            "definition": say(self._lang, f"{measure}.definition"),
            "limits": say(self._lang, f"{measure}.limits"),
        }

    def comparison(self, measure: str, asks: str, expected: float) -> dict[str, Any]:
        """Return the sentence that sets a prediction beside its figure, and which of the two is larger."""
        figure = self.figures(measure)[asks]
        said = value_text(expected, MEASURES[measure][asks].unit, self._lang)
        if figure.value is None:
            return {"text": say(self._lang, "compare.few", expected=said), "tone": "few", "about": ""}
        tone = compare(expected, figure)
        about = say(self._lang, f"compare.{tone}")
        if figure.low is not None and figure.high is not None:
            about += " " + say(self._lang, "compare.interval", n=figure.n, interval=interval_text(figure, self._lang))
        text = say(self._lang, "compare.text", expected=said, shown=figure_text(figure, self._lang))
        return {"text": text, "tone": tone, "about": about}

    def question(self, measure: str, asks: str) -> dict[str, Any]:
        """Return the field that takes a prediction: its unit, its bounds, and by what the number is divided."""
        asked = MEASURES[measure][asks]
        is_share = asked.unit == "share"
        return {
            "unit": say(self._lang, f"ask.{asked.unit}"),
            "most": PERCENT if is_share else asked.most,
            "divide": PERCENT if is_share else 1,
            "figure": say(self._lang, f"{measure}.{asks}"),
        }

    def _picture(self, measure: str) -> dict[str, Any] | None:
        if measure not in self._pictures:
            self._pictures[measure] = picture_view(measure, self.posts, self.zone, self._lang, is_made=self._is_made)
        return self._pictures[measure]

    def _table(self, measure: str, figures: dict[str, KeyFigure]) -> dict[str, Any]:
        rows = []
        for name, figure in figures.items():
            text = figure_text(figure, self._lang)
            if name == "bridges" and figure.few and self._is_made:
                text = say(self._lang, "bridges.one")  # nobody in it exists: the lesson points the person out
            rows.append(
                {"name": say(self._lang, f"{measure}.{name}"), "cells": [text, interval_text(figure, self._lang)]}
            )
        head = [say(self._lang, f"table.{column}") for column in ("figure", "value", "interval")]
        return {"caption": say(self._lang, "table.caption"), "head": head, "rows": rows}
