"""What a trainer's button does."""

from dataclasses import replace

from tisserand.domain.rooms import events as ev
from tisserand.errors import RoomError
from tisserand.server.rooms.actions import trainer_event
from tisserand.server.rooms.collecting import begin_collecting, counted_now, make_ready
from tisserand.server.rooms.participant_actions import Deed
from tisserand.server.rooms.run_actions import trainer_event as run_event


async def steer(deed: Deed) -> None:
    """Do what a trainer wants.

    Raises:
        RoomError: it can't be; the sentence says what to correct.
        StoreError: it could not be kept.
    """
    room, action = deed.live.room, deed.fields.get("action", "")
    if deed.person not in room.trainers:
        raise RoomError("not_your_room")
    if action == "erase":
        if deed.fields.get("confirm") != "yes":
            raise RoomError("not_confirmed")
        await deed.workshop.rooms.erase(deed.live)
        return
    event = run_event(room, deed.fields, deed.values) or trainer_event(room, deed.fields, tuple(deed.values("items")))
    if isinstance(event, ev.CollectionRevealed) and event.shown:
        event = replace(event, people=counted_now(deed.live, room.collections[event.collection]))
    is_new = await deed.post(event)
    if is_new and isinstance(event, ev.CollectionBegun):
        await begin_collecting(deed.workshop, deed.live, room.collections[event.collection])
    if is_new and isinstance(event, ev.CollectionFrozen):
        await make_ready(deed.live, room.collections[event.collection])
