"""The texts of a wall as its moderators see them: those that wait first."""

from dataclasses import dataclass

from tisserand.domain.rooms.room import Collection

_ORDER = ("waiting", "highlighted", "shown", "hidden")


@dataclass(frozen=True)
class WallText:
    """A text.

    Attributes:
        id: uuid of its record.
        text: as it was written.
        state: ``waiting``, ``highlighted``, ``shown`` or ``hidden``.
        group: the title that it is under, or none.
    """

    id: str
    text: str
    state: str
    group: str


def wall_texts(collection: Collection) -> list[WallText]:
    """Return the texts by state, and by title where they have one; else in the order in which they came."""
    found = []
    for given in collection.texts.values():
        arranged = collection.arranged.get(given.uuid)
        state, group = (arranged.state, arranged.group) if arranged else (_ORDER[0], "")
        found.append(WallText(given.uuid, str(given.answer), state, group))
    return sorted(found, key=lambda text: (_ORDER.index(text.state) if text.state in _ORDER else 0, text.group))
