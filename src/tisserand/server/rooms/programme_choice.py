"""What a trainer chooses the programme from: a lesson, its activities, and the questions of a quiz under it."""

from dataclasses import dataclass

from tisserand.content.models.module import TrainingModule
from tisserand.server.rooms.items import Item, items_of


@dataclass(frozen=True)
class Choice:
    """Something to choose, or the questions of a quiz to choose from.

    Attributes:
        kind: of the activity; empty for the lesson.
        items: one, or the questions of a quiz.
    """

    kind: str
    items: tuple[Item, ...]


def choices_of(module: TrainingModule) -> list[Choice]:
    """Return what a lesson offers, in its order."""
    found: list[Choice] = []
    for item in items_of(module):
        last = found[-1] if found else None
        if last is not None and item.kind == "quiz" and last.items[0].activity == item.activity:
            found[-1] = Choice("quiz", (*last.items, item))
        else:
            found.append(Choice(item.kind, (item,)))
    return found
