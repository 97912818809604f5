"""Runs of a room for the tests: what a trainer and some people do, as records."""

from datetime import UTC, datetime, timedelta

from tisserand.domain.rooms.events import RoomRecord, RunBegun, VoteCast
from tisserand.domain.rooms.shared_runs import after, begin, end_vote, open_vote

EPOCH = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def record(event, number, person="trainer", uuid=None):
    """Return the event as the ``number``-th thing that happened in a room."""
    return RoomRecord(uuid or f"uuid-{number}", "room", person, EPOCH + timedelta(seconds=number), event, number)


class Table:
    """A run under way: who votes what, and what a trainer does; every record is kept."""

    def __init__(self, play, by="room", group=0, seed=7, vote_s=0):
        begun = RunBegun("run", "module/scenario/one", by, seed, vote_s)
        self.play = play
        self.records = [record(begun, 0)]
        self.run = begin(play, self.records[0], group)

    def add(self, event, person="trainer"):
        """Record something."""
        self.records.append(record(event, len(self.records), person))
        self.run = after(self.run, self.records[-1])
        return self

    def vote(self, *votes):
        """Let person 0, 1, … vote on the present step; a text answers the first question."""
        for number, said in enumerate(votes):
            ballot = {self.run.play.ballot.questions[0].id: said} if isinstance(said, str) else said
            self.add(VoteCast("run", self.run.group, self.run.step, ballot), f"person-{number}")
        return self

    def end(self, **rest):
        """End the vote."""
        return self.add(end_vote(self.run, **rest))

    def go_on(self):
        """Open the next vote, where that is needed."""
        return self.add(open_vote(self.run)) if self.run.opened_at is None and not self.run.is_over else self
