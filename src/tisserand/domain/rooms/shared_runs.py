"""Shared runs of a room: what its votes decided, played, and what is put to the vote now.

A room knows who voted what (:class:`~tisserand.domain.rooms.room.Run`); a :class:`Play`, a scenario or a balance, knows
what that means. A run of the whole room waits after each decision until a trainer opens the next vote; groups go on
by themselves.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any, Protocol, Self

from tisserand.domain.rooms.events import RunBegun, VoteEnded, VoteOpened
from tisserand.domain.rooms.room import Run
from tisserand.domain.rooms.votes import Ballot, Decision, VoteOutcome, count
from tisserand.errors import ReasonedError, VoteError


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
        run: what the room knows.
        event: what was decided.
        ballot: what was put to the vote.
        before: what was played, before the decision.
        reason: why the group decided so, or nothing.
    """

    run: Run
    event: VoteEnded
    ballot: Ballot
    before: Play
    reason: str

    @property
    def number(self) -> int:
        """The number of the vote, as events name it."""
        return self.event.step

    @cached_property
    def outcome(self) -> VoteOutcome:
        """How the vote came out, counted when somebody asks: a room of hundreds takes its time."""
        counted = _counted(self.run, self.event.group, self.event.step, self.ballot, waits=True)
        event = self.event
        voters = dict(event.voters) or dict(counted.voters)
        return replace(
            counted,
            voters=voters,
            decision=event.decision,
            tied=event.tied,
            broken_by=event.broken_by,
            is_whole=voters == dict(counted.voters),
        )


@dataclass(frozen=True)
class SharedRun:
    """A run of a room, or of one of its groups.

    Attributes:
        run: what the room knows of it.
        group: number of the group, from 1; 0 where the whole room decides.
        play: where the decisions have led.
        steps: what was decided.
        is_stopped: the content has changed: the last decision no longer fits, and is to be taken again.
    """

    run: Run
    group: int
    play: Play
    steps: tuple[SharedStep, ...] = ()
    is_stopped: bool = False

    @property
    def begun(self) -> RunBegun:
        """What is played, who decides, with which luck."""
        return self.run.begun

    @property
    def step(self) -> int:
        """The number of the present vote, as events name it."""
        return self.run.step(self.group)

    @property
    def is_over(self) -> bool:
        """Whether there is nothing left to vote on."""
        return self.run.is_over or self.play.ballot is None

    @property
    def is_open(self) -> bool:
        """Whether votes count now."""
        return not self.is_over and self.run.is_voting(self.group, self.step)

    @property
    def waits_to_open(self) -> bool:
        """Whether what was decided stands on the screens until a trainer opens the next vote."""
        return not self.is_over and self.group not in self.run.opened_at

    @property
    def votes(self) -> Mapping[str, Mapping[str, Any]]:
        """By person, the last vote on the present step."""
        return self.run.votes.get((self.group, self.step), {})

    @property
    def waiting(self) -> VoteOutcome | None:
        """The vote that is over and waits for a trainer to choose among what is level."""
        return self.outcome(waits=True) if not self.is_over and self.group in self.run.waiting else None

    @property
    def closes_at(self) -> datetime | None:
        """When the time of the present vote is up; none where only a trainer ends it."""
        if not self.is_open or not self.begun.vote_s:
            return None
        return self.run.opened_at[self.group] + timedelta(seconds=self.begun.vote_s)

    def outcome(self, chosen: Mapping[str, Any] | None = None, *, waits: bool = False) -> VoteOutcome:
        """Return what the present votes decide; see :func:`count`.

        Raises:
            VoteError: there is nothing to vote on, or ``chosen`` does not settle what is level.
        """
        if self.play.ballot is None:
            raise VoteError("run_over")
        return _counted(self.run, self.group, self.step, self.play.ballot, chosen, waits=waits)


def shared_run(play: Play, run: Run, group: int = 0) -> SharedRun:
    """Return a run as the votes of a room, or of one of its groups, have made it.

    A decision that no longer fits the content is passed over, and so is what followed from it: the run stands where
    the last fitting one led, and votes anew.

    Args:
        play: the scenario or the balance, at its start.
        run: what the room knows.
        group: number of the group, from 1; 0 where the whole room decides.
    """
    steps: list[SharedStep] = []
    is_stopped = False
    for event in run.ended.get(group, ()):
        ballot = play.ballot
        if ballot is None:
            break
        try:
            led = play.decide(event.decision)
        except ReasonedError:
            is_stopped = True
            continue
        steps.append(SharedStep(run, event, ballot, play, run.reasons.get((group, event.step), "")))
        play, is_stopped = led, False
    return SharedRun(run, group, play, tuple(steps), is_stopped)


def open_vote(run: SharedRun) -> VoteOpened:
    """Return the event that opens the next vote.

    Raises:
        VoteError: one is open already, or there is nothing left to vote on.
    """
    if run.is_over:
        raise VoteError("run_over")
    if not run.waits_to_open:
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
    if run.waits_to_open:
        raise VoteError("vote_not_open")
    outcome = run.outcome(chosen, waits=waits and run.waiting is None)
    begun, decision, tied = run.begun, dict(outcome.decision), dict(outcome.tied)
    return VoteEnded(begun.run, run.group, run.step, decision, tied, outcome.broken_by, dict(outcome.voters))


def _counted(  # noqa: PLR0913 - where a vote stands, and how ties are broken
    run: Run, group: int, step: int, ballot: Ballot, chosen: Mapping[str, Any] | None = None, *, waits: bool
) -> VoteOutcome:
    seed = f"{run.begun.seed}/{step}/{group}"
    return count(ballot, run.votes.get((group, step), {}), seed, chosen, waits=waits)
