"""Who is where in a room: at work, stuck, or away. Time and what the server sees arrive as arguments."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from tisserand.domain.events import AnswerSubmitted, Record
from tisserand.domain.rooms.room import Collection, Person, Room

STUCK_AFTER = timedelta(minutes=4)
"""So long in an activity without doing anything: somebody reads slowly, talks, or does not know what to do."""

AWAY_AFTER = timedelta(seconds=20)
"""So long without a page: shorter is a page that loads, or a phone that changes its network."""


class Standing(StrEnum):
    """How somebody stands, those who may need the trainer first."""

    STUCK = "stuck"
    AWAY = "away"
    HERE = "here"


@dataclass(frozen=True)
class Sight:
    """What the server sees of somebody.

    Attributes:
        pages: how many pages of theirs are open.
        seen_at: when the last one was closed.
        did_at: when they last did something.
        is_in_activity: whether that was in an activity of a lesson.
    """

    pages: int
    seen_at: datetime | None = None
    did_at: datetime | None = None
    is_in_activity: bool = False


def standing(room: Room, person: Person, sight: Sight, now: datetime) -> tuple[Standing, timedelta]:
    """Return how somebody stands, and since when.

    Stuck is who has something to do and has done nothing for ``STUCK_AFTER`` since they did something or were asked
    to. While the room looks at a picture, talks about frozen answers or decides together, nobody is.
    """
    if not sight.pages:
        gone = now - (sight.seen_at or person.joined_at)
        if gone >= AWAY_AFTER:
            return Standing.AWAY, gone
    asked_at = _asked_at(room, person, sight)
    if asked_at is None:
        return Standing.HERE, timedelta()
    still = now - max(asked_at, sight.did_at or asked_at, person.joined_at)
    return (Standing.STUCK, still) if still >= STUCK_AFTER else (Standing.HERE, still)


def _asked_at(room: Room, person: Person, sight: Sight) -> datetime | None:
    """Return since when somebody has something to do; ``None`` for nobody who has."""
    if room.status == "closed" or room.run is not None:
        return None
    collection = room.collection
    if collection is not None and not is_past(room, collection):
        has_answered = person.id in collection.answers or any(t.person == person.id for t in collection.texts.values())
        return collection.begun_at if collection.state == "collecting" and not has_answered else None
    if room.sent_to and "/" in room.sent_to:
        return room.sent_at
    return sight.did_at if sight.is_in_activity else None


def is_past(room: Room, collection: Collection) -> bool:
    """Return whether the room was sent elsewhere, or began to decide together, since it answered a collection."""
    if collection.state == "collecting":
        return False
    was_sent = room.sent_at is not None and room.sent_at > collection.begun_at
    return was_sent or (room.run is not None and room.run.begun_at > collection.begun_at)


def touched(record: Record) -> str:
    """Return what a record shows that somebody began: ``<module id>/<activity>``, each question of a quiz by itself."""
    key = f"{record.module_id}/{record.activity}"
    return f"{key}/{record.event.question}" if isinstance(record.event, AnswerSubmitted) else key
