"""The results of a room for its debrief: what it was asked, then what people practised, each with its tallies.

The debrief is one more picture: it stands beside those that the room was shown, and nothing in it lets one or four
people be found out by comparing. Where the last picture would, the one that was shown stands in its place.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from tisserand.content.loading import load_catalog, load_module, load_quiz
from tisserand.content.models.module import TrainingModule
from tisserand.domain.events import Record
from tisserand.domain.rooms.debrief import first_answers
from tisserand.domain.rooms.level_tally import LevelsTally
from tisserand.domain.rooms.question_tally import tally_question
from tisserand.domain.rooms.room import Collection, Reveal, Room
from tisserand.domain.rooms.wall_tally import WallTally
from tisserand.errors import RoomError, TisserandError
from tisserand.i18n import Lang, translate
from tisserand.server.rooms.items import Item, is_wall, question_of, read_item
from tisserand.server.rooms.pictures import Tally
from tisserand.server.rooms.tallies import Gathered, item_tallies, wall_of

Origin = Literal["asked", "practised"]


@dataclass(frozen=True)
class Result:
    """Something that the room answered or did.

    Attributes:
        title: what it is called.
        origin: whether the room was asked it, or people did it in a lesson by themselves.
        item: its key; ``wall`` for short texts.
        tallies: one, or one for each competency of a self-assessment.
        collection: id of what was asked; empty for what was practised.
        as_shown: whether the pictures are those that the room was shown, since the last ones are withheld.
    """

    title: str
    origin: Origin
    item: str
    tallies: tuple[Tally, ...]
    collection: str = ""
    as_shown: bool = False


def results_of(room: Room, records: Sequence[Record], lang: Lang) -> tuple[Result, ...]:
    """Return the results of a room: what it was asked, in order, then what people did in lessons.

    Args:
        room: as its events made it.
        records: what people did in lessons while they were in it, in order.
        lang: of the titles.
    """
    reveals = list(room.reveals)
    found = []
    for collection in room.collections.values():
        if is_wall(collection.item):
            title = collection.prompt or translate(lang, "rooms.wall")
            found.append(Result(title, "asked", collection.item, (wall_of(collection),), collection.id))
        elif (item := _item(collection.item)) is not None:
            found.append(_asked(item, collection, records, reveals, lang))
    asked = {collection.item for collection in room.collections.values()}
    for module in _modules(records):
        found += _practised_questions(module, records, asked, lang)
        found += _practised(module, records, reveals, [result.item for result in found], lang)
    return tuple(found)


def _item(key: str) -> Item | None:
    try:
        return read_item(key)
    except RoomError:
        return None


def _modules(records: Sequence[Record]) -> list[TrainingModule]:
    """Return the modules of the catalogue in which something was done, in its order."""
    done = {record.module_id for record in records}
    found = []
    for slug in load_catalog().modules:
        try:
            module = load_module(slug)
        except TisserandError:
            continue  # the checks tell its author
        if module.id in done:
            found.append(module)
    return found


def _asked(item: Item, collection: Collection, records: Sequence[Record], reveals: list[Reveal], lang: Lang) -> Result:
    answers = {person: given.answer for person, given in collection.answers.items()}
    gathered = Gathered(answers, collection.frozen_at if item.kind == "quiz" else None)
    result = replace(_best(item, gathered, records, reveals, "asked", lang), collection=collection.id)
    until = gathered.until or (records[-1].at if records else collection.begun_at)
    reveals.append(Reveal(collection.id, item.key, until, answers))
    return result


def _best(  # noqa: PLR0913, PLR0917 - what is counted, and what was shown before
    item: Item, gathered: Gathered, records: Sequence[Record], reveals: Sequence[Reveal], origin: Origin, lang: Lang
) -> Result:
    """Return the last picture of an item, or that which was shown last where the last one is withheld."""
    tallies = item_tallies(item, gathered, records, reveals)
    if any(_is_difference(tally) for tally in tallies):
        for reveal in reversed(reveals):
            if reveal.item == item.key:
                shown = item_tallies(item, Gathered(reveal.answers, reveal.frozen_at), records, reveals)
                if not any(_is_difference(tally) for tally in shown):
                    return Result(item.title(lang), origin, item.key, shown, as_shown=True)
    return Result(item.title(lang), origin, item.key, tallies)


def _is_difference(tally: Tally) -> bool:
    if isinstance(tally, WallTally):
        return False
    judged = (
        (tally.before.judged, tally.after.judged, tally.moved) if isinstance(tally, LevelsTally) else (tally.judged,)
    )
    return any(one.reason in {"difference", "erased"} for one in judged)


def _practised_questions(
    module: TrainingModule, records: Sequence[Record], asked: set[str], lang: Lang
) -> list[Result]:
    """Return the first answers to the questions of a module's quizzes, but to those that the room was asked."""
    answers = first_answers(records)
    found = []
    for quiz_id in dict.fromkeys(one.id for one in module.activities if one.kind == "quiz" and one.id):
        for question in load_quiz(quiz_id).questions:
            key = f"{module.slug}/quiz/{quiz_id}/{question.id}"
            given = answers.get((module.id, f"quiz/{quiz_id}", question.id))
            item = _item(key) if given and key not in asked else None
            if given and item is not None and question_of(load_quiz(quiz_id), question.id) is not None:
                found.append(Result(item.title(lang), "practised", key, (tally_question(question, given),)))
    return found


def _practised(
    module: TrainingModule, records: Sequence[Record], reveals: Sequence[Reveal], known: Sequence[str], lang: Lang
) -> list[Result]:
    done: dict[str, bool] = defaultdict(bool)
    for record in records:
        if record.module_id == module.id:
            done["/".join(record.activity.split("/")[:2])] = True
    found: list[Result] = []
    for activity in module.activities:
        key = f"{module.slug}/{activity.kind}/{activity.id}"
        is_new = not any(f"{one}/".startswith(f"{key}/") for one in (*known, *(result.item for result in found)))
        if (
            activity.kind not in {"self_assessment", "scenario", "balance"}
            or not done[f"{activity.kind}/{activity.id}"]
        ):
            continue
        if is_new and (item := _item(key)) is not None:
            found.append(_best(item, Gathered({}), records, reveals, "practised", lang))
    return found
