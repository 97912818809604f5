"""``/<lang>/trainer``: what the trainer needs before people come; behind the trainer's password."""

import re
import secrets
from http import HTTPStatus

import segno
from tornado.ioloop import IOLoop

from tisserand.content.catalogue import published_modules
from tisserand.domain.rooms.events import TrainerJoined
from tisserand.errors import RoomError
from tisserand.i18n import Lang, translate
from tisserand.server.lesson_runs import LessonAddress
from tisserand.server.page_handler import PageHandler
from tisserand.server.people import admit_trainer, dismiss_trainer, is_trainer, person_of, welcome
from tisserand.server.rooms.handlers import is_share_code
from tisserand.store.resume_codes import spaced


class TrainerHandler(PageHandler):
    """The trainer's page: the address to show, how many are here, lessons made ready."""

    async def get(self, lang_code: str) -> None:
        """Show it, or ask for the password."""
        lang = Lang(lang_code)
        if is_trainer(self, self.workshop.password.hash):
            await self._show(lang)
        else:
            self._ask(lang)

    async def post(self, lang_code: str) -> None:
        """Do what a button says."""
        lang, action = Lang(lang_code), self.get_body_argument("action", "")
        if action == "enter":
            await self._enter(lang)
        elif not is_trainer(self, self.workshop.password.hash):
            self.set_status(HTTPStatus.FORBIDDEN)
            self._ask(lang)
        elif action == "open-room":
            await self._open_room(lang)
        elif action == "share-room":
            await self._share_room(lang)
        elif action == "leave":
            dismiss_trainer(self)
            self.redirect(f"{self.base_url}{lang}/")
        else:
            await self._make_ready(lang)

    async def _enter(self, lang: Lang) -> None:
        password = self.get_body_argument("password", "", strip=False)
        if not self.workshop.passwords.take(self.network):
            self.set_status(HTTPStatus.TOO_MANY_REQUESTS)
            self._ask(lang, translate(lang, "server.too_many_tries"))
        elif await IOLoop.current().run_in_executor(None, self.workshop.password.is_right, password):
            self.workshop.passwords.was_right(self.network)
            admit_trainer(self, self.workshop.password.hash)
            self.redirect(f"{self.base_url}{lang}/trainer")
        else:
            self.set_status(HTTPStatus.FORBIDDEN)
            self._ask(lang, translate(lang, "server.wrong_password"))

    async def _open_room(self, lang: Lang) -> None:
        """Open a room and go to its cockpit."""
        name = " ".join(self.get_body_argument("name", "").split()) or translate(lang, "rooms.unnamed")
        try:
            live = await self.workshop.rooms.open(name, lang.value, welcome(self).username)
        except RoomError as error:
            self.set_status(HTTPStatus.CONFLICT)
            await self._show(lang, message=error.sentence(lang))
            return
        self.redirect(f"{self.base_url}{lang}/rooms/{live.code}/cockpit")

    async def _share_room(self, lang: Lang) -> None:
        """Lead another trainer's room too, with the share code that they gave."""
        live = await self.workshop.rooms.find(self.get_body_argument("code", ""))
        typed = self.get_body_argument("share", "")
        if not self.workshop.codes.take(self.network):
            self.set_status(HTTPStatus.TOO_MANY_REQUESTS)
            await self._show(lang, message=translate(lang, "server.too_many_tries"))
        elif live is None or not is_share_code(self.workshop.secret, live.room.id, typed):
            self.set_status(HTTPStatus.FORBIDDEN)
            await self._show(lang, message=translate(lang, "rooms.wrong_share"))
        else:
            self.workshop.codes.was_right(self.network)
            await self.workshop.rooms.post(live, TrainerJoined(), welcome(self).username, secrets.token_hex(16))
            self.redirect(f"{self.base_url}{lang}/rooms/{live.code}/cockpit")

    async def _make_ready(self, lang: Lang) -> None:
        """Have the lessons made ready that the form names, as many as it says and there is room for."""
        limit = self.workshop.kernels.max_kernels
        for module in published_modules(drafts=self.workshop.drafts):
            typed = self.get_body_argument(f"ready-{module.slug}", "")
            if re.fullmatch(r"[0-9]{1,6}", typed):
                self.workshop.pool.want(LessonAddress(module.slug, lang), min(int(typed), limit))
        await self._show(lang, message=translate(lang, "server.making_ready"))

    def _ask(self, lang: Lang, message: str = "") -> None:
        is_set = self.workshop.password.is_set
        self.render_page(
            "password.html", lang, path="trainer", message=message, is_set=is_set, xsrf=self.xsrf_form_html()
        )

    async def _show(self, lang: Lang, message: str = "") -> None:
        modules = published_modules(drafts=self.workshop.drafts)
        kernels, person = self.workshop.kernels, person_of(self)
        self.render_page(
            "trainer.html",
            lang,
            path="trainer",
            message=message,
            address=(address := self.workshop.shown_address(self.request)),
            qr=segno.make(address, micro=False).svg_inline(scale=6, border=2, omitsize=True),
            spaced=spaced,
            rooms=await self.workshop.rooms.of_trainer(person.username) if person else [],
            people=kernels.people,
            count=kernels.count,
            limit=kernels.max_kernels,
            lessons=[(module, self.workshop.pool.ready(LessonAddress(module.slug, lang))) for module in modules],
            xsrf=self.xsrf_form_html(),
        )
