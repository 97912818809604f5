"""What the buttons of a shared run and of small groups say, as events."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tisserand.domain.rooms import events as ev
from tisserand.domain.rooms.groups import arranged, split
from tisserand.domain.rooms.room import Room, Run
from tisserand.domain.rooms.shared_runs import SharedRun, end_vote, open_vote
from tisserand.domain.rooms.votes import Ballot, checked_vote
from tisserand.errors import RoomError, VoteError
from tisserand.server.rooms.shared_content import shared

Fields = Mapping[str, str]
Values = Callable[[str], Sequence[str]]

_BALLOT, _GROUP = "ballot-", "group-"


def vote_event(room: Room, fields: Fields, values: Values) -> ev.VoteCast:
    """Return the vote that a form tells.

    Raises:
        RoomError, VoteError: it can't be taken; the sentence says what to correct.
    """
    run = _run(room, fields)
    ballot = run.play.ballot
    if ballot is None or int(fields["step"]) != run.step or not run.is_open:
        raise RoomError("vote_over")
    return ev.VoteCast(run.begun.run, run.group, run.step, checked_vote(ballot, _said(ballot, values)))


def trainer_event(room: Room, fields: Fields, values: Values) -> ev.RoomEvent | None:
    """Return what a trainer wants of a run or of the groups; ``None`` where that is no such thing.

    Raises:
        RoomError, VoteError, GroupsError: it can't be; the sentence says what to correct.
    """
    action = fields.get("action", "")
    if action == "make-groups":
        here = [person.id for person in room.present]
        return ev.GroupsMade(split(here, int(fields["size"]), secrets.token_hex(8)))
    if action == "arrange-groups":
        people = [person.id for person in room.present]
        wanted = {one: int(fields[f"{_GROUP}{one}"]) for one in people if fields.get(f"{_GROUP}{one}")}
        return ev.GroupsMade(arranged(people, wanted))
    if action not in _OF_VOTE:
        return None
    run = _run(room, fields)
    if int(fields["step"]) != run.step:
        raise RoomError("vote_over")
    return _OF_VOTE[action](run, values)


def drawn_event(room: Room, fields: Fields) -> ev.VoteEnded:
    """Return what a group that can't agree leaves to chance, once everybody of it has voted.

    Raises:
        RoomError, VoteError: the vote is over, or somebody has not voted.
    """
    run = _run(room, fields)
    if int(fields["step"]) != run.step or not run.is_open:
        raise RoomError("vote_over")
    if run.begun.by != "groups" or not everybody_voted(run, members_of(room, run.group)):
        raise VoteError("not_all_voted")
    return end_vote(run)


def members_of(room: Room, group: int) -> tuple[str, ...]:
    """Return the people who may vote: those of a group who did not leave; for 0, of the room."""
    return tuple(one.id for one in room.present if not group or room.group_of(one.id) == group)


def everybody_voted(run: SharedRun, members: Sequence[str]) -> bool:
    """Return whether all of these people have voted on the present step."""
    return bool(members) and set(members) <= set(run.votes)


def run_in(room: Room, run: Run, group: int) -> SharedRun:
    """Return a run of a room as it stands.

    Raises:
        RoomError: it has no such group, or the content no longer has what is played.
    """
    if group not in run.numbers or room.runs.get(run.begun.run) is not run:
        raise RoomError("not_understood")
    return shared(run, group)


def _run(room: Room, fields: Fields) -> SharedRun:
    run = room.runs.get(fields.get("run", ""))
    if run is None:
        raise RoomError("vote_over")
    return run_in(room, run, int(fields["group"]))


def _said(ballot: Ballot, values: Values) -> dict[str, Any]:
    found = {question.id: list(values(f"{_BALLOT}{question.id}")) for question in ballot.questions}
    return {name: said for name, said in found.items() if said}


def _end(run: SharedRun, _values: Values) -> ev.RoomEvent:
    return end_vote(run)


def _end_and_wait(run: SharedRun, _values: Values) -> ev.RoomEvent:
    return end_vote(run, waits=True)


def _settle(run: SharedRun, values: Values) -> ev.RoomEvent:
    return end_vote(run, _said(run.play.ballot, values) if run.play.ballot else {})


def _open(run: SharedRun, _values: Values) -> ev.RoomEvent:
    return open_vote(run)


_OF_VOTE: Mapping[str, Callable[[SharedRun, Values], ev.RoomEvent]] = {
    "end-vote": _end,
    "end-vote-wait": _end_and_wait,
    "settle-vote": _settle,
    "open-vote": _open,
}
