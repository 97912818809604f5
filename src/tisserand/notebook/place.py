"""Where a lesson is being played, told from the environment of its kernel."""

import os
from collections.abc import Mapping
from dataclasses import dataclass

from tisserand.settings import WORKSHOP


@dataclass(frozen=True)
class Place:
    """Where a lesson is played.

    Attributes:
        on_web_page: whether a web page shows the lesson: the reader then is a participant, never its author.
        strict: whether a problem must stop the run (``TISSERAND_STRICT=1``, set by rehearsals) rather than be shown.
        workshop: where the workshop's server listens to its kernels; an empty text elsewhere.
    """

    on_web_page: bool
    strict: bool
    workshop: str


def read_place(environ: Mapping[str, str] = os.environ) -> Place:
    """Return the place that ``environ`` describes.

    Voilà gives its kernels the variables of a CGI program (RFC 3875), among them ``SERVER_SOFTWARE``.
    """
    workshop = environ.get(WORKSHOP, "")
    on_web_page = bool(workshop) or environ.get("SERVER_SOFTWARE", "").startswith("voila/")
    return Place(on_web_page, environ.get("TISSERAND_STRICT") == "1", workshop)
