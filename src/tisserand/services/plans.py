"""The action plan of a module."""

from tisserand.domain.events import Event, PlanStepDone, PlanStepRemoved, PlanStepWritten
from tisserand.domain.plan import PlanStep, plan_state, removed_step
from tisserand.errors import RefusedError, StaleViewError
from tisserand.services.limits import checked_day, checked_id, checked_text
from tisserand.services.session import Session

PLAN_ACTIVITY = "action_plan"

MOST_STEPS = 30
"""A plan longer than that is no plan; and nobody fills the disk."""


def current_plan(session: Session) -> tuple[PlanStep, ...]:
    """Return the steps of the person's plan for this module, folded from the log.

    Raises:
        StoreError: the log can't be read.
    """
    return plan_state(session.records(PLAN_ACTIVITY))


def write_plan_step(session: Session, step_id: str, text: str, date: str, uuid: str) -> tuple[PlanStep, ...]:
    """Write a step, rewrite it, or bring a removed one back, and return the plan.

    Args:
        session: who, where and when.
        step_id: made by the client.
        text: what the person means to do.
        date: the day, YYYY-MM-DD, or empty.
        uuid: made by the client.

    Raises:
        RefusedError: the text is empty or too long, the date is none, or the plan is full.
        StoreError: it could not be kept.
        TypeError, ValueError: the message was forged.
    """
    checked_id(step_id)
    day, words = checked_day(date), checked_text(text)
    if not words:
        raise RefusedError("step_empty")
    steps = current_plan(session)
    if len(steps) >= MOST_STEPS and all(step.id != step_id for step in steps):
        raise RefusedError("plan_full", most=MOST_STEPS)
    return _record(session, uuid, PlanStepWritten(step_id, words, day))


def mark_plan_step(session: Session, step_id: str, uuid: str, *, done: bool, note: str = "") -> tuple[PlanStep, ...]:
    """Say that a step was done, or not after all, with what happened, and return the plan.

    Raises:
        StaleViewError: the step was removed meanwhile.
        RefusedError: the note is too long.
        StoreError: it could not be kept.
        TypeError: the message was forged.
    """
    if type(done) is not bool:
        raise TypeError("done")
    words = checked_text(note)
    _require(session, step_id, uuid)
    return _record(session, uuid, PlanStepDone(step_id, done, words))


def revise_plan_step(  # noqa: PLR0913 - the fields of a step
    session: Session, step_id: str, uuid: str, *, text: str, date: str, done: bool, note: str
) -> tuple[PlanStep, ...]:
    """Record what a form says of a step, as far as it differs from what is known, and return the plan.

    Args:
        session: who, where and when.
        step_id: the step.
        uuid: made by the client.
        text: what the person means to do.
        date: the day, YYYY-MM-DD, or empty.
        done: whether it was done.
        note: what happened.

    Raises:
        StaleViewError: the step was removed meanwhile.
        RefusedError: something does not fit; then nothing is kept.
        StoreError: it could not be kept, or only in part.
        TypeError, ValueError: the message was forged.
    """
    step = next((one for one in current_plan(session) if one.id == step_id), None)
    if step is None:
        raise StaleViewError("step_gone")
    checked_id(uuid)
    words, day, story = checked_text(text), checked_day(date), checked_text(note)
    if (words, day) != (step.text, step.date.isoformat() if step.date else ""):
        write_plan_step(session, step_id, words, day, uuid)
    if (done, story) != (step.done, step.note):
        mark_plan_step(session, step_id, f"{uuid[:58]}-done", done=done, note=story)
    return current_plan(session)


def remove_plan_step(session: Session, step_id: str, uuid: str) -> tuple[PlanStep, ...]:
    """Take a step away and return the plan. Its history stays in the log.

    Raises:
        StaleViewError: the step was removed already, from another window.
        StoreError: it could not be kept.
    """
    _require(session, step_id, uuid)
    return _record(session, uuid, PlanStepRemoved(step_id))


def restore_plan_step(session: Session, step_id: str, uuid: str) -> tuple[PlanStep, ...]:
    """Bring back a step that was taken away, as it stood then, and return the plan.

    Raises:
        StaleViewError: it is back already, or never was.
        StoreError: it could not be kept.
        ValueError: the message was forged.
    """
    if session.has(PLAN_ACTIVITY, uuid):  # sent again: it is there already
        return current_plan(session)
    step = removed_step(session.records(PLAN_ACTIVITY), step_id)
    if step is None:
        raise StaleViewError("step_gone")
    steps = write_plan_step(session, step.id, step.text, step.date.isoformat() if step.date else "", uuid)
    if step.done or step.note:
        steps = mark_plan_step(session, step.id, f"{uuid[:58]}-done", done=step.done, note=step.note)
    return steps


def _require(session: Session, step_id: str, uuid: str) -> None:
    if not session.has(PLAN_ACTIVITY, uuid) and all(step.id != step_id for step in current_plan(session)):
        raise StaleViewError("step_gone")


def _record(session: Session, uuid: str, event: Event) -> tuple[PlanStep, ...]:
    session.record(PLAN_ACTIVITY, uuid, event)
    return current_plan(session)
