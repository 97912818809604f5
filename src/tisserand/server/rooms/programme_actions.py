"""What a trainer's buttons do to the programme: set it, add to it, take from it, move up and down."""

from collections.abc import Sequence

from tisserand.domain.rooms.events import ProgrammeSet
from tisserand.domain.rooms.room import Room
from tisserand.errors import RoomError
from tisserand.server.rooms.items import read_item

ACTIONS = ("programme", "programme-add", "programme-remove", "programme-up", "programme-down")


def programme_event(room: Room, action: str, items: Sequence[str]) -> ProgrammeSet:
    """Return the programme as it is wanted.

    Args:
        room: as it is.
        action: one of ``ACTIONS``: the items are all of it, or what to add at its end, take away, or move by one place.
        items: keys; of those that move, the first counts.

    Raises:
        RoomError: nothing is named, or the content has no such thing.
    """
    if action == "programme":
        return ProgrammeSet(tuple(dict.fromkeys(read_item(key).key for key in items)))
    if not items:
        raise RoomError("nothing_ticked")
    if action == "programme-add":
        return ProgrammeSet(tuple(dict.fromkeys([*room.programme, *(read_item(key).key for key in items)])))
    if items[0] not in room.programme:
        raise RoomError("unknown_item", item=items[0])
    if action == "programme-remove":
        return ProgrammeSet(tuple(key for key in room.programme if key not in items))
    return ProgrammeSet(_moved(room.programme, items[0], -1 if action == "programme-up" else 1))


def _moved(programme: Sequence[str], item: str, by: int) -> tuple[str, ...]:
    """Return the programme with an item one place up or down; at its ends it stays."""
    found = [key for key in programme if key != item]
    found.insert(max(0, programme.index(item) + by), item)
    return tuple(found)
