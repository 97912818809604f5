"""The order in which the options of a question are shown: chance decides once for each person, then stays."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

from tisserand.content.models.quiz import (
    Distractor,
    MatchingPair,
    MatchingQuestion,
    MultipleQuestion,
    Option,
    OrderingQuestion,
    ScaleQuestion,
    SingleQuestion,
)

T = TypeVar("T")


def shuffled(things: Sequence[T], seed: str) -> list[T]:
    """Return ``things`` in an order that hangs on ``seed`` only: the same after a reload, and on another machine."""
    order = list(things)
    Random(seed).shuffle(order)  # noqa: S311 - the order of options is no secret
    return order


def options_in_order(
    question: SingleQuestion | MultipleQuestion | OrderingQuestion | ScaleQuestion, seed: str
) -> list[Option]:
    """Return the options as this person sees them.

    A scale keeps its order, and so does a question that says ``shuffle: false``. What is to be put in order never
    starts in the right order: submitting without a move would be an answer that nobody gave.
    """
    if isinstance(question, ScaleQuestion) or not getattr(question, "shuffle", True):
        return list(question.options)
    order = shuffled(question.options, seed)
    if isinstance(question, OrderingQuestion) and order == list(question.options):
        order = [*order[1:], order[0]]
    return order


def rights_in_order(question: MatchingQuestion, seed: str) -> list[MatchingPair | Distractor]:
    """Return the right sides of a matching question, those that belong to nothing among them."""
    return shuffled([*question.pairs, *question.distractors], seed)
