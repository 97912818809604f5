"""The prose of a lesson as HTML, with its mathematics as MathML: browsers show it without a script."""

from html import escape, unescape
from typing import Any
from xml.etree.ElementTree import Element, tostring

from latex2mathml.converter import convert_to_element
from voila.exporter import VoilaMarkdownRenderer


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


class LessonMarkdownRenderer(VoilaMarkdownRenderer):  # type: ignore[misc]  # Voilà has no types
    """Voilà's renderer, which puts images into the page; here with MathML, and headings without a paragraph mark."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{**options, "exclude_anchor_links": True})

    def inline_math(self, body: str) -> str:
        """Return a formula in a line."""
        return mathml(body, is_block=False)

    def block_math(self, body: str) -> str:
        """Return a formula on lines of its own."""
        return mathml(body, is_block=True)

    def latex_environment(self, name: str, body: str) -> str:
        """Return a formula such as ``\\begin{align} … \\end{align}``."""
        return mathml(rf"\begin{{{name}}}{body}\end{{{name}}}", is_block=True)
