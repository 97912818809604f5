"""What a room is now: folded from its events, one after another.

The fold is total: an event that makes no sense (of a person who is not there, for a vote that ended) changes nothing,
so that a log that two servers or an older version wrote can always be read. What may be *done* is said by
:mod:`tisserand.domain.rooms.rules`, before anything is kept.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tisserand.domain.rooms import events as ev
from tisserand.domain.rooms.events import RoomRecord
from tisserand.domain.rooms.reveals import Reveal

WALL = "wall"
"""The item of a collection of short texts."""


@dataclass
class Person:
    """Somebody who joined.

    Attributes:
        id: opaque.
        number: from 1, in the order of arrival: what stands for a name where none was given.
        name: the pseudonym, or none.
        left: whether they left.
        was_renamed: whether a trainer took the pseudonym away since it was typed.
    """

    id: str
    number: int
    name: str
    joined_at: datetime
    left: bool = False
    was_renamed: bool = False


@dataclass(frozen=True)
class GivenAnswer:
    """An answer to a collection.

    Attributes:
        uuid: of its record.
        number: place in the log.
    """

    uuid: str
    person: str
    answer: Any
    number: int


@dataclass
class Collection:
    """One thing that the room was asked.

    Attributes:
        state: ``collecting``, ``frozen`` or ``revealed``.
        answers: the last answer of each person; on a wall, use ``texts``.
        texts: every text of a wall by the uuid of its record, in order.
        arranged: how the trainers arranged the texts, by uuid.
        begun, frozen: places in the log.
    """

    id: str
    item: str
    prompt: str
    begun: int
    begun_at: datetime
    state: str = "collecting"
    answers: dict[str, GivenAnswer] = field(default_factory=dict)
    texts: dict[str, GivenAnswer] = field(default_factory=dict)
    arranged: dict[str, ev.TextArranged] = field(default_factory=dict)
    frozen: int | None = None
    frozen_at: datetime | None = None

    @property
    def people(self) -> int:
        """How many people answered."""
        return len({text.person for text in self.texts.values()}) if self.item == WALL else len(self.answers)


@dataclass
class Run:
    """A shared run and its votes.

    Attributes:
        begun: what it is about.
        votes: by group and step, the last ballot of each person.
        ended: by group, the votes that ended with a decision, in order.
        waiting: by group, the vote that ended in a tie which a trainer is to break.
        opened_at: by group, when the vote under way began; a room that has just decided has none.
        reasons: by group and step.
        is_over, is_shown: whether a trainer ended it; whether the groups' runs are shown to the room.
    """

    begun: ev.RunBegun
    begun_at: datetime
    groups: tuple[tuple[str, ...], ...]
    votes: dict[tuple[int, int], dict[str, Mapping[str, Any]]] = field(default_factory=dict)
    ended: dict[int, list[ev.VoteEnded]] = field(default_factory=dict)
    waiting: dict[int, ev.VoteEnded] = field(default_factory=dict)
    opened_at: dict[int, datetime] = field(default_factory=dict)
    reasons: dict[tuple[int, int], str] = field(default_factory=dict)
    is_over: bool = False
    is_shown: bool = False

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of its groups; 0 for the whole room."""
        return tuple(range(1, len(self.groups) + 1)) if self.begun.by == "groups" else (0,)

    def step(self, group: int) -> int:
        """Return how many decisions a group has made."""
        return len(self.ended.get(group, ()))

    def is_at(self, group: int, step: int) -> bool:
        """Return whether the run goes on and a group stands at this step."""
        return not self.is_over and group in self.numbers and step == self.step(group)

    def is_voting(self, group: int, step: int) -> bool:
        """Return whether a group's votes on this step count now."""
        return self.is_at(group, step) and group in self.opened_at and group not in self.waiting


@dataclass
class Room:
    """A room, as far as its events go.

    Attributes:
        status: ``open``, ``locked`` or ``closed``.
        trainers: the people who lead it; the first opened it.
        people: those who joined, by id, in order, with those who left.
        programme: what it works on, in order.
        sent_to: the item that everybody is shown, or none; and since when.
        until: when the timer ends, if one runs.
        collections, runs: by id, in order.
        reveals: the pictures that were shown, in order: no difference between two may say who answered what.
        groups: how the room is split, if it is.
        number: place in the log of the last event taken.
        steered: that of the last thing a trainer did, or time did for them.
        last_of: that of the last thing each person did.
    """

    id: str
    name: str = ""
    lang: str = "fr"
    status: str = "open"
    trainers: dict[str, str] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    programme: tuple[str, ...] = ()
    sent_to: str = ""
    sent_at: datetime | None = None
    message: str = ""
    until: datetime | None = None
    collections: dict[str, Collection] = field(default_factory=dict)
    runs: dict[str, Run] = field(default_factory=dict)
    reveals: list[Reveal] = field(default_factory=list)
    groups: tuple[tuple[str, ...], ...] = ()
    opened_at: datetime | None = None
    last_at: datetime | None = None
    number: int = 0
    steered: int = 0
    last_of: dict[str, int] = field(default_factory=dict)

    @property
    def present(self) -> tuple[Person, ...]:
        """Those who joined and did not leave."""
        return tuple(person for person in self.people.values() if not person.left)

    @property
    def collection(self) -> Collection | None:
        """The collection begun last."""
        return next(reversed(self.collections.values()), None)

    @property
    def run(self) -> Run | None:
        """The run begun last, unless it is over."""
        last = next(reversed(self.runs.values()), None)
        return None if last is None or last.is_over else last

    def group_of(self, person: str) -> int:
        """Return the number of somebody's group, from 1; 0 for none."""
        return next((at for at, people in enumerate(self.groups, 1) if person in people), 0)

    def take(self, record: RoomRecord) -> None:
        """Let one more event happen."""
        handler = _TAKE.get(type(record.event))
        if handler is not None:
            handler(self, record.event, record)
        self.number, self.last_at = max(self.number, record.number), record.at
        if record.event.kind in ev.OF_PARTICIPANTS:
            self.last_of[record.person] = record.number
        else:
            self.steered = record.number


def room_of(room_id: str, records: Iterable[RoomRecord]) -> Room:
    """Return a room folded from its records, in the order they were kept."""
    room = Room(room_id)
    for record in records:
        room.take(record)
    return room


def _opened(room: Room, event: ev.RoomOpened, record: RoomRecord) -> None:
    room.name, room.lang, room.opened_at = event.name, event.lang, record.at
    room.trainers.setdefault(record.person, "")


def _renamed(room: Room, event: ev.RoomRenamed, _record: RoomRecord) -> None:
    room.name = event.name


def _moved(room: Room, event: ev.RoomMoved, _record: RoomRecord) -> None:
    if event.to in {"open", "locked", "closed"}:
        room.status = event.to


def _trainer(room: Room, event: ev.TrainerJoined, record: RoomRecord) -> None:
    room.trainers[record.person] = event.name


def _programme(room: Room, event: ev.ProgrammeSet, _record: RoomRecord) -> None:
    room.programme = tuple(event.items)


def _sent(room: Room, event: ev.SentTo, record: RoomRecord) -> None:
    room.sent_to, room.sent_at = event.item, record.at


def _message(room: Room, event: ev.MessageSent, _record: RoomRecord) -> None:
    room.message = event.text


def _timer(room: Room, event: ev.TimerSet, _record: RoomRecord) -> None:
    room.until = datetime.fromisoformat(event.until) if event.until else None


def _joined(room: Room, event: ev.PersonJoined, record: RoomRecord) -> None:
    known = room.people.get(record.person)
    if known is None:
        room.people[record.person] = Person(record.person, len(room.people) + 1, event.name, record.at)
    else:
        known.name, known.left, known.was_renamed = event.name, False, False


def _left(room: Room, _event: ev.PersonLeft, record: RoomRecord) -> None:
    if person := room.people.get(record.person):
        person.left = True


def _name_removed(room: Room, event: ev.NameRemoved, _record: RoomRecord) -> None:
    if person := room.people.get(event.person):
        person.name, person.was_renamed = "", True


def _begun(room: Room, event: ev.CollectionBegun, record: RoomRecord) -> None:
    if event.collection not in room.collections:
        room.collections[event.collection] = Collection(
            event.collection, event.item, event.prompt, record.number, record.at
        )


def _frozen(room: Room, event: ev.CollectionFrozen, record: RoomRecord) -> None:
    found = room.collections.get(event.collection)
    if found is not None and found.state == "collecting":
        found.state, found.frozen, found.frozen_at = "frozen", record.number, record.at


def _reopened(room: Room, event: ev.CollectionReopened, _record: RoomRecord) -> None:
    if found := room.collections.get(event.collection):
        found.state, found.frozen, found.frozen_at = "collecting", None, None


def _revealed(room: Room, event: ev.CollectionRevealed, _record: RoomRecord) -> None:
    found = room.collections.get(event.collection)
    if found is None or found.state == "collecting":
        return
    found.state = "revealed" if event.shown else "frozen"
    if event.shown and found.frozen_at is not None:
        answers = {person: given.answer for person, given in found.answers.items()}
        reveal = Reveal(found.id, found.item, found.frozen_at, answers, event.people)
        if reveal not in room.reveals:
            room.reveals.append(reveal)


def _answered(room: Room, event: ev.AnswerGiven, record: RoomRecord) -> None:
    found = room.collections.get(event.collection)
    if found is None or found.state != "collecting":
        return
    given = GivenAnswer(record.uuid, record.person, event.answer, record.number)
    if found.item == WALL:
        found.texts.setdefault(record.uuid, given)
    else:
        found.answers[record.person] = given


def _arranged(room: Room, event: ev.TextArranged, _record: RoomRecord) -> None:
    if found := room.collections.get(event.collection):
        found.arranged[event.text] = event


def _grouped(room: Room, event: ev.GroupsMade, _record: RoomRecord) -> None:
    room.groups = tuple(tuple(people) for people in event.groups)


def _run_begun(room: Room, event: ev.RunBegun, record: RoomRecord) -> None:
    if event.run not in room.runs:
        run = Run(event, record.at, room.groups if event.by == "groups" else ())
        run.opened_at = dict.fromkeys(run.numbers, record.at)
        room.runs[event.run] = run


def _voted(room: Room, event: ev.VoteCast, record: RoomRecord) -> None:
    run = room.runs.get(event.run)
    if run is not None and run.is_voting(event.group, event.step):
        run.votes.setdefault((event.group, event.step), {})[record.person] = event.ballot


def _vote_opened(room: Room, event: ev.VoteOpened, record: RoomRecord) -> None:
    run = room.runs.get(event.run)
    if run is not None and run.is_at(event.group, event.step):
        run.opened_at.setdefault(event.group, record.at)


def _vote_ended(room: Room, event: ev.VoteEnded, record: RoomRecord) -> None:
    run = room.runs.get(event.run)
    if run is None or not run.is_at(event.group, event.step) or event.group not in run.opened_at:
        return
    if event.is_tie_left:
        run.waiting[event.group] = event
        return
    run.ended.setdefault(event.group, []).append(event)
    run.waiting.pop(event.group, None)
    if run.begun.by == "groups":
        run.opened_at[event.group] = record.at
    else:
        del run.opened_at[event.group]


def _reason(room: Room, event: ev.ReasonWritten, _record: RoomRecord) -> None:
    run = room.runs.get(event.run)
    if run is not None and event.group in run.numbers:
        run.reasons[event.group, event.step] = event.text


def _run_ended(room: Room, event: ev.RunEnded, _record: RoomRecord) -> None:
    if run := room.runs.get(event.run):
        run.is_over = True


def _groups_revealed(room: Room, event: ev.GroupsRevealed, _record: RoomRecord) -> None:
    if run := room.runs.get(event.run):
        run.is_shown = event.shown


_TAKE: Mapping[type[ev.RoomEvent], Callable[[Room, Any, RoomRecord], None]] = {
    ev.RoomOpened: _opened,
    ev.RoomRenamed: _renamed,
    ev.RoomMoved: _moved,
    ev.TrainerJoined: _trainer,
    ev.ProgrammeSet: _programme,
    ev.SentTo: _sent,
    ev.MessageSent: _message,
    ev.TimerSet: _timer,
    ev.PersonJoined: _joined,
    ev.PersonLeft: _left,
    ev.NameRemoved: _name_removed,
    ev.CollectionBegun: _begun,
    ev.CollectionFrozen: _frozen,
    ev.CollectionReopened: _reopened,
    ev.CollectionRevealed: _revealed,
    ev.AnswerGiven: _answered,
    ev.TextArranged: _arranged,
    ev.GroupsMade: _grouped,
    ev.RunBegun: _run_begun,
    ev.VoteCast: _voted,
    ev.VoteOpened: _vote_opened,
    ev.VoteEnded: _vote_ended,
    ev.ReasonWritten: _reason,
    ev.RunEnded: _run_ended,
    ev.GroupsRevealed: _groups_revealed,
}
