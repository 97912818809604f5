"""Placing one's own community: the dosages of today, those wanted, and the step that leads from one to the other."""

from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

from tisserand.domain.balance.dosage import Orientations, Preferences
from tisserand.domain.balance.own_community import OwnDosage, Placed, own_dosage
from tisserand.domain.events import DosagePlaced
from tisserand.domain.plan import PlanStep
from tisserand.errors import RefusedError
from tisserand.i18n import Lang, translate
from tisserand.services.balances import checked_dosage, plain
from tisserand.services.plans import current_plan, write_plan_step
from tisserand.services.session import Session

DOSAGE_ACTIVITY = "own_dosage"


def current_dosage(session: Session) -> OwnDosage | None:
    """Return where the person placed their community last, or none, folded from the log.

    Raises:
        StoreError: the log can't be read.
    """
    return own_dosage(session.records(DOSAGE_ACTIVITY))


def place_dosage(session: Session, today: Mapping[str, Any], wanted: Mapping[str, Any], uuid: str) -> OwnDosage | None:
    """Keep where the person places their community, and return where it is placed now.

    Args:
        session: who, where and when.
        today: ``{"preferences": parts by name, "orientations": parts by name}``, each summing to 100.
        wanted: likewise.
        uuid: made by the client; sent twice, it counts once.

    Raises:
        DecisionError: parts do not sum to 100.
        StoreError: it could not be kept.
        KeyError, TypeError, ValueError: the message was forged.
    """
    event = DosagePlaced(_parts(today), _parts(wanted))
    session.record(DOSAGE_ACTIVITY, uuid, event)
    return current_dosage(session)


def gap_as_plan_step(placed: OwnDosage, lang: Lang) -> str:
    """Return a first step towards the wanted dosages: what makes room for the part that is to grow most."""
    name = placed.largest_growth
    if name is None:
        return translate(lang, "services.dosage_step.none")
    step = translate(lang, f"services.dosage_step.{name}")
    today, wanted = placed.today.parts[name], placed.wanted.parts[name]
    return translate(lang, "services.dosage_step.with_parts", step=step, today=today, wanted=wanted)


def gap_step_id(placed: OwnDosage) -> str:
    """Return the id of the plan step for a dosage: added twice, it is there once."""
    text = f"{placed.today.parts} {placed.wanted.parts}"
    return f"own-dosage-{blake2b(text.encode(), digest_size=6).hexdigest()}"


def add_gap_to_plan(session: Session, uuid: str) -> tuple[PlanStep, ...]:
    """Add the suggested step to the action plan, without a date, and return the plan.

    A step that is there already stays as the person wrote it.

    Raises:
        RefusedError: no dosage is placed yet, or the plan is full.
        StoreError: it could not be kept.
        ValueError: the uuid is none: the message was forged.
    """
    placed = current_dosage(session)
    if placed is None:
        raise RefusedError("dosage_not_placed")
    steps, step_id = current_plan(session), gap_step_id(placed)
    if any(step.id == step_id for step in steps):
        return steps
    return write_plan_step(session, step_id, gap_as_plan_step(placed, session.lang), "", uuid)


def _parts(dosages: Any) -> dict[str, dict[str, int]]:
    if not isinstance(dosages, Mapping):
        raise TypeError("dosages")
    placed = Placed(
        checked_dosage(Preferences, dosages["preferences"]), checked_dosage(Orientations, dosages["orientations"])
    )
    return {"preferences": plain(placed.preferences), "orientations": plain(placed.orientations)}
