"""What may be done in a room, by whom: asked before anything is kept."""

from tisserand.domain.rooms import events as ev
from tisserand.domain.rooms.room import Room
from tisserand.errors import RoomError

LONGEST_NAME = 40
LONGEST_ROOM_NAME = 80
LONGEST_TEXT = 400
LONGEST_MESSAGE = 300
MOST_TEXTS = 20
"""Texts of one person on one wall."""
MOST_ITEMS = 60


def check(room: Room, event: ev.RoomEvent, person: str) -> None:
    """Let an event through.

    Args:
        room: as it is now.
        event: what somebody wants to happen.
        person: opaque id of whoever does it.

    Raises:
        RoomError: it may not happen; the sentence says why and what to do.
    """
    _check_lengths(event)
    if isinstance(event, ev.RoomOpened):
        return
    if isinstance(event, ev.TrainerJoined):  # the share code was looked at before
        return
    if event.kind not in ev.OF_PARTICIPANTS:
        _check_trainer(room, event, person)
        return
    if room.status == "closed":
        raise RoomError("closed")
    if isinstance(event, ev.PersonJoined):
        known = room.people.get(person)
        if room.status == "locked" and (known is None or known.left):
            raise RoomError("locked")
        return
    if person not in room.people or room.people[person].left:
        raise RoomError("not_in_room")
    if isinstance(event, ev.AnswerGiven):
        _check_answer(room, event, person)
    elif isinstance(event, ev.VoteCast | ev.ReasonWritten):
        _check_vote(room, event, person)


def _check_trainer(room: Room, event: ev.RoomEvent, person: str) -> None:
    if person not in room.trainers:
        raise RoomError("not_your_room")
    if room.status == "closed" and not isinstance(
        event, ev.RoomMoved | ev.RoomRenamed | ev.CollectionRevealed | ev.CollectionFrozen | ev.TextArranged
    ):
        raise RoomError("closed")
    if isinstance(event, ev.CollectionRevealed):
        found = room.collections.get(event.collection)
        if found is None or (event.shown and found.state == "collecting"):
            raise RoomError("not_frozen")
    if isinstance(event, ev.VoteEnded | ev.VoteOpened):
        run = room.runs.get(event.run)
        is_open = run is not None and event.group in run.opened_at
        if run is None or not run.is_at(event.group, event.step) or is_open != isinstance(event, ev.VoteEnded):
            raise RoomError("vote_over")


def _check_answer(room: Room, event: ev.AnswerGiven, person: str) -> None:
    found = room.collections.get(event.collection)
    if found is None or found.state != "collecting":
        raise RoomError("not_collecting")
    if sum(text.person == person for text in found.texts.values()) >= MOST_TEXTS:
        raise RoomError("too_many_texts", most=MOST_TEXTS)


def _check_vote(room: Room, event: ev.VoteCast | ev.ReasonWritten, person: str) -> None:
    run = room.runs.get(event.run)
    if run is None or run.is_over:
        raise RoomError("vote_over")
    own = room.group_of(person) if run.begun.by == "groups" else 0
    if event.group != own or event.group not in run.numbers:
        raise RoomError("not_your_group")
    # why a group decided so may be written later; a vote has its time
    if isinstance(event, ev.VoteCast) and not run.is_voting(event.group, event.step):
        raise RoomError("vote_over")
    if not 0 <= event.step <= run.step(event.group):
        raise RoomError("vote_over")


def _check_lengths(event: ev.RoomEvent) -> None:
    longest = {
        "name": LONGEST_ROOM_NAME if isinstance(event, ev.RoomOpened | ev.RoomRenamed) else LONGEST_NAME,
        "prompt": LONGEST_MESSAGE,
        "text": LONGEST_MESSAGE if isinstance(event, ev.MessageSent) else LONGEST_TEXT,
        "answer": LONGEST_TEXT,
    }
    for field, most in longest.items():
        value = getattr(event, field, "")
        if isinstance(value, str) and len(value) > most:
            raise RoomError("too_long", most=most)
    if isinstance(event, ev.ProgrammeSet) and len(event.items) > MOST_ITEMS:
        raise RoomError("too_many_items", most=MOST_ITEMS)
