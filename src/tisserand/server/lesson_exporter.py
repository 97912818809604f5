"""Voilà's exporter, for pages that many people open: what is the same for all of them is made once."""

from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from voila.exporter import VoilaExporter

_MOST_CELLS = 2000


class LessonExporter(VoilaExporter):  # type: ignore[misc]  # Voilà has no types
    """Turns the prose of a lesson into HTML once, not for each visitor."""

    def __init__(self, **values: Any) -> None:
        self._prose: dict[str, str] = {}
        # Lessons need none of nbconvert's preprocessors, and each would check the whole notebook again.
        super().__init__(default_preprocessors=[], **values)

    @pass_context
    def markdown2html(self, context: Context, source: str) -> str:
        """Return a cell's Markdown as HTML."""
        if context["cell"].get("attachments"):
            return str(super().markdown2html(context, source))
        if source not in self._prose:
            while len(self._prose) >= _MOST_CELLS:
                del self._prose[next(iter(self._prose))]
            self._prose[source] = str(super().markdown2html(context, source))
        return self._prose[source]
