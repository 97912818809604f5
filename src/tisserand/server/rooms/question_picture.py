"""What a room answered to a question, as bars: each with what is right, its feedback, its figures."""

from collections.abc import Mapping
from dataclasses import dataclass

from tisserand.content.markdown import render, render_inline
from tisserand.content.models.quiz import NumericQuestion, Question, ShortTextQuestion, SingleQuestion
from tisserand.domain.rooms.question_tally import Bar, QuestionTally
from tisserand.i18n import Lang, translate
from tisserand.server.rooms.picture_words import View, listed, say, share_view, table, withheld
from tisserand.widgets.plain_text import plain_text

_LETTERED = {"single", "multiple", "scale", "ordering"}
"""Kinds whose options have a letter in the room."""

_CHOSEN = {"single", "multiple", "true_false"}
"""Kinds of which an option is right or not; of the others, a bar is about being right."""


@dataclass(frozen=True)
class _Words:
    lang: Lang
    letters: Mapping[str, str]


def question_view(tally: QuestionTally, lang: Lang, letters: Mapping[str, str]) -> View:
    """Return what to show of a question.

    Args:
        tally: what was answered.
        lang: of who reads.
        letters: by which the room speaks of the options, by their ids; the bars then follow them.
    """
    words, question = _Words(lang, letters if tally.question.kind in _LETTERED else {}), tally.question
    bars = list(tally.bars)
    if words.letters and question.kind != "ordering":
        bars.sort(key=lambda bar: words.letters.get(bar.key, "~"))
    rows = [_row(bar, question, words) for bar in bars]
    counts = listed("verdict", tally.verdicts.items(), lang)
    return {
        "summary": say(lang, "answered", n=tally.n),
        "verdicts": say(lang, "verdicts", list=counts) if counts else "",
        "withheld": withheld(tally.judged, lang),
        "passed_over": say(lang, "passed_over", n=tally.passed_over) if tally.passed_over else "",
        "note": _note(question, lang),
        "rows": rows,
        "explanation_html": render(question.explanation.in_lang(lang)) if question.explanation else "",
        "table": _table(rows, lang) if tally.judged.may_show else None,
    }


def _row(bar: Bar, question: Question, words: _Words) -> View:
    mark = _mark(bar, question)
    feedback = bar.feedback.in_lang(words.lang) if bar.feedback else ""
    return {
        "letter": words.letters.get(bar.key, ""),
        "label_html": render_inline(label_of(bar, question, words.lang)),
        "label": plain_text(label_of(bar, question, words.lang)),
        "partner_html": render_inline(bar.partner.in_lang(words.lang)) if bar.partner else "",
        "mark": mark,
        "mark_text": say(words.lang, f"mark.{mark}") if mark in {"right", "partly"} else "",
        "aside": say(words.lang, "note.distractor") if question.kind == "matching" and not bar.partner else "",
        "feedback_html": render(feedback) if feedback else "",
        "figure": share_view(bar.count, bar.share, words.lang),
    }


def _mark(bar: Bar, question: Question) -> str:
    """Return how a bar looks: ``right``, ``partly``, ``other``, or ``plain`` where nothing is right or wrong."""
    if isinstance(question, SingleQuestion) and not bar.is_right and bar.is_right is not None:
        credit = next((option.credit for option in question.options if option.id == bar.key), None)
        return "partly" if credit else "other"
    if bar.is_right is None:
        return "plain"
    if question.kind not in _CHOSEN:
        return "sure" if bar.is_right else "other"
    return "right" if bar.is_right else "other"


def label_of(bar: Bar, question: Question, lang: Lang) -> str:
    """Return what a bar is about, in Markdown."""
    if bar.label is not None:
        return bar.label.in_lang(lang)
    return translate(lang, f"quiz.{bar.key}") if question.kind == "true_false" else say(lang, f"bar.{bar.key}")


def _note(question: Question, lang: Lang) -> str:
    if isinstance(question, NumericQuestion):
        unit = f"\N{NO-BREAK SPACE}{question.unit.in_lang(lang)}" if question.unit else ""
        answer = f"{_number(question.answer, lang)}{unit}"
        if not question.tolerance:
            return say(lang, "note.numeric", answer=answer)
        return say(lang, "note.numeric_near", answer=answer, tolerance=_number(question.tolerance, lang))
    if isinstance(question, ShortTextQuestion):
        accepted = question.accepted.fr if lang is Lang.FR else question.accepted.en
        wordings = accepted or (*question.accepted.fr, *question.accepted.en)
        return say(lang, "note.short_text", list=", ".join(wordings)) if wordings else ""
    if question.kind in {"multiple", "ordering", "matching", "scale"}:
        return say(lang, f"note.{question.kind}")
    return ""


def _number(value: float, lang: Lang) -> str:
    text = f"{value:g}".replace("-", "−")
    return text.replace(".", ",") if lang is Lang.FR else text


def _table(rows: list[View], lang: Lang) -> View:
    head = [say(lang, key) for key in ("option", "people", "share", "interval")]
    cells = ((_name(row), row["figure"]["count"], row["figure"]["share"], row["figure"]["interval"]) for row in rows)
    return table(say(lang, "figures"), head, cells)


def _name(row: View) -> str:
    words = " ".join(word for word in (row["letter"], row["label"]) if word)
    return f"{words} ({row['mark_text']})" if row["mark_text"] else words
