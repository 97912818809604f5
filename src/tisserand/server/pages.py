"""The pages around the lessons: home, one's own data, errors."""

from datetime import UTC, datetime
from functools import lru_cache
from importlib.resources import files
from typing import Any

import jinja2
from tornado.web import RequestHandler, StaticFileHandler

from tisserand.content.catalogue import published_modules
from tisserand.content.loading import load_framework
from tisserand.i18n import Lang, sentences, translate
from tisserand.paths import front_end_folder
from tisserand.server.identity import forget_learner, learner_of
from tisserand.services.own_data import erase_learner, export_as_json, holdings
from tisserand.services.progress import progress_of_all
from tisserand.settings import read_settings
from tisserand.store.event_log import EventLog, open_event_log

_PAGES = files("tisserand.server")


@lru_cache
def _environment() -> jinja2.Environment:
    loader = jinja2.FileSystemLoader(str(_PAGES.joinpath("templates")))
    return jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)


def _render(template: str, lang: Lang, base_url: str, **values: Any) -> str:
    labels = {key.replace(".", "_"): sentence for key, sentence in sentences(lang, "server").items()}
    return (
        _environment()
        .get_template(template)
        .render(
            lang=lang.value,
            other=lang.other.value,
            base_url=base_url,
            t=labels,
            translate=translate,
            Lang=lang,
            **values,
        )
    )


def render_error(lang: Lang, base_url: str, status_code: int) -> str:
    """Return the page that says, in the visitor's language, that something is missing or went wrong."""
    kind = "missing" if status_code == 404 else "failed"  # noqa: PLR2004 - HTTP's own number
    return _render("error.html", lang, base_url, kind=kind, path="")


def _log(lang: Lang) -> EventLog:
    """Return the log of this server, without making one."""
    return open_event_log(read_settings().database_url, create=False, lang=lang)


DRAFTS = "tisserand_drafts"
"""The application's setting that says whether modules being written are shown."""


class PageHandler(RequestHandler):
    """What our pages share."""

    def initialize(self, base_url: str, default_lang: Lang) -> None:
        """Take what the application knows."""
        self.base_url = base_url
        self.default_lang = default_lang

    def set_default_headers(self) -> None:
        """Keep pages out of caches and frames, and away from other hosts."""
        for name, value in PAGE_HEADERS.items():
            self.set_header(name, value)

    def write_error(self, status_code: int, **_details: Any) -> None:
        """Show our page for an error, in the language of the address, else of the browser."""
        wanted = Lang.parse(self.request.headers.get("Accept-Language"), self.default_lang)
        first = self.request.path.removeprefix(self.base_url).partition("/")[0]
        self.finish(render_error(Lang.parse(first, wanted), self.base_url, status_code))


_ALLOWED = {
    "default-src": "'self'",
    "script-src": "'self' 'unsafe-inline' 'unsafe-eval' blob:",  # Voilà's inline scripts, anywidget's blob modules
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data: blob:",
    "font-src": "'self' data:",
    "connect-src": "'self' ws: wss:",
    "frame-ancestors": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
}
SECURITY_POLICY = "; ".join(f"{what} {where}" for what, where in _ALLOWED.items())
"""What a page may load: nothing from another host."""

PAGE_HEADERS = {
    "Content-Security-Policy": SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}


class RootHandler(PageHandler):
    """``/``: the home page in the visitor's language."""

    def get(self) -> None:
        """Redirect to the language that the browser asks for."""
        lang = Lang.parse(self.request.headers.get("Accept-Language"), self.default_lang)
        self.redirect(f"{self.base_url}{lang}/")


class HomeHandler(PageHandler):
    """``/<lang>/``: the catalogue, with the visitor's own progress."""

    def get(self, lang_code: str) -> None:
        """Show the catalogue."""
        lang = Lang(lang_code)
        learner = learner_of(self)
        modules = published_modules(drafts=self.settings[DRAFTS])
        competencies = {one.code: one for one in load_framework().competencies}
        progress = progress_of_all(_log(lang), learner, modules, lang) if learner else {}
        page = _render(
            "home.html", lang, self.base_url, path="", modules=modules, competencies=competencies, progress=progress
        )
        self.finish(page)


class OwnDataHandler(PageHandler):
    """``/<lang>/data``: see, take away and erase what is kept about oneself."""

    def get(self, lang_code: str) -> None:
        """Show what is kept."""
        self._show(Lang(lang_code))

    def post(self, lang_code: str) -> None:
        """Give the export, or erase after the confirmation was ticked."""
        self.check_xsrf_cookie()
        lang = Lang(lang_code)
        learner = learner_of(self)
        action = self.get_body_argument("action", "")
        if learner is None:
            self._show(lang)
        elif action == "export":
            self.set_header("Content-Type", "application/json; charset=utf-8")
            self.set_header("Content-Disposition", 'attachment; filename="tisserand-export.json"')
            self.finish(export_as_json(_log(lang), learner, datetime.now(UTC)))
        elif action == "erase" and self.get_body_argument("confirm", "") == "yes":
            erase_learner(_log(lang), learner)
            forget_learner(self, self.base_url)
            self._show(lang, message=translate(lang, "server.erased"))
        else:
            self._show(lang, message=translate(lang, "server.erase_not_confirmed"))

    def _show(self, lang: Lang, message: str = "") -> None:
        learner = learner_of(self)
        count = holdings(_log(lang), learner).records if learner else 0
        page = _render(
            "data.html", lang, self.base_url, path="data", count=count, message=message, xsrf=self.xsrf_form_html()
        )
        self.finish(page)


class AssetHandler(StaticFileHandler):
    """Our style sheets and scripts."""

    def set_extra_headers(self, path: str) -> None:  # noqa: ARG002 - tornado's signature
        """Have browsers ask whether the file changed."""
        self.set_header("Cache-Control", "no-cache")
        self.set_header("X-Content-Type-Options", "nosniff")


class ThemeHandler(PageHandler):
    """``/assets/theme.css``: the theme that the widgets use too."""

    def get(self) -> None:
        """Give the style sheet."""
        self.set_header("Content-Type", "text/css; charset=utf-8")
        self.set_header("Cache-Control", "no-cache")
        self.finish((front_end_folder() / "theme.css").read_text("utf-8"))


class MissingHandler(PageHandler):
    """Anything else: our page for what does not exist."""

    def prepare(self) -> None:
        """Answer 404."""
        self.send_error(404)
