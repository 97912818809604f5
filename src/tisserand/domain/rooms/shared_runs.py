"""Shared runs of a room: what was put to the vote, what was decided and where that led, folded from the room's events.

What is played is a :class:`Play`, a scenario or a balance; the votes are the same for both. A run of the whole room
waits after each decision until a trainer opens the next vote; groups go on by themselves.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, Protocol, Self

from tisserand.domain.distinct import distinct
from tisserand.domain.rooms.events import (
    GroupsRevealed,
    ReasonWritten,
    RoomRecord,
    RunBegun,
    RunEnded,
    VoteCast,
    VoteEnded,
    VoteOpened,
)
from tisserand.domain.rooms.votes import CHANCE, TRAINER, Ballot, Decision, VoteOutcome, count
from tisserand.errors import ReasonedError, VoteError

ROOM, GROUPS = "room", "groups"
"""Who decides, as ``RunBegun.by``."""

_Votes = Mapping[str, Mapping[str, Any]]


class Play(Protocol):
    """What is played together: it says what to vote on, and takes what was decided."""

    @property
    def is_over(self) -> bool:
        """Whether its end is reached."""

    @property
    def ballot(self) -> Ballot | None:
        """What to vote on now; nothing at the end, or where nothing can be chosen."""

    def decide(self, decision: Decision) -> Self:
        """Return it after a decision; raises a ``ReasonedError`` when that does not fit."""


@dataclass(frozen=True)
class SharedStep:
    """A step that was decided.

    Attributes:
        ballot: what was put to the vote.
        outcome: how it came out.
        before: what was played, before the decision.
    """

    ballot: Ballot
    outcome: VoteOutcome
    before: Play


@dataclass(frozen=True)
class SharedRun:
    """A run of a room, or of one of its groups.

    Attributes:
        begun: what is played, by whom, with which luck.
        group: number of the group, from 1; 0 where the whole room decides.
        play: where the decisions have led.
        opened_at: when the present vote began; none while no vote is open.
        votes: by person, the last vote on the present step.
        waiting: the vote is over, and a trainer has to choose among what is level.
        steps: what was decided.
        reasons: by step, why the group decided so.
        is_stopped: the content has changed: a decision no longer fits, and is to be taken again.
        is_ended: a trainer ended the run.
    """

    begun: RunBegun
    group: int
    play: Play
    opened_at: datetime | None
    votes: _Votes = field(default_factory=dict)
    waiting: VoteOutcome | None = None
    steps: tuple[SharedStep, ...] = ()
    reasons: Mapping[int, str] = field(default_factory=dict)
    is_stopped: bool = False
    is_ended: bool = False

    @property
    def step(self) -> int:
        """How many decisions were made: the number of the present step in events."""
        return len(self.steps)

    @property
    def is_over(self) -> bool:
        """Whether there is nothing left to vote on."""
        return self.is_ended or self.play.ballot is None

    @property
    def is_open(self) -> bool:
        """Whether votes count now."""
        return self.opened_at is not None and self.waiting is None and not self.is_over

    @property
    def closes_at(self) -> datetime | None:
        """When the time of the present vote is up; none where nothing but a trainer ends it."""
        if self.opened_at is None or not self.is_open or not self.begun.vote_s:
            return None
        return self.opened_at + timedelta(seconds=self.begun.vote_s)

    @property
    def seed(self) -> str:
        """What ties of the present step are drawn from."""
        return f"{self.begun.seed}/{self.step}/{self.group}"

    def outcome(self, chosen: Mapping[str, Any] | None = None, *, waits: bool = False) -> VoteOutcome:
        """Return what the present votes decide; see :func:`count`.

        Raises:
            VoteError: there is nothing to vote on, or ``chosen`` does not settle what is level.
        """
        if self.play.ballot is None:
            raise VoteError("run_over")
        return count(self.play.ballot, self.votes, self.seed, chosen, waits=waits)


def begin(play: Play, record: RoomRecord, group: int = 0) -> SharedRun:
    """Return the run that a ``RunBegun`` begins, its first vote open.

    Raises:
        TypeError: the record tells something else.
    """
    if not isinstance(record.event, RunBegun):
        raise TypeError(record.event.kind)
    return SharedRun(record.event, group, play, record.at)


def after(run: SharedRun, record: RoomRecord) -> SharedRun:
    """Return the run after one more record: whatever is not about it, or came too late, changes nothing."""
    event = record.event
    if getattr(event, "run", None) != run.begun.run or getattr(event, "group", run.group) != run.group:
        return run
    if isinstance(event, RunEnded):
        return replace(run, is_ended=True, opened_at=None)
    if isinstance(event, ReasonWritten):
        return replace(run, reasons={**run.reasons, event.step: event.text})
    is_now = not run.is_over and getattr(event, "step", None) == run.step
    return _after_vote(run, record) if is_now else run


def _after_vote(run: SharedRun, record: RoomRecord) -> SharedRun:
    """Return the run after a record about its present step."""
    event = record.event
    if isinstance(event, VoteCast) and run.is_open:
        return replace(run, votes={**run.votes, record.person: event.ballot})
    if isinstance(event, VoteOpened) and run.opened_at is None:
        return replace(run, opened_at=record.at)
    if isinstance(event, VoteEnded) and run.opened_at is not None:
        return _ended(run, event, record.at)
    return run


def shared_run(play: Play, begun: RoomRecord, records: Iterable[RoomRecord], group: int = 0) -> SharedRun:
    """Return a run as the records of its room tell it, those of other runs and groups passed over."""
    run = begin(play, begun, group)
    for record in distinct(records):
        run = after(run, record)
    return run


def runs_of(records: Iterable[RoomRecord]) -> tuple[RoomRecord, ...]:
    """Return the records that began a run, each run once, in their order."""
    begun: dict[str, RoomRecord] = {}
    for record in distinct(records):
        if isinstance(record.event, RunBegun):
            begun.setdefault(record.event.run, record)
    return tuple(begun.values())


def are_revealed(run: str, records: Iterable[RoomRecord]) -> bool:
    """Return whether the groups of a run are shown to the room."""
    told = [record.event for record in records if isinstance(record.event, GroupsRevealed)]
    return next((event.shown for event in reversed(told) if event.run == run), False)


# What a trainer, or the clock, does


def open_vote(run: SharedRun) -> VoteOpened:
    """Return the event that opens the next vote.

    Raises:
        VoteError: one is open already, or there is nothing left to vote on.
    """
    if run.is_over:
        raise VoteError("run_over")
    if run.opened_at is not None:
        raise VoteError("vote_open")
    return VoteOpened(run.begun.run, run.group, run.step)


def end_vote(run: SharedRun, chosen: Mapping[str, Any] | None = None, *, waits: bool = False) -> VoteEnded:
    """Return the event that ends the present vote.

    Args:
        run: the run.
        chosen: what a trainer chose among the options that are level.
        waits: leave ties to a trainer, who sees them then; otherwise chance breaks them.

    Raises:
        VoteError: no vote is open, or ``chosen`` does not settle what is level.
    """
    if run.is_over:
        raise VoteError("run_over")
    if run.opened_at is None:
        raise VoteError("vote_not_open")
    outcome = run.outcome(chosen, waits=waits and run.waiting is None)
    return VoteEnded(run.begun.run, run.group, run.step, dict(outcome.decision), dict(outcome.tied), outcome.broken_by)


def _ended(run: SharedRun, event: VoteEnded, at: datetime) -> SharedRun:
    ballot, counted = run.play.ballot, run.outcome(waits=True)
    if ballot is None:
        return run
    outcome = replace(counted, decision=event.decision, tied=event.tied, broken_by=event.broken_by)
    if event.tied and event.broken_by not in {CHANCE, TRAINER} and not outcome.is_settled:
        return replace(run, waiting=outcome)
    try:
        play = run.play.decide(event.decision)
    except ReasonedError:
        return replace(run, opened_at=at, votes={}, waiting=None, is_stopped=True)
    return replace(
        run,
        play=play,
        opened_at=at if run.begun.by == GROUPS else None,
        votes={},
        waiting=None,
        steps=(*run.steps, SharedStep(ballot, outcome, run.play)),
        is_stopped=False,
    )
