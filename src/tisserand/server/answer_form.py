"""An answer to a question as a plain form sends it, brought to the shape that its kind takes (``domain.answers``)."""

from collections.abc import Callable
from typing import Any

from tisserand.content.models.quiz import (
    MatchingQuestion,
    MultipleQuestion,
    OrderingQuestion,
    Question,
    TrueFalseQuestion,
)
from tisserand.errors import RefusedError

Fields = Callable[[str], list[str]]
"""Returns what a form holds under a name: nothing, or one value or more."""


def read_answer(question: Question, fields: Fields) -> Any:
    """Return the answer that a form gives.

    Args:
        question: what was asked.
        fields: what the form holds.

    Raises:
        RefusedError: there is no answer, or only a part of one.
    """
    match question:
        case MultipleQuestion():
            answer: Any = list(dict.fromkeys(fields("answer")))
        case OrderingQuestion():
            return _in_order(question, fields)
        case MatchingQuestion():
            answer = {pair.id: chosen for pair in question.pairs if (chosen := _one(fields, f"match-{pair.id}"))}
            if 0 < len(answer) < len(question.pairs):
                raise RefusedError("match_all")
        case TrueFalseQuestion():
            said = _one(fields, "answer")
            return _required({"true": True, "false": False}.get(said, said))
        case _:
            answer = _one(fields, "answer")
    return _required(answer)


def _in_order(question: OrderingQuestion, fields: Fields) -> list[str]:
    """Return the ids by the ranks that were picked."""
    total = len(question.options)
    ranks = {_one(fields, f"rank-{option.id}"): option.id for option in question.options}
    wanted = [str(number + 1) for number in range(total)]
    if set(ranks) == {""}:
        raise RefusedError("answer_first")
    if set(ranks) != set(wanted):
        raise RefusedError("ranks_once", total=total)
    return [ranks[rank] for rank in wanted]


def _one(fields: Fields, name: str) -> str:
    return (fields(name) or [""])[-1].strip()


def _required(answer: Any) -> Any:
    if answer in ("", [], {}):
        raise RefusedError("answer_first")
    return answer
