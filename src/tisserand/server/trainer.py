"""``/<lang>/trainer``: what the trainer needs before people come; behind the trainer's password."""

import re
from http import HTTPStatus

import segno
from tornado.ioloop import IOLoop

from tisserand.content.catalogue import published_modules
from tisserand.i18n import Lang, translate
from tisserand.server.addresses import is_this_machine
from tisserand.server.lesson_runs import LessonAddress
from tisserand.server.page_handler import PageHandler
from tisserand.server.people import admit_trainer, dismiss_trainer, is_trainer


class TrainerHandler(PageHandler):
    """The trainer's page: the address to show, how many are here, lessons made ready."""

    def get(self, lang_code: str) -> None:
        """Show it, or ask for the password."""
        lang = Lang(lang_code)
        if is_trainer(self, self.workshop.password.hash):
            self._show(lang)
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
        elif action == "leave":
            dismiss_trainer(self)
            self.redirect(f"{self.base_url}{lang}/")
        else:
            self._make_ready(lang)

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

    def _make_ready(self, lang: Lang) -> None:
        """Have the lessons made ready that the form names, as many as it says and there is room for."""
        limit = self.workshop.kernels.max_kernels
        for module in published_modules(drafts=self.workshop.drafts):
            typed = self.get_body_argument(f"ready-{module.slug}", "")
            if re.fullmatch(r"[0-9]{1,6}", typed):
                self.workshop.pool.want(LessonAddress(module.slug, lang), min(int(typed), limit))
        self._show(lang, message=translate(lang, "server.making_ready"))

    def _ask(self, lang: Lang, message: str = "") -> None:
        is_set = self.workshop.password.is_set
        self.render_page(
            "password.html", lang, path="trainer", message=message, is_set=is_set, xsrf=self.xsrf_form_html()
        )

    def _show(self, lang: Lang, message: str = "") -> None:
        modules = published_modules(drafts=self.workshop.drafts)
        kernels = self.workshop.kernels
        self.render_page(
            "trainer.html",
            lang,
            path="trainer",
            message=message,
            address=(address := self._address()),
            qr=segno.make(address, micro=False).svg_inline(scale=6, border=2, omitsize=True),
            people=kernels.people,
            count=kernels.count,
            limit=kernels.max_kernels,
            lessons=[(module, self.workshop.pool.ready(LessonAddress(module.slug, lang))) for module in modules],
            xsrf=self.xsrf_form_html(),
        )

    def _address(self) -> str:
        """Return the address to show: a phone can't open ``localhost``, under which the trainer may be here."""
        if self.workshop.public_url:
            return self.workshop.public_url
        if is_this_machine(self.request.host):
            return self.workshop.addresses[-1]
        return f"{self.request.protocol}://{self.request.host}{self.base_url}"
