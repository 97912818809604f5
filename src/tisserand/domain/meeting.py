"""A real meeting kept to its steps: folded from the moves of whoever leads it, timed by subtraction only.

Nothing ticks here. What a step has taken is the sum of the stretches between the moves recorded, so that a page that
slept, was reloaded or opened twice shows the same minutes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from tisserand.content.models.meeting import Meeting
from tisserand.domain.distinct import distinct
from tisserand.domain.events import (
    ExerciseRestarted,
    MeetingMoved,
    MeetingNoteWritten,
    MeetingPrepared,
    Record,
)

MOVES = ("begin", "next", "back", "pause", "resume", "close")
NOTHING = timedelta(0)


@dataclass(frozen=True)
class MeetingState:
    """Where a meeting is.

    Attributes:
        minutes: planned, by step; a step with none is left out of the meeting.
        is_prepared: whether the person planned it, rather than keeping what the file proposes.
        stage: the rank of the present step among :attr:`order`; ``None`` before the beginning.
        spent: what each step had taken at the last move, by id.
        running_since: since when the present step runs; ``None`` while nothing runs.
        is_closed: whether it is over.
        turns: how many moves were made.
    """

    minutes: Mapping[str, int]
    is_prepared: bool = False
    stage: int | None = None
    spent: Mapping[str, timedelta] = field(default_factory=dict)
    running_since: datetime | None = None
    is_closed: bool = False
    turns: int = 0

    @property
    def order(self) -> tuple[str, ...]:
        """The ids of the steps that the meeting goes through."""
        return tuple(step for step, minutes in self.minutes.items() if minutes > 0)

    @property
    def has_begun(self) -> bool:
        """Whether it has begun."""
        return self.stage is not None

    @property
    def possible(self) -> tuple[str, ...]:
        """The moves that make sense now."""
        if self.stage is None:
            return ("begin",) if self.order else ()
        if self.is_closed:
            return ("back",)
        moves = ("next", "pause" if self.running_since else "resume", "close")
        return moves if self.stage == 0 else (*moves, "back")


@dataclass(frozen=True)
class Timing:
    """How long a meeting has taken at one moment.

    Attributes:
        spent: in the present step.
        left: of the present step; below nothing once it takes longer than planned.
        total: in all the steps together, pauses left out.
        late: how far behind the plan it is: what past steps took beyond their minutes, less what they left unused,
            plus what the present one takes beyond its own. Below nothing when ahead.
        total_left: what the steps still to come and the rest of this one should take.
    """

    spent: timedelta
    left: timedelta
    total: timedelta
    late: timedelta
    total_left: timedelta


def meeting_state(meeting: Meeting, records: Iterable[Record]) -> MeetingState:
    """Return the meeting that records tell, since it was last started over.

    A move that makes no sense where it comes (from a page that was out of date) is passed over; so are minutes of steps
    that the meeting no longer has.
    """
    proposed = MeetingState({step.id: step.planned for step in meeting.stages})
    state = proposed
    for record in distinct(records):
        event = record.event
        if isinstance(event, ExerciseRestarted):
            state = replace(proposed, minutes=state.minutes, is_prepared=state.is_prepared)
        elif isinstance(event, MeetingPrepared) and not state.has_begun:
            minutes = {step: event.minutes.get(step, planned) for step, planned in proposed.minutes.items()}
            state = replace(state, minutes=minutes, is_prepared=True)
        elif isinstance(event, MeetingMoved) and event.turn == state.turns:
            state = moved(state, event.move, record.at)
    return state


def moved(state: MeetingState, move: str, at: datetime) -> MeetingState:
    """Return the meeting after a move made at ``at``; the same one if the move makes no sense now."""
    if move not in state.possible:
        return state
    spent = _spent_at(state, at)
    state = replace(state, spent=spent, running_since=None, turns=state.turns + 1)
    if move == "begin":
        return replace(state, stage=0, running_since=at)
    if move == "pause":
        return state
    if move == "close" or (move == "next" and state.stage == len(state.order) - 1):
        return replace(state, is_closed=True)
    rank = state.stage or 0
    if move == "next":
        rank += 1
    elif move == "back" and not state.is_closed:
        rank -= 1
    return replace(state, stage=rank, running_since=at, is_closed=False)


def timing(state: MeetingState, now: datetime) -> Timing:
    """Return how long a meeting that has begun has taken at ``now``."""
    order, rank = state.order, state.stage or 0
    planned = {step: timedelta(minutes=state.minutes[step]) for step in order}
    spent = {step: _spent_at(state, now).get(step, NOTHING) for step in order}
    here, past, ahead = order[rank], order[:rank], order[rank + 1 :]
    left = planned[here] - spent[here]
    total = sum(spent.values(), NOTHING)
    expected = sum((planned[step] for step in past), NOTHING) + min(spent[here], planned[here])
    coming = sum((max(NOTHING, planned[step] - spent[step]) for step in ahead), NOTHING)
    gone_ahead = sum((spent[step] for step in ahead), NOTHING)  # steps that were left to come back to this one
    return Timing(spent[here], left, total, total - gone_ahead - expected, max(NOTHING, left) + coming)


def was_used(records: Iterable[Record]) -> bool:
    """Return whether the person planned or led a meeting: a real one may be weeks away, so planning it is enough."""
    return any(isinstance(record.event, MeetingPrepared | MeetingMoved) for record in records)


def notes_of(records: Iterable[Record]) -> dict[str, str]:
    """Return the notes kept in a person's own log, by step; an emptied one is gone."""
    notes: dict[str, str] = {}
    for record in distinct(records):
        if isinstance(record.event, MeetingNoteWritten):
            notes[record.event.step] = record.event.text
    return {step: text for step, text in notes.items() if text}


def _spent_at(state: MeetingState, now: datetime) -> Mapping[str, timedelta]:
    if state.running_since is None or state.stage is None:
        return state.spent
    here = state.order[state.stage]
    stretch = max(NOTHING, now - state.running_since)  # a clock that was set back must not give time back
    return {**state.spent, here: state.spent.get(here, NOTHING) + stretch}
