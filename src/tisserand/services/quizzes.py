"""Answering a quiz."""

from datetime import datetime
from typing import Any

from tisserand.content.models.quiz import Question, Quiz
from tisserand.domain.events import AnswerSubmitted, Record
from tisserand.domain.grading import grade
from tisserand.domain.quiz import CERTAINTIES, QuizState, quiz_state
from tisserand.errors import RefusedError
from tisserand.i18n import Lang
from tisserand.services.limits import checked_text
from tisserand.services.session import Session, Versioned


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


def answer_record(  # noqa: PLR0913, PLR0917 - an event with its circumstances
    learner: str,
    lang: Lang,
    module: Versioned,
    quiz_id: str,
    question: Question,
    answer: Any,
    uuid: str,
    room: str,
    at: datetime,
) -> Record:
    """Return the record of an answer given outside a lesson, on the page of a workshop's room.

    Args:
        learner: opaque id of who answered.
        lang: language of the page.
        module: the module that the quiz belongs to.
        quiz_id: the quiz.
        question: what was asked.
        answer: of the shape that its kind takes.
        uuid: made by the client; sent twice, the answer counts once.
        room: id of the room.
        at: when, in UTC.

    Raises:
        AnswerError: the answer has a shape that the question can't take.
    """
    found = grade(question, answer)
    event = AnswerSubmitted(question.id, answer, None, found.points, found.max_points)
    return Record(uuid, learner, at, module.id, module.version, f"quiz/{quiz_id}", lang.value, event, room)
