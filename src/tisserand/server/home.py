"""``/<lang>/``: the catalogue, searched, with the visitor's own progress; and starting a module over."""

import asyncio
from urllib.parse import urlencode

from tornado.web import HTTPError

from tisserand.content.catalogue import published_modules
from tisserand.content.loading import load_framework
from tisserand.content.models.module import TrainingModule
from tisserand.domain.follow_up import FollowUp
from tisserand.domain.module_search import LONGEST_SEARCH
from tisserand.i18n import Lang
from tisserand.server.page_handler import PageHandler
from tisserand.server.people import person_of
from tisserand.server.whole_handler import WholeHandler
from tisserand.services.follow_up import current_follow_up
from tisserand.services.module_choice import choose_modules, count_in_words, hidden_matches, parse_role


class HomeHandler(WholeHandler):
    """The catalogue by role; ``?q=`` searches words, ``?role=`` keeps one role."""

    async def get(self, lang_code: str) -> None:
        """Show it."""
        lang, person = Lang(lang_code), person_of(self)
        modules = published_modules(drafts=self.workshop.drafts)
        asked = self._asked("q"), parse_role(self._asked("role"))
        choice = await asyncio.to_thread(choose_modules, modules, *asked, lang)
        progress = await self.workshop.keeper.progress(person.username, modules, lang) if person else {}
        follow_up = await self.ask(lang, lambda whole: current_follow_up(whole, progress)) if progress else FollowUp()
        kept = {name: value for name, value in (("q", choice.text), ("role", choice.role)) if value}
        self.render_page(
            "home.html",
            lang,
            path=f"?{urlencode(kept)}" if kept else "",
            choice=choice,
            count=count_in_words(choice, lang),
            hidden_matches=hidden_matches,
            longest=LONGEST_SEARCH,
            competencies={one.code: one for one in load_framework().competencies},
            progress=progress,
            due=len(follow_up.today),
        )

    def _asked(self, name: str) -> str:
        """Return a value of the address; bytes that are no text, which tornado would refuse, find nothing."""
        return self.request.query_arguments.get(name, [b""])[-1].decode("utf-8", "replace")


class StartOverHandler(PageHandler):
    """``/<lang>/modules/<slug>/start-over``: asks first, then practises the module from the start again."""

    def get(self, lang_code: str, slug: str) -> None:
        """Say what starts over and what stays."""
        lang = Lang(lang_code)
        self.render_page(
            "start_over.html",
            lang,
            path=f"modules/{slug}/start-over",
            title=self._module(slug).title.in_lang(lang),
            slug=slug,
            xsrf=self.xsrf_form_html(),
        )

    async def post(self, lang_code: str, slug: str) -> None:
        """Do it, and open the lesson."""
        lang, person, module = Lang(lang_code), person_of(self), self._module(slug)
        if person:
            await self.workshop.keeper.start_over(person.username, module, lang)
        self.redirect(f"{self.base_url}{lang}/modules/{slug}")

    def _module(self, slug: str) -> TrainingModule:
        for module in published_modules(drafts=self.workshop.drafts):
            if module.slug == slug:
                return module
        raise HTTPError(404)
