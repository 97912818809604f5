"""A shared run of a room, played: what a trainer and some people do, as records."""

from datetime import UTC, datetime, timedelta

from tisserand.domain.rooms.events import GroupsMade, RoomRecord, RunBegun, VoteCast
from tisserand.domain.rooms.room import room_of
from tisserand.domain.rooms.shared_runs import end_vote, open_vote, shared_run

EPOCH = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def record(event, number, person="trainer", uuid=None):
    """Return the event as the ``number``-th thing that happened in a room."""
    return RoomRecord(uuid or f"uuid-{number}", "room", person, EPOCH + timedelta(seconds=number), event, number)


class PlayedRun:
    """A run under way: who votes what, and what a trainer does; every record is kept."""

    def __init__(self, play, by="room", group=0, vote_s=0, item="module/scenario/one"):
        self.play, self.group = play, group
        begun = RunBegun("run", item, by, 7, vote_s)
        self.records = [record(GroupsMade((("person-0", "person-1"), ("person-2", "person-3"))), 0), record(begun, 1)]
        self.room = room_of("room", self.records)

    @property
    def run(self):
        """The run as it stands."""
        return shared_run(self.play, self.room.runs["run"], self.group)

    def add(self, event, person="trainer"):
        """Record something."""
        self.records.append(record(event, len(self.records), person))
        self.room.take(self.records[-1])
        return self

    def vote(self, *votes):
        """Let person 0, 1, … vote on the present step; a text answers the first question."""
        run = self.run
        for number, said in enumerate(votes):
            ballot = {run.play.ballot.questions[0].id: said} if isinstance(said, str) else said
            self.add(VoteCast("run", self.group, run.step, ballot), f"person-{number}")
        return self

    def end(self, **rest):
        """End the vote."""
        return self.add(end_vote(self.run, **rest))

    def go_on(self):
        """Open the next vote, where that is needed."""
        return self.add(open_vote(self.run)) if self.run.waits_to_open else self
