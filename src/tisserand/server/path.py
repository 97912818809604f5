"""``/<lang>/path``: one's roles, what is under way, one's profile, what could come next."""

import asyncio
from http import HTTPStatus
from urllib.parse import parse_qs

from tisserand.content.catalogue import published_modules
from tisserand.errors import RefusedError
from tisserand.i18n import Lang, translate
from tisserand.server.page_handler import PageHandler
from tisserand.server.people import Person, person_of, welcome
from tisserand.widgets.path_view import path_view


class PathHandler(PageHandler):
    """The path of whoever asks; somebody who only looks around sees how it begins."""

    async def get(self, lang_code: str) -> None:
        """Show it; ``?kept`` says that a choice was kept, so that reloading the page sends nothing again."""
        lang = Lang(lang_code)
        was_kept = "kept" in parse_qs(self.request.query, keep_blank_values=True)
        await self._show(lang, person_of(self), translate(lang, "path.roles_kept") if was_kept else "")

    async def post(self, lang_code: str) -> None:
        """Keep the roles that were ticked, none included: tornado has checked that the form is one of this page."""
        lang, person = Lang(lang_code), welcome(self)
        try:
            await self.workshop.keeper.choose_roles(person.username, self.get_body_arguments("role"), lang)
        except RefusedError as error:
            await self._show(lang, person, message=error.sentence(lang))
            return
        self.redirect(f"{self.base_url}{lang}/path?kept", status=HTTPStatus.SEE_OTHER)

    async def _show(self, lang: Lang, person: Person | None, message: str = "") -> None:
        modules = published_modules(drafts=self.workshop.drafts)
        path = await self.workshop.keeper.path(person.username if person else None, modules)
        view = await asyncio.to_thread(path_view, path, lang)
        self.render_page("path.html", lang, path="path", view=view, message=message, xsrf=self.xsrf_form_html())
