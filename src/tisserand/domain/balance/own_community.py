"""One's own community: the dosages of today and those wanted, folded from the records of one learner."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from tisserand.domain.balance.dosage import Orientations, Preferences
from tisserand.domain.distinct import distinct
from tisserand.domain.events import DosagePlaced, Record
from tisserand.errors import DecisionError


@dataclass(frozen=True)
class Placed:
    """A dosage of each kind."""

    preferences: Preferences
    orientations: Orientations

    @property
    def parts(self) -> dict[str, int]:
        """All the parts of both, by name: the names differ."""
        return {str(name): part for dosage in (self.preferences, self.orientations) for name, part in dosage.items()}


@dataclass(frozen=True)
class OwnDosage:
    """Where somebody places their community today, and where they want it to be."""

    today: Placed
    wanted: Placed

    @property
    def largest_growth(self) -> str | None:
        """The preference or orientation to make most room for; none when all of them stay as they are."""
        today, wanted = self.today.parts, self.wanted.parts
        name = max(wanted, key=lambda name: wanted[name] - today[name])
        return name if wanted[name] > today[name] else None


def own_dosage(records: Iterable[Record]) -> OwnDosage | None:
    """Return the dosage placed last, or none; one that can't be understood is passed over."""
    found = None
    for record in distinct(records):
        if isinstance(record.event, DosagePlaced):
            try:
                found = OwnDosage(_placed(record.event.today), _placed(record.event.wanted))
            except (DecisionError, KeyError, TypeError):
                continue
    return found


def _placed(dosages: Any) -> Placed:
    if not isinstance(dosages, Mapping):
        raise TypeError("dosages")
    preferences, orientations = dosages["preferences"], dosages["orientations"]
    if not isinstance(preferences, Mapping) or not isinstance(orientations, Mapping):
        raise TypeError("dosages")
    return Placed(Preferences(preferences), Orientations(orientations))
