"""The shape of an answer by kind of question: what a browser may send, brought to what grading works on.

| kind | answer |
|---|---|
| single, scale | the id of an option |
| multiple | a list of ids, each once, perhaps none |
| true_false | true or false |
| ordering | the list of all the ids, in order |
| matching | for each left id, a right one: the id of a pair or of a distractor |
| numeric | a number, or what was typed |
| short_text | what was typed |
"""

import math
from collections.abc import Iterable
from typing import Any

from tisserand.content.models.quiz import (
    MatchingQuestion,
    MultipleQuestion,
    NumericQuestion,
    OrderingQuestion,
    ScaleQuestion,
    SingleQuestion,
)
from tisserand.domain.text_folding import fold
from tisserand.domain.typed_number import read_number
from tisserand.errors import AnswerError

MAX_TEXT = 500
"""Characters of a short answer."""


def read_option(question: SingleQuestion | ScaleQuestion, answer: Any) -> str:
    """Return the id of the option chosen.

    Raises:
        AnswerError: it is not the id of one of the options.
    """
    if not isinstance(answer, str):
        raise AnswerError("answer_one_option", question=question.id)
    _require_known([answer], {option.id for option in question.options}, question.id)
    return answer


def read_options(question: MultipleQuestion, answer: Any) -> frozenset[str]:
    """Return the ids of the options ticked.

    Raises:
        AnswerError: it is not a list of ids of options, each once.
    """
    ids = _read_ids(answer, "answer_options", question.id)
    _require_known(ids, {option.id for option in question.options}, question.id)
    return frozenset(ids)


def read_truth(question_id: str, answer: Any) -> bool:
    """Return whether the statement was said to hold.

    Raises:
        AnswerError: it is neither true nor false.
    """
    if not isinstance(answer, bool):
        raise AnswerError("answer_true_or_false", question=question_id)
    return answer


def read_order(question: OrderingQuestion, answer: Any) -> tuple[str, ...]:
    """Return the ids in the order given.

    Raises:
        AnswerError: it is not a list of all the ids, each once.
    """
    ids = _read_ids(answer, "answer_order", question.id)
    known = {option.id for option in question.options}
    _require_known(ids, known, question.id)
    if len(ids) != len(known):
        raise AnswerError("answer_order", question=question.id)
    return ids


def read_pairs(question: MatchingQuestion, answer: Any) -> dict[str, str]:
    """Return for each left id the right one it was brought together with.

    Raises:
        AnswerError: it is not a mapping of all the left ids to right ones.
    """
    if not isinstance(answer, dict) or not all(isinstance(end, str) for ends in answer.items() for end in ends):
        raise AnswerError("answer_pairs", question=question.id)
    lefts = {pair.id for pair in question.pairs}
    _require_known(answer, lefts, question.id)
    _require_known(answer.values(), lefts | {wrong.id for wrong in question.distractors}, question.id)
    if len(answer) != len(lefts):
        raise AnswerError("answer_pairs", question=question.id)
    return dict(answer)


def read_quantity(question: NumericQuestion, answer: Any) -> float:
    """Return the number given; of two readings (``1,234``), the one nearer to the right answer.

    Raises:
        AnswerError: it is no number that can be understood, or not a finite one.
    """
    if isinstance(answer, str):
        if not answer.strip():
            raise AnswerError("answer_empty", question=question.id)
        units = (question.unit.fr, question.unit.en) if question.unit is not None else ()
        readings = read_number(answer, units)
        if not readings:
            raise AnswerError("answer_number", question=question.id, typed=answer[:40])
        return min(readings, key=lambda reading: abs(reading - question.answer))
    if isinstance(answer, bool) or not isinstance(answer, int | float):
        raise AnswerError("answer_quantity", question=question.id)
    try:
        number = float(answer)
    except OverflowError:
        number = math.inf
    if not math.isfinite(number):
        raise AnswerError("answer_quantity", question=question.id)
    return number


def read_words(question_id: str, answer: Any) -> str:
    """Return what was typed, folded (:func:`tisserand.domain.text_folding.fold`).

    Raises:
        AnswerError: it is no text, holds no letter or digit, or is too long.
    """
    if not isinstance(answer, str):
        raise AnswerError("answer_words", question=question_id)
    if len(answer) > MAX_TEXT:
        raise AnswerError("answer_too_long", question=question_id, limit=MAX_TEXT)
    if not (folded := fold(answer)):
        raise AnswerError("answer_empty", question=question_id)
    return folded


def _read_ids(answer: Any, reason: str, question_id: str) -> tuple[str, ...]:
    if not isinstance(answer, list | tuple) or not all(isinstance(item, str) for item in answer):
        raise AnswerError(reason, question=question_id)
    if len(set(answer)) != len(answer):
        raise AnswerError("answer_repeats", question=question_id)
    return tuple(answer)


def _require_known(ids: Iterable[str], known: set[str], question_id: str) -> None:
    for found in ids:
        if found not in known:
            raise AnswerError("answer_unknown_option", question=question_id, option=found[:40])
