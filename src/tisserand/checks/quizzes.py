"""QZ: what makes a question impossible, unfair or useless."""

from collections.abc import Iterator
from typing import Any

from tisserand.checks.bank import Bank, Document
from tisserand.checks.diagnostic import Diagnostic
from tisserand.checks.quiz_patterns import key_patterns
from tisserand.checks.quiz_wording import wording
from tisserand.content.models.base import LocalizedText
from tisserand.content.models.quiz import (
    MatchingQuestion,
    MultipleQuestion,
    NumericQuestion,
    Option,
    OrderingQuestion,
    Question,
    Quiz,
    ScaleQuestion,
    ShortTextQuestion,
    SingleQuestion,
)
from tisserand.content.yaml_source import Location
from tisserand.i18n import Lang


def check(bank: Bank) -> Iterator[Diagnostic]:
    """Yield what is wrong in the quizzes."""
    for document, quiz in bank.valid(Quiz):
        for n, question in enumerate(quiz.questions):
            at = ("questions", n)
            yield from _keys(document, question, at)
            yield from _feedback(document, question, at)
            yield from _same_texts(document, question, at)
            yield from _credit(document, question, at)
            yield from wording(document, question, at)
            if isinstance(question, NumericQuestion):
                yield from _tolerance(document, question, at)
            if isinstance(question, ShortTextQuestion):
                yield from _accepted(document, question, at)
        yield from key_patterns(document, quiz)


def _keys(document: Document[Any], question: Question, at: Location) -> Iterator[Diagnostic]:
    if isinstance(question, SingleQuestion):
        right = [n for n, option in enumerate(question.options) if option.correct]
        if not right:
            yield document.at("QZ002", at, id=question.id)
        elif len(right) > 1:
            ids = [question.options[n].id for n in right]
            yield document.at("QZ001", (*at, "options", right[1], "correct"), id=question.id, ids=ids)
    elif isinstance(question, MultipleQuestion) and not any(option.correct for option in question.options):
        yield document.at("QZ002", at, id=question.id)


_OWN_FEEDBACK = {
    "true_false": ("feedback_true", "feedback_false"),
    "numeric": ("feedback_low", "feedback_high"),
    "short_text": ("feedback_wrong",),
}
_EACH_OPTION = {"single", "multiple", "scale"}
_PARTS_OR_EXPLANATION = {"ordering": "options", "matching": "pairs"}


def _feedback(document: Document[Any], question: Question, at: Location) -> Iterator[Diagnostic]:
    """Whatever was answered, the learner reads why; where no option carries it, the explanation must."""
    missing = [(key, at) for key in _OWN_FEEDBACK.get(question.kind, ()) if getattr(question, key) is None]
    if question.kind in _EACH_OPTION:
        options = enumerate(getattr(question, "options", ()))
        missing += [(option.id, (*at, "options", n)) for n, option in options if option.feedback is None]
    if (parts := _PARTS_OR_EXPLANATION.get(question.kind)) and question.explanation is None:
        silent = any(part.feedback is None for part in getattr(question, parts))
        missing += [("explanation", at)] if silent else []
    for key, where in missing:
        yield document.at("QZ006", where, document.strict, id=question.id, key=key)


def _same_texts(document: Document[Any], question: Question, at: Location) -> Iterator[Diagnostic]:
    """Two options that read alike: nobody can tell the right one."""
    columns: list[list[tuple[Location, LocalizedText]]] = []
    if isinstance(question, SingleQuestion | MultipleQuestion | OrderingQuestion | ScaleQuestion):
        columns.append([((*at, "options", n, "text"), option.text) for n, option in enumerate(question.options)])
    if isinstance(question, MatchingQuestion):
        rights = [((*at, "pairs", n, "right"), pair.right) for n, pair in enumerate(question.pairs)]
        others = [((*at, "distractors", n, "right"), other.right) for n, other in enumerate(question.distractors)]
        columns.append([((*at, "pairs", n, "left"), pair.left) for n, pair in enumerate(question.pairs)])
        columns.append([*rights, *others])
    for column in columns:
        for lang in Lang:
            yield from _twice(document, [((*where, lang.value), text.in_lang(lang)) for where, text in column])


def _twice(document: Document[Any], texts: list[tuple[Location, str]]) -> Iterator[Diagnostic]:
    seen: set[str] = set()
    for where, text in texts:
        plain = " ".join(text.casefold().split()).strip(".!? ")
        if plain in seen:
            yield document.at("QZ009", where, text=text)
        seen.add(plain)


def _credit(document: Document[Any], question: Question, at: Location) -> Iterator[Diagnostic]:
    """A share of the point that contradicts the key, or that nothing reads."""
    for n, option in enumerate(getattr(question, "options", ())):
        if isinstance(option, Option) and option.credit is not None:
            unread = not isinstance(question, SingleQuestion)
            contradiction = option.credit < 1 if option.correct else option.credit >= 1
            if unread or contradiction:
                where = (*at, "options", n, "credit")
                yield document.at("QZ012", where, id=option.id, credit=f"{option.credit:g}")


def _tolerance(document: Document[Any], question: NumericQuestion, at: Location) -> Iterator[Diagnostic]:
    """An interval so narrow that only a copyist finds it, or so wide that it teaches nothing."""
    is_narrow = question.tolerance == 0 and question.answer != int(question.answer)
    is_wide = question.answer != 0 and question.tolerance >= abs(question.answer)
    if is_narrow or is_wide:
        key = "tolerance" if question.tolerance else "answer"
        yield document.at("QZ008", (*at, key), answer=f"{question.answer:g}", tolerance=f"{question.tolerance:g}")


def _accepted(document: Document[Any], question: ShortTextQuestion, at: Location) -> Iterator[Diagnostic]:
    if not question.accepted.fr and not question.accepted.en:
        yield document.at("QZ002", (*at, "accepted"), id=question.id)
        return
    for lang in Lang:
        if not getattr(question.accepted, lang.value):
            yield document.at("QZ010", (*at, "accepted"), id=question.id, key=lang.value)
