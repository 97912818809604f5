"""What somebody practised, activity by activity, and how it turned out, by competency.

A quiz and a sandbox are tied to the competencies of their questions and tasks, any other exercise to those that its
file names, and what names none to those of the module's objectives. Rating oneself and writing a plan are no practice.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from tisserand.content.models.base import Code
from tisserand.content.models.inquiry import Inquiry
from tisserand.content.models.module import Activity, TrainingModule
from tisserand.content.models.quiz import Quiz
from tisserand.content.models.sandbox import Sandbox
from tisserand.content.models.scenario import Scenario
from tisserand.domain.distinct import distinct
from tisserand.domain.events import ExerciseRestarted, Record, ReviewAnswered, TrapAnswered
from tisserand.domain.progress import ActivityProgress, ActivityStatus, Playable, module_progress
from tisserand.domain.quiz import Attempt, attempts_ever
from tisserand.domain.sandbox_history import sandbox_history
from tisserand.domain.scenario_history import scenario_run

NO_PRACTICE = frozenset({"self_assessment", "action_plan"})


@dataclass(frozen=True)
class Answers:
    """How many answers turned out right, partly right and wrong; what has no right answer is not among them."""

    right: int = 0
    partly: int = 0
    wrong: int = 0

    @property
    def count(self) -> int:
        """How many there are."""
        return self.right + self.partly + self.wrong

    def __add__(self, other: "Answers") -> "Answers":
        """Return both together."""
        return Answers(self.right + other.right, self.partly + other.partly, self.wrong + other.wrong)


@dataclass(frozen=True)
class Practice:
    """One activity of a module, as it bears on one competency.

    Attributes:
        exercise: none where the activity has none, or when it could not be loaded.
        status, count, total: as in ``ActivityProgress``; of a quiz and a sandbox, the questions and tasks of this
            competency only.
        first, last: how the first and the last answer ever given to each question turned out (of an inquiry: to each
            trap); starting over takes none away.
        sure, unsure: the first answers given with high and with low certainty.
        reviewed: how the answers of the follow-up turned out, days later.
        endings: ids of the endings reached, in the order of their first time.
        at: when something was last done in the activity.
    """

    module: TrainingModule
    activity: Activity
    exercise: Playable | None = None
    status: ActivityStatus = "not_begun"
    count: int = 0
    total: int = 0
    first: Answers = Answers()
    last: Answers = Answers()
    sure: Answers = Answers()
    unsure: Answers = Answers()
    reviewed: Answers = Answers()
    endings: tuple[str, ...] = ()
    at: datetime | None = None

    @property
    def is_begun(self) -> bool:
        """Whether something was done; starting over is not something."""
        return self.at is not None


def practices(
    module: TrainingModule, exercises: Iterable[Playable], records: Iterable[Record]
) -> Iterator[tuple[Code, Practice]]:
    """Yield each activity of a module that practises a competency, once for each, in the order of the lesson.

    Args:
        module: the module.
        exercises: those of its exercises that could be loaded.
        records: one learner's, of any modules.
    """
    by_name = {(exercise.kind.value, exercise.id): exercise for exercise in exercises}
    by_activity: dict[str, list[Record]] = defaultdict(list)
    for record in distinct(records):
        if record.module_id == module.id:
            by_activity[record.activity].append(record)
    mine = [record for of_one in by_activity.values() for record in of_one]
    for progress in module_progress(module, by_name.values(), mine).activities:
        activity = progress.activity
        if activity.kind not in NO_PRACTICE:
            exercise = by_name.get((activity.kind, activity.id or ""))
            own = by_activity[activity.key]
            if isinstance(exercise, Quiz):
                own = own + [one for one in mine if _is_review(one, exercise)]
            yield from _by_competency(module, progress, exercise, own)


def _is_review(record: Record, quiz: Quiz) -> bool:
    """Return whether a record belongs to the follow-up of a quiz, which is kept apart from it."""
    return isinstance(record.event, ReviewAnswered) and record.activity.partition("/")[2] == quiz.id


def _by_competency(
    module: TrainingModule, progress: ActivityProgress, exercise: Playable | None, records: list[Record]
) -> Iterator[tuple[Code, Practice]]:
    at = max((one.at for one in records if not isinstance(one.event, ExerciseRestarted)), default=None)
    whole = Practice(module, progress.activity, exercise, progress.status, progress.count, progress.total, at=at)
    objectives = tuple(dict.fromkeys(objective.competency for objective in module.objectives))
    match exercise:
        case Quiz() if any(question.competency for question in exercise.questions):
            yield from _questions(exercise, whole, records)
            return
        case Sandbox() if any(task.competency for task in exercise.tasks):
            yield from _tasks(exercise, whole, records)
            return
        case Quiz():
            reviews = attempts_ever(exercise, records, ReviewAnswered).values()
            reviewed = _tally(one for of_question in reviews for one in of_question)
            whole = replace(_answered(whole, tuple(attempts_ever(exercise, records).values())), reviewed=reviewed)
        case Scenario():
            whole = replace(whole, endings=scenario_run(exercise, records).endings)
        case Inquiry():
            first, last = _traps(exercise, records)
            whole = replace(whole, first=first, last=last)
    for code in (exercise.competencies if exercise else ()) or objectives:
        yield code, whole


def _questions(quiz: Quiz, whole: Practice, records: list[Record]) -> Iterator[tuple[Code, Practice]]:
    attempts, reviews = attempts_ever(quiz, records), attempts_ever(quiz, records, ReviewAnswered)
    for code in dict.fromkeys(question.competency for question in quiz.questions if question.competency):
        asked = [question.id for question in quiz.questions if question.competency == code]
        answered = tuple(attempts[question] for question in asked if question in attempts)
        reviewed = _tally(one for question in asked for one in reviews.get(question, ()))
        yield code, replace(_answered(_counted(whole, len(answered), len(asked)), answered), reviewed=reviewed)


def _tasks(sandbox: Sandbox, whole: Practice, records: list[Record]) -> Iterator[tuple[Code, Practice]]:
    done = sandbox_history(sandbox, records).done
    for code in dict.fromkeys(task.competency for task in sandbox.tasks if task.competency):
        tied = [task.id for task in sandbox.tasks if task.competency == code]
        yield code, _counted(whole, sum(task in done for task in tied), len(tied))


def _counted(whole: Practice, count: int, total: int) -> Practice:
    status: ActivityStatus = "done" if count == total else "begun" if count else "not_begun"
    return replace(whole, status=status, count=count, total=total, at=whole.at if count else None)


def _answered(practice: Practice, attempts: tuple[tuple[Attempt, ...], ...]) -> Practice:
    firsts = [one[0] for one in attempts]
    return replace(
        practice,
        first=_tally(firsts),
        last=_tally(one[-1] for one in attempts),
        sure=_tally(one for one in firsts if one.certainty == "high"),
        unsure=_tally(one for one in firsts if one.certainty == "low"),
    )


def _tally(attempts: Iterable[Attempt]) -> Answers:
    verdicts = [attempt.grade.verdict for attempt in attempts]
    return Answers(*(verdicts.count(verdict) for verdict in ("right", "partly", "wrong")))


def _traps(inquiry: Inquiry, records: list[Record]) -> tuple[Answers, Answers]:
    """Return the first and the last thing concluded from each figure, by whether the figure allows it."""
    sound = {(step.id, option.id): option.sound for step in inquiry.steps if step.trap for option in step.trap.options}
    first: dict[str, bool] = {}
    last: dict[str, bool] = {}
    for record in records:
        event = record.event
        if isinstance(event, TrapAnswered) and (event.step, event.option) in sound:
            first.setdefault(event.step, sound[event.step, event.option])
            last[event.step] = sound[event.step, event.option]
    return _sound(first), _sound(last)


def _sound(conclusions: Mapping[str, bool]) -> Answers:
    right = sum(conclusions.values())
    return Answers(right, 0, len(conclusions) - right)
