"""What a participant's button does: answer, write on a wall, vote, give a reason, change the pseudonym, leave."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tisserand.content.loading import load_quiz
from tisserand.domain.grading import grade
from tisserand.domain.rooms import events as ev
from tisserand.domain.rooms.rules import LONGEST_NAME, LONGEST_TEXT
from tisserand.errors import RoomError
from tisserand.i18n import Lang
from tisserand.server.rooms.actions import Fields
from tisserand.server.rooms.collecting import keep_answer
from tisserand.server.rooms.hub import LiveRoom
from tisserand.server.rooms.items import is_wall, question_of, read_item
from tisserand.server.rooms.question_answers import read_answer
from tisserand.server.rooms.run_actions import drawn_event, vote_event
from tisserand.services.limits import checked_text

if TYPE_CHECKING:
    from tisserand.server.workshop import Workshop

Values = Callable[[str], Sequence[str]]
"""All the values of a field."""


@dataclass(frozen=True)
class Deed:
    """What somebody does.

    Attributes:
        workshop: the server.
        live: the room.
        lang: of the page.
        person: opaque id.
        fields: of the form, the last value of each.
        values: all values of a field.
        uuid: made by the client.
    """

    workshop: "Workshop"
    live: LiveRoom
    lang: Lang
    person: str
    fields: Fields
    values: Values
    uuid: str

    async def post(self, event: ev.RoomEvent) -> bool:
        """Let it happen; return whether it is new."""
        return await self.workshop.rooms.post(self.live, event, self.person, self.uuid)


async def take_part(deed: Deed) -> None:
    """Do what a participant wants.

    Raises:
        RoomError, AnswerError, RefusedError: it can't be; the sentence says what to correct.
        StoreError: it could not be kept.
    """
    fields, action = deed.fields, deed.fields.get("action", "")
    if action == "answer":
        await _answer(deed)
    elif action == "vote":
        await deed.post(vote_event(deed.live.room, fields, deed.values))
    elif action == "draw":
        # on behalf of the group: only trainers end votes
        trainer = next(iter(deed.live.room.trainers), "")
        event = drawn_event(deed.live.room, fields)
        await deed.workshop.rooms.post(deed.live, event, trainer, deed.uuid)
    elif action == "reason":
        run, group, step = _place(fields)
        await deed.post(ev.ReasonWritten(run, group, step, fields.get("text", "").strip()))
    elif action == "rename":
        name = " ".join(checked_text(fields.get("name", ""), LONGEST_NAME).split())
        await deed.post(ev.PersonJoined(name))
    elif action == "leave":
        await deed.post(ev.PersonLeft())
    else:
        raise RoomError("not_understood")


async def _answer(deed: Deed) -> None:
    collection = deed.live.room.collections.get(deed.fields.get("collection", ""))
    if collection is None:
        raise RoomError("not_collecting")
    if is_wall(collection.item):
        text = " ".join(checked_text(deed.fields.get("answer", ""), LONGEST_TEXT).split())
        if not text:
            raise RoomError("empty_text")
        await deed.post(ev.AnswerGiven(collection.id, text))
        return
    item = read_item(collection.item)
    question = question_of(load_quiz(item.id), item.part[0]) if item.kind == "quiz" and item.part else None
    if question is None:
        raise RoomError("not_collecting")
    answer: Any = read_answer(question, deed.values)
    grade(question, answer)  # raises where it does not fit
    await deed.post(ev.AnswerGiven(collection.id, answer))
    # Also where it is not new: a server that was killed between the two kept the first one only.
    await keep_answer(deed.workshop, deed.live, deed.lang, deed.person, item, answer, deed.uuid)


def _place(fields: Fields) -> tuple[str, int, int]:
    return fields["run"], int(fields["group"]), int(fields["step"])
