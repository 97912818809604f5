"""The pieces of the cockpit. Each returns what its template takes besides the scene."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any

from tisserand.domain.rooms.next_step import is_question, next_step, was_shown
from tisserand.domain.rooms.whereabouts import Standing, is_past
from tisserand.server.rooms.items import is_wall
from tisserand.server.rooms.participant_pieces import nothing, question_now, results
from tisserand.server.rooms.people_view import SeenPerson, programme_items, seen_people
from tisserand.server.rooms.scene import Scene
from tisserand.server.rooms.wall_texts import wall_texts

SHORT_LIST = 12
"""Longer lists of people show only those who are stuck or away, and the others on demand."""


def now(scene: Scene) -> dict[str, Any]:
    """What the room is doing, and the button that most likely comes next."""
    collection = scene.collection
    step = next_step(scene.room)
    return {
        "step": step,
        "step_title": scene.title(step.item) if step and step.item else "",
        "question": question_now(scene),
        "is_past": collection is not None and is_past(scene.room, collection),
        "was_shown": collection is not None and was_shown(scene.room, collection),
        "sent": scene.item(scene.room.sent_to) if scene.room.sent_to else None,
    }


def programme(scene: Scene) -> dict[str, Any]:
    """What the room works on, in order, with what each can be used for."""
    collected = {one.item for one in scene.room.collections.values() if one.state != "collecting"}
    last = scene.collection
    here = scene.room.sent_to if last is None or is_past(scene.room, last) else last.item
    items = [item for key in scene.room.programme if (item := scene.item(key)) is not None]
    gone = [key for key in scene.room.programme if scene.item(key) is None]
    about = {"collected": collected, "here": here, "is_question": is_question}
    return {"items": items, "gone": gone, **about}


def people(scene: Scene) -> dict[str, Any]:
    """Who is where, how far, stuck or away."""
    found = _seen_now(scene)
    count = {standing: sum(one.standing is standing for one in found) for standing in Standing}
    of = len(programme_items(scene))
    return {
        "people": found,
        "of": of,
        "short": SHORT_LIST,
        "stuck": count[Standing.STUCK],
        "away": count[Standing.AWAY],
    }


def room(scene: Scene) -> dict[str, Any]:
    """How the room is, with a word on those who may need the trainer."""
    return {"stuck": sum(one.standing is Standing.STUCK for one in _seen_now(scene))}


def _seen_now(scene: Scene) -> list[SeenPerson]:
    return scene.live.cached((scene.view, scene.lang, "seen"), lambda: seen_people(scene, datetime.now(UTC)))


def wall(scene: Scene) -> dict[str, Any]:
    """The texts to moderate, where the room writes on a wall."""
    collection = scene.collection
    texts = wall_texts(collection) if collection is not None and is_wall(collection.item) else None
    return {"texts": texts, "titles": sorted({text.group for text in texts or () if text.group})}


COCKPIT: Mapping[str, Callable[[Scene], dict[str, Any]]] = {
    "cockpit_room": room,
    "cockpit_now": now,
    "results": results,
    "cockpit_wall": wall,
    "cockpit_message": nothing,
    "cockpit_programme": programme,
    "cockpit_people": people,
}
