"""What a collection gathers: answers on the room's page, and what people do in lessons while they are in the room."""

import asyncio
import secrets
from collections import defaultdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from tisserand.content.loading import load_quiz
from tisserand.domain.events import AnswerSubmitted, Record
from tisserand.domain.rooms.events import AnswerGiven
from tisserand.domain.rooms.room import Collection
from tisserand.errors import RoomError
from tisserand.i18n import Lang
from tisserand.server.rooms.hub import LiveRoom
from tisserand.server.rooms.items import Item, is_wall, question_of, read_item
from tisserand.server.rooms.tallies import Gathered, counted_people, item_tallies
from tisserand.services.quizzes import answer_record

if TYPE_CHECKING:
    from tisserand.server.workshop import Workshop


async def keep_answer(  # noqa: PLR0913, PLR0917 - who answered what, where
    workshop: "Workshop", live: LiveRoom, lang: Lang, person: str, item: Item, answer: Any, uuid: str
) -> None:
    """Keep an answer among what the person did in the lesson too: their progress, their page and their export have it.

    Raises:
        StoreError: it could not be kept.
    """
    question = question_of(load_quiz(item.id), item.part[0])
    if question is not None:
        kept, now = f"{uuid[:50]}-answer", datetime.now(UTC)
        record = answer_record(person, lang, item.module, item.id, question, answer, kept, live.room.id, now)
        is_new, _ = await workshop.keeper.append(record)
        if is_new:
            workshop.rooms.note_activity(record, is_on_page=True)


async def begin_collecting(workshop: "Workshop", live: LiveRoom, collection: Collection) -> None:
    """Count those who answered in a lesson before they were asked.

    Raises:
        StoreError: the database could not be read or written.
    """
    if is_wall(collection.item) or read_item(collection.item).kind != "quiz":
        return
    last: dict[str, Any] = {}
    for record in await workshop.rooms.learner_records(live):
        if _answers(record, collection):
            last[record.learner] = record.event.answer  # type: ignore[attr-defined]  # _answers looked
    for person, answer in last.items():
        await _give(workshop, live, collection, person, answer)


async def make_ready(live: LiveRoom, collection: Collection) -> None:
    """Count what a collection gathered when it is frozen, away from the loop: games take seconds in a large room."""
    if is_wall(collection.item):
        return
    try:
        item = read_item(collection.item)
    except RoomError:
        return  # the content no longer has it: nothing will show
    await asyncio.to_thread(item_tallies, item, Gathered({}, collection.frozen_at), list(live.did))


def counted_now(live: LiveRoom, collection: Collection) -> int:
    """Return how many people the picture of a collection counts; 0 for a wall, whose texts are no figures."""
    if is_wall(collection.item):
        return 0
    try:
        item = read_item(collection.item)
    except RoomError:
        return 0  # the content no longer has it: nothing will show
    answers = {person: given.answer for person, given in collection.answers.items()}
    return counted_people(item, answers, live.did, collection.frozen_at)


async def note_record(workshop: "Workshop", record: Record) -> None:
    """Count what somebody just did in a lesson, if the room is being asked that.

    Raises:
        StoreError: it could not be kept.
    """
    live = workshop.rooms.room_of_person(record.learner)
    if live is None or record.room != live.room.id:
        return
    workshop.rooms.note_activity(record)
    collection = live.room.collection
    if collection is not None and collection.state == "collecting" and _answers(record, collection):
        await _give(workshop, live, collection, record.learner, record.event.answer)  # type: ignore[attr-defined]


async def _give(workshop: "Workshop", live: LiveRoom, collection: Collection, person: str, answer: Any) -> None:
    try:
        await workshop.rooms.post(live, AnswerGiven(collection.id, answer), person, secrets.token_hex(16))
    except RoomError:
        return  # frozen or left meanwhile


def _answers(record: Record, collection: Collection) -> bool:
    if not isinstance(record.event, AnswerSubmitted) or is_wall(collection.item):
        return False
    _, *item = collection.item.split("/")
    return [*record.activity.split("/"), record.event.question] == item


async def gathered(workshop: "Workshop", live: LiveRoom, collection: Collection) -> dict[str, list[Record]]:
    """Return what each person did, in the room and until it was frozen, in the activity that a collection is about.

    Raises:
        StoreError: the database could not be read.
    """
    item = read_item(collection.item)
    found: dict[str, list[Record]] = defaultdict(list)
    for record in await workshop.rooms.learner_records(live):
        is_before = collection.frozen_at is None or record.at <= collection.frozen_at
        if is_before and record.module_id == item.module.id and f"{record.activity}/".startswith(f"{item.activity}/"):
            found[record.learner].append(record)
    return found
