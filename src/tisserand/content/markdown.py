"""Authored Markdown becomes HTML that is safe to show.

CommonMark with tables. Raw HTML in a text is shown as text, never interpreted; then nh3 keeps only the tags that
Markdown can produce, in case the first net has a hole. Nothing is fetched from another host: an image must be a file
of the content, given by a relative path; otherwise its alternative text stands in its place.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

import nh3
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

_INLINE_TAGS = frozenset({"a", "br", "code", "em", "img", "strong"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_TABLE_TAGS = frozenset({"table", "tbody", "td", "th", "thead", "tr"})
_BLOCK_TAGS = frozenset({"blockquote", "hr", "li", "ol", "p", "pre", "ul"}) | _HEADINGS | _TABLE_TAGS
_ATTRIBUTES = {
    "a": {"href", "title"},
    "code": {"class"},
    "img": {"src", "alt", "title"},
    "ol": {"start"},
    "td": {"style"},
    "th": {"style"},
}
_SCHEMES = {"http", "https", "mailto"}


def is_relative(url: str) -> bool:
    """Return whether ``url`` names a file of the content: a path with no scheme, no host and no leading slash."""
    url = url.strip().replace("\\", "/")
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return bool(parts.path) and not parts.scheme and not parts.netloc and not parts.path.startswith(("/", "%5C", "%2F"))


def _image(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    token = tokens[index]
    alternative = renderer.renderInlineAsText(token.children or [], options, env)
    if not is_relative(str(token.attrGet("src") or "")):
        return escapeHtml(alternative)
    token.attrSet("alt", alternative)
    return renderer.renderToken(tokens, index, options, env)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.add_render_rule("image", _image)
    return parser


PARSER = _parser()
"""The parser itself, for whoever needs the structure of a text (the checks count headings, links and images)."""


def _keep(tag: str, attribute: str, value: str) -> str | None:
    if tag == "img" and attribute == "src" and not is_relative(value):
        return None
    if tag == "code" and not value.startswith("language-"):
        return None
    return value


def _sanitise(html: str, tags: frozenset[str]) -> str:
    return nh3.clean(
        html,
        tags=set(tags),
        attributes=_ATTRIBUTES,
        attribute_filter=_keep,
        filter_style_properties={"text-align"},
        url_schemes=_SCHEMES,
        link_rel="noopener",
    )


@lru_cache(maxsize=4096)
def render(text: str) -> str:
    """Return ``text`` as sanitised HTML blocks (paragraphs, lists, tables)."""
    return _sanitise(PARSER.render(text), _INLINE_TAGS | _BLOCK_TAGS).strip()


@lru_cache(maxsize=4096)
def render_inline(text: str) -> str:
    """Return ``text`` as sanitised HTML without a block around it, for a label or a button."""
    return _sanitise(PARSER.renderInline(text), _INLINE_TAGS).strip()
