"""A lesson's page: Voilà's own rendering, for the notebooks of the catalogue only."""

from typing import Any

from voila.tornado.handler import TornadoVoilaHandler

from tisserand.content.catalogue import published_modules
from tisserand.content.loading import load_module
from tisserand.i18n import Lang
from tisserand.server.identity import LEARNER_HEADER, make_learner
from tisserand.server.pages import DRAFTS, render_error


class LessonHandler(TornadoVoilaHandler):  # type: ignore[misc]  # Voilà has no types
    """``/<lang>/modules/<slug>``: a kernel is started and the notebook played for this visitor."""

    async def get(self, lang: str, slug: str) -> None:
        """Write the page as it is made, so that the prose can be read while the kernel starts."""
        if slug not in {module.slug for module in published_modules(drafts=self.settings[DRAFTS])}:
            self.send_error(404)
            return
        # What the visitor sent under that name is overwritten: only the cookie counts.
        self.request.headers[LEARNER_HEADER] = make_learner(self, self.base_url)
        async for html in self.get_generator(path=f"{slug}/{lang}.ipynb"):
            self.write(html)
            self.flush()

    def write_error(self, status_code: int, **_details: Any) -> None:
        """Show our page for an error, without its details: those go to the log."""
        lang = Lang.parse(self.path_args[0] if self.path_args else None)
        self.finish(render_error(lang, self.base_url, status_code))


def name_the_page(_handler: Any, notebook: Any, cwd: str) -> None:  # noqa: ARG001 - Voilà's signature
    """Give the notebook that is about to be shown the title of its module, for the page's ``<title>``."""
    lesson = notebook.metadata["tisserand"]
    notebook.metadata["title"] = load_module(lesson["slug"]).title.in_lang(Lang(lesson["lang"]))
