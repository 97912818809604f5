"""Authored Markdown as plain text, for places that hold no HTML: the options of a select, an accessible name."""

import re
from html import unescape

from tisserand.content.markdown import render_inline

_TAG = re.compile(r"<[^>]*>")


def plain_text(text: str) -> str:
    """Return ``text`` without its Markdown marks."""
    return unescape(_TAG.sub("", render_inline(text)))
