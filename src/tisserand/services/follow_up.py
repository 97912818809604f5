"""Spaced follow-up: what a person has to answer again, and answering it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tisserand.content.models.module import TrainingModule
from tisserand.content.models.quiz import Question, Quiz
from tisserand.domain.events import Record, ReviewAnswered
from tisserand.domain.follow_up import FOLLOW_UP, FollowUp, QuestionKey, day_of, follow_up, review_items
from tisserand.domain.grading import grade
from tisserand.domain.quiz import CERTAINTIES, Attempt
from tisserand.errors import AnswerError, StaleViewError
from tisserand.services.limits import checked_text
from tisserand.services.progress import Standing, load_exercises, progress_of_all
from tisserand.services.whole_session import WholeSession


@dataclass(frozen=True)
class Review:
    """An answer of the follow-up, to be shown with its feedback."""

    module: TrainingModule
    quiz: Quiz
    question: Question
    attempt: Attempt

    @property
    def key(self) -> QuestionKey:
        """Which question it is."""
        return QuestionKey(self.quiz.id, self.question.id)


def review_activity(quiz_id: str) -> str:
    """Return the key under which the follow-up of a quiz is recorded: apart from the quiz, whose results stay."""
    return f"{FOLLOW_UP}/{quiz_id}"


def current_follow_up(whole: WholeSession, standings: Mapping[str, Standing] | None = None) -> FollowUp:
    """Return what a person has to answer again, folded from the log.

    Args:
        whole: who and when, in which modules.
        standings: from ``progress_of_all``, for whoever has them already.

    Raises:
        StoreError: the log can't be read.
    """
    if standings is None:
        standings = progress_of_all(whole.log, whole.learner, whole.modules, whole.lang)
    finished = [module for module in whole.modules if standings[module.id].finished]
    items = review_items((module, _quizzes(module)) for module in finished)
    return follow_up(items, whole.records() if items else (), whole.today)


def submit_review(
    whole: WholeSession,
    key: QuestionKey,
    read_answer: Callable[[Question], Any],
    uuid: str,
    certainty: str | None = None,
) -> None:
    """Keep an answer to one of today's questions.

    Args:
        whole: who and when, in which modules.
        key: the question.
        read_answer: returns the answer to the question, of the shape that its kind takes.
        uuid: made by the client; sent twice, the answer counts once.
        certainty: how sure the person is; passed over where the question does not ask.

    Raises:
        StaleViewError: the question is not among today's: it was answered in another window, or its module changed.
        RefusedError: the answer is not complete, or a text is too long.
        AnswerError: the answer has a shape that the question can't take.
        StoreError: it could not be kept.
        ValueError: the message was forged.
    """
    if certainty not in {None, *CERTAINTIES}:
        raise ValueError("certainty")
    item = next((one for one in current_follow_up(whole).today if one.key == key), None)
    if item is None:
        if any(record.uuid == uuid for record in whole.records(review_activity(key.quiz))):  # sent again
            return
        raise StaleViewError("review_went_on")
    answer = read_answer(item.question)
    if isinstance(answer, str):
        answer = checked_text(answer)
    graded = grade(item.question, answer)
    sure = certainty if item.question.certainty else None
    event = ReviewAnswered(item.question.id, answer, sure, graded.points, graded.max_points)
    whole.within(item.module).record(review_activity(item.quiz.id), uuid, event)


def answered_review(whole: WholeSession, uuid: str) -> Review | None:
    """Return an answer of the follow-up with its grade, or ``None``: there is none, or its question changed since.

    Raises:
        StoreError: the log can't be read.
    """
    return next((_reviewed(whole, record) for record in whole.records() if record.uuid == uuid), None)


def reviews_of_today(whole: WholeSession) -> tuple[Review, ...]:
    """Return the answers of the follow-up that were given today, in their order.

    Raises:
        StoreError: the log can't be read.
    """
    today = [record for record in whole.records() if day_of(record.at) == whole.today]
    return tuple(found for record in today if (found := _reviewed(whole, record)))


def _reviewed(whole: WholeSession, record: Record) -> Review | None:
    module = whole.module(record.module_id) if isinstance(record.event, ReviewAnswered) else None
    if module is None:
        return None
    return next((found for quiz in _quizzes(module) if (found := _review(module, quiz, record))), None)


def _review(module: TrainingModule, quiz: Quiz, record: Record) -> Review | None:
    event = record.event
    if record.activity != review_activity(quiz.id) or not isinstance(event, ReviewAnswered):
        return None
    question = next((one for one in quiz.questions if one.id == event.question), None)
    if question is None:
        return None
    try:
        attempt = Attempt(event.answer, event.certainty, grade(question, event.answer))
    except AnswerError:
        return None
    return Review(module, quiz, question, attempt)


def _quizzes(module: TrainingModule) -> list[Quiz]:
    return [exercise for exercise in load_exercises(module) if isinstance(exercise, Quiz)]
