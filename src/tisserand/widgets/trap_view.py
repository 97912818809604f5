"""The trap of a step: what can be drawn, what could be said, and what it teaches."""

from typing import Any

from tisserand.content.markdown import render, render_inline
from tisserand.content.models.inquiry import Trap
from tisserand.domain.analytics import rhythm
from tisserand.i18n import Lang
from tisserand.services.inquiries import DRAWS, MOST_DRAWN, SAMPLE, drawn
from tisserand.widgets.measure_view import MeasureViews
from tisserand.widgets.measure_words import say, value_text

_STEP = 0.1
"""Width of the classes of changes."""


def trap_view(trap: Trap, answer: str | None, draws: dict[str, Any] | None, lang: Lang) -> dict[str, Any]:
    """Return a trap; its explanation once it was answered.

    Args:
        trap: the trap.
        answer: the option chosen, if any.
        draws: from :func:`draws_view`, for a trap that draws.
        lang: of the words.
    """
    chosen = next((option for option in trap.options if option.id == answer), None)
    return {
        "prompt_html": render_inline(trap.prompt.in_lang(lang)),
        "draws": draws,
        "options": [{"id": one.id, "html": render_inline(one.text.in_lang(lang))} for one in trap.options],
        "chosen": answer if chosen else None,
        "verdict": say(lang, "trap.sound" if chosen.sound else "trap.unsound") if chosen else None,
        "tone": ("good" if chosen.sound else "mixed") if chosen else None,
        "feedback_html": render(chosen.feedback.in_lang(lang)) if chosen else None,
        "explanation_html": render(trap.explanation.in_lang(lang)) if chosen else None,
    }


def draws_view(trap: Trap, community: MeasureViews, presses: int, seed: str, lang: Lang) -> dict[str, Any] | None:
    """Return what was drawn so far: a button, a picture and its words; none for a trap that draws nothing."""
    if trap.draw is None:
        return None
    count = min(presses * DRAWS[trap.draw], MOST_DRAWN[trap.draw])
    found = drawn(trap.draw, community.posts, community.zone, count, seed)
    picture, text = None, say(lang, f"draw.{trap.draw}.nothing")
    if found and trap.draw == "four_newcomers":
        low, high, last = (value_text(one, "share", lang) for one in (min(found), max(found), found[-1]))
        text = say(lang, "draw.four_newcomers.text", n=len(found), last=last, low=low, high=high)
        picture = _tallied(found, [at / SAMPLE for at in range(SAMPLE + 1)], trap.draw, lang)
    elif found:
        before, after = rhythm.last_weeks(community.posts, community.zone)
        seen = sum(after) / sum(before) - 1
        beyond = sum(abs(one) >= abs(seen) for one in found)
        share = value_text(beyond / len(found), "share", lang)
        shown = {"n": len(found), "seen": _signed(seen, lang), "beyond": beyond, "share": share}
        text = say(lang, "draw.shuffled_weeks.text", **shown)
        picture = _tallied(found, [round(_STEP * at, 1) for at in range(-4, 4)], trap.draw, lang)
    is_full = count >= MOST_DRAWN[trap.draw]
    return {"button": say(lang, f"draw.{trap.draw}.button"), "is_full": is_full, "text": text, "picture": picture}


def _tallied(found: list[float], classes: list[float], name: str, lang: Lang) -> dict[str, Any]:
    """Return how many draws fell on each value, or between each and the next."""
    bars: list[dict[str, Any]] = []
    for at, low in enumerate(classes):
        if name == "four_newcomers":
            count = sum(one == low for one in found)
            label = say(lang, "draw.four_newcomers.of_four", k=at, share=value_text(low, "share", lang))
        else:
            is_first, is_last = at == 0, at == len(classes) - 1
            high = low + _STEP
            count = sum((is_first or one >= low) and (is_last or one < high) for one in found)
            key = "under" if is_first else "over" if is_last else "between"
            label = say(lang, f"draw.shuffled_weeks.{key}", low=_signed(low, lang), high=_signed(high, lang))
        bars.append({"label": label, "value": count, "text": str(count), "few": False, "low": None, "high": None})
    return {
        "kind": "bars",
        "title": say(lang, f"draw.{name}.picture"),
        "description": "; ".join(f"{bar['label']}{say(lang, 'colon')}{bar['text']}" for bar in bars) + ".",
        "note": "",
        "top": max(bar["value"] for bar in bars) or 1,
        "bars": bars,
        "table": {
            "caption": say(lang, f"draw.{name}.picture"),
            "head": [say(lang, f"draw.{name}.column.{at}") for at in range(2)],
            "rows": [{"name": bar["label"], "cells": [bar["text"]]} for bar in bars],
        },
    }


def _signed(change: float, lang: Lang) -> str:
    text = value_text(change, "share", lang)
    return f"+{text}" if round(100 * change) > 0 else text
