"""``/<lang>/path``: one's roles, what is under way, one's profile, what could come next."""

import asyncio
from http import HTTPStatus
from urllib.parse import parse_qs
from uuid import uuid4

from tisserand.errors import RefusedError
from tisserand.i18n import Lang, translate
from tisserand.server.people import welcome
from tisserand.server.whole_handler import WholeHandler
from tisserand.services.chosen_roles import PATH, choose_roles
from tisserand.services.learning_path import learning_path
from tisserand.widgets.path_view import path_view


class PathHandler(WholeHandler):
    """The path of whoever asks; somebody who only looks around sees how it begins."""

    async def get(self, lang_code: str) -> None:
        """Show it; ``?kept`` says that a choice was kept, so that reloading the page sends nothing again."""
        lang = Lang(lang_code)
        was_kept = "kept" in parse_qs(self.request.query, keep_blank_values=True)
        await self._show(lang, translate(lang, "path.roles_kept") if was_kept else "")

    async def post(self, lang_code: str) -> None:
        """Keep the roles that were ticked, none included: tornado has checked that the form is one of this page."""
        lang, roles, uuid = Lang(lang_code), self.get_body_arguments("role"), uuid4().hex
        try:
            await self.keep(lang, lambda whole: choose_roles(whole.within(PATH), roles, uuid), welcome(self))
        except RefusedError as error:
            await self._show(lang, error.sentence(lang))
            return
        self.redirect(f"{self.base_url}{lang}/path?kept", status=HTTPStatus.SEE_OTHER)

    async def _show(self, lang: Lang, message: str = "") -> None:
        path = await self.ask(lang, lambda whole: learning_path(whole.log, whole.learner, whole.modules))
        view = await asyncio.to_thread(path_view, path, lang)
        self.render_page("path.html", lang, path="path", view=view, message=message, xsrf=self.xsrf_form_html())
