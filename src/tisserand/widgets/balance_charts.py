"""The figures of a game as small charts, the community as a picture, and both as tables."""

from collections.abc import Mapping, Sequence
from typing import Any

from tisserand.content.models.balance import Balance
from tisserand.domain.balance.counterfactual import Band
from tisserand.domain.balance.game import Game
from tisserand.domain.balance.indicators import INDICATORS, Indicator, Reading
from tisserand.domain.balance.outcome import mean_of
from tisserand.domain.balance.picture import DotKind, Picture, picture
from tisserand.domain.balance.quarters import QUARTERS, WEEKS
from tisserand.i18n import Lang, translate
from tisserand.widgets.balance_figures import figure, name_of

_YEAR = 4 * WEEKS
_ROUNDS = (5, 10, 20, 30, 50, 80, 120, 200, 300, 500, 800, 1200, 2000, 5000, 10_000, 20_000, 50_000, 100_000)
"""Where the upper edge of a chart of persons may be."""


def charts_view(
    game: Game, known: Mapping[str, Band] | None, earlier: Sequence[Reading] | None, lang: Lang
) -> dict[str, Any]:
    """Return a chart for each indicator and their table.

    Args:
        game: the run.
        known: the bands, once they are computed.
        earlier: the readings of the attempt before, if there was one.
        lang: of the sentences.
    """
    return {
        "time": {
            "weeks": WEEKS * (QUARTERS + 1),
            "starts": [0, WEEKS, WEEKS + _YEAR],
            "years": [_say(lang, f"time.{name}") for name in ("first", "second")],
        },
        "band_text": _say(lang, "band.ready" if known else "band.waiting"),
        "has_past": bool(earlier),
        "items": [_chart(each, game, known[each.id] if known else None, earlier, lang) for each in INDICATORS.values()],
        "table": _table(game, known, earlier, lang),
        "abouts": [
            {"name": name_of(name, lang), "about": translate(lang, f"balance.indicator.{name}.about")}
            for name in INDICATORS
        ],
    }


def _chart(
    indicator: Indicator, game: Game, band: Band | None, earlier: Sequence[Reading] | None, lang: Lang
) -> dict[str, Any]:
    values = _values(game.readings, indicator.id)
    past = _values(earlier, indicator.id) if earlier else None
    highest = max([*values, *(past or ()), *(band.high.tolist() if band else ())])
    top = _top(indicator, highest)
    now = mean_of(game.last.readings, indicator.id)
    return {
        "id": indicator.id,
        "name": name_of(indicator.id, lang),
        "value": figure(indicator.id, now, lang),
        "hint": _say(lang, f"better.{indicator.better}"),
        "marked": _say(lang, "aim_mark") if indicator.id in aim_indicators(game.profile) else None,
        "description": _description(indicator.id, game, band, lang),
        "top": top,
        "top_text": _edge(indicator, top, lang),
        "bottom_text": _edge(indicator, 0, lang),
        "values": values,
        "band": {"low": _rounded(band.low.tolist()), "high": _rounded(band.high.tolist())} if band else None,
        "before": past,
    }


def aim_indicators(profile: Balance) -> set[str]:
    """Return the indicators that the aims of a profile are about."""
    return {aim.indicator for aim in profile.aims}


def _description(name: str, game: Game, band: Band | None, lang: Lang) -> str:
    first, now = (figure(name, mean_of(quarter.readings, name), lang) for quarter in (game.before, game.last))
    told = _say(lang, "chart.run", first=first, now=now) if game.quarters else _say(lang, "chart.start", first=first)
    if band is None:
        return told
    low, high = (figure(name, float(edge[-WEEKS:].mean()), lang) for edge in (band.low, band.high))
    return f"{told} {_say(lang, 'chart.band', low=low, high=high)}"


def _table(
    game: Game, known: Mapping[str, Band] | None, earlier: Sequence[Reading] | None, lang: Lang
) -> dict[str, Any]:
    quarters = (game.before, *game.quarters)
    head = [_say(lang, "indicator"), _say(lang, "time.before")]
    head += [_say(lang, "quarter_short", n=quarter.number) for quarter in game.quarters]
    weeks = slice(WEEKS * len(game.quarters), WEEKS * (len(game.quarters) + 1))
    past = earlier[weeks] if earlier else ()
    if known:
        head.append(_say(lang, "column.band"))
    if past:
        head.append(_say(lang, "column.past"))
    rows = []
    for name in INDICATORS:
        cells = [figure(name, mean_of(quarter.readings, name), lang) for quarter in quarters]
        if known:
            low, high = (float(edge[-WEEKS:].mean()) for edge in (known[name].low, known[name].high))
            cells.append(_say(lang, "from_to", low=figure(name, low, lang), high=figure(name, high, lang)))
        if past:
            cells.append(figure(name, mean_of(past, name), lang))
        rows.append({"name": name_of(name, lang), "cells": cells})
    return {"caption": _say(lang, "table.charts"), "head": head, "rows": rows}


def community_view(game: Game, lang: Lang) -> dict[str, Any]:
    """Return the picture of the community after the last quarter, with which ties were there a quarter earlier."""
    now = picture(game)
    earlier = {(tie.one, tie.other) for tie in picture(game.previous).ties} if game.previous else set()
    kinds = [kind for kind in DotKind if any(dot.kind is kind for dot in now.dots)]
    legend = [{"kind": kind.value, "text": _say(lang, f"kind.{kind}")} for kind in kinds]
    legend += [{"kind": kind, "text": _say(lang, f"kind.{kind}")} for kind in ("new", "tie", "tie_new")]
    return {
        "title": _say(lang, "community.title"),
        "description": _say(
            lang, "community.summary", shown=len(now.dots), members=now.members, active=now.active, ties=now.all_ties
        ),
        "dots": [
            {"slot": dot.slot, "x": dot.x, "y": dot.y, "kind": dot.kind.value, "posts": dot.posts, "is_new": dot.is_new}
            for dot in now.dots
        ],
        "ties": [
            {
                "one": tie.one,
                "other": tie.other,
                "replies": tie.replies,
                "is_new": bool(game.previous) and (tie.one, tie.other) not in earlier,
            }
            for tie in now.ties
        ],
        "legend": legend if game.previous else [item for item in legend if item["kind"] != "tie_new"],
        "table": _people(now, kinds, lang),
    }


def _people(now: Picture, kinds: Sequence[DotKind], lang: Lang) -> dict[str, Any]:
    kind_of = {dot.slot: dot.kind for dot in now.dots}
    rows = []
    for kind in kinds:
        dots = [dot for dot in now.dots if dot.kind is kind]
        ties = sum(kind in {kind_of[tie.one], kind_of[tie.other]} for tie in now.ties)
        figures = (len(dots), sum(dot.is_new for dot in dots), sum(dot.posts for dot in dots), ties)
        rows.append({"name": _say(lang, f"kind.{kind}"), "cells": [str(value) for value in figures]})
    head = [_say(lang, f"people.{name}") for name in ("kind", "shown", "new", "posts", "ties")]
    return {
        "summary": _say(lang, "community.table"),
        "caption": _say(lang, "table.community"),
        "head": head,
        "rows": rows,
    }


def _values(readings: Sequence[Reading], name: str) -> list[float]:
    return _rounded([getattr(reading, name) for reading in readings])


def _rounded(values: Sequence[float]) -> list[float]:
    return [round(value, 3) for value in values]


def _top(indicator: Indicator, highest: float) -> float:
    if indicator.unit == "share":
        return indicator.high
    if indicator.unit == "hours":
        return indicator.high if highest > indicator.high / 2 else indicator.high / 2
    return next((edge for edge in _ROUNDS if edge >= highest), highest)


def _edge(indicator: Indicator, value: float, lang: Lang) -> str:
    """Return a value on the axis: hours stay hours there, so that both ends compare."""
    if indicator.unit == "hours":
        return _say(lang, "figure.hours", value=round(value))
    return figure(indicator.id, value, lang)


def _say(lang: Lang, key: str, **values: Any) -> str:
    return translate(lang, f"balance_widget.{key}", **values)
