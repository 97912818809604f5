"""QZ003, QZ004: what lets a learner find the right answers without reading the questions."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from tisserand.checks.bank import Document
from tisserand.checks.diagnostic import Diagnostic, Phrase
from tisserand.content.models.quiz import MultipleQuestion, Quiz, SingleQuestion
from tisserand.i18n import Lang

MIN_QUESTIONS = 4
"""Below this a pattern is chance."""

SHARE = 0.7
"""Of the questions, from which a habit can be guessed and used."""

MARGIN = 1.1
"""How much longer than any other the key must be to stand out on a screen."""


def key_patterns(document: Document[Any], quiz: Quiz) -> Iterator[Diagnostic]:
    """Yield the habits of a quiz: where its keys stand, how long they are."""
    choices = [question for question in quiz.questions if isinstance(question, SingleQuestion | MultipleQuestion)]
    singles = [q for q in choices if isinstance(q, SingleQuestion) and sum(option.correct for option in q.options) == 1]
    yield from _places(document, singles)
    for lang in Lang:
        yield from _lengths(document, singles, lang)
    yield from _true_or_false(document, quiz)


def _key(question: SingleQuestion) -> int:
    return next(n for n, option in enumerate(question.options) if option.correct)


def _places(document: Document[Any], singles: list[SingleQuestion]) -> Iterator[Diagnostic]:
    """As authored: shuffled on a screen, but not on paper nor in an export."""
    if len(singles) < MIN_QUESTIONS:
        return
    place, count = Counter(_key(question) for question in singles).most_common(1)[0]
    if count >= SHARE * len(singles):
        where = Phrase("checks.place", {"rank": place + 1})
        yield document.at("QZ003", ("questions",), count=count, total=len(singles), place=where)


def _lengths(document: Document[Any], singles: list[SingleQuestion], lang: Lang) -> Iterator[Diagnostic]:
    if len(singles) < MIN_QUESTIONS:
        return
    longest = 0
    for question in singles:
        lengths = [len(option.text.in_lang(lang)) for option in question.options]
        key = lengths.pop(_key(question))
        longest += key >= MARGIN * max(lengths)
    if longest >= SHARE * len(singles):
        language = Phrase(f"checks.language.{lang}")
        yield document.at("QZ004", ("questions",), count=longest, total=len(singles), lang=language)


def _true_or_false(document: Document[Any], quiz: Quiz) -> Iterator[Diagnostic]:
    answers = [question.answer for question in quiz.questions if question.kind == "true_false"]
    if len(answers) >= MIN_QUESTIONS and len(set(answers)) == 1:
        where = Phrase(f"checks.answer.{str(answers[0]).lower()}")
        yield document.at("QZ003", ("questions",), count=len(answers), total=len(answers), place=where)
