"""The pieces of a participant's page. Each returns what its template ``rooms/<name>.html`` takes besides the scene."""

from collections.abc import Callable, Mapping
from typing import Any

from tisserand.content.loading import load_quiz
from tisserand.domain.rooms.room import Collection
from tisserand.server.rooms.items import is_wall, question_of
from tisserand.server.rooms.pictures import Tally, picture_html
from tisserand.server.rooms.question_answers import ShownQuestion, shown_question
from tisserand.server.rooms.scene import Scene
from tisserand.server.rooms.tallies import Gathered, item_tallies, wall_of


def stage(scene: Scene) -> dict[str, Any]:
    """What there is to do now: answer, vote, open what the trainer sends to, or go where one likes."""
    collection = scene.collection
    is_asked = collection is not None and collection.state == "collecting"
    return {
        "asked": collection if is_asked else None,
        "question": question_now(scene) if is_asked else None,
        "sent": scene.item(scene.room.sent_to) if scene.room.sent_to else None,
        "programme": [item for key in scene.room.programme if (item := scene.item(key)) is not None],
    }


def question_now(scene: Scene) -> ShownQuestion | None:
    """Return the question that the room was asked last, in the room's order of its options."""
    collection = scene.collection
    if collection is None or is_wall(collection.item):
        return None
    item = scene.item(collection.item)
    if item is None or item.kind != "quiz":
        return None
    question = question_of(load_quiz(item.id), item.part[0])
    return shown_question(question, scene.lang, scene.room.id) if question else None


def nothing(_scene: Scene) -> dict[str, Any]:
    """What the scene itself says is enough."""
    return {}


def mine(scene: Scene) -> dict[str, Any]:
    """What is about one person: whether their answer is kept, and which it is."""
    collection = scene.collection
    given = collection.answers.get(scene.person) if collection else None
    texts = [text for text in collection.texts.values() if text.person == scene.person] if collection else []
    return {"given": given, "texts": texts, "question": question_now(scene) if given else None}


def results(scene: Scene) -> dict[str, Any]:
    """The pictures of what was revealed, each as HTML: the same on all screens, larger on a projector."""
    collection = scene.collection
    if collection is None or collection.state != "revealed":
        return {"title": "", "pictures": []}
    is_big = scene.view == "screen"
    if is_wall(collection.item):
        return {"title": collection.prompt, "pictures": [picture_html(wall_of(collection), scene.lang, big=is_big)]}
    # the people too: what those who erased their data answered is no longer there
    state = (collection.id, collection.frozen, len(scene.room.reveals), frozenset(scene.room.people))
    tallies = scene.live.kept("tallies", state, lambda: _tallies(scene, collection))
    pictures = scene.live.kept(
        ("pictures", scene.lang, is_big), state, lambda: _pictures(scene, tallies, is_big=is_big)
    )
    return {"title": scene.title(collection.item), "pictures": pictures}


def _pictures(scene: Scene, tallies: tuple[Tally, ...], *, is_big: bool) -> list[str]:
    question = question_now(scene)
    letters = {option.id: option.letter for option in question.options} if question else {}
    return [picture_html(tally, scene.lang, big=is_big, letters=letters) for tally in tallies]


def _tallies(scene: Scene, collection: Collection) -> tuple[Tally, ...]:
    item = scene.item(collection.item)
    if item is None:
        return ()
    answers = {person: given.answer for person, given in collection.answers.items()}
    return item_tallies(item, Gathered(answers, collection.frozen_at), scene.live.did, scene.room.reveals)


PARTICIPANT: Mapping[str, Callable[[Scene], dict[str, Any]]] = {
    "banner": nothing,
    "stage": stage,
    "count": nothing,
    "results": results,
}
OWN: Mapping[str, Callable[[Scene], dict[str, Any]]] = {"mine": mine}
