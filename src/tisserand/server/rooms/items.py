"""What a room can work on: lessons and their activities, by the keys that the programme of a room holds."""

from dataclasses import dataclass

from tisserand.content.loading import load_balance, load_module, load_quiz, load_scenario
from tisserand.content.models.module import TrainingModule
from tisserand.content.models.quiz import Question, Quiz
from tisserand.domain.rooms.room import WALL
from tisserand.errors import RoomError, TisserandError
from tisserand.i18n import Lang, translate
from tisserand.widgets.plain_text import plain_text

COLLECTED = ("quiz", "self_assessment", "scenario", "balance")
"""Kinds of activities whose results a room can see together."""

SHARED = ("scenario", "balance")
"""Kinds of activities that a room can decide together."""


@dataclass(frozen=True)
class Item:
    """Something a room can work on.

    Attributes:
        key: as the programme holds it: ``<slug>``, ``<slug>/<kind>/<id>`` and what it consists of.
        module: the lesson.
        kind: of the activity; empty for a whole lesson.
        id: of the exercise.
        part: the question of a quiz, or ``<moment>`` of a self-assessment, and then the competency.
    """

    key: str
    module: TrainingModule
    kind: str = ""
    id: str = ""
    part: tuple[str, ...] = ()

    @property
    def activity(self) -> str:
        """The key under which people's records of it are kept, such as ``quiz/signes-de-derapage``."""
        return f"{self.kind}/{self.id}"

    @property
    def address(self) -> str:
        """Where it is, below the language: the lesson, at the activity."""
        place = f"modules/{self.module.slug}"
        if not self.kind:
            return place
        moment = self.part[:1] or ("before",) if self.kind == "self_assessment" else ()
        return f"{place}#activity-{'-'.join((self.kind, self.id, *moment))}"

    def title(self, lang: Lang) -> str:
        """Return what it is called."""
        if not self.kind:
            return self.module.title.in_lang(lang)
        if self.kind == "quiz":
            quiz = load_quiz(self.id)
            question = question_of(quiz, self.part[0]) if self.part else None
            return plain_text(question.prompt.in_lang(lang)) if question else translate(lang, "rooms.quiz")
        if self.kind == "self_assessment":
            return translate(lang, "rooms.self_assessment")
        exercise = load_scenario(self.id) if self.kind == "scenario" else load_balance(self.id)
        return plain_text(exercise.title.in_lang(lang))


def question_of(quiz: Quiz, question_id: str) -> Question | None:
    """Return a question by its id."""
    return next((question for question in quiz.questions if question.id == question_id), None)


def read_item(key: str) -> Item:
    """Return what a key names.

    Raises:
        RoomError: the content has no such thing (any more).
    """
    slug, *rest = key.split("/")
    try:
        module = load_module(slug)
        if not rest:
            return Item(key, module)
        kind, exercise, *part = rest
        if not any(one.kind == kind and one.id == exercise for one in module.activities) or kind not in COLLECTED:
            raise RoomError("unknown_item", item=key)
        item = Item(key, module, kind, exercise, tuple(part))
        item.title(Lang.FR)
        if kind == "quiz" and part and question_of(load_quiz(exercise), part[0]) is None:
            raise RoomError("unknown_item", item=key)
    except (TisserandError, ValueError) as error:
        raise RoomError("unknown_item", item=key) from error
    return item


def items_of(module: TrainingModule) -> list[Item]:
    """Return a lesson and what a room can do of it together, in its order; each question of a quiz by itself."""
    found = [Item(module.slug, module)]
    seen: set[str] = set()
    for activity in module.activities:
        if activity.kind not in COLLECTED or activity.id is None or f"{activity.kind}/{activity.id}" in seen:
            continue
        key = f"{module.slug}/{activity.kind}/{activity.id}"
        seen.add(f"{activity.kind}/{activity.id}")
        if activity.kind == "quiz":
            found += [read_item(f"{key}/{question.id}") for question in load_quiz(activity.id).questions]
        else:
            found.append(read_item(key))
    return found


def is_wall(key: str) -> bool:
    """Return whether a collection asks for short texts."""
    return key == WALL
