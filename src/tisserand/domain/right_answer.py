"""The right answer to a question, in the shape in which a learner would send it."""

from typing import Any

from tisserand.content.models.quiz import (
    MatchingQuestion,
    MultipleQuestion,
    NumericQuestion,
    OrderingQuestion,
    Question,
    ShortTextQuestion,
    SingleQuestion,
    TrueFalseQuestion,
)


def right_answer(question: Question) -> Any:
    """Return an answer that earns the most, or ``None`` where there is none (a scale, a question without a key)."""
    match question:
        case SingleQuestion():
            best = max(question.options, key=lambda option: (option.correct, option.credit or 0))
            return best.id if best.correct else None
        case MultipleQuestion():
            answer: Any = [option.id for option in question.options if option.correct]
        case OrderingQuestion():
            answer = [option.id for option in question.options]
        case MatchingQuestion():
            answer = {pair.id: pair.id for pair in question.pairs}
        case TrueFalseQuestion() | NumericQuestion():
            answer = question.answer
        case ShortTextQuestion():
            answer = next(iter((*question.accepted.fr, *question.accepted.en)), None)
        case _:
            answer = None
    return answer
