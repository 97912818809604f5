"""Everything that can happen in a room, as values.

As with what learners do (:mod:`tisserand.domain.events`), an event is a fact that is never changed, stored as ``kind``
and ``payload``; what a room is now is folded from its events (:mod:`tisserand.domain.rooms.room`). Fields are JSON
values only. What a person does in a lesson is an event of theirs, with the room's id on its record, and none of these.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from typing import Any, ClassVar


@dataclass(frozen=True)
class RoomEvent:
    """The base of all events of a room."""

    kind: ClassVar[str]

    def payload(self) -> dict[str, Any]:
        """Return the fields as JSON values."""
        return asdict(self)


# The room itself: only its trainers


@dataclass(frozen=True)
class RoomOpened(RoomEvent):
    """A trainer opened the room, under a name. ``lang`` is that of its projector."""

    kind: ClassVar[str] = "room_opened"
    name: str
    lang: str


@dataclass(frozen=True)
class RoomRenamed(RoomEvent):
    """The room has another name."""

    kind: ClassVar[str] = "room_renamed"
    name: str


@dataclass(frozen=True)
class RoomMoved(RoomEvent):
    """The room was ``locked`` (nobody new comes in), ``open`` again, or ``closed`` (nothing is answered any more)."""

    kind: ClassVar[str] = "room_moved"
    to: str


@dataclass(frozen=True)
class TrainerJoined(RoomEvent):
    """Another trainer shares the room: the person of the record."""

    kind: ClassVar[str] = "trainer_joined"
    name: str = ""


@dataclass(frozen=True)
class ProgrammeSet(RoomEvent):
    """What the room works on, in order: keys of lessons (``<slug>``) and activities (``<slug>/<kind>/<id>``)."""

    kind: ClassVar[str] = "programme_set"
    items: tuple[str, ...]


@dataclass(frozen=True)
class SentTo(RoomEvent):
    """Everybody is shown one item of the programme; an empty one lets them roam."""

    kind: ClassVar[str] = "sent_to"
    item: str


@dataclass(frozen=True)
class MessageSent(RoomEvent):
    """A message to everybody stands on all screens until the next; an empty one takes it away."""

    kind: ClassVar[str] = "message_sent"
    text: str


@dataclass(frozen=True)
class TimerSet(RoomEvent):
    """A timer runs until a moment (ISO, UTC); an empty one stops it."""

    kind: ClassVar[str] = "timer_set"
    until: str


# People


@dataclass(frozen=True)
class PersonJoined(RoomEvent):
    """The person of the record came in, under a pseudonym or none. Sent again, it changes the pseudonym."""

    kind: ClassVar[str] = "person_joined"
    name: str = ""


@dataclass(frozen=True)
class PersonLeft(RoomEvent):
    """The person of the record left the room."""

    kind: ClassVar[str] = "person_left"


@dataclass(frozen=True)
class NameRemoved(RoomEvent):
    """A trainer took a pseudonym away; ``person`` chooses another one, or none."""

    kind: ClassVar[str] = "name_removed"
    person: str


# Collecting, freezing, revealing


@dataclass(frozen=True)
class CollectionBegun(RoomEvent):
    """The room is asked something, all at once.

    Attributes:
        collection: its id, made by the cockpit.
        item: ``<slug>/quiz/<id>/<question>``, ``<slug>/self_assessment/<id>/<moment>/<competency>``,
            ``<slug>/scenario/<id>``, ``<slug>/balance/<id>``; or ``wall`` for short texts.
        prompt: what is asked on a wall.
    """

    kind: ClassVar[str] = "collection_begun"
    collection: str
    item: str
    prompt: str = ""


@dataclass(frozen=True)
class CollectionFrozen(RoomEvent):
    """No more answers count in it."""

    kind: ClassVar[str] = "collection_frozen"
    collection: str


@dataclass(frozen=True)
class CollectionReopened(RoomEvent):
    """Answers count again, and what was revealed is hidden again."""

    kind: ClassVar[str] = "collection_reopened"
    collection: str


@dataclass(frozen=True)
class CollectionRevealed(RoomEvent):
    """Everybody sees the picture of what was answered until it was frozen.

    Attributes:
        shown: false takes it off the screens.
        people: how many people it counted then: those who erased their data since are no longer in the log, and the
            picture without them would tell what they answered.
    """

    kind: ClassVar[str] = "collection_revealed"
    collection: str
    shown: bool = True
    people: int = 0


@dataclass(frozen=True)
class AnswerGiven(RoomEvent):
    """The person of the record answered a collection. The last answer before it is frozen counts."""

    kind: ClassVar[str] = "answer_given"
    collection: str
    answer: Any


@dataclass(frozen=True)
class TextArranged(RoomEvent):
    """A trainer moderated a text of a wall.

    Attributes:
        text: uuid of the record of the ``AnswerGiven``.
        state: ``waiting`` (seen by trainers only), ``shown``, ``highlighted`` or ``hidden``.
        group: a title that the trainer gave to similar texts, or none.
    """

    kind: ClassVar[str] = "text_arranged"
    collection: str
    text: str
    state: str
    group: str = ""


# Deciding together


@dataclass(frozen=True)
class GroupsMade(RoomEvent):
    """The room was split; ``groups`` holds the ids of the people of each. None: one room again."""

    kind: ClassVar[str] = "groups_made"
    groups: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class RunBegun(RoomEvent):
    """A shared run began.

    Attributes:
        run: its id.
        item: ``<slug>/scenario/<id>`` or ``<slug>/balance/<id>``.
        by: ``room`` or ``groups``: one run for all, or one for each group of ``GroupsMade``.
        seed: chance of a balance and of ties.
        vote_s: seconds for each vote; 0: until a trainer ends it.
    """

    kind: ClassVar[str] = "run_begun"
    run: str
    item: str
    by: str
    seed: int
    vote_s: int = 0


@dataclass(frozen=True)
class VoteCast(RoomEvent):
    """The person of the record voted at a step of a run. Their last vote before the vote ends counts.

    Attributes:
        run: the run.
        group: number of their group, from 1; 0 where the whole room decides.
        step: how many decisions were made before.
        ballot: by question of the ballot, the option or the options chosen.
    """

    kind: ClassVar[str] = "vote_cast"
    run: str
    group: int
    step: int
    ballot: Mapping[str, Any]


@dataclass(frozen=True)
class VoteOpened(RoomEvent):
    """The room votes on the next step, its time begins. What was decided before has been talked about.

    Only where the whole room decides: the first vote opens with the run, and groups go on by themselves.
    """

    kind: ClassVar[str] = "vote_opened"
    run: str
    group: int
    step: int


@dataclass(frozen=True)
class VoteEnded(RoomEvent):
    """What was decided at a step, and how.

    Attributes:
        decision: by question of the ballot, the option or the options decided.
        tied: by question, the options that had as many votes, where chance or a trainer chose among them. Where
            ``decision`` lacks one of these questions, the vote is over and waits for a second event on the same step.
        broken_by: ``chance`` or ``trainer``; empty where nothing was tied, and while that choice is awaited.
        voters: by question, how many people answered it: more than there are votes once somebody erased theirs.
    """

    kind: ClassVar[str] = "vote_ended"
    run: str
    group: int
    step: int
    decision: Mapping[str, Any]
    tied: Mapping[str, Any] = field(default_factory=dict)
    broken_by: str = ""
    voters: Mapping[str, int] = field(default_factory=dict)

    @property
    def is_tie_left(self) -> bool:
        """Whether something is level and not decided yet."""
        return not set(self.tied) <= set(self.decision)


@dataclass(frozen=True)
class ReasonWritten(RoomEvent):
    """The person of the record wrote why their group decides so. The last text of a group at a step counts."""

    kind: ClassVar[str] = "reason_written"
    run: str
    group: int
    step: int
    text: str


@dataclass(frozen=True)
class RunEnded(RoomEvent):
    """A trainer ended a run, at its end or before."""

    kind: ClassVar[str] = "run_ended"
    run: str


@dataclass(frozen=True)
class GroupsRevealed(RoomEvent):
    """Each group's run and reasons are shown to the room, or no more."""

    kind: ClassVar[str] = "groups_revealed"
    run: str
    shown: bool = True


ROOM_EVENTS: Mapping[str, type[RoomEvent]] = {
    event.kind: event
    for event in (
        RoomOpened,
        RoomRenamed,
        RoomMoved,
        TrainerJoined,
        ProgrammeSet,
        SentTo,
        MessageSent,
        TimerSet,
        PersonJoined,
        PersonLeft,
        NameRemoved,
        CollectionBegun,
        CollectionFrozen,
        CollectionReopened,
        CollectionRevealed,
        AnswerGiven,
        TextArranged,
        GroupsMade,
        RunBegun,
        VoteCast,
        VoteOpened,
        VoteEnded,
        ReasonWritten,
        RunEnded,
        GroupsRevealed,
    )
}

OF_PARTICIPANTS = tuple(event.kind for event in (PersonJoined, PersonLeft, AnswerGiven, VoteCast, ReasonWritten))
"""What participants do: theirs to erase. What trainers did makes the room what it is."""


@dataclass(frozen=True)
class RoomRecord:
    """An event of a room with its circumstances, as the log keeps it.

    Attributes:
        uuid: made by the client, so that sending twice records once.
        room: opaque id of the room.
        person: opaque id of whoever did it, a participant or a trainer.
        at: when, in UTC.
        event: what happened.
        number: place in the log, given when it is kept; grows.
    """

    uuid: str
    room: str
    person: str
    at: datetime
    event: RoomEvent
    number: int = 0


def room_event_from_payload(kind: str, payload: Mapping[str, Any]) -> RoomEvent | None:
    """Return the event that was stored, or ``None`` for a kind that this version does not know.

    Lists come back as the tuples that they were; unknown fields are passed over: an older version can still read.
    """
    event_class = ROOM_EVENTS.get(kind)
    if event_class is None:
        return None
    known = {f.name for f in fields(event_class)}
    return event_class(**{key: _frozen(value) for key, value in payload.items() if key in known})


def _frozen(value: Any) -> Any:
    return tuple(_frozen(one) for one in value) if isinstance(value, list) else value
