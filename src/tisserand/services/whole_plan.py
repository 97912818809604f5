"""The action plan over all modules: the steps of one person, wherever they were written."""

from dataclasses import dataclass

from tisserand.content.models.module import TrainingModule
from tisserand.domain.plan import PlanStep, day_order, plan_state, removed_step
from tisserand.errors import StaleViewError
from tisserand.services.plan_calendar import whole_plan_as_ics
from tisserand.services.plans import PLAN_ACTIVITY
from tisserand.services.session import ModuleVersion, Session
from tisserand.services.whole_session import WholeSession


@dataclass(frozen=True)
class PlannedStep:
    """A step, and the module in which it was written.

    Attributes:
        module_id: id of the module.
        module: the module, or none when it is no longer offered: the person's step stays.
    """

    module_id: str
    module: TrainingModule | None
    step: PlanStep


def whole_plan(whole: WholeSession) -> tuple[PlannedStep, ...]:
    """Return the steps of a person in all modules, those ahead first, by their days.

    Raises:
        StoreError: the log can't be read.
    """
    records = whole.records(PLAN_ACTIVITY)
    found = [
        PlannedStep(module_id, whole.module(module_id), step)
        for module_id in dict.fromkeys(record.module_id for record in records)
        for step in plan_state(record for record in records if record.module_id == module_id)
    ]
    return tuple(sorted(found, key=lambda one: day_order(one.step)))


def plan_session(whole: WholeSession, module_id: str) -> Session:
    """Return the session in which a step of a module's plan is changed.

    Raises:
        StaleViewError: the person has no plan for this module.
        StoreError: the log can't be read.
    """
    records = whole.log.records(whole.learner, module_id, PLAN_ACTIVITY)
    if not records:
        raise StaleViewError("step_gone")
    return whole.within(whole.module(module_id) or ModuleVersion(module_id, records[-1].module_version))


def step_taken_away(whole: WholeSession, module_id: str, step_id: str) -> PlannedStep | None:
    """Return a step as it stood when it was taken away, or ``None`` if it is in the plan or never was.

    Raises:
        StoreError: the log can't be read.
    """
    step = removed_step(whole.log.records(whole.learner, module_id, PLAN_ACTIVITY), step_id)
    return PlannedStep(module_id, whole.module(module_id), step) if step else None


def all_steps_as_ics(whole: WholeSession) -> str:
    """Return the dated steps ahead of all modules as the text of one .ics file.

    Raises:
        StoreError: the log can't be read.
    """
    plans = []
    for module_id in dict.fromkeys(record.module_id for record in whole.records(PLAN_ACTIVITY)):
        module = whole.module(module_id)
        plans.append((plan_session(whole, module_id), module.title.in_lang(whole.lang) if module else ""))
    return whole_plan_as_ics(plans, whole.lang)
