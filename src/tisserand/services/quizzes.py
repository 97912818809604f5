"""Answering a quiz."""

from typing import Any

from tisserand.content.models.quiz import Question, Quiz
from tisserand.domain.events import AnswerSubmitted
from tisserand.domain.grading import grade
from tisserand.domain.quiz import CERTAINTIES, QuizState, quiz_state
from tisserand.errors import RefusedError
from tisserand.services.limits import checked_text
from tisserand.services.session import Session


def quiz_activity(quiz: Quiz) -> str:
    """Return the key under which a quiz is recorded."""
    return f"quiz/{quiz.id}"


def current_quiz(session: Session, quiz: Quiz) -> QuizState:
    """Return what the person answered, folded from the log.

    Raises:
        StoreError: the log can't be read.
    """
    return quiz_state(quiz, session.records(quiz_activity(quiz)))


def submit_answer(  # noqa: PLR0913, PLR0917 - which question, and the two things asked
    session: Session, quiz: Quiz, question_id: str, answer: Any, certainty: str | None, uuid: str
) -> QuizState:
    """Keep an answer, then return what the person answered so far: it is on disk before its feedback can show.

    Args:
        session: who, where and when.
        quiz: what is played.
        question_id: the question.
        answer: of the shape that its kind takes (:mod:`tisserand.domain.answers`).
        certainty: how sure the person is; passed over where the question does not ask.
        uuid: made by the client; sent twice, the answer counts once.

    Raises:
        RefusedError: the quiz has no such question, or a text is too long.
        AnswerError: the answer has a shape that the question can't take.
        StoreError: it could not be kept.
        ValueError: the certainty is none of the three: the message was forged.
    """
    question = _question(quiz, question_id)
    if certainty not in {None, *CERTAINTIES}:
        raise ValueError("certainty")
    if isinstance(answer, str):
        answer = checked_text(answer)
    grade_ = grade(question, answer)
    sure = certainty if question.certainty else None
    session.record(
        quiz_activity(quiz), uuid, AnswerSubmitted(question_id, answer, sure, grade_.points, grade_.max_points)
    )
    return current_quiz(session, quiz)


def _question(quiz: Quiz, question_id: str) -> Question:
    for question in quiz.questions:
        if question.id == question_id:
            return question
    raise RefusedError("no_such_question")
