"""What a trainer's button does."""

from dataclasses import replace

from tisserand.domain.rooms import events as ev
from tisserand.errors import RoomError
from tisserand.server.rooms import programme_actions
from tisserand.server.rooms.actions import trainer_event
from tisserand.server.rooms.collecting import begin_collecting, counted_now, make_ready
from tisserand.server.rooms.participant_actions import Deed
from tisserand.server.rooms.run_actions import live_ahead, run_of
from tisserand.server.rooms.run_actions import trainer_event as run_event
from tisserand.server.rooms.wall_actions import texts_arranged

_LONGEST_UUID = 48


async def steer(deed: Deed) -> None:
    """Do what a trainer wants.

    Raises:
        RoomError, VoteError, GroupsError: it can't be; the sentence says what to correct.
        StoreError: it could not be kept.
    """
    room, action = deed.live.room, deed.fields.get("action", "")
    if deed.person not in room.trainers:
        raise RoomError("not_your_room")
    if action == "erase":
        if deed.fields.get("confirm") != "yes":
            raise RoomError("not_confirmed")
        await deed.workshop.rooms.erase(deed.live)
    elif action == "arrange":
        await _arrange(deed)
    elif action in programme_actions.ACTIONS:
        await deed.post(programme_actions.programme_event(room, action, deed.values("items")))
    else:
        await _do(deed, run_event(room, deed.fields, deed.values) or trainer_event(room, deed.fields))


async def _do(deed: Deed, event: ev.RoomEvent) -> None:
    """Let it happen, with what an answer, a picture or a vote needs besides."""
    room = deed.live.room
    if isinstance(event, ev.CollectionRevealed) and event.shown:
        event = replace(event, people=counted_now(deed.live, room.collections[event.collection]))
    if (run := run_of(room, event)) is not None:
        await live_ahead(run, event)
    is_new = await deed.post(event)
    if is_new and isinstance(event, ev.CollectionBegun):
        await begin_collecting(deed.workshop, deed.live, room.collections[event.collection])
    if is_new and isinstance(event, ev.CollectionFrozen):
        await make_ready(deed.live, room.collections[event.collection])


async def _arrange(deed: Deed) -> None:
    """Arrange one or several texts: an event for each, under names made from the client's, so that twice is once."""
    for at, event in enumerate(texts_arranged(deed.live.room, deed.fields, deed.values)):
        uuid = f"{deed.uuid[:_LONGEST_UUID]}-{at}"
        await deed.workshop.rooms.post(deed.live, event, deed.person, uuid)
