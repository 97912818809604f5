"""Grading an answer: its share of one point, and what there is to say about it.

The credit of each kind is the one that its model states (:mod:`tisserand.content.models.quiz`).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Literal, NamedTuple

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
from tisserand.domain.answers import (
    read_option,
    read_options,
    read_order,
    read_pairs,
    read_quantity,
    read_truth,
    read_words,
)
from tisserand.domain.text_folding import fold

Verdict = Literal["right", "partly", "wrong", "noted"]


class Feedback(NamedTuple):
    """Something to say about an answer.

    Attributes:
        key: what it is about: the id of an option, of a pair or of a distractor; ``true`` or ``false``; ``right``,
            ``wrong``, ``low`` or ``high``.
    """

    key: str
    text: LocalizedText


@dataclass(frozen=True)
class Grade:
    """What an answer is worth.

    Attributes:
        points: 0 to ``max_points``.
        max_points: 1; 0 where there is no right answer.
        verdict: ``noted`` where there is no right answer.
        feedback: in the order of the file.
    """

    points: float
    max_points: float
    verdict: Verdict
    feedback: tuple[Feedback, ...] = ()


_Graded = tuple[float, Iterable[tuple[str, LocalizedText | None]]]
"""The points, and what might be said; texts that the file leaves out are passed over."""


def grade(question: Question, answer: Any) -> Grade:
    """Return the grade of an answer.

    Raises:
        AnswerError: the answer has a shape that the question can't take.
    """
    points, said = _GRADERS[question.kind](question, answer)
    feedback = tuple(Feedback(key, text) for key, text in said if text is not None)
    if isinstance(question, ScaleQuestion):
        return Grade(0, 0, "noted", feedback)
    verdict: Verdict = "right" if points == 1 else "partly" if points > 0 else "wrong"
    return Grade(points, 1, verdict, feedback)


def credit_rule(question: Question) -> str:
    """Return the key of the sentence that tells a learner how the point is shared out."""
    if isinstance(question, SingleQuestion):
        has_partial = any(0 < _credit(option) < 1 for option in question.options)
        return "domain.credit_single_partial" if has_partial else "domain.credit_single"
    return f"domain.credit_{question.kind}"


def _credit(option: Option) -> float:
    return option.credit if option.credit is not None else float(option.correct)


def _grade_single(question: SingleQuestion, answer: Any) -> _Graded:
    chosen = _by_id(question.options)[read_option(question, answer)]
    return _credit(chosen), [(chosen.id, chosen.feedback)]


def _grade_multiple(question: MultipleQuestion, answer: Any) -> _Graded:
    ticked = read_options(question, answer)
    right = {option.id for option in question.options if option.correct}
    said = [(option.id, option.feedback) for option in question.options if option.id in ticked | right]
    if not right:
        return float(not ticked), said
    return max(0, len(ticked & right) - len(ticked - right)) / len(right), said


def _grade_true_false(question: TrueFalseQuestion, answer: Any) -> _Graded:
    holds = read_truth(question.id, answer)
    said = ("true", question.feedback_true) if holds else ("false", question.feedback_false)
    return float(holds is question.answer), [said]


def _grade_ordering(question: OrderingQuestion, answer: Any) -> _Graded:
    order = read_order(question, answer)
    place = {option_id: number for number, option_id in enumerate(order)}
    pairs = list(combinations([option.id for option in question.options], 2))
    points = sum(place[first] < place[second] for first, second in pairs) / len(pairs)
    misplaced = (option for number, option in enumerate(question.options) if place[option.id] != number)
    return points, [(option.id, option.feedback) for option in (question.options if points == 1 else misplaced)]


def _grade_matching(question: MatchingQuestion, answer: Any) -> _Graded:
    together = read_pairs(question, answer)
    points = sum(together[pair.id] == pair.id for pair in question.pairs) / len(question.pairs)
    chosen = set(together.values())
    said = [(pair.id, pair.feedback) for pair in question.pairs]
    return points, said + [(wrong.id, wrong.feedback) for wrong in question.distractors if wrong.id in chosen]


def _grade_numeric(question: NumericQuestion, answer: Any) -> _Graded:
    difference = read_quantity(question, answer) - question.answer
    # A hair's breadth more than the tolerance: 0.3 - 0.2 is not quite 0.1 for a computer.
    if abs(difference) <= question.tolerance + 1e-9 * max(1.0, abs(question.answer)):
        return 1, [("right", question.feedback_right)]
    return 0, [("low", question.feedback_low) if difference < 0 else ("high", question.feedback_high)]


def _grade_short_text(question: ShortTextQuestion, answer: Any) -> _Graded:
    words = read_words(question.id, answer)
    if words in {fold(accepted) for accepted in (*question.accepted.fr, *question.accepted.en)}:
        return 1, [("right", question.feedback_right)]
    return 0, [("wrong", question.feedback_wrong)]


def _grade_scale(question: ScaleQuestion, answer: Any) -> _Graded:
    chosen = _by_id(question.options)[read_option(question, answer)]
    return 0, [(chosen.id, chosen.feedback)]


def _by_id(options: Iterable[Option]) -> dict[str, Option]:
    return {option.id: option for option in options}


_GRADERS: Mapping[str, Callable[[Any, Any], _Graded]] = {
    "single": _grade_single,
    "multiple": _grade_multiple,
    "true_false": _grade_true_false,
    "ordering": _grade_ordering,
    "matching": _grade_matching,
    "numeric": _grade_numeric,
    "short_text": _grade_short_text,
    "scale": _grade_scale,
}
