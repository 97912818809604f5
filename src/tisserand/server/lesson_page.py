"""``/<lang>/modules/<slug>``: a lesson, opened for one person and rendered by Voilà's exporter with our templates."""

import asyncio
import logging
from http import HTTPStatus

from tornado.iostream import StreamClosedError

from tisserand.content.catalogue import published_modules
from tisserand.content.models.module import TrainingModule
from tisserand.i18n import Lang
from tisserand.server.kernels import TooManyPagesError
from tisserand.server.lesson_renderer import LessonRenderer
from tisserand.server.lesson_runs import LessonAddress, LessonRun
from tisserand.server.page_handler import PageHandler
from tisserand.server.people import Person, welcome
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
        elif not self.workshop.pool.has_room():
            self.send_error(HTTPStatus.SERVICE_UNAVAILABLE)
        else:
            try:
                with self.workshop.kernels.coming(person.username):
                    await self._write_page(module, address, person)
            except TooManyPagesError:
                self.send_error(HTTPStatus.TOO_MANY_REQUESTS)

    async def _write_page(self, module: TrainingModule, address: LessonAddress, person: Person) -> None:
        opening = asyncio.create_task(self._open(module, address, person))
        lesson = self.renderer.lesson(module, address, person.username)
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

    async def _open(self, module: TrainingModule, address: LessonAddress, person: Person) -> LessonRun | None:
        """Return a run of the lesson to which the person was admitted; ``None``, logged, where none could be had."""
        workshop = self.workshop
        run: LessonRun
        try:
            run, rows = await asyncio.gather(
                workshop.pool.take(address), workshop.keeper.rows(person.username, module.id)
            )
            workshop.kernels.claim(run.kernel_id, person.username, address.slug)
            ticket = workshop.ticket(run.kernel_id, person.username, module.id)
            await run.admit(person.username, ticket, [message_of(row) for row in rows])
        except Exception:
            log.exception("%s could not be opened", address.notebook)
            return None
        return run

    def _published(self, slug: str) -> TrainingModule | None:
        for module in published_modules(drafts=self.workshop.drafts):
            if module.slug == slug:
                return module
        return None
