import pytest

from tisserand.content.models.base import LocalizedText
from tisserand.content.models.framework import Source
from tisserand.i18n import Lang
from tisserand.widgets.source_view import citation_html, source_views


@pytest.mark.parametrize("lang", list(Lang))
def test_each_source_says_who_when_and_how_strong(lang):
    """The strength is in words, with stars beside it for the eye."""
    views = source_views(["cheng-2017", "zhang-2018"], lang)
    assert len(views) == 2
    first = views[0]
    assert "Cheng" in first["citation_html"]
    assert "(2017)" in first["citation_html"]
    assert first["stars"] == "★★★"
    assert first["strength"] == {"fr": "expérience contrôlée", "en": "controlled experiment"}[lang]
    assert first["finding_html"]
    assert first["limits_html"]


def test_order_is_that_of_the_question():
    views = source_views(["zhang-2018", "cheng-2017"], Lang.EN)
    assert ["Zhang" in view["citation_html"] for view in views] == [True, False]


def test_an_unknown_source_is_left_out_and_logged(caplog):
    """The learner sees the others; the author reads it in the log and in the checks."""
    assert len(source_views(["cheng-2017", "cheng-2071"], Lang.FR)) == 1
    assert "cheng-2071" in caplog.text


def test_a_title_with_markup_stays_text():
    text = LocalizedText(fr="x", en="x")
    source = Source(
        id="a",
        authors="A & B",
        year=2000,
        title="<script>alert(1)</script>",
        url='https://example.org/?q="><b>',
        strength="law",
        finding=text,
        limits=text,
    )
    html = citation_html(source, Lang.EN)
    assert "<script" not in html
    assert "A &amp; B" in html
    assert '"><b>' not in html
