"""What a trainer's buttons do to the texts of a wall: show, highlight, hide, bring together under a title."""

from collections.abc import Callable, Mapping, Sequence

from tisserand.domain.rooms.events import TextArranged
from tisserand.domain.rooms.room import Room
from tisserand.errors import RoomError

LONGEST_TITLE = 80
STATES = ("waiting", "shown", "highlighted", "hidden")


def texts_arranged(room: Room, fields: Mapping[str, str], values: Callable[[str], Sequence[str]]) -> list[TextArranged]:
    """Return what happens to the texts of a wall.

    Args:
        room: as it is.
        fields: ``collection``; ``state`` for the texts that are ticked, or ``one`` as ``<state>/<text>`` for one of
            them; ``group``: the title under which the ticked ones go where ``by`` is ``title`` (empty: under none).
        values: all values of a field: those of ``texts`` are ticked.

    Raises:
        RoomError: nothing is ticked, or the title is too long.
    """
    found = room.collections.get(fields.get("collection", ""))
    state, _, one = fields.get("one", "").partition("/")
    texts, group = ([one] if one else list(values("texts"))), None
    state = state or fields.get("state", "")
    if fields.get("by") == "title" and not one:
        state, group = "", " ".join(fields.get("group", "").split())
    if not texts:
        raise RoomError("nothing_ticked")
    if group is not None and len(group) > LONGEST_TITLE:
        raise RoomError("too_long", most=LONGEST_TITLE)
    if found is None or any(text not in found.texts for text in texts) or state not in {"", *STATES}:
        raise RoomError("not_understood")
    return [
        TextArranged(
            found.id,
            text,
            state or (before.state if before else "waiting"),
            group if group is not None else (before.group if before else ""),
        )
        for text in texts
        for before in [found.arranged.get(text)]
    ]
