"""``/<lang>/data``: see, name, take along, take away and erase what is kept about oneself."""

from http import HTTPStatus

from tisserand.errors import RefusedError
from tisserand.i18n import Lang, translate
from tisserand.server.page_handler import PageHandler
from tisserand.server.people import LONGEST_NAME, Person, forget, named, person_of, welcome
from tisserand.store.resume_codes import LASTS, spaced


class OwnDataHandler(PageHandler):
    """One's own data."""

    async def get(self, lang_code: str) -> None:
        """Show what is kept."""
        await self._show(Lang(lang_code))

    async def post(self, lang_code: str) -> None:
        """Do what a button says: tornado has checked that it is one of this page."""
        lang, person = Lang(lang_code), person_of(self)
        action = self.get_body_argument("action", "")
        if action == "name":
            await self._rename(lang, person)
        elif person is None:
            await self._show(lang)
        elif action == "code":
            code = await self.workshop.keeper.make_code(person.username)
            await self._show(lang, code=spaced(code))
        elif action == "export":
            text = await self.workshop.keeper.export(person.username)
            self.send_file(text, "application/json", "tisserand-export.json")
        elif action == "erase" and self.get_body_argument("confirm", "") == "yes":
            await self._erase(lang, person)
        else:
            await self._show(lang, message=translate(lang, "server.erase_not_confirmed"))

    async def _rename(self, lang: Lang, person: Person | None) -> None:
        try:
            person = named(person or welcome(self), self.get_body_argument("name", ""))
        except RefusedError as error:
            await self._show(lang, message=error.sentence(lang))
            return
        welcome(self, person)
        await self._show(lang, message=translate(lang, "server.name_kept"), person=person)

    async def _erase(self, lang: Lang, person: Person) -> None:
        await self._end_lessons(person)  # what they still had to send is erased too
        await self.workshop.keeper.erase(person.username)
        await self.workshop.rooms.forget_person(person.username)
        await self._end_lessons(person)  # those that opened meanwhile show what is no more
        forget(self)
        await self._show(lang, message=translate(lang, "server.erased"), forgotten=True)

    async def _end_lessons(self, person: Person) -> None:
        for kernel_id in self.workshop.kernels.kernels_of(person.username):
            await self.workshop.kernels.end(kernel_id)

    async def _show(
        self, lang: Lang, message: str = "", code: str = "", person: Person | None = None, *, forgotten: bool = False
    ) -> None:
        person = None if forgotten else person or person_of(self)
        count = (await self.workshop.keeper.holdings(person.username)).records if person else 0
        name = person.display_name if person and person.display_name != person.username else ""
        self.render_page(
            "data.html",
            lang,
            path="data",
            known=person is not None,
            name=name,
            longest_name=LONGEST_NAME,
            count=count,
            code=code,
            code_days=LASTS.days,
            message=message,
            xsrf=self.xsrf_form_html(),
        )


class ResumeHandler(PageHandler):
    """``/<lang>/resume``: go on from another device, with the code that one's own data page gives."""

    async def get(self, lang_code: str) -> None:
        """Ask for the code."""
        await self._show(Lang(lang_code))

    async def post(self, lang_code: str) -> None:
        """Go on as the person whose code it is; wrong codes are counted."""
        lang = Lang(lang_code)
        if not self.workshop.codes.take(self.network):
            self.set_status(HTTPStatus.TOO_MANY_REQUESTS)
            await self._show(lang, translate(lang, "server.too_many_tries"))
            return
        learner = await self.workshop.keeper.use_code(self.get_body_argument("code", ""))
        if learner is None:
            self.set_status(HTTPStatus.FORBIDDEN)
            await self._show(lang, translate(lang, "server.no_such_code", days=LASTS.days))
            return
        self.workshop.codes.was_right(self.network)
        welcome(self, Person(learner))
        self.redirect(f"{self.base_url}{lang}/")

    async def _show(self, lang: Lang, message: str = "") -> None:
        person = person_of(self)
        left = (await self.workshop.keeper.holdings(person.username)).records if person else 0
        self.render_page("resume.html", lang, path="resume", message=message, left=left, xsrf=self.xsrf_form_html())
