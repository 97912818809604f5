"""The people of a room as its trainers see them: who is where, how far, stuck or away; who may need help first."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tisserand.content.catalogue import published_modules
from tisserand.domain.rooms.room import Person
from tisserand.domain.rooms.whereabouts import Sight, Standing, standing
from tisserand.errors import RoomError
from tisserand.server.rooms.items import Item, read_item
from tisserand.server.rooms.scene import Scene


@dataclass(frozen=True)
class SeenPerson:
    """Somebody, as a trainer sees them.

    Attributes:
        name: the pseudonym, or a number.
        group: the number of their group; 0 for none.
        standing: how they stand; ``minutes`` says since when.
        where: title of the activity they did something in last; empty on the room's page.
        done: how many activities of the programme they began, or answered with the room.
    """

    person: Person
    name: str
    group: int
    standing: Standing
    minutes: int
    where: str
    done: int


def seen_people(scene: Scene, now: datetime) -> list[SeenPerson]:
    """Return those who are in the room: stuck, away, then the others, each in the order of arrival."""
    order = list(Standing)
    ids = {module.id: module.slug for module in published_modules(drafts=scene.workshop.drafts)}
    items = programme_items(scene)
    titles = {at: _title(scene, at, ids) for at in {scene.live.presence[one.id].at for one in scene.room.present}}
    found = [_seen(scene, person, items, titles, now) for person in scene.room.present]
    return sorted(found, key=lambda seen: order.index(seen.standing))


def programme_items(scene: Scene) -> list[Item]:
    """Return the activities of the programme, without whole lessons: what can be counted."""
    return [item for key in scene.room.programme if (item := scene.item(key)) is not None and item.kind]


def _seen(scene: Scene, person: Person, items: list[Item], titles: Mapping[str, str], now: datetime) -> SeenPerson:
    presence = scene.live.presence[person.id]
    sight = Sight(presence.pages, presence.seen_at, presence.did_at, bool(presence.at))
    how, since = standing(scene.room, person, sight, now)
    answered = {one.item for one in scene.room.collections.values() if person.id in one.answers}
    done = sum(item.key in answered or _key(item) in presence.touched for item in items)
    minutes = int(since.total_seconds() // 60)
    return SeenPerson(
        person, scene.name(person), scene.room.group_of(person.id), how, minutes, titles[presence.at], done
    )


def _key(item: Item) -> str:
    return "/".join((item.module.id, item.kind, item.id, *item.part))


def _title(scene: Scene, at: str, ids: dict[str, str]) -> str:
    """Return the titles of a lesson and its activity; that of the lesson alone where a room can't work on it."""
    module_id, _, activity = at.partition("/")
    if module_id not in ids:
        return ""
    lesson = read_item(ids[module_id]).title(scene.lang)
    try:
        return f"{lesson} · {read_item(f'{ids[module_id]}/{activity}').title(scene.lang)}"
    except RoomError:
        return lesson
