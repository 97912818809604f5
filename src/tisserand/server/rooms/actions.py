"""What a button of a room's pages says, as an event. The names of the fields are those of the templates."""

import secrets
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

from tisserand.domain.rooms import events as ev
from tisserand.domain.rooms.room import WALL, Room
from tisserand.errors import RoomError
from tisserand.server.rooms.items import SHARED, read_item

Fields = Mapping[str, str]
"""The fields of a form, the last value of each."""

LONGEST_TIMER_MIN = 180
LONGEST_VOTE_S = 600


def trainer_event(room: Room, fields: Fields) -> ev.RoomEvent:
    """Return what a trainer wants to happen.

    Args:
        room: as it is.
        fields: of the form; ``action`` says which it is.

    Raises:
        RoomError: it can't be: the sentence says what to correct.
    """
    action = fields.get("action", "")
    if action not in _TRAINER:
        raise RoomError("not_understood")
    return _TRAINER[action](room, fields)


def _name(_room: Room, fields: Fields) -> ev.RoomEvent:
    name = " ".join(fields.get("name", "").split())
    if not name:
        raise RoomError("no_name")
    return ev.RoomRenamed(name)


def _move(_room: Room, fields: Fields) -> ev.RoomEvent:
    if fields.get("to") not in {"open", "locked", "closed"}:
        raise RoomError("not_understood")
    return ev.RoomMoved(fields["to"])


def _send(room: Room, fields: Fields) -> ev.RoomEvent:
    item = fields.get("item", "")
    if item and item not in room.programme:
        raise RoomError("unknown_item", item=item)
    return ev.SentTo(item)


def _message(_room: Room, fields: Fields) -> ev.RoomEvent:
    return ev.MessageSent(fields.get("text", "").strip())


def _timer(_room: Room, fields: Fields) -> ev.RoomEvent:
    minutes = _whole(fields.get("minutes", "0"), LONGEST_TIMER_MIN)
    until = datetime.now(UTC) + timedelta(minutes=minutes)
    return ev.TimerSet(until.isoformat() if minutes else "")


def _remove_name(room: Room, fields: Fields) -> ev.RoomEvent:
    if fields.get("person") not in room.people:
        raise RoomError("not_understood")
    return ev.NameRemoved(fields["person"])


def _collect(_room: Room, fields: Fields) -> ev.RoomEvent:
    item, prompt = fields.get("item", ""), fields.get("prompt", "").strip()
    if item == WALL:
        if not prompt:
            raise RoomError("no_prompt")
    else:
        found = read_item(item)
        if not found.kind or (found.kind == "quiz" and not found.part):
            raise RoomError("unknown_item", item=item)
    return ev.CollectionBegun(secrets.token_urlsafe(6), item, prompt if item == WALL else "")


def _freeze(room: Room, fields: Fields) -> ev.RoomEvent:
    return ev.CollectionFrozen(_collection(room, fields))


def _reopen(room: Room, fields: Fields) -> ev.RoomEvent:
    return ev.CollectionReopened(_collection(room, fields))


def _reveal(room: Room, fields: Fields) -> ev.RoomEvent:
    return ev.CollectionRevealed(_collection(room, fields))


def _hide(room: Room, fields: Fields) -> ev.RoomEvent:
    return ev.CollectionRevealed(_collection(room, fields), shown=False)


def _run(room: Room, fields: Fields) -> ev.RoomEvent:
    item, by = read_item(fields.get("item", "")), fields.get("by", "room")
    if item.kind not in SHARED or by not in {"room", "groups"}:
        raise RoomError("not_understood")
    if by == "groups" and not room.groups:
        raise RoomError("no_groups")
    if room.run is not None:
        raise RoomError("run_under_way")
    seconds = _whole(fields.get("vote_s", "0"), LONGEST_VOTE_S)
    return ev.RunBegun(secrets.token_urlsafe(6), item.key, by, secrets.randbelow(2**32), seconds)


def _end_run(room: Room, fields: Fields) -> ev.RoomEvent:
    return ev.RunEnded(_run_id(room, fields))


def _show_groups(room: Room, fields: Fields) -> ev.RoomEvent:
    return ev.GroupsRevealed(_run_id(room, fields), shown=fields.get("shown", "yes") == "yes")


def _no_groups(_room: Room, _fields: Fields) -> ev.RoomEvent:
    return ev.GroupsMade(())


def _collection(room: Room, fields: Fields) -> str:
    found = fields.get("collection", "")
    if found not in room.collections:
        raise RoomError("not_understood")
    return found


def _run_id(room: Room, fields: Fields) -> str:
    found = fields.get("run", "")
    if found not in room.runs:
        raise RoomError("not_understood")
    return found


def _whole(typed: str, most: int) -> int:
    typed = typed.strip() or "0"
    if not (typed.isascii() and typed.isdigit()) or len(typed) > 6 or int(typed) > most:  # noqa: PLR2004 - digits
        raise RoomError("not_a_number", most=most)
    return int(typed)


_TRAINER: Mapping[str, Callable[[Room, Fields], ev.RoomEvent]] = {
    "name": _name,
    "move": _move,
    "send": _send,
    "message": _message,
    "timer": _timer,
    "remove-name": _remove_name,
    "collect": _collect,
    "freeze": _freeze,
    "reopen": _reopen,
    "reveal": _reveal,
    "hide": _hide,
    "run": _run,
    "end-run": _end_run,
    "show-groups": _show_groups,
    "no-groups": _no_groups,
}
