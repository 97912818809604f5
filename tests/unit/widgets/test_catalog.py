"""Tests for tisserand.widgets.catalog: by role at first, then what is searched, and forged searches."""

import pytest

from tisserand.content.catalogue import lesson_file, published_modules
from tisserand.i18n import Lang
from tisserand.services.progress import Standing
from tisserand.widgets.catalog import CatalogWidget

MODULES = published_modules()
TROLL = next(module for module in MODULES if module.slug == "gerer-un-troll")


@pytest.fixture(params=list(Lang))
def page(request, browser):
    lang = request.param
    paths = {module.slug: lesson_file(module, lang) for module in MODULES}
    standings = {TROLL.id: Standing(begun=True, percent=40, words="Quatre sur dix")}
    return browser(CatalogWidget(MODULES, standings, lang, paths))


def titles(page):
    """Return the titles on the screen, in order."""
    return [card["title"] for shelf in page.view["shelves"] for card in shelf["cards"]]


def test_at_first_every_module_is_there_under_the_name_of_its_role(page):
    lang = page.widget.lang
    assert sorted(titles(page)) == sorted(module.title.in_lang(lang) for module in MODULES)
    names = [shelf["name"] for shelf in page.view["shelves"]]
    assert names == [role["name"] for role in page.view["roles"]]
    assert page.view["nothing"] is None


def test_a_search_shows_what_it_found_with_its_progress_and_says_how_many(page):
    lang = page.widget.lang
    recorded = []
    page.widget.on_recorded = lambda: recorded.append(1)
    uuid = page.send("search", text="HANDLING troll", role="")
    assert titles(page) == [TROLL.title.in_lang(lang)]
    (shelf,) = page.view["shelves"]
    (card,) = shelf["cards"]
    assert shelf["name"] is None
    assert card["progress"] == {"percent": 40, "words": "Quatre sur dix"}
    hidden = [] if lang is Lang.EN else [("Handling a troll", "en")]
    assert [(one["text"], one["lang"]) for one in card["found"]] == hidden
    assert page.announced() == [page.view["count"]]
    assert page.received[-1] == {"type": "done", "uuid": uuid, "ok": True}
    assert recorded == []
    page.send("search", text="", role="")
    assert len(titles(page)) == len(MODULES)


def test_a_role_alone_is_a_search_too(page):
    page.send("search", text="", role=TROLL.role.value)
    assert titles(page) == [module.title.in_lang(page.widget.lang) for module in MODULES if module.role is TROLL.role]


def test_nothing_found_says_what_to_do(page):
    page.send("search", text="zzzz", role="")
    assert titles(page) == []
    assert page.view["nothing"] == page.widget.labels["nothing_found"]


@pytest.mark.parametrize("forged", [{}, {"text": 3, "role": ""}, {"text": "x"}, {"text": ["troll"], "role": ""}])
def test_a_forged_search_is_refused_and_what_was_shown_stays(page, forged):
    shown = titles(page)
    page.send("search", **forged)
    assert page.view["problem"]
    assert titles(page) == shown


def test_a_search_without_end_is_cut(page):
    page.send("search", text="troll " * 100_000, role="nobody")
    assert page.view["problem"] is None
    assert len(page.view["count"]) < 200
