"""The action plan over all modules: the steps of one person, wherever they were written."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from tisserand.content.models.module import TrainingModule
from tisserand.domain.events import Record
from tisserand.domain.plan import PlanStep, day_order, plan_state
from tisserand.errors import StaleViewError
from tisserand.i18n import Lang
from tisserand.services.plan_calendar import whole_plan_as_ics
from tisserand.services.plans import PLAN_ACTIVITY
from tisserand.services.session import Clock, ModuleVersion, Session, utc_now
from tisserand.store.event_log import EventLog


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


def whole_plan(log: EventLog, learner: str, modules: Iterable[TrainingModule]) -> tuple[PlannedStep, ...]:
    """Return the steps of a person in all modules, those ahead first, by their days.

    Raises:
        StoreError: the log can't be read.
    """
    known = {module.id: module for module in modules}
    found = [
        PlannedStep(module_id, known.get(module_id), step)
        for module_id, records in _by_module(log, learner).items()
        for step in plan_state(records)
    ]
    return tuple(sorted(found, key=lambda one: day_order(one.step)))


def plan_session(  # noqa: PLR0913, PLR0917 - who, where and when
    log: EventLog,
    learner: str,
    lang: Lang,
    modules: Iterable[TrainingModule],
    module_id: str,
    clock: Clock = utc_now,
) -> Session:
    """Return the session in which a step of a module's plan is changed.

    Raises:
        StaleViewError: the person has no plan for this module.
        StoreError: the log can't be read.
    """
    records = log.records(learner, module_id, PLAN_ACTIVITY)
    if not records:
        raise StaleViewError("step_gone")
    version = next((one.version for one in modules if one.id == module_id), records[-1].module_version)
    return Session(log, learner, lang, ModuleVersion(module_id, version), clock)


def all_steps_as_ics(
    log: EventLog, learner: str, lang: Lang, modules: Iterable[TrainingModule], clock: Clock = utc_now
) -> str:
    """Return the dated steps ahead of all modules as the text of one .ics file.

    Raises:
        StoreError: the log can't be read.
    """
    known = {module.id: module for module in modules}
    plans = []
    for module_id in _by_module(log, learner):
        title = known[module_id].title.in_lang(lang) if module_id in known else ""
        plans.append((plan_session(log, learner, lang, known.values(), module_id, clock), title))
    return whole_plan_as_ics(plans, lang)


def _by_module(log: EventLog, learner: str) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = defaultdict(list)
    for record in log.records(learner, None, PLAN_ACTIVITY):
        found[record.module_id].append(record)
    return found
