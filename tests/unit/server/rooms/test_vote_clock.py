"""What ends a vote without a trainer, and where latecomers go."""

import asyncio
from datetime import UTC, datetime

import pytest
from played_run import EPOCH, PlayedRun

from tisserand.content.loading import load_scenario
from tisserand.domain.rooms.events import PersonJoined, PersonLeft, RoomOpened
from tisserand.domain.rooms.shared_scenario import SharedScenario
from tisserand.errors import RoomError
from tisserand.server.rooms.hub import LiveRoom
from tisserand.server.rooms.vote_clock import VoteClock

TROLL = "le-troll-avait-raison"


class Kept:
    """Rooms that keep what is posted instead of a database; ``refuses`` makes them fail."""

    def __init__(self, played):
        self.played, self.names, self.refuses = played, [], False
        self.all = (LiveRoom(played.room, "CODE"),)

    async def post(self, live, event, person, uuid):
        """Keep it, once."""
        if self.refuses:
            raise RoomError("vote_over")
        assert person == "trainer"
        if uuid not in self.names:
            self.played.add(event, person)
        self.names.append(uuid)


def begin(people=4, **rest):
    made = PlayedRun(SharedScenario.begin(load_scenario(TROLL)), item=f"gerer-un-troll/scenario/{TROLL}", **rest)
    made.add(RoomOpened("Room", "fr"))
    for number in range(people):
        made.add(PersonJoined(""), f"person-{number}")
    return made, Kept(made)


def look(rooms):
    asyncio.run(VoteClock.look(_Looking(rooms)))


class _Looking(VoteClock):
    def __init__(self, rooms):
        self._rooms = rooms


def names(played):
    return played.run.play.ballot.questions[0].names


def test_a_vote_ends_when_its_time_is_up():
    """Not before, and once: what it decides is what was voted until then."""
    late = round((datetime.now(UTC) - EPOCH).total_seconds())
    played, rooms = begin(vote_s=late + 600)
    played.vote(names(played)[1])
    look(rooms)
    assert rooms.names == []
    played, rooms = begin(vote_s=60)
    second = names(played)[1]
    played.vote(second)
    look(rooms)
    look(rooms)
    assert rooms.names == ["run-0-0-over"]
    assert played.run.play.run.choices == (second,)


def test_without_a_time_only_a_trainer_ends_the_vote_of_a_room():
    """Even when everybody has voted."""
    played, rooms = begin()
    played.vote(*[names(played)[0]] * 4)
    for person in ("person-0", "person-1", "person-2", "person-3"):
        rooms.all[0].presence[person].pages = 1
    look(rooms)
    assert rooms.names == []


@pytest.mark.parametrize(("second", "ends"), [(0, True), (1, False)])
def test_a_group_ends_its_vote_by_agreeing(second, ends):
    """One that is split goes on talking."""
    played, rooms = begin(by="groups", group=1)
    for person in ("person-0", "person-1"):
        rooms.all[0].presence[person].pages = 1
    played.vote(names(played)[0])
    look(rooms)
    assert rooms.names == []
    played.vote(names(played)[0], names(played)[second])
    look(rooms)
    assert rooms.names == (["run-1-0-over"] if ends else [])


def test_a_group_does_not_wait_for_somebody_whose_page_is_closed():
    """A phone that went dark holds nobody up."""
    played, rooms = begin(by="groups", group=1)
    rooms.all[0].presence["person-0"].pages = 1
    played.vote(names(played)[0])
    look(rooms)
    assert rooms.names == ["run-1-0-over"]


def test_latecomers_join_the_smallest_group():
    """As soon as they are there; those who left stay where they were."""
    played, rooms = begin(people=5)
    played.add(PersonLeft(), "person-1")
    look(rooms)
    assert played.room.groups == (("person-0", "person-1", "person-4"), ("person-2", "person-3"))
    assert len(rooms.names) == 1
    look(rooms)
    assert len(rooms.names) == 1


def test_what_fails_is_tried_again():
    """The next look does it."""
    played, rooms = begin(vote_s=60)
    rooms.refuses = True
    look(rooms)
    assert played.run.step == 0
    rooms.refuses = False
    look(rooms)
    assert played.run.step == 1
