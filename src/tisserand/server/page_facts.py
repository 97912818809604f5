"""What the server knows about a lesson's page, as its templates take it (``page_config["page"]``)."""

from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

from tisserand.i18n import Lang, sentences, translate
from tisserand.server.page_assets import ASSETS_PATH, PageAssets
from tisserand.server.runtimes import Runtime

_FRAME = ("skip", "navigation", "other_language", "path_link", "data_link")


@dataclass(frozen=True)
class RoomFacts:
    """The workshop's room in which the reader is, as a lesson's page shows it.

    Attributes:
        html: what its bar shows now.
        stream: where the bar hears what changes; empty where it does not.
        scope: tells the person and the room from others in the same browser tab.
        script, style: addresses of the files.
        label: what the bar is called.
    """

    html: str
    stream: str
    scope: str
    script: str
    style: str
    label: str


@dataclass(frozen=True)
class PageFacts:
    """A lesson's page.

    Attributes:
        base_url: of the server, with a slash at both ends.
        lang, other_lang: the page's language, and the other one.
        slug, title: the lesson's.
        runtime: how its widgets are shown.
        scope: tells the unanswered intentions of this person and lesson from others in the same browser tab.
        script, widgets, style, mark: addresses of the files.
        words: sentences of the page, by name.
        room: the room in which the reader is, if any.
    """

    base_url: str
    lang: str
    other_lang: str
    slug: str
    title: str
    runtime: Runtime
    scope: str
    script: str
    widgets: str
    style: str
    mark: str
    words: dict[str, str]
    room: RoomFacts | None = None

    def as_dict(self) -> dict[str, Any]:
        """Return the facts for a template: JSON values, as Voilà writes its configuration into the page."""
        return asdict(self)


def page_facts(  # noqa: PLR0913 - each is a fact
    *,
    base_url: str,
    lang: Lang,
    slug: str,
    title: str,
    runtime: Runtime,
    person: str,
    assets: PageAssets,
    room: RoomFacts | None = None,
) -> PageFacts:
    """Return the facts of a page.

    Args:
        base_url: of the server, with a slash at both ends.
        slug: the lesson's.
        title: the lesson's, in the language of the page.
        runtime: how its widgets are shown.
        lang: of the page.
        person: the opaque id of who reads; the page gets a digest of it, not the id.
        assets: the files.
        room: the room in which the reader is, if any.
    """
    is_stock = runtime == "stock"

    def address(name: str) -> str:
        return f"{base_url}{ASSETS_PATH}{name}"

    return PageFacts(
        base_url=base_url,
        lang=lang.value,
        other_lang=lang.other.value,
        slug=slug,
        title=title,
        runtime=runtime,
        scope=sha256(f"{person}\n{slug}".encode()).hexdigest()[:16],
        script=address(assets.stock_page if is_stock else assets.page),
        widgets=address(assets.widgets),
        style=address(assets.stock_style if is_stock else assets.lesson_style),
        mark=address(assets.mark),
        words={
            **{key: translate(lang, f"server.{key}") for key in _FRAME},
            **sentences(lang, "lesson_page"),
        },
        room=room,
    )
