"""Tests for tisserand.server.lesson_prose: Markdown with mathematics that browsers show by themselves."""

import base64
from pathlib import Path

import pytest
from nbconvert.filters.markdown_mistune import MarkdownWithMath

from tisserand.server.lesson_prose import LessonProse, mathml


def rendered(markdown: str, folder: Path = Path(), *, with_mathml: bool = True) -> str:
    return MarkdownWithMath(renderer=LessonProse(folder, with_mathml=with_mathml)).render(markdown)


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
    for latex in (
        r"\text{<img src=x onerror=alert(1)>}",
        "<script>alert(1)</script>",
        r"\href{javascript:alert(1)}{x}",
    ):
        html = mathml(latex, is_block=True)
        assert "<img" not in html
        assert "<script" not in html
        assert "javascript:" not in html
        assert "&amp;#x" not in html


def test_signs_that_html_keeps_for_itself_are_escaped_once() -> None:
    assert "<mo>&lt;</mo>" in mathml("a < b", is_block=False)


def test_formulas_are_left_to_mathjax_in_the_compatible_mode() -> None:
    assert rendered("un $x^2$", with_mathml=False) == "<p>un $x^2$</p>\n"


@pytest.fixture
def module(tmp_path: Path) -> Path:
    for name in ("module/media/a.png", "module/media/notes.txt", "module/module.yaml", "secret.png"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"picture")
    return tmp_path / "module"


def test_an_image_of_the_module_is_in_the_page(module: Path) -> None:
    html = rendered("![Une *image*](media/a.png)", module)
    assert f'src="data:image/png;base64,{base64.b64encode(b"picture").decode()}"' in html
    assert 'alt="Une image"' in html


@pytest.mark.parametrize(
    "url",
    ["../secret.png", "media/../../secret.png", "media/notes.txt", "module.yaml", "/etc/hostname", "media/none.png"],
)
def test_nothing_else_of_the_disk_is(module: Path, url: str) -> None:
    html = rendered(f"![x]({url})", module)
    assert "base64" not in html
    assert url in html
