"""What the pages around the lessons share: language, headers, templates, errors in the reader's language."""

from collections.abc import Mapping
from functools import lru_cache
from http import HTTPStatus
from importlib.resources import files
from typing import Any

import jinja2
from tornado.web import HTTPError, RequestHandler

from tisserand.i18n import Lang, sentences, translate
from tisserand.server.addresses import is_known
from tisserand.server.page_assets import ASSETS_PATH, page_assets
from tisserand.server.people import person_of
from tisserand.server.rates import network_of
from tisserand.server.security_headers import HEADERS, policy
from tisserand.server.workshop import Workshop, workshop_of

_PAGES = files("tisserand.server")

_KINDS = {
    HTTPStatus.NOT_FOUND: "missing",
    HTTPStatus.METHOD_NOT_ALLOWED: "missing",
    HTTPStatus.FORBIDDEN: "refused",
    HTTPStatus.MISDIRECTED_REQUEST: "other_name",
    HTTPStatus.TOO_MANY_REQUESTS: "too_many_pages",
    HTTPStatus.SERVICE_UNAVAILABLE: "full",
}
"""Which page says that something went wrong; any other status is ``failed``."""

_ASSETS = ("page_style", "room_style", "room_script", "mark")


@lru_cache
def _environment() -> jinja2.Environment:
    loader = jinja2.FileSystemLoader(str(_PAGES.joinpath("templates")))
    return jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined)


@lru_cache
def _labels(lang: Lang) -> Mapping[str, str]:
    return {key.replace(".", "_"): sentence for key, sentence in sentences(lang, "server").items()}


def render(template: str, lang: Lang, base_url: str, **values: Any) -> str:
    """Return a page of ``templates/``, with every sentence of ``locale/<lang>/server.yaml`` as ``t``."""
    assets = page_assets()
    addresses = {name: f"{base_url}{ASSETS_PATH}{getattr(assets, name)}" for name in _ASSETS}
    known = {"lang": lang.value, "other": lang.other.value, "base_url": base_url, "t": _labels(lang), **addresses}
    return _environment().get_template(template).render(**known, translate=translate, Lang=lang, **values)


def render_error(lang: Lang, base_url: str, status_code: int) -> str:
    """Return the page that says what went wrong and what to do."""
    kind = _KINDS.get(HTTPStatus(status_code), "failed")
    return render("error.html", lang, base_url, kind=kind, path="")


class PageHandler(RequestHandler):
    """A page of ours. Anybody may look at it: what needs a person or the trainer asks for them itself."""

    def set_default_headers(self) -> None:
        """Keep pages out of caches and frames, and away from other hosts."""
        self.set_header("Content-Security-Policy", policy(self.request))
        for name, value in HEADERS.items():
            self.set_header(name, value)

    def prepare(self) -> None:
        """Answer only under a name of ours, and not without end.

        Raises:
            HTTPError: 421 or 429.
        """
        if not is_known(self.request.host, self.workshop.hosts):
            raise HTTPError(HTTPStatus.MISDIRECTED_REQUEST)
        person = person_of(self)
        if not self.workshop.requests.take(person.username if person else self.network):
            raise HTTPError(HTTPStatus.TOO_MANY_REQUESTS)

    @property
    def network(self) -> str:
        """Where the request comes from, for what is counted."""
        return network_of(self.request.remote_ip)

    @property
    def workshop(self) -> Workshop:
        """What this server knows."""
        return workshop_of(self)

    @property
    def base_url(self) -> str:
        """Path that every address begins with."""
        return self.workshop.base_url

    @property
    def wanted_lang(self) -> Lang:
        """The language of the address, else of the browser."""
        asked = Lang.parse(self.request.headers.get("Accept-Language"), self.workshop.default_lang)
        return Lang.parse(self.request.path.removeprefix(self.base_url).partition("/")[0], asked)

    def render_page(self, template: str, lang: Lang, **values: Any) -> None:
        """Answer with a page."""
        self.finish(render(template, lang, self.base_url, **values))

    def send_file(self, text: str, mime: str, name: str) -> None:
        """Answer with a file to keep."""
        self.set_header("Content-Type", f"{mime}; charset=utf-8")
        self.set_header("Content-Disposition", f'attachment; filename="{name}"')
        self.finish(text)

    def write_error(self, status_code: int, **_details: Any) -> None:
        """Answer with our page for an error; its details are in the log only."""
        self.finish(render_error(self.wanted_lang, self.base_url, status_code))


class RootHandler(PageHandler):
    """``/``: the home page in the visitor's language."""

    def get(self) -> None:
        """Redirect to the language that the browser asks for."""
        self.redirect(f"{self.base_url}{self.wanted_lang}/")


class MissingHandler(PageHandler):
    """Anything else: our page for what does not exist, whatever the method."""

    def prepare(self) -> None:
        """Answer 404.

        Raises:
            HTTPError: always.
        """
        super().prepare()
        raise HTTPError(HTTPStatus.NOT_FOUND)
