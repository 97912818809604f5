"""``/<lang>/modules/<slug>``: a lesson, opened for one person and rendered by Voilà's exporter with our templates."""

import asyncio
import logging
from http import HTTPStatus
from typing import Any

from tornado.iostream import StreamClosedError

from tisserand.content.catalogue import published_modules
from tisserand.content.models.module import TrainingModule
from tisserand.i18n import Lang
from tisserand.server.kernels import FullError, TooManyPagesError, Visit
from tisserand.server.lesson_renderer import LessonRenderer
from tisserand.server.lesson_runs import LessonAddress, LessonRun
from tisserand.server.page_handler import PageHandler
from tisserand.server.people import Person, welcome
from tisserand.server.rooms.lesson_bar import room_facts
from tisserand.server.security_headers import policy
from tisserand.store.rows import message_of

log = logging.getLogger(__name__)


class LessonHandler(PageHandler):
    """A lesson: the prose is sent while a kernel is being found, the activities once the person was admitted to it."""

    def initialize(self, renderer: LessonRenderer) -> None:
        """Take what turns a notebook into a page."""
        self.renderer = renderer

    async def get(self, lang_code: str, slug: str) -> None:
        """Open the lesson and write its page as it is made."""
        module, lang = self._published(slug), Lang(lang_code)
        if module is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        person = welcome(self)
        address = LessonAddress(slug, lang)
        if not self.workshop.pages.take(person.username):
            self.send_error(HTTPStatus.TOO_MANY_REQUESTS)
            return
        try:
            with self.workshop.kernels.coming(person.username, slug) as visit:
                await self._write_page(module, address, person, visit)
        except TooManyPagesError:
            self.send_error(HTTPStatus.TOO_MANY_REQUESTS)
        except FullError:
            self.send_error(HTTPStatus.SERVICE_UNAVAILABLE)

    async def _write_page(self, module: TrainingModule, address: LessonAddress, person: Person, visit: Visit) -> None:
        opening = asyncio.create_task(self._open(module, address, visit))
        room = room_facts(self.workshop, address.lang, person.username)
        lesson = self.renderer.lesson(module, address, person.username, room)
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.set_header("Content-Security-Policy", policy(self.request, lesson.scripts))
        try:
            async for html in lesson.pieces(opening):
                self.write(html)
                await self.flush()
        except StreamClosedError:
            log.info("%s: the page was left before it was complete", address.notebook)
        finally:
            await opening

    async def _open(self, module: TrainingModule, address: LessonAddress, visit: Visit) -> LessonRun | None:
        """Return a run of the lesson to which the person was admitted; ``None``, logged, where none could be had."""
        try:
            # The rows first: a run that was taken must not be lost because they can't be read.
            rows = await self.workshop.keeper.rows(visit.claim.learner, module.id)
            records = list(map(message_of, rows))
            try:
                return await self._take(module, address, visit, records)
            except Exception:
                log.warning("%s: a kernel failed, another is tried", address.notebook, exc_info=True)
                return await self._take(module, address, visit, records)
        except Exception:
            log.exception("%s could not be opened", address.notebook)
            return None

    async def _take(
        self, module: TrainingModule, address: LessonAddress, visit: Visit, records: list[dict[str, Any]]
    ) -> LessonRun:
        """Return a run to which the person was admitted; one that fails on the way is ended, and its place is free."""
        workshop, learner = self.workshop, visit.claim.learner
        run = await workshop.pool.take(address)
        try:
            workshop.kernels.claim(run.kernel_id, visit)
            await run.admit(learner, workshop.ticket(run.kernel_id, learner, module.id), records)
        except BaseException:
            await workshop.pool.discard(run)
            raise
        return run

    def _published(self, slug: str) -> TrainingModule | None:
        for module in published_modules(drafts=self.workshop.drafts):
            if module.slug == slug:
                return module
        return None
