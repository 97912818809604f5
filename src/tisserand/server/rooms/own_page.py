"""``/<lang>/rooms/<code>/mine``: what somebody keeps of a workshop, to read again, to print, and to go on alone."""

import asyncio
import secrets
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from tornado.web import HTTPError

from tisserand.content.catalogue import published_modules
from tisserand.content.loading import load_framework, load_self_assessment
from tisserand.content.models.module import TrainingModule
from tisserand.domain.assessment import assessment_state, compare
from tisserand.domain.events import Record
from tisserand.domain.plan import PlanStep, plan_state
from tisserand.domain.progress import module_progress
from tisserand.domain.rooms import events as ev
from tisserand.domain.rooms.room import Collection, Room
from tisserand.errors import RoomError, TisserandError
from tisserand.i18n import Lang, translate
from tisserand.server.people import person_of
from tisserand.server.rooms.answer_view import answer_view
from tisserand.server.rooms.handlers import RoomHandler
from tisserand.server.rooms.hub import LiveRoom
from tisserand.server.rooms.items import is_wall
from tisserand.server.rooms.own_progress import lessons_of, records_of
from tisserand.server.rooms.participant_pieces import pictures_of
from tisserand.server.rooms.scene import Scene
from tisserand.services.progress import load_exercises, standing_in_words
from tisserand.store.resume_codes import LASTS, spaced


@dataclass(frozen=True)
class OwnLevel:
    """A competency before and after, in words; empty where it was not rated."""

    name: str
    before: str
    after: str


@dataclass(frozen=True)
class OwnLesson:
    """What somebody did in a lesson that the room worked on, or that they chose.

    Attributes:
        levels: of their self-assessments.
        plan: the steps of their plan.
        percent, words: how far they have come.
    """

    module: TrainingModule
    levels: tuple[OwnLevel, ...]
    plan: tuple[PlanStep, ...]
    percent: int
    words: str


@dataclass(frozen=True)
class OwnAnswer:
    """What somebody answered when the room was asked.

    Attributes:
        title: what was asked.
        view: what is said of it; ``None`` as long as the room has not seen its answers, and for texts.
        texts: those of a wall.
        pictures: what the room answered, where it was revealed.
    """

    collection: Collection
    title: str
    view: dict[str, Any] | None
    texts: tuple[str, ...]
    pictures: tuple[str, ...]


class OwnPageHandler(RoomHandler):
    """One's own page, for whoever was in the room, also after they left it and once it is closed."""

    async def get(self, lang_code: str, code: str) -> None:
        """Show it."""
        await self._show(Lang(lang_code), await self.room(code))

    async def post(self, lang_code: str, code: str) -> None:
        """Give a code to go on elsewhere, or leave the room."""
        lang, live = Lang(lang_code), await self.room(code)
        person, action = self._person(live), self.get_body_argument("action", "")
        if action == "code":
            made = await self.workshop.keeper.make_code(person)
            await self._show(lang, live, resume_code=spaced(made))
        elif action == "leave":
            try:
                await self.workshop.rooms.post(live, ev.PersonLeft(), person, secrets.token_hex(16))
            except RoomError as error:
                self.set_status(HTTPStatus.CONFLICT)
                await self._show(lang, live, message=error.sentence(lang))
                return
            await self._show(lang, live, message=translate(lang, "rooms.you_left"))
        else:
            raise HTTPError(HTTPStatus.BAD_REQUEST)

    def _person(self, live: LiveRoom) -> str:
        person = person_of(self)
        if person is None or person.username not in live.room.people:
            raise HTTPError(HTTPStatus.FORBIDDEN)
        return str(person.username)

    async def _show(self, lang: Lang, live: LiveRoom, message: str = "", resume_code: str = "") -> None:
        person = self._person(live)
        scene = Scene(self.workshop, live, lang, "mine", 0, person)
        self.render_page(
            "rooms/own_page.html",
            lang,
            path=f"rooms/{live.code}/mine",
            s=scene,
            say=scene.say,
            me=live.room.people[person],
            answers=own_answers(live.room, scene),
            lessons=await self._lessons(live, lang, person),
            message=message,
            resume_code=resume_code,
            code_days=LASTS.days,
            xsrf=self.xsrf_form_html(),
        )

    async def _lessons(self, live: LiveRoom, lang: Lang, person: str) -> list[OwnLesson]:
        programme = {module.id: module for module in lessons_of(live).values()}
        known = {module.id: module for module in published_modules(drafts=self.workshop.drafts)}
        found = []
        for module in (programme | known).values():
            records = await records_of(self.workshop, person, module)
            if records or module.id in programme:
                found.append(await asyncio.to_thread(own_lesson, module, records, lang))
        return found


def own_answers(room: Room, scene: Scene) -> list[OwnAnswer]:
    """Return what somebody answered in a room, in the order in which it was asked.

    What is right is said of what was revealed, or is over: never while the room may still answer.
    """
    found = []
    for collection in room.collections.values():
        given = collection.answers.get(scene.person)
        texts = tuple(text.answer for text in collection.texts.values() if text.person == scene.person)
        if given is None and not texts:
            continue
        is_shown = collection.state == "revealed"
        was_shown = collection is not room.collection and any(one.collection == collection.id for one in room.reveals)
        is_over = is_shown or was_shown or room.status == "closed"
        title = collection.prompt if is_wall(collection.item) else scene.title(collection.item)
        view = answer_view(collection.item, given.answer, scene.lang) if given and is_over else None
        pictures = tuple(pictures_of(scene, collection)) if is_shown else ()
        found.append(OwnAnswer(collection, title, view, texts, pictures))
    return found


def own_lesson(module: TrainingModule, records: list[Record], lang: Lang) -> OwnLesson:
    """Return what somebody did in a lesson, from their records of it."""
    progress = module_progress(module, load_exercises(module) if records else (), records)
    return OwnLesson(
        module=module,
        levels=tuple(_levels(module, records, lang)),
        plan=plan_state(record for record in records if record.activity == "action_plan"),
        percent=int(100 * progress.share),
        words=standing_in_words(progress, lang),
    )


def _levels(module: TrainingModule, records: list[Record], lang: Lang) -> list[OwnLevel]:
    framework = load_framework()
    names = {one.code: one.name.in_lang(lang) for one in framework.competencies}
    levels = [translate(lang, "self_assessment.not_yet"), *(one.in_lang(lang) for one in framework.level_names)]
    found = []
    for assessment_id in dict.fromkeys(one.id for one in module.activities if one.kind == "self_assessment" and one.id):
        try:
            assessment = load_self_assessment(assessment_id)
        except TisserandError:
            continue
        prefix = f"self_assessment/{assessment_id}/"
        own = [record for record in records if record.activity.startswith(prefix)]
        before, after = (assessment_state(assessment, own, moment) for moment in ("before", "after"))
        found += [
            OwnLevel(
                names.get(one.competency, one.competency),
                levels[one.before.level] if one.before else "",
                levels[one.after.level] if one.after else "",
            )
            for one in compare(before, after)
            if one.before or one.after
        ]
    return found
