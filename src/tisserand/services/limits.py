"""What may be written down: lengths, days, web addresses, ids. Whatever a browser sends may be forged."""

import re
from datetime import date
from urllib.parse import urlsplit

from tisserand.errors import RefusedError

LONGEST_TEXT = 2000
"""Characters of an answer, a trace or a step of the plan: about a page."""

LONGEST_LINK = 2000

_YEARS = range(1900, 2200)
_CLIENT_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")
# Controls and the marks that reverse the direction of text; line breaks and tabs may stay in a text.
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def checked_text(text: str, longest: int = LONGEST_TEXT) -> str:
    """Return ``text`` without surrounding spaces and unseen characters; it may be empty.

    Raises:
        RefusedError: it is too long.
        TypeError: it is not a text.
    """
    if not isinstance(text, str):
        raise TypeError(f"a text was expected, not {type(text).__name__}")
    text = _UNSEEN.sub("", text).strip()
    if len(text) > longest:
        raise RefusedError("too_long", n=len(text), longest=longest)
    return text


def checked_day(day: str) -> str:
    """Return a day written YYYY-MM-DD, or an empty text.

    Raises:
        RefusedError: it is no day, or in no century that anyone means.
        TypeError: it is not a text.
    """
    day = checked_text(day)
    if not day:
        return ""
    try:
        found = date.fromisoformat(day)
    except ValueError:
        raise RefusedError("not_a_day", day=day[:40]) from None
    if found.isoformat() != day or found.year not in _YEARS:
        raise RefusedError("not_a_day", day=day[:40])
    return day


def checked_link(link: str) -> str:
    """Return an http or https address, or an empty text.

    Raises:
        RefusedError: it is none: a script or a file could hide behind another scheme.
        TypeError: it is not a text.
    """
    link = checked_text(link, LONGEST_LINK)
    if not link:
        return ""
    try:
        parts = urlsplit(link)
        is_address = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:  # brackets or a port that make no sense
        is_address = False
    if not is_address or any(character.isspace() or character in "<>\"'\\" for character in link):
        raise RefusedError("not_a_link", link=link[:80])
    return link


def checked_id(client_id: str) -> str:
    """Return an id made by the browser.

    Raises:
        ValueError: it is not one: the message was forged.
    """
    if not isinstance(client_id, str) or not _CLIENT_ID.fullmatch(client_id):
        raise ValueError("an id was expected")
    return client_id
