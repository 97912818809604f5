"""Does without a trainer what only waits for a moment: votes end, latecomers join a group.

A vote ends when its time is up, and in a group when everybody has voted and they agree.
"""

import logging
from collections.abc import Iterator
from datetime import UTC, datetime

from tornado.ioloop import PeriodicCallback

from tisserand.domain.rooms.events import GroupsMade, RoomEvent
from tisserand.domain.rooms.groups import Groups, with_latecomer
from tisserand.domain.rooms.room import Run
from tisserand.domain.rooms.shared_runs import SharedRun, end_vote
from tisserand.errors import ReasonedError, StoreError
from tisserand.server.rooms.hub import LiveRoom, Rooms
from tisserand.server.rooms.run_actions import everybody_voted, live_ahead, members_of, run_in

EVERY_MS = 400
"""How often it looks: a vote may end so much later than the clock on the screens says."""

log = logging.getLogger(__name__)


class VoteClock:
    """Looks at the runs under way. What it does has an id made of the state, so that it happens once."""

    def __init__(self, rooms: Rooms) -> None:
        self._rooms = rooms
        self._beat = PeriodicCallback(self.look, EVERY_MS)

    def start(self) -> None:
        """Look from now on."""
        self._beat.start()

    def stop(self) -> None:
        """Look no more."""
        self._beat.stop()

    async def look(self) -> None:
        """Do what is due now. What fails is tried again at the next look."""
        for live in self._rooms.all:
            if live.room.status == "closed":
                continue
            for run in list(_due(live, datetime.now(UTC))):
                event = end_vote(run)
                await live_ahead(run, event)
                await self._post(live, event, f"{run.begun.run}-{run.group}-{run.step}-over")
            groups = _with_latecomers(live)
            if groups != live.room.groups:
                await self._post(live, GroupsMade(groups), f"{live.room.id}-{live.room.number}-late")

    async def _post(self, live: LiveRoom, event: RoomEvent, name: str) -> None:
        trainer = next(iter(live.room.trainers), "")
        try:
            await self._rooms.post(live, event, trainer, name)
        except (ReasonedError, StoreError) as error:
            log.info("room %s: %s not done: %s", live.room.id, name, error)


def _due(live: LiveRoom, now: datetime) -> Iterator[SharedRun]:
    run = live.room.run
    if run is None:
        return
    for group, opened_at in list(run.opened_at.items()):
        seconds = run.begun.vote_s
        is_late = bool(seconds) and (now - opened_at).total_seconds() >= seconds
        if (is_late or _may_agree(live, run, group)) and (found := _ended(live, run, group, is_late=is_late)):
            yield found


def _with_latecomers(live: LiveRoom) -> Groups:
    groups = live.room.groups
    placed = {person for group in groups for person in group}
    for person in live.room.present if groups else ():
        if person.id not in placed:
            groups = with_latecomer(groups, person.id)
    return groups


def _may_agree(live: LiveRoom, run: Run, group: int) -> bool:
    """Return whether all of a group who have the room's page open have voted."""
    votes = run.votes.get((group, run.step(group)), {})
    return run.begun.by == "groups" and bool(votes) and set(_watching(live, group)) <= set(votes)


def _watching(live: LiveRoom, group: int) -> tuple[str, ...]:
    here = live.presence
    return tuple(one for one in members_of(live.room, group) if one in here and here[one].pages)


def _ended(live: LiveRoom, run: Run, group: int, *, is_late: bool) -> SharedRun | None:
    """Return the run whose vote is to end, if the content still has it: a group that is split goes on talking."""
    try:
        found = run_in(live.room, run, group)
        if not found.is_open:
            return None
        agrees = everybody_voted(found, _watching(live, group)) and not found.outcome(waits=True).tied
    except ReasonedError:
        return None
    return found if is_late or agrees else None
