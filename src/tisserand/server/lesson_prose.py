"""The prose of a lesson as HTML, with the images of its module, and formulas that browsers show without a script."""

import base64
from html import escape, unescape
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, tostring

from jinja2 import pass_context
from latex2mathml.converter import convert_to_element
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath
from voila.exporter import VoilaExporter

_MOST_CELLS = 2000

IMAGES = {
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}


def mathml(latex: str, *, is_block: bool) -> str:
    """Return a formula as MathML, or as the text that was written where it can't be understood.

    Args:
        latex: the formula, without its dollars.
        is_block: whether it stands on lines of its own.
    """
    try:
        formula: Element = convert_to_element(latex, display="block" if is_block else "inline")
    except Exception:  # noqa: BLE001 - the library raises a dozen kinds, and IndexError
        mark = "$$" if is_block else "$"
        return f"<code>{escape(f'{mark}{latex}{mark}')}</code>"
    for part in formula.iter():
        part.text = unescape(part.text) if part.text else part.text  # it holds entities, which would be escaped again
        part.attrib.pop("href", None)
    return tostring(formula, encoding="unicode")


class LessonProse(IPythonRenderer):  # type: ignore[misc]  # nbconvert is not followed
    """nbconvert's renderer of Markdown, with the images of one module.

    Args:
        folder: the module's, where ``media/`` is.
        with_mathml: whether formulas become MathML; else they stay as they are written, for MathJax.
    """

    def __init__(
        self, folder: Path, *, with_mathml: bool, attachments: dict[str, dict[str, str]] | None = None
    ) -> None:
        super().__init__(escape=False, exclude_anchor_links=True, attachments=attachments)
        self.folder = folder
        self.with_mathml = with_mathml

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """Return an image; one of the module's is put into the page, and nothing else of the disk can be."""
        media = (self.folder / "media").resolve()
        path = (self.folder / url).resolve()
        if path.suffix.lower() in IMAGES and path.is_relative_to(media) and path.is_file():
            url = f"data:{IMAGES[path.suffix.lower()]};base64,{base64.b64encode(path.read_bytes()).decode()}"
        html: str = super().image(text, url, title)
        return html

    def inline_math(self, body: str) -> str:
        """Return a formula in a line."""
        return mathml(body, is_block=False) if self.with_mathml else str(super().inline_math(body))

    def block_math(self, body: str) -> str:
        """Return a formula on lines of its own."""
        return mathml(body, is_block=True) if self.with_mathml else str(super().block_math(body))

    def latex_environment(self, name: str, body: str) -> str:
        """Return a formula that is an environment of its own, such as ``align``."""
        if not self.with_mathml:
            return str(super().latex_environment(name, body))
        return mathml(rf"\begin{{{name}}}{body}\end{{{name}}}", is_block=True)


class LessonExporter(VoilaExporter):  # type: ignore[misc]  # Voilà has no types
    """Voilà's exporter, whose prose is ours, and made once for everybody who reads it.

    Args:
        modules: the folder of all the modules.
        with_mathml: as for :class:`LessonProse`.
        values: Voilà's own traits.
    """

    def __init__(self, modules: Path, *, with_mathml: bool, **values: Any) -> None:
        self.modules = modules
        self.with_mathml = with_mathml
        self._made: dict[tuple[str, str], str] = {}
        # Lessons need none of nbconvert's preprocessors, and each would check the whole notebook again.
        super().__init__(default_preprocessors=[], **values)

    @pass_context
    def markdown2html(self, context: Any, source: str) -> str:
        """Return the HTML of a cell's Markdown; the page's facts say of which module."""
        slug, attachments = context["page_config"]["page"]["slug"], context["cell"].get("attachments", {})
        if attachments or "![" in source:  # an image may change while the server runs
            return self._html(slug, source, attachments)
        if (slug, source) not in self._made:
            if len(self._made) >= _MOST_CELLS:
                self._made.clear()
            self._made[slug, source] = self._html(slug, source, {})
        return self._made[slug, source]

    def _html(self, slug: str, source: str, attachments: dict[str, dict[str, str]]) -> str:
        prose = LessonProse(self.modules / slug, with_mathml=self.with_mathml, attachments=attachments)
        html: str = MarkdownWithMath(renderer=prose).render(source)
        return html
