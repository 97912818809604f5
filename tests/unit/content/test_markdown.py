"""Authored Markdown becomes safe HTML."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tisserand.content.markdown import is_relative, render, render_inline


def test_a_text_becomes_blocks_and_a_label_does_not():
    assert render("Un *mot* et **deux**.") == "<p>Un <em>mot</em> et <strong>deux</strong>.</p>"
    assert render_inline("Un *mot*") == "Un <em>mot</em>"


def test_a_table_keeps_the_alignment_of_its_columns():
    html = render("| a | b |\n|---|--:|\n| 1 | 2 |")
    assert "<table>" in html
    assert html.count("text-align:right") == 2


def test_raw_html_is_shown_not_interpreted():
    html = render("<script>alert(1)</script> et <b onclick=x>gras</b>")
    assert "<script" not in html
    assert "<b" not in html
    assert "&lt;script&gt;" in html


@pytest.mark.parametrize("link", ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x"])
def test_a_link_that_would_run_something_is_not_a_link(link):
    assert "href" not in render(f"[clic]({link})")


def test_a_link_opens_without_giving_its_page_away():
    assert render_inline("[site](https://example.org/a)") == '<a href="https://example.org/a" rel="noopener">site</a>'


def test_an_image_of_the_content_is_shown_with_its_alternative_text():
    assert render_inline("![Un *fil*](media/fil.png)") == '<img src="media/fil.png" alt="Un fil">'


@pytest.mark.parametrize(
    "url",
    ["https://example.org/x.png", "//example.org/x.png", "/x.png", "data:image/png;base64,AA", "\\\\host\\x.png"],
)
def test_an_image_from_elsewhere_gives_way_to_its_alternative_text(url):
    html = render_inline(f"![Un <fil>]({url})")
    assert "src" not in html
    assert "Un &lt;fil&gt;" in html


def test_a_relative_path_has_no_scheme_no_host_and_no_leading_slash():
    assert is_relative("media/a.png")
    assert not is_relative("")
    assert not is_relative("http://[bad/x.png")


@given(st.text())
def test_no_text_breaks_the_renderer_nor_brings_a_script(text):
    html = render(text).lower()
    assert "<script" not in html
    assert 'href="javascript' not in html
