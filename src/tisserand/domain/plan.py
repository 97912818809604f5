"""The action plan: the steps that somebody means to take, folded from their records."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from tisserand.domain.distinct import distinct
from tisserand.domain.events import PlanStepDone, PlanStepRemoved, PlanStepWritten, Record


@dataclass(frozen=True)
class PlanStep:
    """A step of the plan.

    Attributes:
        id: made when it was first written.
        date: the day for it, if one was set.
        note: what happened, once it is done.
    """

    id: str
    text: str
    date: dt.date | None = None
    done: bool = False
    note: str = ""


def plan_state(records: Iterable[Record]) -> tuple[PlanStep, ...]:
    """Return the steps of the plan in the order in which they were first written.

    A step that is rewritten keeps its place and whether it was done. What concerns a step that is not there, or no
    longer, is passed over, and so is a date that is not one.
    """
    steps, _ = _fold(records)
    return tuple(steps.values())


def removed_step(records: Iterable[Record], step_id: str) -> PlanStep | None:
    """Return a step as it stood when it was taken away, or ``None`` if it is in the plan or never was."""
    _, removed = _fold(records)
    return removed.get(step_id)


def day_order(step: PlanStep) -> tuple[bool, bool, dt.date]:
    """Return what steps are sorted by: those ahead by their days, those without a day after them, those done last."""
    return step.done, step.date is None, step.date or dt.date.max


def next_step(steps: Iterable[PlanStep], today: dt.date) -> PlanStep | None:
    """Return the step to take next: the nearest one from today on, else the one longest overdue, else one undated."""
    open_steps = [step for step in steps if not step.done]
    dated = sorted((step.date, number) for number, step in enumerate(open_steps) if step.date is not None)
    coming = [number for day, number in dated if day >= today]
    late = [number for _, number in dated]
    undated = range(len(open_steps))
    return next((open_steps[number] for number in (*coming, *late, *undated)), None)


def is_late(step: PlanStep, today: dt.date) -> bool:
    """Return whether the day of a step has passed and it is not done."""
    return step.date is not None and step.date < today and not step.done


def _fold(records: Iterable[Record]) -> tuple[dict[str, PlanStep], dict[str, PlanStep]]:
    """Return the steps of the plan, and those taken away from it, by id."""
    steps: dict[str, PlanStep] = {}
    removed: dict[str, PlanStep] = {}
    for record in distinct(records):
        event = record.event
        if isinstance(event, PlanStepWritten):
            removed.pop(event.step_id, None)
            known = steps.get(event.step_id, PlanStep(event.step_id, ""))
            steps[event.step_id] = replace(known, text=event.text, date=_day(event.date))
        elif isinstance(event, PlanStepDone) and event.step_id in steps:
            steps[event.step_id] = replace(steps[event.step_id], done=event.done, note=event.note)
        elif isinstance(event, PlanStepRemoved) and event.step_id in steps:
            removed[event.step_id] = steps.pop(event.step_id)
    return steps, removed


def _day(written: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(written)
    except ValueError:
        return None
