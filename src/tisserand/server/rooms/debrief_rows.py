"""The individual answers of a room as rows, under names drawn anew: what the notebook of the debrief holds.

Left out: who somebody is, what they called themselves, when they did what, and what they typed, but for the texts of a
wall that a trainer showed, without a name.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from random import Random
from typing import Any, NamedTuple

from tisserand.content.loading import load_balance, load_deck, load_quiz, load_scenario, load_self_assessment
from tisserand.content.models.quiz import Question
from tisserand.domain.balance.history import balance_history
from tisserand.domain.events import Record
from tisserand.domain.grading import grade
from tisserand.domain.rooms.debrief import drawn_names, first_answers
from tisserand.domain.rooms.level_tally import LevelsTally, levels_of_records
from tisserand.domain.rooms.path_tally import PathsTally, runs_of_records
from tisserand.domain.rooms.question_tally import QuestionTally
from tisserand.domain.rooms.room import Collection, Room
from tisserand.errors import AnswerError
from tisserand.i18n import Lang
from tisserand.server.rooms.debrief_results import Result
from tisserand.server.rooms.items import Item, is_wall, question_of, read_item
from tisserand.server.rooms.tallies import records_by_person, wall_of
from tisserand.widgets.plain_text import plain_text


class Row(NamedTuple):
    """One answer.

    Attributes:
        person: a name drawn anew; none for a text of a wall.
        kind: ``question``, ``level``, ``choice``, ``quarter`` or ``text``.
        exercise: id of the exercise.
        item: question, competency, scene, balance, or what was asked on a wall.
        moment: ``asked`` of the room, ``first`` in a lesson; ``before`` or ``after``; the number of a choice or of a
            quarter; the title of a text's group.
        answer: an id, ids, a level, the dosages and actions of a quarter, or the text of a wall.
        points: earned, 0 to 1; none where there is no right answer.
    """

    person: str
    kind: str
    exercise: str
    item: str
    moment: str
    answer: str
    points: str = ""


def rows_of(room: Room, records: Sequence[Record], results: Iterable[Result], rng: Random) -> list[Row]:
    """Return the rows of what a debrief shows, in an order that says nothing of who came when.

    Args:
        room: as its events made it.
        records: what people did in lessons while they were in it, in order.
        results: what the debrief shows.
        rng: draws the names.
    """
    answered = (person for collection in room.collections.values() for person in collection.answers)
    names = drawn_names({*room.people, *answered, *(record.learner for record in records)}, rng)
    found = [row for result in results for row in _rows(room, records, result, names)]
    return sorted(dict.fromkeys(found))


def names_of(results: Iterable[Result], lang: Lang) -> dict[str, str]:
    """Return what the items of rows stand for, in words."""
    found: dict[str, str] = {}
    for result in results:
        for tally in result.tallies:
            if isinstance(tally, QuestionTally):
                found[tally.question.id] = result.title
            elif isinstance(tally, LevelsTally):
                found[tally.competency.code] = tally.competency.name.in_lang(lang)
            elif isinstance(tally, PathsTally):
                found |= {scene.id: plain_text(scene.title.in_lang(lang)) for scene in tally.scenario.scenes}
    return found


def _rows(room: Room, records: Sequence[Record], result: Result, names: Mapping[str, str]) -> Iterator[Row]:
    if is_wall(result.item):
        yield from _texts(room.collections[result.collection], result)
        return
    item = read_item(result.item)
    theirs = records_by_person(item, records)
    if item.kind == "quiz":
        collection = room.collections.get(result.collection)
        yield from _answers(item, collection, records, names)
    elif item.kind == "self_assessment":
        yield from _levels(item, theirs, names)
    elif item.kind == "scenario":
        yield from _choices(item, theirs, names)
    else:
        yield from _quarters(item, theirs, names)


def _texts(collection: Collection, result: Result) -> Iterator[Row]:
    for group in wall_of(collection).groups:
        for text in group.texts:
            yield Row("", "text", "", result.title, group.title, text.text)


def _answers(
    item: Item, collection: Collection | None, records: Sequence[Record], names: Mapping[str, str]
) -> Iterator[Row]:
    question = question_of(load_quiz(item.id), item.part[0])
    if question is None:
        return
    if collection is not None:
        given, moment = {person: one.answer for person, one in collection.answers.items()}, "asked"
    else:
        given, moment = first_answers(records).get((item.module.id, item.activity, question.id), {}), "first"
    for person, answer in given.items():
        try:
            graded = grade(question, answer)
        except AnswerError:
            continue
        points = f"{graded.points:.3g}" if graded.max_points else ""
        yield Row(names[person], "question", item.id, question.id, moment, _answer(question, answer), points)


def _answer(question: Question, answer: Any) -> str:
    """Return an answer as text; nothing for what was typed in words."""
    match question.kind:
        case "short_text":
            return ""
        case "matching":
            return " ".join(f"{left}={right}" for left, right in sorted(answer.items()))
        case "multiple":
            return " ".join(sorted(answer))
        case "ordering":
            return " ".join(answer)
        case _:
            return str(answer).lower() if isinstance(answer, bool) else str(answer)


def _levels(item: Item, theirs: Mapping[str, list[Record]], names: Mapping[str, str]) -> Iterator[Row]:
    for moment in ("before", "after"):
        for code, levels in levels_of_records(load_self_assessment(item.id), theirs, moment).items():
            for person, level in levels.items():
                yield Row(names[person], "level", item.id, code, moment, str(level))


def _choices(item: Item, theirs: Mapping[str, list[Record]], names: Mapping[str, str]) -> Iterator[Row]:
    flat = (record for records in theirs.values() for record in records)
    for person, run in runs_of_records(load_scenario(item.id), flat).items():
        for number, step in enumerate(run.steps, 1):
            yield Row(names[person], "choice", item.id, step.scene, f"{number:02d}", step.choice)


def _quarters(item: Item, theirs: Mapping[str, list[Record]], names: Mapping[str, str]) -> Iterator[Row]:
    profile, deck = load_balance(item.id), load_deck()
    for person, records in theirs.items():
        for number, decided in enumerate(balance_history(profile, deck, records).decisions, 1):
            dosages = (*decided.preferences.items(), *decided.orientations.items())
            told = " ".join((*(f"{name}={part}" for name, part in dosages), *decided.actions))
            yield Row(names[person], "quarter", item.id, item.id, f"{number:02d}", told)
