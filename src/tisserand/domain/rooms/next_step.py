"""What a trainer would most likely do next: the one button that leads through a programme."""

from dataclasses import dataclass

from tisserand.domain.rooms.room import Collection, Room
from tisserand.domain.rooms.whereabouts import is_past


@dataclass(frozen=True)
class NextStep:
    """A button.

    Attributes:
        action: ``freeze``, ``reveal``, ``collect`` or ``send``.
        collection: which one to freeze or reveal.
        item: what to collect, or where to send everybody.
    """

    action: str
    collection: str = ""
    item: str = ""


def next_step(room: Room) -> NextStep | None:
    """Return what comes next; ``None`` in a closed room, during a shared run, and after the end of the programme.

    A question is collected, frozen, revealed. In another activity everybody is sent first, and it is collected once
    they were in it. To a lesson everybody is only sent.
    """
    collection = room.collection
    if room.status == "closed" or room.run is not None:
        return None
    if collection is not None and collection.state == "collecting":
        return NextStep("freeze", collection=collection.id)
    if (
        collection is not None
        and collection.state == "frozen"
        and not was_shown(room, collection)
        and not is_past(room, collection)
    ):
        return NextStep("reveal", collection=collection.id)
    here = _place(room)
    kind = _kind(here)
    if here == room.sent_to and here in room.programme and kind not in {"", "quiz"} and not _was_collected(room, here):
        return NextStep("collect", item=here)
    at = room.programme.index(here) + 1 if here in room.programme else 0
    if at == len(room.programme):
        return None
    item = room.programme[at]
    return NextStep("collect" if is_question(item) else "send", item=item)


def was_shown(room: Room, collection: Collection) -> bool:
    """Return whether the room saw the answers to a collection."""
    return any(reveal.collection == collection.id for reveal in room.reveals)


def is_question(key: str) -> bool:
    """Return whether a key names a question of a quiz, which is answered on the room's page itself."""
    return _kind(key) == "quiz" and key.count("/") > 2  # noqa: PLR2004 - <slug>/quiz/<id>/<question>


def _kind(key: str) -> str:
    return [*key.split("/"), ""][1]


def _was_collected(room: Room, item: str) -> bool:
    return any(one.item == item for one in room.collections.values())


def _place(room: Room) -> str:
    """Return where in its programme the room is: what it was sent to or asked last."""
    collection = room.collection
    if room.sent_to and (collection is None or is_past(room, collection)):
        return room.sent_to
    asked = (one.item for one in reversed(room.collections.values()) if one.item in room.programme)
    return next(asked, room.sent_to)
