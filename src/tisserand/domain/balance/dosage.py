"""Dosages: weightings that sum to 100, of the three governance preferences or of the five orientations."""

from collections.abc import Iterator, Mapping
from typing import Self

from tisserand.content.models.balance import (
    WHOLE,
    GovernancePreference,
    Orientation,
    OrientationParts,
    PreferenceParts,
)
from tisserand.errors import DecisionError


class Dosage(Mapping[str, int]):
    """Whole parts by name that sum to 100: never changed, equal by value."""

    __slots__ = ("_parts",)

    names: tuple[str, ...] = ()

    def __init__(self, parts: Mapping[str, int]) -> None:
        """Keep the parts.

        Raises:
            DecisionError: a name is missing or unknown, a part is not a whole number from 0 to 100, or they do not
                sum to 100.
        """
        if set(parts) != set(self.names):
            raise DecisionError("dosage_names", expected=", ".join(self.names), found=", ".join(map(str, parts)))
        for name in self.names:
            part = parts[name]
            if isinstance(part, bool) or not isinstance(part, int) or not 0 <= part <= WHOLE:
                raise DecisionError("dosage_part", name=name, part=part)
        if (total := sum(parts.values())) != WHOLE:
            raise DecisionError("dosage_total", total=total)
        self._parts = tuple(parts[name] for name in self.names)

    def __getitem__(self, name: str) -> int:
        try:
            return self._parts[self.names.index(name)]
        except ValueError:
            raise KeyError(name) from None

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)

    def __hash__(self) -> int:
        return hash(self._parts)

    def __eq__(self, other: object) -> bool:
        return (
            type(other) is type(self) and other._parts == self._parts if isinstance(other, Dosage) else NotImplemented
        )

    def __repr__(self) -> str:
        return f"{type(self).__name__}({dict(self)})"

    @property
    def shares(self) -> tuple[float, ...]:
        """The parts as shares of 1, in the order of ``names``."""
        return tuple(part / WHOLE for part in self._parts)

    def moved(self, name: str, part: int) -> Self:
        """Return the dosage with one part set, the others keeping their proportions: linked sliders.

        Raises:
            DecisionError: as when a dosage is made.
        """
        if name not in self.names or isinstance(part, bool) or not isinstance(part, int) or not 0 <= part <= WHOLE:
            raise DecisionError("dosage_part", name=name, part=part)
        others = {other: self[other] for other in self.names if other != name}
        return type(self)({name: part, **whole_parts(others, WHOLE - part)})

    def distance(self, other: "Dosage") -> int:
        """Return how many points change hands between two dosages of the same kind."""
        return sum(abs(self[name] - other[name]) for name in self.names) // 2


class Preferences(Dosage):
    """How much of each of the three governance preferences."""

    __slots__ = ()
    names = tuple(GovernancePreference)

    @classmethod
    def of(cls, parts: PreferenceParts) -> Self:
        """Return the dosage that a content file gives."""
        return cls(parts.as_dict())


class Orientations(Dosage):
    """How much of each of the five orientations."""

    __slots__ = ()
    names = tuple(Orientation)

    @classmethod
    def of(cls, parts: OrientationParts) -> Self:
        """Return the dosage that a content file gives."""
        return cls(parts.as_dict())


def whole_parts(weights: Mapping[str, float], total: int = WHOLE) -> dict[str, int]:
    """Return whole parts of ``total`` in proportion to ``weights``, by largest remainder; equal if all are 0."""
    whole = sum(weights.values())
    exact = {name: total * (weight / whole if whole > 0 else 1 / len(weights)) for name, weight in weights.items()}
    parts = {name: int(value) for name, value in exact.items()}
    by_remainder = sorted(weights, key=lambda name: parts[name] - exact[name])
    for name in by_remainder[: total - sum(parts.values())]:
        parts[name] += 1
    return parts
