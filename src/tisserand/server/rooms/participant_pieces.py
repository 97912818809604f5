"""The pieces of a participant's page. Each returns what its template ``rooms/<name>.html`` takes besides the scene."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from tisserand.content.loading import load_quiz
from tisserand.domain.rooms.room import Collection
from tisserand.server.rooms.answer_view import answer_view
from tisserand.server.rooms.items import is_wall, question_of
from tisserand.server.rooms.pictures import Tally, picture_html
from tisserand.server.rooms.question_answers import ShownQuestion, form_values, shown_question
from tisserand.server.rooms.scene import Scene
from tisserand.server.rooms.tallies import Gathered, item_tallies, wall_of

Facts = Callable[[Scene], dict[str, Any]]


def stage(scene: Scene) -> dict[str, Any]:
    """What there is to do now: answer, wait, open what the trainer sends to, or go where one likes."""
    now = what_now(scene)
    return {
        "now": now,
        "is_revealed": is_revealed(scene),
        "asked": scene.collection if now in {"asked", "do"} else None,
        "question": question_now(scene) if now == "asked" else None,
        "item": scene.item(scene.collection.item) if now == "do" and scene.collection else None,
        "sent": scene.item(scene.room.sent_to) if scene.room.sent_to else None,
        "programme": [item for key in scene.room.programme if (item := scene.item(key)) is not None],
    }


def what_now(scene: Scene) -> str:
    """Return what there is to do: what the stage and a lesson's bar say.

    Returns:
        ``gone``, ``closed``, ``asked`` (on the room's page), ``do`` (in a lesson), ``vote``, ``frozen``, ``sent``,
        ``roam`` or ``wait``. The same for everybody, so found once for each state of the room.
    """
    return scene.live.cached(("now", scene.lang), lambda: _what_now(scene))


def _what_now(scene: Scene) -> str:
    room, collection = scene.room, scene.collection_now
    is_asked = collection is not None and collection.state == "collecting"
    is_here = is_asked and (is_wall(collection.item) or question_now(scene) is not None)  # type: ignore[union-attr]
    conditions = {
        "gone": scene.live.is_gone,
        "closed": room.status == "closed",
        "asked": is_here,
        "do": is_asked,
        "vote": room.run is not None,
        "frozen": collection is not None and collection.state == "frozen",
        "sent": bool(room.sent_to) and scene.item(room.sent_to) is not None,
        "roam": bool(room.programme),
    }
    return next((name for name, holds in conditions.items() if holds), "wait")


def question_now(scene: Scene) -> ShownQuestion | None:
    """Return the question that the room was asked last, in the room's order of its options."""
    return question_in(scene, scene.collection) if scene.collection else None


def question_in(scene: Scene, collection: Collection) -> ShownQuestion | None:
    """Return the question that a collection asks; ``None`` where it asks something else."""
    item = None if is_wall(collection.item) else scene.item(collection.item)
    if item is None or item.kind != "quiz" or not item.part:
        return None
    question = question_of(load_quiz(item.id), item.part[0])
    return shown_question(question, scene.lang, scene.room.id) if question else None


def nothing(_scene: Scene) -> dict[str, Any]:
    """What the scene itself says is enough."""
    return {}


def mine(scene: Scene) -> dict[str, Any]:
    """What is about one person: their answer, and what there is to say of it once the room's is revealed."""
    collection = scene.collection_now
    if collection is None or scene.live.is_gone:
        return {"given": None, "texts": [], "values": "", "view": None}
    given = collection.answers.get(scene.person)
    return {
        "given": given,
        "texts": [text for text in collection.texts.values() if text.person == scene.person],
        "values": _values(scene, collection),
        "view": answer_view(collection.item, given.answer, scene.lang) if given and has_feedback(scene) else None,
    }


def results(scene: Scene) -> dict[str, Any]:
    """The pictures of what was revealed, each as HTML: the same on all screens, larger on a projector."""
    collection = scene.collection_now
    if collection is None or collection.state != "revealed":
        return {"title": "", "pictures": []}
    title = collection.prompt if is_wall(collection.item) else scene.title(collection.item)
    return {"title": title, "pictures": pictures_of(scene, collection)}


def pictures_of(scene: Scene, collection: Collection) -> list[str]:
    """Return the pictures of a collection that is revealed."""
    is_big = scene.view == "screen"
    if is_wall(collection.item):
        return [picture_html(wall_of(collection), scene.lang, big=is_big)]
    # the people too: what those who erased their data answered is no longer there
    state = (collection.frozen, len(scene.room.reveals), frozenset(scene.room.people))
    tallies = scene.live.kept(("tallies", collection.id), state, lambda: _tallies(scene, collection))
    key = ("pictures", collection.id, scene.lang, is_big)
    return scene.live.kept(key, state, lambda: _pictures(scene, collection, tallies))


def _pictures(scene: Scene, collection: Collection, tallies: tuple[Tally, ...]) -> list[str]:
    question, is_big = question_in(scene, collection), scene.view == "screen"
    letters = {option.id: option.letter for option in question.options} if question else {}
    return [picture_html(tally, scene.lang, big=is_big, letters=letters) for tally in tallies]


def _tallies(scene: Scene, collection: Collection) -> tuple[Tally, ...]:
    item = scene.item(collection.item)
    if item is None:
        return ()
    answers = {person: given.answer for person, given in collection.answers.items()}
    return item_tallies(item, Gathered(answers, collection.frozen_at), scene.live.did, scene.room.reveals)


def has_feedback(scene: Scene) -> bool:
    """Return whether what is right may be said of what the room was asked last: not before all have answered."""
    collection = scene.collection_now
    return collection is not None and (collection.state == "revealed" or scene.room.status == "closed")


def _values(scene: Scene, collection: Collection) -> str:
    """Return the person's answer as the fields of its form, for a page that was loaded again."""
    given, item = collection.answers.get(scene.person), scene.item(collection.item)
    if given is None or item is None or item.kind != "quiz" or not item.part:
        return ""
    question = question_of(load_quiz(item.id), item.part[0])
    return json.dumps(form_values(question, given.answer)) if question else ""


def me(scene: Scene) -> dict[str, Any]:
    """What is about who takes part: their name."""
    person = scene.me
    return {"person": person, "name": scene.name(person) if person else ""}


def programme(scene: Scene) -> dict[str, Any]:
    """What the room works on, by lesson, with how far the person is."""
    known = scene.live.presence[scene.person].progress or {}
    if not shows_programme(scene):
        return {"lessons": [], "has_title": False}
    lessons: dict[str, list[dict[str, Any]]] = {}
    for key in scene.room.programme:
        item = scene.item(key)
        if item is not None:
            slug, _, path = key.partition("/")
            status = known[slug].status(path) if slug in known else "not_begun"
            lessons.setdefault(slug, []).append({"item": item, "status": status})
    return {
        # While people roam, the stage above says so, unless the room's answers stand between.
        "has_title": what_now(scene) != "roam" or is_revealed(scene),
        "lessons": [
            {
                "module": parts[0]["item"].module,
                "parts": [part for part in parts if part["item"].kind],
                "percent": int(100 * known[slug].lesson.share) if slug in known else 0,
            }
            for slug, parts in lessons.items()
        ],
    }


def is_revealed(scene: Scene) -> bool:
    """Return whether the room looks at what it answered."""
    return scene.collection_now is not None and scene.collection_now.state == "revealed"


def shows_programme(scene: Scene) -> bool:
    """Return whether there is a time for it: not while the room does something together."""
    return what_now(scene) in {"sent", "roam", "closed"}


def bar(scene: Scene) -> dict[str, Any]:
    """What a lesson shows of the room its reader is in."""
    found = stage(scene)
    return {"now": found["now"], "there": found["item"] if found["now"] == "do" else found["sent"]}


PARTICIPANT: Mapping[str, Facts] = {
    "banner": nothing,
    "stage": stage,
    "count": nothing,
    "results": results,
}
OWN: Mapping[str, Facts] = {"mine": mine, "programme": programme, "renamed": me, "me": me}
BAR: Mapping[str, Facts] = {"bar": bar}
