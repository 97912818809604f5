"""A small quiz and answers to it, for the tests of the domain."""

from domain_builders import text

from tisserand.content.models.quiz import Quiz
from tisserand.domain.events import AnswerSubmitted

OPTIONS = [
    {"id": "yes", "text": text("yes"), "correct": True},
    {"id": "nearly", "text": text("nearly"), "credit": 0.5},
    {"id": "no", "text": text("no")},
]


def quiz(*question_ids, quiz_id="a-quiz"):
    """Return a quiz of single questions, whose right answer is ``yes``, and a scale at its end."""
    questions = [
        {"id": question_id, "kind": "single", "prompt": text("?"), "options": OPTIONS} for question_id in question_ids
    ]
    scale = {"id": "scale", "kind": "scale", "prompt": text("?"), "options": OPTIONS}
    return Quiz.model_validate(
        {"id": quiz_id, "kind": "quiz", "title": text("title"), "questions": [*questions, scale]}
    )


def answer(question_id, given, certainty=None):
    return AnswerSubmitted(question_id, given, certainty, 0, 1)
