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


@LANGS
@SIZES
def test_a_module_is_found_with_the_keyboard(serve: Any, visit: Any, shots: Any, lang: str, narrow: bool) -> None:
    """In the other language's words; the search stays in the address, over to the other language and back to all."""
    made = visit(lang=lang, narrow=narrow)
    page = made.page
    page.goto(f"{serve.url}/{lang}/")
    everything = page.locator(".ts-card").count()
    first = page.locator(".ts-card details").first
    assert not first.get_by_role("listitem").first.is_visible()
    first.locator("summary").focus()
    page.keyboard.press("Enter")
    assert first.get_by_role("listitem").first.is_visible()
    page.get_by_role("searchbox").focus()
    page.keyboard.type({"fr": "HANDLING", "en": "gerer"}[lang])
    page.keyboard.press("Enter")
    count = {"fr": "1 module pour « HANDLING »", "en": "1 module for “gerer”"}[lang]
    page.get_by_text(count.replace("« ", "«\u202f").replace(" »", "\u202f»")).wait_for()
    assert page.title().startswith(page.locator(".ts-count strong").inner_text())
    assert page.locator(".ts-card").count() == 1
    matched = page.locator(".ts-card dd")
    assert matched.inner_text() == {"fr": "Handling a troll", "en": "Gérer un troll"}[lang]
    assert matched.get_attribute("lang") == {"fr": "en", "en": "fr"}[lang]
    assert made.wider_than_screen() == []
    assert made.axe() == []
    if shots:
        page.screenshot(path=shots / f"home-search-{lang}-{'360' if narrow else '1280'}.png", full_page=True)
    page.get_by_role("link", name={"fr": "English", "en": "Français"}[lang]).click()
    assert page.get_by_role("searchbox").input_value() == {"fr": "HANDLING", "en": "gerer"}[lang]
    assert page.locator(".ts-card").count() == 1
    page.get_by_role("link", name={"fr": "Show all modules", "en": "Voir tous les modules"}[lang]).click()
    assert page.locator(".ts-card").count() == everything
    assert made.errors == []


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
