"""What each page of a room shows, in pieces: fragments of HTML that are sent again when they change.

What is the same for everybody is made once for each state of the room; only what is about one person is made for each.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import blake2b, sha256
from typing import TYPE_CHECKING, Any

from tisserand.domain.rooms.room import Room
from tisserand.i18n import Lang
from tisserand.server.page_handler import render
from tisserand.server.rooms.cockpit_pieces import COCKPIT
from tisserand.server.rooms.hub import LiveRoom
from tisserand.server.rooms.own_progress import load_progress
from tisserand.server.rooms.participant_pieces import BAR, OWN, PARTICIPANT, shows_programme
from tisserand.server.rooms.run_pieces import COCKPIT_RUN, OWN_RUN, PARTICIPANT_RUN, SCREEN_RUN
from tisserand.server.rooms.scene import Scene
from tisserand.server.rooms.screen_pieces import SCREEN

if TYPE_CHECKING:
    from tisserand.server.workshop import Workshop


@dataclass(frozen=True)
class Piece:
    """A fragment of a page.

    Attributes:
        html: the fragment.
        mark: changes with it.
    """

    html: str
    mark: bytes


Facts = Callable[[Scene], dict[str, Any]]
"""What a template ``rooms/<piece>.html`` takes besides the scene."""


@dataclass(frozen=True)
class View:
    """One of a room's pages.

    Attributes:
        may_see: whether somebody may look at it.
        shared: its pieces, the same for all who look.
        own: those that are about who looks. They hang on what trainers did and on what this person did, and on
            nobody else: a room of three hundred can't afford to make each anew whenever somebody answers.
    """

    may_see: Callable[[Room, str], bool]
    shared: Mapping[str, Facts]
    own: Mapping[str, Facts]


def _is_in(room: Room, person: str) -> bool:
    return person in room.people and not room.people[person].left


VIEWS: Mapping[str, View] = {
    "participant": View(_is_in, {**PARTICIPANT, **PARTICIPANT_RUN}, {**OWN, **OWN_RUN}),
    "bar": View(_is_in, BAR, {}),
    "screen": View(lambda room, person: person in room.trainers or _is_in(room, person), {**SCREEN, **SCREEN_RUN}, {}),
    "cockpit": View(lambda room, person: person in room.trainers, {**COCKPIT, **COCKPIT_RUN}, {}),
}

OF_PARTICIPANTS = ("participant", "bar")
"""The views whose open pages tell that somebody is there."""


async def prepare_pieces(workshop: "Workshop", live: LiveRoom, lang: Lang, view: str, person: str) -> None:
    """Read what a page shows of one person and the room does not know.

    Raises:
        StoreError: the database could not be read.
    """
    if view == "participant" and shows_programme(Scene(workshop, live, lang, view, 0, person)):
        await load_progress(workshop, live, person)


def pieces_of(workshop: "Workshop", live: LiveRoom, lang: Lang, view: str, person: str) -> dict[str, Piece]:
    """Return the pieces of a page, by name.

    Args:
        workshop: the server.
        live: the room.
        lang: of who looks.
        view: a key of ``VIEWS``.
        person: opaque id of who looks.
    """
    found = VIEWS[view]
    group = live.room.group_of(person) if view == "participant" else 0
    scene = Scene(workshop, live, lang, view, group, person)

    def made(name: str, facts: Facts) -> Piece:
        html = render(f"rooms/{name}.html", lang, workshop.base_url, s=scene, say=scene.say, **facts(scene))
        return Piece(html, blake2b(html.encode(), digest_size=8).digest())

    shared = {
        name: live.cached((view, lang, group, name), lambda name=name, facts=facts: made(name, facts))  # type: ignore[misc]
        for name, facts in found.shared.items()
    }
    presence = live.presence.get(person)
    state = (live.room.steered, live.room.last_of.get(person), presence.steps if presence else 0, live.is_gone)
    own = {
        name: live.kept((view, lang, person, name), state, lambda name=name, facts=facts: made(name, facts))  # type: ignore[misc]
        for name, facts in found.own.items()
    }
    return {**shared, **own}


def scope_of(live: LiveRoom, person: str) -> str:
    """Return what tells a person and a room from others in the same browser tab; it does not say who they are."""
    return sha256(f"{person}\n{live.room.id}".encode()).hexdigest()[:16]
