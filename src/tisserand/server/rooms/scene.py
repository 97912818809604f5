"""What the templates of a room's pieces are handed: the room as seen by somebody."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tisserand.domain.rooms.room import Collection, Person, Room
from tisserand.domain.rooms.whereabouts import is_past
from tisserand.errors import RoomError
from tisserand.i18n import Lang, translate
from tisserand.server.rooms.hub import LiveRoom
from tisserand.server.rooms.items import Item, is_wall, read_item
from tisserand.server.rooms.tallies import records_by_person
from tisserand.store.resume_codes import spaced

if TYPE_CHECKING:
    from tisserand.server.workshop import Workshop


@dataclass(frozen=True)
class Scene:
    """A room, for one who looks.

    Attributes:
        workshop: the server.
        live: the room with its code and presence.
        lang: of who looks.
        view: ``participant``, ``screen`` or ``cockpit``.
        group: the number of their group; 0 for none.
        person: opaque id of who looks. Only a piece that is made for one person may use it.
    """

    workshop: "Workshop"
    live: LiveRoom
    lang: Lang
    view: str
    group: int
    person: str

    @property
    def room(self) -> Room:
        """The room."""
        return self.live.room

    @property
    def base(self) -> str:
        """The address of the room's pages."""
        return f"{self.workshop.base_url}{self.lang}/rooms/{self.live.code}"

    @property
    def code(self) -> str:
        """The code as it is read and typed."""
        return spaced(self.live.code)

    @property
    def me(self) -> Person | None:
        """Who looks, if they joined."""
        return self.room.people.get(self.person)

    @property
    def here(self) -> int:
        """How many of those who joined have a page open."""
        return sum(
            self.live.presence[person.id].pages > 0 for person in self.room.present if person.id in self.live.presence
        )

    @property
    def collection(self) -> Collection | None:
        """What the room was asked last."""
        return self.room.collection

    @property
    def collection_now(self) -> Collection | None:
        """What the room was asked last, unless it has gone on to something else since."""
        found = self.room.collection
        return None if found is None or is_past(self.room, found) else found

    def answered(self, collection: Collection) -> int:
        """Return how many people answered: on the room's page, or by doing the activity in its lesson."""
        item = None if is_wall(collection.item) else self.item(collection.item)
        if item is None or item.kind == "quiz":
            return collection.people
        return len(records_by_person(item, self.live.did, collection.frozen_at))

    def say(self, key: str, **values: object) -> str:
        """Return a sentence of the rooms' area."""
        return translate(self.lang, f"rooms.{key}", **values)

    def name(self, person: Person) -> str:
        """Return what stands for somebody: their pseudonym, else a number."""
        return person.name or translate(self.lang, "rooms.nameless", number=person.number)

    def title(self, key: str) -> str:
        """Return what an item is called; a wall by its general name."""
        if is_wall(key):
            return translate(self.lang, "rooms.wall")
        found = self.item(key)
        return found.title(self.lang) if found else translate(self.lang, "rooms.item_gone")

    def item(self, key: str) -> Item | None:
        """Return what a key names; ``None`` where the content no longer has it."""
        try:
            return read_item(key)
        except RoomError:
            return None
