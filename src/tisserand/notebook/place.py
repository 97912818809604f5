"""Where a lesson is being played, told from the environment of its kernel."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie

_LEARNER = re.compile(r"[A-Za-z0-9_-]{22,64}")


@dataclass(frozen=True)
class Place:
    """Where a lesson is played, and by whom if the place knows.

    Attributes:
        on_web_page: whether Voilà shows the lesson: the reader then is a participant, never its author.
        strict: whether a problem must stop the run (``TISSERAND_STRICT=1``, set by rehearsals) rather than be shown.
        learner: opaque id that the server handed over, or an empty text.
    """

    on_web_page: bool
    strict: bool
    learner: str


def read_place(environ: Mapping[str, str] = os.environ) -> Place:
    """Return the place that ``environ`` describes.

    Voilà gives its kernels the variables of a CGI program (RFC 3875): ``SERVER_SOFTWARE``, and the headers of the
    request that it was told to hand over (``http_header_envs``) as ``HTTP_…``.
    """
    on_web_page = environ.get("SERVER_SOFTWARE", "").startswith("voila/")
    learner = _learner_of(environ) if on_web_page else ""
    return Place(on_web_page, environ.get("TISSERAND_STRICT") == "1", learner)


def _learner_of(environ: Mapping[str, str]) -> str:
    """Return the id that our server put into a header of its own, else that of its cookie, if it looks like one."""
    try:
        cookie = SimpleCookie(environ.get("HTTP_COOKIE", "")).get("tisserand_learner")
    except CookieError:
        cookie = None
    for value in (environ.get("HTTP_X_TISSERAND_LEARNER", ""), cookie.value if cookie else ""):
        if _LEARNER.fullmatch(value):
            return value
    return ""
