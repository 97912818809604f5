"""How far somebody is in what their room works on: read when it is about to be shown, and kept until they do more."""

import asyncio
from typing import TYPE_CHECKING

from tisserand.content.loading import load_module
from tisserand.content.models.module import TrainingModule
from tisserand.domain.events import Record
from tisserand.domain.rooms.own_progress import OwnProgress, own_progress
from tisserand.errors import TisserandError
from tisserand.server.rooms.hub import LiveRoom
from tisserand.services.progress import load_exercises
from tisserand.store.rows import record_of

if TYPE_CHECKING:
    from tisserand.server.workshop import Workshop


async def load_progress(workshop: "Workshop", live: LiveRoom, person: str) -> None:
    """Have somebody's presence know how far they are in each lesson of the programme.

    Raises:
        StoreError: the database could not be read.
    """
    presence, slugs = live.presence[person], lessons_of(live)
    if presence.progress is not None and set(presence.progress) == set(slugs):
        return
    found: dict[str, OwnProgress] = {}
    steps = -1
    while steps != presence.steps:  # they may do more while it is read
        steps = presence.steps
        for slug, module in slugs.items():
            records = await records_of(workshop, person, module)
            found[slug] = await asyncio.to_thread(_progress, module, records)
    presence.progress = found


def lessons_of(live: LiveRoom) -> dict[str, TrainingModule]:
    """Return the lessons that a room's programme names, by slug, in its order; what is not there is left out."""
    found = {}
    for slug in dict.fromkeys(key.split("/")[0] for key in live.room.programme):
        try:
            found[slug] = load_module(slug)
        except TisserandError:
            continue
    return found


async def records_of(workshop: "Workshop", person: str, module: TrainingModule) -> list[Record]:
    """Return what somebody did in a lesson, in a room or not.

    Raises:
        StoreError: the database could not be read.
    """
    rows = await workshop.keeper.rows(person, module.id)
    return [record for row in rows if (record := record_of(row)) is not None]


def _progress(module: TrainingModule, records: list[Record]) -> OwnProgress:
    return own_progress(module, load_exercises(module) if records else (), records)
