"""After a workshop: who took part in what, and what each answered first, under names drawn anew.

The results themselves are tallies; what is here is what only a debrief needs.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from random import Random
from typing import Any

from tisserand.domain.distinct import distinct
from tisserand.domain.events import AnswerSubmitted, Record
from tisserand.domain.rooms.room import Room


@dataclass(frozen=True)
class AskedCount:
    """How many people answered something that the room was asked. ``prompt`` is that of a wall."""

    item: str
    prompt: str
    people: int


@dataclass(frozen=True)
class Participation:
    """Who took part. Counts of people are no figures about them: they are told however small.

    Attributes:
        joined: everybody who came in, also those who left.
        left: those of them who left.
        active: those who answered, voted, or did something in a lesson.
        voted: those who voted in a shared run.
        practised: those who did something in a lesson.
        asked: what the room was asked, in order.
    """

    joined: int
    left: int
    active: int
    voted: int
    practised: int
    asked: tuple[AskedCount, ...]


def participation(room: Room, records: Iterable[Record]) -> Participation:
    """Return who took part in a room.

    Args:
        room: as its events made it.
        records: what people did in lessons while they were in it.
    """
    joined = set(room.people)
    voted = {person for run in room.runs.values() for ballots in run.votes.values() for person in ballots}
    practised = {record.learner for record in records}
    answered = {
        given.person
        for collection in room.collections.values()
        for given in (*collection.answers.values(), *collection.texts.values())
    }
    return Participation(
        joined=len(joined),
        left=sum(person.left for person in room.people.values()),
        active=len((voted | practised | answered) & joined),
        voted=len(voted & joined),
        practised=len(practised & joined),
        asked=tuple(AskedCount(each.item, each.prompt, each.people) for each in room.collections.values()),
    )


def first_answers(records: Iterable[Record]) -> dict[tuple[str, str, str], dict[str, Any]]:
    """Return what each person answered first, before any feedback, by module, activity and question.

    Args:
        records: what people did in lessons, in order.
    """
    found: dict[tuple[str, str, str], dict[str, Any]] = {}
    for record in distinct(records):
        event = record.event
        if isinstance(event, AnswerSubmitted):
            answers = found.setdefault((record.module_id, record.activity, event.question), {})
            answers.setdefault(record.learner, event.answer)
    return found


def drawn_names(people: Iterable[str], rng: Random) -> dict[str, str]:
    """Return a name for each person, drawn anew: neither their id, nor what they typed, nor their order of arrival.

    Args:
        people: their ids.
        rng: chance; of the system, but in tests.
    """
    order = sorted(set(people))
    rng.shuffle(order)
    width = len(str(len(order)))
    return {person: f"P{number:0{width}d}" for number, person in enumerate(order, 1)}
