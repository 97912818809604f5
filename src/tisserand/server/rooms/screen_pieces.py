"""The pieces of the projector's page. Each returns what its template takes besides the scene."""

from collections.abc import Callable, Mapping
from typing import Any

from tisserand.domain.rooms.whereabouts import is_past
from tisserand.server.rooms.participant_pieces import nothing, question_now, results
from tisserand.server.rooms.question_answers import ShownQuestion
from tisserand.server.rooms.scene import Scene

_SHORT, _MIDDLE = 260, 620
"""Characters of a question with its options that still fit in large and in middle type on a projector."""


def stage(scene: Scene) -> dict[str, Any]:
    """What the room looks at: a question, answered or being answered, or where everybody is sent."""
    collection = scene.collection
    is_shown = collection is not None and not is_past(scene.room, collection) and scene.room.status != "closed"
    question = question_now(scene) if is_shown else None
    return {
        "asked": collection if is_shown else None,
        "question": question,
        "size": _size(question) if question else "large",
        "sent": scene.item(scene.room.sent_to) if scene.room.sent_to and not is_shown else None,
    }


def _size(question: ShownQuestion) -> str:
    length = sum(len(text) for text in (question.context_html, question.prompt_html))
    length += sum(len(option.html) + 20 for option in (*question.options, *question.lefts))
    return "large" if length < _SHORT else "middle" if length < _MIDDLE else "small"


SCREEN: Mapping[str, Callable[[Scene], dict[str, Any]]] = {
    "screen_banner": nothing,
    "screen_stage": stage,
    "results": results,
}
