"""The picture of each measure: what to draw, its description, and the same figures as a table."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from tisserand.domain.analytics import bridges, newcomers, participation, reply_delay, rhythm, ties
from tisserand.domain.analytics.intervals import LEAST_PEOPLE, wilson
from tisserand.i18n import Lang
from tisserand.widgets.measure_words import say, value_text

Bar = dict[str, Any]
Picture = dict[str, Any]


def picture_view(measure: str, posts: pd.DataFrame, zone: str, lang: Lang, *, is_made: bool) -> Picture | None:
    """Return what to draw of a measure, or none where there are too few people to draw anything.

    Args:
        measure: its name.
        posts: the community.
        zone: time zone of days and weeks.
        lang: of the words.
        is_made: whether nobody in it exists: a bridge may then be pointed out.
    """
    if measure == "rhythm":
        return _rhythm(posts, zone, lang)
    if measure == "bridges":
        return _bridges(posts, lang, is_made)
    return _BARS[measure](posts, lang)


def _participation(posts: pd.DataFrame, lang: Lang) -> Picture | None:
    found = participation.slices(posts)
    bars = [
        _bar(
            say(lang, "participation.slice", number=int(row.slice), total=len(found)),
            row.share,
            value_text(row.share, "share", lang),
            str(int(row.people)),
            str(int(row.posts)),
        )
        for row in found.itertuples()
    ]
    return _bars("participation", bars, lang) if bars else None


def _reply_delay(posts: pd.DataFrame, lang: Lang) -> Picture | None:
    found = reply_delay.bands(posts)
    total = int(found["threads"].sum())
    if not total or reply_delay.by_thread(posts)["opener"].nunique() < LEAST_PEOPLE:
        return None
    names = ("hour", "six", "day", "three", "week", "never")
    bars = [
        _bar(say(lang, f"reply_delay.{name}"), count / total, value_text(count / total, "share", lang), str(count))
        for name, count in zip(names, found["threads"].tolist(), strict=True)
    ]
    return _bars("reply_delay", bars, lang)


def _newcomers(posts: pd.DataFrame, lang: Lang) -> Picture | None:
    found = newcomers.by_newcomer(posts)
    bars = []
    for name, rows in (("answered", found[found["answered"]]), ("unanswered", found[~found["answered"].astype(bool)])):
        n, k = len(rows), int(rows["returned"].sum())
        label = say(lang, f"newcomers.bar_{name}")
        if n < LEAST_PEOPLE:
            bars.append({**_bar(label, 0, say(lang, "few"), say(lang, "few"), "–", "–"), "few": True})
            continue
        low, high = wilson(k, n)
        span = say(lang, "interval", low=value_text(low, "share", lang), high=value_text(high, "share", lang))
        bar = _bar(label, k / n, value_text(k / n, "share", lang), str(n), str(k), span)
        bars.append({**bar, "low": round(low, 4), "high": round(high, 4)})
    return _bars("newcomers", bars, lang, whole=True) if len(found) >= LEAST_PEOPLE else None


def _ties(posts: pd.DataFrame, lang: Lang) -> Picture | None:
    found = ties.classes(posts)
    total = int(found["people"].sum())
    if total < LEAST_PEOPLE:
        return None
    bars = [
        _bar(_ties_label(row.low, row.high, lang), row.people / total, value_text(row.people, "people", lang))
        for row in found.itertuples()
    ]
    return _bars("ties", bars, lang)


def _ties_label(low: int, high: Any, lang: Lang) -> str:
    if pd.isna(high):
        return say(lang, "ties.over", low=low)
    return say(lang, "ties.between", low=low, high=high) if high else say(lang, "ties.none")


_BARS: Mapping[str, Callable[[pd.DataFrame, Lang], Picture | None]] = {
    "participation": _participation,
    "reply_delay": _reply_delay,
    "newcomers": _newcomers,
    "ties": _ties,
}


def _bar(label: str, value: float, text: str, *cells: str) -> Bar:
    return {"label": label, "value": round(float(value), 4), "text": text, "cells": [*cells, text], "few": False}


def _bars(measure: str, bars: Sequence[Bar], lang: Lang, *, whole: bool = False) -> Picture:
    """Return horizontal bars; ``whole`` when the full width stands for a hundred per cent."""
    shown = [f"{bar['label']}{say(lang, 'colon')}{bar['text']}" for bar in bars]
    top = 1.0 if whole else max((bar["high"] if "high" in bar else bar["value"] for bar in bars), default=1.0) or 1.0
    columns = len(bars[0]["cells"])
    return {
        "kind": "bars",
        "title": say(lang, f"{measure}.picture"),
        "description": "; ".join(shown) + ".",
        "note": say(lang, f"{measure}.note"),
        "top": top,
        "bars": [{key: bar.get(key) for key in ("label", "value", "text", "few", "low", "high")} for bar in bars],
        "table": {
            "caption": say(lang, f"{measure}.picture"),
            "head": [say(lang, f"{measure}.column.{at}") for at in range(columns + 1)],
            "rows": [{"name": bar["label"], "cells": bar["cells"]} for bar in bars],
        },
    }


def _rhythm(posts: pd.DataFrame, zone: str, lang: Lang) -> Picture | None:
    weeks, days = rhythm.by_week(posts, zone), rhythm.by_weekday(posts, zone)
    if posts["author"].nunique() < LEAST_PEOPLE or weeks.empty:
        return None
    counts = [None if pd.isna(count) else int(count) for count in weeks["posts"]]
    known = [count for count in counts if count is not None]
    first, last = (_day(weeks["week"].iloc[at], lang) for at in (0, -1))
    rows = [
        {"name": say(lang, f"weekday.{int(row.weekday)}"), "cells": _withheld((row.posts, row.people), lang)}
        for row in days.itertuples()
    ]
    rows += [
        {"name": say(lang, "rhythm.week", day=_day(row.week, lang)), "cells": _withheld((row.posts, row.people), lang)}
        for row in weeks.itertuples()
    ]
    low, high = (str(edge(known)) if known else "–" for edge in (min, max))
    return {
        "kind": "columns",
        "title": say(lang, "rhythm.picture"),
        "description": say(lang, "rhythm.description", weeks=len(weeks), first=first, last=last, low=low, high=high),
        "note": say(lang, "rhythm.note"),
        "top": max(known, default=1) or 1,
        "columns": counts,
        "first": first,
        "last": last,
        "table": {
            "caption": say(lang, "rhythm.table"),
            "head": [say(lang, f"rhythm.column.{at}") for at in range(3)],
            "rows": rows,
        },
    }


def _withheld(values: Sequence[Any], lang: Lang) -> list[str]:
    return [say(lang, "few") if pd.isna(value) else str(int(value)) for value in values]


def _day(moment: Any, lang: Lang) -> str:
    return say(lang, "day", day=moment.day, month=say(lang, f"month.{moment.month}"))


def _bridges(posts: pd.DataFrame, lang: Lang, is_made: bool) -> Picture | None:  # noqa: FBT001 - see picture_view
    found = bridges.shape(posts)
    drawn = found.people[found.people["x"].notna()]
    if len(drawn) < LEAST_PEOPLE:
        return None
    place = {name: at for at, name in enumerate(drawn["author"])}
    groups = bridges.groups(posts)
    dots = [
        {
            "x": row.x,
            "y": row.y,
            "group": min(int(row.group), 6),
            "ties": int(row.ties),
            "is_bridge": bool(is_made and row.is_bridge),
        }
        for row in drawn.itertuples()
    ]
    pairs = [
        {"one": place[row.one], "other": place[row.other], "across": bool(row.is_across)}
        for row in found.pairs.itertuples()
        if row.one in place and row.other in place
    ]
    has_bridge = any(dot["is_bridge"] for dot in dots)
    shown = sorted({dot["group"] for dot in dots})
    legend = [{"kind": f"group-{group}", "text": say(lang, "bridges.group", number=group)} for group in shown]
    legend += [{"kind": "bridge", "text": say(lang, "bridges.bridge")}] if has_bridge else []
    legend += [{"kind": kind, "text": say(lang, f"bridges.tie_{kind}")} for kind in ("inside", "across")]
    across = sum(pair["across"] for pair in pairs)
    return {
        "kind": "people",
        "title": say(lang, "bridges.picture"),
        "description": say(
            lang, "bridges.description", people=len(dots), groups=len(groups), ties=len(pairs), across=across
        ),
        "note": say(lang, "bridges.note_made" if is_made else "bridges.note"),
        "dots": dots,
        "ties": pairs,
        "legend": legend,
        "table": {
            "caption": say(lang, "bridges.table"),
            "head": [say(lang, f"bridges.column.{at}") for at in range(4)],
            "rows": [
                {
                    "name": say(lang, "bridges.group", number=int(row.group)),
                    "cells": [str(row.people), str(row.inside), str(row.across)],
                }
                for row in groups.itertuples()
            ],
        },
    }
