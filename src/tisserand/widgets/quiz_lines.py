"""What the quiz says of each option, pair or number, once a question is answered.

A line has ``tag`` (a sentence of the area ``quiz``), ``mark`` (a shape), ``html``, ``given``, ``expected`` and
``feedback_html``. The first list is about what the person answered, the second about what they left, shown folded: a
second try is not spoilt by the first.
"""

from collections.abc import Mapping
from functools import singledispatch
from typing import Any

from tisserand.content.markdown import render, render_inline
from tisserand.content.models.base import LocalizedText
from tisserand.content.models.quiz import (
    MatchingQuestion,
    MultipleQuestion,
    NumericQuestion,
    Option,
    OrderingQuestion,
    Question,
    ScaleQuestion,
    ShortTextQuestion,
    SingleQuestion,
    TrueFalseQuestion,
)
from tisserand.domain.grading import Grade
from tisserand.i18n import Lang, translate
from tisserand.services.number_words import number_text
from tisserand.widgets.plain_text import plain_text

Line = dict[str, Any]
Lines = tuple[list[Line], list[Line]]

_MARKS = {
    "chosen": "noted",
    "chosen_right": "right",
    "chosen_partly": "partly",
    "chosen_wrong": "wrong",
    "placed_right": "right",
    "placed_wrong": "wrong",
    "matched_right": "right",
    "matched_wrong": "wrong",
}


def line(  # noqa: PLR0913 - the fields of a line
    lang: Lang,
    tag: str | None,
    text: LocalizedText | str,
    feedback: LocalizedText | None = None,
    *,
    given: str | None = None,
    expected: str | None = None,
) -> Line:
    """Return one line, its texts in ``lang`` and safe to show."""
    words = text if isinstance(text, str) else text.in_lang(lang)
    return {
        "tag": tag,
        "mark": _MARKS.get(tag or "", "neutral"),
        "html": render_inline(words),
        "given": given,
        "expected": expected,
        "feedback_html": render(feedback.in_lang(lang)) if feedback else None,
    }


@singledispatch
def quiz_lines(question: Question, answer: Any, grade: Grade, lang: Lang) -> Lines:  # noqa: ARG001 - one signature
    """Return the lines about what was answered, and those about the rest."""
    raise TypeError(f"no lines for {type(question).__name__}")


@quiz_lines.register
def _single(question: SingleQuestion, answer: Any, grade: Grade, lang: Lang) -> Lines:
    def tag(option: Option) -> str:
        if option.id == answer:
            return f"chosen_{grade.verdict}"
        if option.correct:
            return "expected"
        return "other_partly" if option.credit else "other"

    lines = {option.id: line(lang, tag(option), option.text, option.feedback) for option in question.options}
    return [lines.pop(answer)], list(lines.values())


@quiz_lines.register
def _scale(question: ScaleQuestion, answer: Any, grade: Grade, lang: Lang) -> Lines:  # noqa: ARG001 - one signature
    lines = {
        option.id: line(lang, "chosen" if option.id == answer else None, option.text, option.feedback)
        for option in question.options
    }
    return [lines.pop(answer)], list(lines.values())


@quiz_lines.register
def _multiple(question: MultipleQuestion, answer: Any, grade: Grade, lang: Lang) -> Lines:  # noqa: ARG001
    tags = {(True, True): "chosen_right", (True, False): "chosen_wrong", (False, True): "missed"}
    ticked: list[Line] = []
    rest: list[Line] = []
    for option in question.options:
        is_ticked = option.id in answer
        one = line(lang, tags.get((is_ticked, option.correct), "left_rightly"), option.text, option.feedback)
        (ticked if is_ticked else rest).append(one)
    return ticked, rest


@quiz_lines.register
def _true_false(question: TrueFalseQuestion, answer: Any, grade: Grade, lang: Lang) -> Lines:
    said = {True: question.feedback_true, False: question.feedback_false}
    words = {True: translate(lang, "quiz.true"), False: translate(lang, "quiz.false")}
    chosen = line(lang, f"chosen_{grade.verdict}", words[answer], said[answer])
    other = not answer
    rest = line(lang, "expected" if other is question.answer else "other", words[other], said[other])
    return [chosen], [rest]


@quiz_lines.register
def _ordering(question: OrderingQuestion, answer: Any, grade: Grade, lang: Lang) -> Lines:
    said = _said(grade)
    lines = []
    for rank, option in enumerate(question.options):
        found = list(answer).index(option.id)
        tag = "placed_right" if found == rank else "placed_wrong"
        given = None if found == rank else translate(lang, "quiz.given_rank", given=found + 1, expected=rank + 1)
        text = f"{rank + 1}\\. {option.text.in_lang(lang)}"
        lines.append(line(lang, tag, text, said.get(option.id), given=given))
    return lines, []


@quiz_lines.register
def _matching(question: MatchingQuestion, answer: Any, grade: Grade, lang: Lang) -> Lines:  # noqa: ARG001
    sides = {one.id: one.right for one in question.pairs} | {one.id: one.right for one in question.distractors}
    rights = {right_id: plain_text(right.in_lang(lang)) for right_id, right in sides.items()}
    lines = []
    for pair in question.pairs:
        is_right = answer[pair.id] == pair.id
        lines.append(
            line(
                lang,
                "matched_right" if is_right else "matched_wrong",
                pair.left,
                pair.feedback,
                given=translate(lang, "quiz.given_match", answer=rights[answer[pair.id]]),
                expected=None if is_right else translate(lang, "quiz.expected_match", answer=rights[pair.id]),
            )
        )
    return lines, [line(lang, "unused", spare.right, spare.feedback) for spare in question.distractors]


@quiz_lines.register
def _numeric(question: NumericQuestion, answer: Any, grade: Grade, lang: Lang) -> Lines:
    unit = f" {question.unit.in_lang(lang)}" if question.unit else ""

    def quantity(value: float) -> str:
        return f"{number_text(value, lang)}{unit}"

    low, high = quantity(question.answer - question.tolerance), quantity(question.answer + question.tolerance)
    key = "expected_range" if question.tolerance else "expected_number"
    values = {"low": low, "high": high} if question.tolerance else {}
    expected = translate(lang, f"quiz.{key}", answer=quantity(question.answer), **values)
    typed = answer if isinstance(answer, str) else number_text(answer, lang)
    return [_typed(typed, expected, grade, lang)], []


@quiz_lines.register
def _short_text(question: ShortTextQuestion, answer: Any, grade: Grade, lang: Lang) -> Lines:
    accepted = getattr(question.accepted, lang.value) or (*question.accepted.fr, *question.accepted.en)
    expected = translate(lang, "quiz.expected_texts", answers=", ".join(accepted))
    return [_typed(str(answer), expected, grade, lang)], []


def _typed(answer: str, expected: str, grade: Grade, lang: Lang) -> Line:
    feedback = next(iter(_said(grade).values()), None)
    given = translate(lang, "quiz.given", answer=answer.strip())
    return line(lang, f"chosen_{grade.verdict}", "", feedback, given=given, expected=expected)


def _said(grade: Grade) -> Mapping[str, LocalizedText]:
    return {one.key: one.text for one in grade.feedback}
