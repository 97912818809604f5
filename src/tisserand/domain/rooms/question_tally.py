"""What a room answered to one question of a quiz, as bars.

Each kind of question has its bars: an option that was chosen or ticked, a thing that was put in its right place, a pair
that was brought together, a number too low, right or too high. What was typed in a short text is never shown here,
only whether it is one of the wordings accepted: texts are moderated, on a wall
(:mod:`tisserand.domain.rooms.wall_tally`).
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from tisserand.content.models.base import LocalizedText
from tisserand.content.models.quiz import (
    MatchingQuestion,
    MultipleQuestion,
    NumericQuestion,
    OrderingQuestion,
    Question,
    ScaleQuestion,
    ShortTextQuestion,
    SingleQuestion,
    TrueFalseQuestion,
)
from tisserand.domain.analytics.intervals import KeyFigure, share_of
from tisserand.domain.answers import (
    read_option,
    read_options,
    read_order,
    read_pairs,
    read_quantity,
    read_truth,
    read_words,
)
from tisserand.domain.grading import Verdict, grade
from tisserand.domain.right_answer import right_answer
from tisserand.domain.rooms.small_groups import Judgement, judge_next
from tisserand.errors import AnswerError

VERDICTS: tuple[Verdict, ...] = ("right", "partly", "wrong")


@dataclass(frozen=True)
class Bar:
    """One bar of a question.

    Attributes:
        key: id of an option or of a pair; ``true``, ``false``, ``low``, ``right``, ``high``, ``wrong``.
        label: what it is about; none where the interface has a word for the key.
        partner: what it goes together with, for a pair.
        is_right: whether it is right to be counted here; none where there is no right answer.
        count: how many people; none while figures are withheld.
        share: of those who answered, with its interval.
        feedback: why, if the file says it.
    """

    key: str
    label: LocalizedText | None
    is_right: bool | None
    feedback: LocalizedText | None
    count: int | None = None
    share: KeyFigure | None = None
    partner: LocalizedText | None = None


@dataclass(frozen=True)
class QuestionTally:
    """What a room answered to a question.

    Attributes:
        judged: whether the figures may be shown; ``judged.n`` people answered.
        bars: in the order of the file, without figures where these are withheld.
        verdicts: how many answers were right, partly right and wrong; empty without a right answer or without figures.
        passed_over: answers that the question can't take: it has changed since.
    """

    question: Question
    judged: Judgement
    bars: tuple[Bar, ...]
    verdicts: Mapping[Verdict, int]
    passed_over: int = 0

    @property
    def n(self) -> int:
        """How many people answered."""
        return self.judged.n


def counted(question: Question, answers: Mapping[str, Any]) -> dict[str, Hashable]:
    """Return the answers that count, each as a value that is the same for equal answers, by person."""
    found: dict[str, Hashable] = {}
    for person, answer in answers.items():
        try:
            found[person] = _READERS[question.kind](question, answer)
        except AnswerError:
            continue
    return found


def tally_question(
    question: Question,
    answers: Mapping[str, Any],
    revealed: Iterable[Mapping[str, Any]] = (),
    *,
    has_erased: bool = False,
) -> QuestionTally:
    """Return what a room answered to a question.

    Args:
        question: of any kind.
        answers: the answer of each person, as it was sent.
        revealed: the answers of the pictures of this question that were revealed before, oldest first.
        has_erased: whether people who were counted in them have erased their data since.
    """
    values = counted(question, answers)
    judged = judge_next((counted(question, picture) for picture in revealed), values, has_erased=has_erased)
    bars, passed_over = _BARS[question.kind](question), len(answers) - len(values)
    if not judged.may_show:
        return QuestionTally(question, judged, bars, {}, passed_over)
    found = Counter(key for value in values.values() for key in _KEYS[question.kind](question, value))
    drawn = (replace(bar, count=found[bar.key], share=share_of(found[bar.key], judged.n)) for bar in bars)
    return QuestionTally(question, judged, tuple(drawn), _verdicts(question, answers, values), passed_over)


def _verdicts(question: Question, answers: Mapping[str, Any], values: Iterable[str]) -> dict[Verdict, int]:
    found = Counter(grade(question, answers[person]).verdict for person in values)
    return {} if isinstance(question, ScaleQuestion) else {verdict: found[verdict] for verdict in VERDICTS}


# The bars of each kind, without figures


def _option_bars(question: SingleQuestion | ScaleQuestion) -> tuple[Bar, ...]:
    has_key = right_answer(question) is not None
    return tuple(
        Bar(option.id, option.text, is_right=option.correct if has_key else None, feedback=option.feedback)
        for option in question.options
    )


def _multiple_bars(question: MultipleQuestion) -> tuple[Bar, ...]:
    return tuple(
        Bar(option.id, option.text, is_right=option.correct, feedback=option.feedback) for option in question.options
    )


def _true_false_bars(question: TrueFalseQuestion) -> tuple[Bar, ...]:
    return (
        Bar("true", None, is_right=question.answer, feedback=question.feedback_true),
        Bar("false", None, is_right=not question.answer, feedback=question.feedback_false),
    )


def _ordering_bars(question: OrderingQuestion) -> tuple[Bar, ...]:
    return tuple(Bar(option.id, option.text, is_right=True, feedback=option.feedback) for option in question.options)


def _matching_bars(question: MatchingQuestion) -> tuple[Bar, ...]:
    pairs = (
        Bar(pair.id, pair.left, is_right=True, feedback=pair.feedback, partner=pair.right) for pair in question.pairs
    )
    return (
        *pairs,
        *(Bar(wrong.id, wrong.right, is_right=False, feedback=wrong.feedback) for wrong in question.distractors),
    )


def _numeric_bars(question: NumericQuestion) -> tuple[Bar, ...]:
    return (
        Bar("low", None, is_right=False, feedback=question.feedback_low),
        Bar("right", None, is_right=True, feedback=question.feedback_right),
        Bar("high", None, is_right=False, feedback=question.feedback_high),
    )


def _short_text_bars(question: ShortTextQuestion) -> tuple[Bar, ...]:
    return (
        Bar("right", None, is_right=True, feedback=question.feedback_right),
        Bar("wrong", None, is_right=False, feedback=question.feedback_wrong),
    )


_BARS: Mapping[str, Callable[[Any], tuple[Bar, ...]]] = {
    "single": _option_bars,
    "multiple": _multiple_bars,
    "true_false": _true_false_bars,
    "ordering": _ordering_bars,
    "matching": _matching_bars,
    "numeric": _numeric_bars,
    "short_text": _short_text_bars,
    "scale": _option_bars,
}


# The bars that an answer is counted in


def _chosen(_question: Question, value: str) -> tuple[str, ...]:
    return (value,)


def _ticked(_question: MultipleQuestion, value: tuple[str, ...]) -> tuple[str, ...]:
    return value


def _said(_question: TrueFalseQuestion, value: bool) -> tuple[str, ...]:  # noqa: FBT001 - it is the answer
    return ("true" if value else "false",)


def _in_place(question: OrderingQuestion, value: tuple[str, ...]) -> Iterable[str]:
    return (option.id for option, put in zip(question.options, value, strict=True) if put == option.id)


def _together(question: MatchingQuestion, value: tuple[tuple[str, str], ...]) -> Iterable[str]:
    distractors = {wrong.id for wrong in question.distractors}
    chosen = {right for _, right in value}
    return (*(left for left, right in value if left == right), *sorted(distractors & chosen))


def _side(question: NumericQuestion, value: float) -> tuple[str, ...]:
    if grade(question, value).verdict == "right":
        return ("right",)
    return ("low" if value < question.answer else "high",)


def _accepted(question: ShortTextQuestion, value: str) -> tuple[str, ...]:
    return (grade(question, value).verdict,)


_KEYS: Mapping[str, Callable[[Any, Any], Iterable[str]]] = {
    "single": _chosen,
    "multiple": _ticked,
    "true_false": _said,
    "ordering": _in_place,
    "matching": _together,
    "numeric": _side,
    "short_text": _accepted,
    "scale": _chosen,
}


# Answers as values that are the same for equal answers


def _read_ticked(question: MultipleQuestion, answer: Any) -> tuple[str, ...]:
    return tuple(sorted(read_options(question, answer)))


def _read_pairs(question: MatchingQuestion, answer: Any) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(read_pairs(question, answer).items()))


def _read_truth(question: TrueFalseQuestion, answer: Any) -> bool:
    return read_truth(question.id, answer)


def _read_words(question: ShortTextQuestion, answer: Any) -> str:
    return read_words(question.id, answer)


_READERS: Mapping[str, Callable[[Any, Any], Hashable]] = {
    "single": read_option,
    "multiple": _read_ticked,
    "true_false": _read_truth,
    "ordering": read_order,
    "matching": _read_pairs,
    "numeric": read_quantity,
    "short_text": _read_words,
    "scale": read_option,
}
