"""What somebody practised in a module, when, and with which results: for a certificate of practice.

It says what was done, and claims no competency: a rating of oneself is kept apart from what was answered and played.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from tisserand.content.models.module import TrainingModule
from tisserand.content.models.quiz import Question, Quiz, ScaleQuestion
from tisserand.domain.distinct import distinct
from tisserand.domain.events import AnswerSubmitted, Record, ReviewAnswered
from tisserand.domain.follow_up import FOLLOW_UP, day_of
from tisserand.domain.grading import grade
from tisserand.domain.plan import plan_state
from tisserand.domain.progress import ActivityProgress, Playable, module_progress
from tisserand.errors import AnswerError


@dataclass(frozen=True)
class QuizResults:
    """The points of the first and of the last answer to each question of a quiz, started over or not.

    Attributes:
        total: what all its questions can earn.
    """

    first: float
    last: float
    total: int


@dataclass(frozen=True)
class ActivityPractice:
    """One activity in which something was done.

    Attributes:
        exercise: what was practised; none for one's own dosage, one's own traces and the plan.
        first_day, last_day: when something was done in it, in UTC.
        results: of a quiz.
        steps_done: of a plan.
    """

    progress: ActivityProgress
    exercise: Playable | None
    first_day: date
    last_day: date
    results: QuizResults | None = None
    steps_done: int = 0


@dataclass(frozen=True)
class ModulePractice:
    """A module in which something was done.

    Attributes:
        activities: those in which something was done, in the order of the lesson.
        done, total: how many activities are done, of how many.
        reviewed, reviewed_right: how many answers the follow-up had, and how many of them earned the whole point.
    """

    module: TrainingModule
    activities: tuple[ActivityPractice, ...]
    done: int
    total: int
    reviewed: int = 0
    reviewed_right: int = 0

    @property
    def first_day(self) -> date:
        """When it began."""
        return min(one.first_day for one in self.activities)

    @property
    def last_day(self) -> date:
        """When something was last done in one of its activities."""
        return max(one.last_day for one in self.activities)


def module_practice(
    module: TrainingModule, exercises: Iterable[Playable], records: Iterable[Record]
) -> ModulePractice | None:
    """Return what the records of one learner tell of a module, or ``None`` if nothing was done in any activity."""
    records, exercises = [one for one in distinct(records) if one.module_id == module.id], tuple(exercises)
    progress = module_progress(module, exercises, records)
    by_name = {(exercise.kind.value, exercise.id): exercise for exercise in exercises}
    activities = []
    for one in progress.activities:
        own = [record for record in records if record.activity == one.activity.key]
        if own:
            activities.append(_activity(one, by_name.get((one.activity.kind, one.activity.id or "")), own))
    if not activities:
        return None
    done = sum(one.status == "done" for one in progress.activities)
    verdicts = _review_verdicts(exercises, records)
    return ModulePractice(
        module, tuple(activities), done, len(progress.activities), len(verdicts), verdicts.count("right")
    )


def _activity(progress: ActivityProgress, exercise: Playable | None, records: list[Record]) -> ActivityPractice:
    days = [day_of(record.at) for record in records]
    results = _results(exercise, records) if isinstance(exercise, Quiz) else None
    done = sum(step.done for step in plan_state(records)) if progress.activity.kind == "action_plan" else 0
    return ActivityPractice(progress, exercise, min(days), max(days), results, done)


def _results(quiz: Quiz, records: Iterable[Record]) -> QuizResults:
    questions = {one.id: one for one in quiz.questions if not isinstance(one, ScaleQuestion)}
    first: dict[str, float] = {}
    last: dict[str, float] = {}
    for record in records:
        event = record.event
        if isinstance(event, AnswerSubmitted) and (points := _points(questions, event)) is not None:
            first.setdefault(event.question, points)
            last[event.question] = points
    return QuizResults(sum(first.values()), sum(last.values()), len(questions))


def _points(questions: Mapping[str, Question], event: AnswerSubmitted | ReviewAnswered) -> float | None:
    """Return what an answer earns by the present version of the quiz, or ``None`` if it no longer takes it."""
    question = questions.get(event.question)
    if question is None:
        return None
    try:
        return grade(question, event.answer).points
    except AnswerError:
        return None


def _review_verdicts(exercises: Iterable[Playable], records: Iterable[Record]) -> list[str]:
    """Return ``right`` or ``other`` for each answer of the follow-up that the present quizzes still take."""
    found = []
    by_activity = {f"{FOLLOW_UP}/{one.id}": one for one in exercises if isinstance(one, Quiz)}
    for record in records:
        quiz, event = by_activity.get(record.activity), record.event
        if quiz is not None and isinstance(event, ReviewAnswered):
            points = _points({one.id: one for one in quiz.questions}, event)
            found += [] if points is None else ["right" if points == 1 else "other"]
    return found
