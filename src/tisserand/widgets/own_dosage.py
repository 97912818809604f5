"""One's own community: today's dosages and those wanted, the gap in words, and a first step for the action plan."""

from collections.abc import Callable, Mapping
from typing import Any

from tisserand.content.models.module import TrainingModule
from tisserand.domain.balance.dosage import Dosage, Orientations, Preferences, whole_parts
from tisserand.domain.balance.mix_words import words_for_gap
from tisserand.domain.balance.own_community import OwnDosage, Placed
from tisserand.i18n import Lang, translate
from tisserand.services.dosages import add_gap_to_plan, current_dosage, gap_as_plan_step, gap_step_id, place_dosage
from tisserand.services.plans import current_plan
from tisserand.services.session import Session
from tisserand.widgets.activity import Activity, Intention
from tisserand.widgets.dosage_view import orientations_view, preferences_view


class OwnDosageWidget(Activity):
    """Where one's own community stands and where one wants it: no simulation."""

    name = "own_dosage"

    def __init__(self, session: Session, module: TrainingModule, lang: Lang) -> None:
        self.module = module
        super().__init__(session, lang)

    def build_view(self) -> dict[str, Any]:
        """Return both dosages, and once they were placed the gap between them."""
        placed = current_dosage(self.session)
        sides = placed or OwnDosage(_equal(), _equal())
        return {
            "anchor": "activity-own_dosage",
            "today": self._side(sides.today),
            "wanted": self._side(sides.wanted, sides.today if placed else None),
            "is_placed": placed is not None,
            "gap": self._gap(placed) if placed else None,
            "warning": self.session.warning,
        }

    def intentions(self) -> Mapping[str, Callable[[Intention, str], None]]:
        """Take both dosages, and the wish for a step in the action plan."""
        return {"place": self._place, "to_plan": self._to_plan}

    def _place(self, intention: Intention, uuid: str) -> None:
        place_dosage(self.session, intention["today"], intention["wanted"], uuid)
        self.announce(self._say("announce_placed"))

    def _to_plan(self, _intention: Intention, uuid: str) -> None:
        add_gap_to_plan(self.session, uuid)
        self.announce(self._say("announce_in_plan"))

    def _side(self, placed: Placed, before: Placed | None = None) -> dict[str, Any]:
        preferences = preferences_view(placed.preferences, self.lang, before.preferences if before else None)
        if before:
            preferences["before_text"] = self._say("before")
        return {"preferences": preferences, "orientations": orientations_view(placed.orientations, self.lang)}

    def _gap(self, placed: OwnDosage) -> dict[str, Any]:
        today, wanted = placed.today, placed.wanted
        pairs: tuple[tuple[Dosage, Dosage], ...] = (
            (today.preferences, wanted.preferences),
            (today.orientations, wanted.orientations),
        )
        words = [key for old, new in pairs for key in words_for_gap(old, new)]
        if any(key != "gap.none" for key in words):
            words = [key for key in words if key != "gap.none"]
        taken = {step.id for step in current_plan(self.session)}
        return {
            "words": list(dict.fromkeys(translate(self.lang, f"balance.{key}") for key in words)),
            "moves": self._say(
                "moves",
                preferences=today.preferences.distance(wanted.preferences),
                orientations=today.orientations.distance(wanted.orientations),
            ),
            "table": self._table(today.parts, wanted.parts),
            "step": gap_as_plan_step(placed, self.lang),
            "in_plan": gap_step_id(placed) in taken,
        }

    def _table(self, today: Mapping[str, int], wanted: Mapping[str, int]) -> dict[str, Any]:
        rows = []
        for name, part in today.items():
            kind = "preference" if name in set(Preferences.names) else "orientation"
            cells = [self._say("part", part=part), self._say("part", part=wanted[name])]
            cells.append(self._say("moved", points=f"{wanted[name] - part:+d}".replace("-", "−")))
            rows.append({"name": translate(self.lang, f"balance.{kind}.{name}"), "cells": cells})
        head = [self._say(f"table.{column}") for column in ("name", "today", "wanted", "moved")]
        return {"caption": self._say("table.caption"), "head": head, "rows": rows}

    def _say(self, key: str, **values: Any) -> str:
        return translate(self.lang, f"own_dosage.{key}", **values)


def _equal() -> Placed:
    """Return the dosage one starts from: nothing is suggested."""
    return Placed(
        Preferences(whole_parts(dict.fromkeys(Preferences.names, 1.0))),
        Orientations(whole_parts(dict.fromkeys(Orientations.names, 1.0))),
    )
