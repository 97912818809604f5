"""The slim bar that a lesson shows while its reader is in a room: what the room is about, and the way back."""

from typing import TYPE_CHECKING

from tisserand.i18n import Lang, translate
from tisserand.server.page_assets import ASSETS_PATH, page_assets
from tisserand.server.page_facts import RoomFacts
from tisserand.server.rooms.pieces import pieces_of, scope_of

if TYPE_CHECKING:
    from tisserand.server.workshop import Workshop


def room_facts(workshop: "Workshop", lang: Lang, person: str) -> RoomFacts | None:
    """Return what a lesson shows of the room in which somebody is; ``None`` for somebody in no room."""
    live = workshop.rooms.room_of_person(person)
    if live is None:
        return None
    assets = page_assets()
    return RoomFacts(
        html=pieces_of(workshop, live, lang, "bar", person)["bar"].html,
        stream=f"{workshop.base_url}{lang}/rooms/{live.code}/stream?view=bar",
        scope=scope_of(live, person),
        script=f"{workshop.base_url}{ASSETS_PATH}{assets.room_script}",
        style=f"{workshop.base_url}{ASSETS_PATH}{assets.room_style}",
        label=translate(lang, "rooms.bar_label"),
    )
