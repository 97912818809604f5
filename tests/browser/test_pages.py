"""The pages around the lessons, as a visitor meets them."""

from typing import Any

import pytest

SIZES = pytest.mark.parametrize("narrow", [False, True], ids=["1280", "360"])
LANGS = pytest.mark.parametrize("lang", ["fr", "en"])


@LANGS
@SIZES
def test_home_shows_the_catalogue_to_everyone(serve: Any, visit: Any, shots: Any, lang: str, narrow: bool) -> None:
    """The browser's language is chosen; nothing sticks out, nothing comes from elsewhere, axe has nothing to say."""
    made = visit(lang=lang, narrow=narrow)
    made.page.goto(serve.url)
    assert made.page.url == f"{serve.url}/{lang}/"
    assert made.page.evaluate("document.documentElement.lang") == lang
    title = {"fr": "Gérer un troll", "en": "Handling a troll"}[lang]
    assert made.page.get_by_role("link", name=title).first.is_visible()
    assert made.page.get_by_role("main").count() == 1
    assert made.wider_than_screen() == []
    assert made.axe() == []
    assert made.foreign_requests() == []
    assert made.errors == []
    if shots:
        made.page.screenshot(path=shots / f"home-{lang}-{'360' if narrow else '1280'}.png", full_page=True)


def test_home_in_the_dark_has_enough_contrast(serve: Any, visit: Any, shots: Any) -> None:
    """Axe's contrast rule holds in the dark theme as well."""
    made = visit(dark=True)
    made.page.goto(f"{serve.url}/fr/")
    assert made.axe() == []
    if shots:
        made.page.screenshot(path=shots / "home-fr-dark.png", full_page=True)


def test_the_keyboard_reaches_the_content_first(serve: Any, visit: Any) -> None:
    """The first stop of the Tab key skips to the content."""
    made = visit()
    made.page.goto(f"{serve.url}/fr/")
    made.page.keyboard.press("Tab")
    assert made.page.evaluate("document.activeElement.textContent") == "Aller au contenu"
    made.page.keyboard.press("Enter")
    assert made.page.evaluate("document.activeElement.id") == "content"


def test_the_other_language_is_one_click_away(serve: Any, visit: Any) -> None:
    """The link to the other language stays on the same page, and says its language to screen readers."""
    made = visit()
    made.page.goto(f"{serve.url}/fr/data")
    link = made.page.get_by_role("link", name="English")
    assert link.get_attribute("lang") == "en"
    link.click()
    assert made.page.url == f"{serve.url}/en/data"
    assert made.page.get_by_role("heading", level=1).inner_text() == "My data"


@LANGS
@pytest.mark.parametrize("path", ["modules/nothing-here", "elsewhere", "modules/../../etc/passwd"])
def test_a_missing_page_says_so_in_the_visitors_language(serve: Any, visit: Any, lang: str, path: str) -> None:
    """Our page, with a way back, and status 404."""
    made = visit(lang=lang)
    answer = made.page.goto(f"{serve.url}/{lang}/{path}")
    assert answer.status == 404
    if path != "modules/../../etc/passwd":  # the browser itself takes the dots away, and the language with them
        assert made.page.get_by_role("heading", level=1).inner_text() in {
            "Cette page n’existe pas",
            "This page does not exist",
        }
        assert made.page.evaluate("document.documentElement.lang") == lang
    assert made.axe() == []


@pytest.mark.parametrize(
    "path",
    [
        "/voila/tree",
        "/voila/api/contents",
        "/voila/render/gerer-un-troll/fr.ipynb",
        "/voila/files/gerer-un-troll/fr.ipynb",
        "/api/contents",
        "/api/kernels",
        "/api/sessions",
    ],
)
def test_voilas_own_doors_are_closed(serve: Any, visit: Any, path: str) -> None:
    """Neither the file tree, nor contents, nor files, nor the list of kernels."""
    made = visit()
    assert made.page.goto(serve.url + path).status == 404


def test_nothing_is_kept_of_a_visitor_who_only_looks(serve: Any, visit: Any) -> None:
    """No cookie that names a learner before a lesson is opened, and nothing to erase."""
    made = visit()
    made.page.goto(f"{serve.url}/fr/")
    made.page.goto(f"{serve.url}/fr/data")
    assert "tisserand_learner" not in {cookie["name"] for cookie in made.context.cookies()}
    assert made.page.get_by_text("Rien n’est enregistré à votre sujet.").is_visible()
