"""What the pictures of a room have in common: their sentences, shares, and why figures are withheld."""

from collections.abc import Iterable
from typing import Any

from tisserand.domain.analytics.intervals import LEAST_PEOPLE, KeyFigure
from tisserand.domain.rooms.small_groups import Judgement
from tisserand.i18n import Lang, translate
from tisserand.widgets.measure_words import figure_text, interval_text

View = dict[str, Any]
"""What a template of ``rooms/pictures/`` shows."""


def say(lang: Lang, key: str, **values: Any) -> str:
    """Return a sentence about pictures."""
    return translate(lang, f"rooms_pictures.{key}", **values)


def withheld(judged: Judgement, lang: Lang) -> str:
    """Return why the figures of a picture are not shown; empty where they are."""
    if judged.may_show:
        return ""
    if judged.reason == "erased":
        return say(lang, "withheld_erased")
    return say(lang, f"withheld_{judged.reason}", n=judged.missing, least=LEAST_PEOPLE)


def share_view(count: int | None, share: KeyFigure | None, lang: Lang) -> View | None:
    """Return a share as words and as places on a bar, from 0 to 100; none while it is withheld."""
    if count is None or share is None:
        return None
    is_few = share.value is None
    low, high = (None if edge is None else round(100 * edge, 1) for edge in (share.low, share.high))
    return {
        "count": say(lang, "count", n=count),
        "share": say(lang, "less_than_five", least=LEAST_PEOPLE) if is_few else kept(figure_text(share, lang)),
        "interval": kept(interval_text(share, lang)),
        "width": None if share.value is None else round(100 * share.value, 1),
        "low": low,
        "high": high,
    }


def kept(text: str) -> str:
    """Return a figure whose sign stays on its line."""
    return text.replace(" %", "\N{NO-BREAK SPACE}%")


def listed(key: str, counts: Iterable[tuple[str, int]], lang: Lang) -> str:
    """Return counts as a list of words, those above zero: ``7 right, 2 partly right``."""
    return ", ".join(say(lang, f"{key}.{name}", n=count) for name, count in counts if count)


def table(caption: str, head: Iterable[str], rows: Iterable[Iterable[str]]) -> View:
    """Return a table; the first cell of each row names it."""
    return {"caption": caption, "head": list(head), "rows": [list(row) for row in rows]}
