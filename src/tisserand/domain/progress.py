"""How far somebody has come in a module, activity by activity, folded from their records."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from tisserand.content.models.balance import Balance
from tisserand.content.models.inquiry import Inquiry
from tisserand.content.models.meeting import Meeting
from tisserand.content.models.module import Activity, TrainingModule
from tisserand.content.models.quiz import Quiz
from tisserand.content.models.sandbox import Sandbox
from tisserand.content.models.scenario import Scenario
from tisserand.content.models.self_assessment import SelfAssessment
from tisserand.domain.assessment import assessment_state
from tisserand.domain.balance.own_community import own_dosage
from tisserand.domain.balance.quarters import QUARTERS, quarters_decided
from tisserand.domain.distinct import distinct
from tisserand.domain.events import OwnTracesOpened, Record
from tisserand.domain.inquiry_history import inquiry_state
from tisserand.domain.meeting import was_used
from tisserand.domain.plan import plan_state
from tisserand.domain.quiz import quiz_state
from tisserand.domain.sandbox_history import sandbox_history
from tisserand.domain.scenario_history import scenario_run

ActivityStatus = Literal["not_begun", "begun", "done"]
Playable = Quiz | SelfAssessment | Scenario | Balance | Inquiry | Meeting | Sandbox

COUNTED = frozenset({"quiz", "self_assessment", "balance", "inquiry", "sandbox"})
"""The kinds of which a part is worth telling: so many questions, competencies, steps or tasks out of so many."""


@dataclass(frozen=True)
class ActivityProgress:
    """How far somebody has come in one activity.

    Attributes:
        status: a quiz, a scenario, a balance, an inquiry or a sandbox once done stays so, even when it is started over.
        count: questions answered, competencies rated, endings reached, quarters of the furthest attempt, tasks of a
            sandbox, steps of an inquiry or of the plan.
        total: out of how many; 0 for the plan, one's own dosage and traces and a meeting, which have no fixed number.
    """

    activity: Activity
    status: ActivityStatus = "not_begun"
    count: int = 0
    total: int = 0

    @property
    def share(self) -> float:
        """How much of it is done, 0 to 1: what is ``COUNTED`` counts one by one, the rest as a whole."""
        if self.status == "done":
            return 1
        is_counted = self.activity.kind in COUNTED and self.total > 0
        return self.count / self.total if is_counted else 0


@dataclass(frozen=True)
class ModuleProgress:
    """How far somebody has come in a module: its activities in the order of the lesson."""

    activities: tuple[ActivityProgress, ...]

    @property
    def share(self) -> float:
        """How much of the module is done, 0 to 1, each activity counting for its minutes."""
        minutes = sum(progress.activity.minutes for progress in self.activities)
        return sum(progress.share * progress.activity.minutes for progress in self.activities) / minutes

    @property
    def status(self) -> ActivityStatus:
        """Whether the module as a whole is not begun, begun or done."""
        found = {progress.status for progress in self.activities}
        return found.pop() if len(found) == 1 else "begun"

    @property
    def next_activity(self) -> Activity | None:
        """The first activity that is not done."""
        return next((progress.activity for progress in self.activities if progress.status != "done"), None)


def module_progress(module: TrainingModule, exercises: Iterable[Playable], records: Iterable[Record]) -> ModuleProgress:
    """Return how far the records of one learner lead in a module.

    ``exercises`` are those that could be loaded; an activity without its exercise is never done.
    """
    by_name = {(exercise.kind.value, exercise.id): exercise for exercise in exercises}
    by_activity: dict[str, list[Record]] = defaultdict(list)
    for record in distinct(records):
        if record.module_id == module.id:
            by_activity[record.activity].append(record)
    return ModuleProgress(
        tuple(
            _progress(activity, by_name.get((activity.kind, activity.id or "")), by_activity[activity.key])
            for activity in module.activities
        )
    )


def _progress(activity: Activity, exercise: Playable | None, records: list[Record]) -> ActivityProgress:
    if exercise is None:
        count, total, is_done = _without_exercise(activity, records)
    else:
        count, total, is_done = _in_exercise(exercise, activity, records)
    status: ActivityStatus = "done" if is_done else "begun" if records else "not_begun"
    return ActivityProgress(activity, status, count, total)


def _without_exercise(activity: Activity, records: list[Record]) -> tuple[int, int, bool]:
    """Return how much was done, of how much, and whether that is all."""
    match activity.kind:
        case "action_plan":
            steps = plan_state(records)
            return len(steps), 0, any(step.date is not None for step in steps)
        case "own_dosage":
            return 0, 0, own_dosage(records) is not None
        case "own_traces":
            return 0, 0, any(isinstance(record.event, OwnTracesOpened) for record in records)
    return 0, 0, False


def _in_exercise(  # noqa: PLR0911 - one for each kind
    exercise: Playable, activity: Activity, records: list[Record]
) -> tuple[int, int, bool]:
    """Return how much was done, of how much, and whether that is all."""
    match exercise:
        case Quiz():
            quiz = quiz_state(exercise, records)
            total = len(quiz.questions)
            return (total if quiz.was_completed else quiz.answered), total, quiz.was_completed
        case SelfAssessment():
            state = assessment_state(exercise, records, activity.moment or "before")
            return len(state.ratings), len(state.competencies), state.is_done
        case Scenario():
            endings = scenario_run(exercise, records).endings
            return len(endings), len(exercise.endings), bool(endings)
        case Balance():
            quarters = quarters_decided(records)
            return quarters, QUARTERS, quarters == QUARTERS
        case Inquiry():
            read = inquiry_state(exercise, records)
            return read.furthest, len(exercise.steps), read.was_completed
        case Meeting():
            return 0, 0, was_used(records)
        case Sandbox():
            done = len(sandbox_history(exercise, records).done)
            return done, len(exercise.tasks), done == len(exercise.tasks)
