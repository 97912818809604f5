"""Tests for tisserand.server.lesson_prose: Markdown with mathematics that browsers show by themselves."""

import pytest
from nbconvert.filters.markdown_mistune import MarkdownWithMath

from tisserand.server.lesson_prose import LessonMarkdownRenderer, mathml


def rendered(markdown: str) -> str:
    class NoFiles:
        def file_exists(self, _path: str) -> bool:
            return False

    return MarkdownWithMath(renderer=LessonMarkdownRenderer(NoFiles(), escape=False)).render(markdown)


def test_formulas_are_mathml_in_a_line_and_on_lines_of_their_own() -> None:
    html = rendered("La moyenne $\\bar{x}$ :\n\n$$\n\\frac{a}{b}\n$$\n\n\\begin{align}a &= b\\end{align}\n")
    assert html.count("<math") == 3
    assert html.count('display="inline"') == 1
    assert "<mfrac>" in html
    assert "$" not in html


def test_a_heading_has_no_paragraph_mark() -> None:
    assert rendered("## Titre\n") == "<h2>Titre</h2>\n"


@pytest.mark.parametrize("latex", ["x^{", r"\begin{matrix} a", r"\left( x"])
def test_a_formula_that_cannot_be_understood_is_shown_as_written(latex: str) -> None:
    """The reader sees something, and the page comes."""
    html = mathml(latex, is_block=False)
    assert html == f"<code>${latex}$</code>" or html.startswith("<math")


def test_a_formula_is_no_way_to_write_html() -> None:
    for latex in (r"\text{<img src=x onerror=alert(1)>}", "<script>alert(1)</script>", r"\href{javascript:alert(1)}{x}"):
        html = mathml(latex, is_block=True)
        assert "<img" not in html
        assert "<script" not in html
        assert "javascript:" not in html
        assert "&amp;#x" not in html


def test_signs_that_html_keeps_for_itself_are_escaped_once() -> None:
    assert "<mo>&lt;</mo>" in mathml("a < b", is_block=False)
