"""Where somebody stands in a quiz, folded from their records and graded by the present version of the quiz."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from tisserand.content.models.quiz import Question, Quiz, ScaleQuestion
from tisserand.domain.distinct import distinct
from tisserand.domain.events import AnswerSubmitted, ExerciseRestarted, Record, ReviewAnswered
from tisserand.domain.grading import Grade, grade
from tisserand.errors import AnswerError

CERTAINTIES = ("low", "medium", "high")
"""How sure somebody may be of an answer."""


@dataclass(frozen=True)
class Attempt:
    """One answer to a question. ``certainty`` is one of ``CERTAINTIES``, or none."""

    answer: Any
    certainty: str | None
    grade: Grade


@dataclass(frozen=True)
class QuestionState:
    """A question and the answers to it since the quiz was last started over.

    Attributes:
        earlier_attempts: how many there were before that.
    """

    question: Question
    attempts: tuple[Attempt, ...] = ()
    earlier_attempts: int = 0

    @property
    def current(self) -> Attempt | None:
        """The last attempt: the one that counts."""
        return self.attempts[-1] if self.attempts else None

    @property
    def first(self) -> Attempt | None:
        """The first attempt: what the person knew before any feedback."""
        return self.attempts[0] if self.attempts else None


@dataclass(frozen=True)
class CalibrationRow:
    """How the first answers given with one certainty turned out.

    Attributes:
        right, partly, wrong: ids of the questions.
    """

    certainty: str
    right: tuple[str, ...] = ()
    partly: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """How many answers were given with this certainty."""
        return len(self.right) + len(self.partly) + len(self.wrong)


@dataclass(frozen=True)
class QuizState:
    """Where somebody stands in a quiz.

    Attributes:
        questions: all of them, in the order of the file.
        was_completed: every question was answered at some time, perhaps before the quiz was started over.
        dropped: how many recorded answers the quiz no longer takes: their question is gone, or its options changed.
    """

    questions: tuple[QuestionState, ...]
    was_completed: bool = False
    dropped: int = 0

    @property
    def answered(self) -> int:
        """How many questions have a current answer."""
        return sum(state.current is not None for state in self.questions)

    @property
    def is_done(self) -> bool:
        """Whether every question has a current answer."""
        return self.answered == len(self.questions)

    @property
    def points(self) -> float:
        """The points of the current answers."""
        return sum(state.current.grade.points for state in self.questions if state.current is not None)

    @property
    def max_points(self) -> int:
        """The points that the whole quiz can earn: one for each question that has a right answer."""
        return sum(not isinstance(state.question, ScaleQuestion) for state in self.questions)

    @property
    def calibration(self) -> tuple[CalibrationRow, ...]:
        """Sure and right, sure and wrong, and so on, from the most to the least sure; on first answers only.

        Later answers were given after feedback, and say nothing of how well people know what they know.
        """
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for state in self.questions:
            if state.first is not None and state.first.certainty is not None:
                found[state.first.certainty, state.first.grade.verdict].append(state.question.id)
        return tuple(
            CalibrationRow(certainty, *(tuple(found[certainty, verdict]) for verdict in ("right", "partly", "wrong")))
            for certainty in reversed(CERTAINTIES)
        )

    def of(self, question_id: str) -> QuestionState | None:
        """Return the state of one question, if the quiz has it."""
        return next((state for state in self.questions if state.question.id == question_id), None)


def quiz_state(quiz: Quiz, records: Iterable[Record]) -> QuizState:
    """Return where the records of one learner in this quiz lead."""
    questions = {question.id: question for question in quiz.questions}
    attempts: dict[str, list[Attempt]] = defaultdict(list)
    earlier: dict[str, int] = defaultdict(int)
    was_completed, dropped = False, 0
    for record in distinct(records):
        event = record.event
        if isinstance(event, ExerciseRestarted):
            for question_id, made in attempts.items():
                earlier[question_id] += len(made)
            attempts.clear()
        elif isinstance(event, AnswerSubmitted):
            attempt = _attempt(questions.get(event.question), event)
            if attempt is None:
                dropped += 1
                continue
            attempts[event.question].append(attempt)
            was_completed = was_completed or len(attempts) == len(questions)
    states = tuple(QuestionState(q, tuple(attempts.get(q.id, ())), earlier[q.id]) for q in quiz.questions)
    return QuizState(states, was_completed, dropped)


def attempts_ever(
    quiz: Quiz, records: Iterable[Record], kind: type[AnswerSubmitted | ReviewAnswered] = AnswerSubmitted
) -> dict[str, tuple[Attempt, ...]]:
    """Return every answer to each question that has one, oldest first, also those from before a new start.

    Args:
        quiz: as it is now.
        records: one learner's in this quiz, or in its follow-up.
        kind: the answers of the quiz itself, or those of its follow-up.
    """
    questions = {question.id: question for question in quiz.questions}
    found: dict[str, tuple[Attempt, ...]] = {}
    for record in distinct(records):
        if isinstance(record.event, kind):
            attempt = _attempt(questions.get(record.event.question), record.event)
            if attempt is not None:
                found[record.event.question] = (*found.get(record.event.question, ()), attempt)
    return found


def _attempt(question: Question | None, event: AnswerSubmitted | ReviewAnswered) -> Attempt | None:
    """Return the answer with its grade, or ``None`` if the quiz no longer takes it."""
    if question is None:
        return None
    try:
        graded = grade(question, event.answer)
    except AnswerError:
        return None
    certainty = event.certainty if event.certainty in CERTAINTIES else None
    return Attempt(event.answer, certainty, graded)
