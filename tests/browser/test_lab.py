"""JupyterLab as a learner meets it: the home page, a click, the activities; and the next day."""

import contextlib
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from finished_module import finish_module
from playwright.sync_api import Page, TimeoutError, expect  # noqa: A004 - Playwright's own, which a wait raises

from tisserand.content.loading import load_module
from tisserand.store.event_log import open_event_log


@pytest.fixture(scope="module", params=["fr", "en"])
def lab(request: pytest.FixtureRequest, launch: Any) -> Any:
    """``tisserand lab`` in one language."""
    server = launch("lab", "--lang", request.param, path="/api")
    server.lang = request.param
    server.token = re.search(r"token=([0-9a-f]+)", server.log.read_text())[1]
    return server


def open_home(made: Any, lab: Any) -> Page:
    """Open the address that the command printed; the home notebook plays by itself."""
    home = {"fr": "accueil", "en": "home"}[lab.lang]
    made.page.goto(f"{lab.url}/lab/tree/{home}.ipynb?token={lab.token}")
    made.page.locator(".ts-catalog .ts-card").first.wait_for(timeout=120_000)
    return made.page


def lesson_link(page: Page, lab: Any) -> Any:
    """The button of the card that opens the lesson with scenarios."""
    title = {"fr": "Gérer un troll", "en": "Handling a troll"}[lab.lang]
    return page.locator(".ts-catalog .ts-card", has_text=title).locator(".ts-open")


def test_a_learner_opens_a_module_plays_and_finds_it_again(lab: Any, visit: Any, shots: Any) -> None:
    """Home, one click, the activities without touching a cell, a choice; and after closing everything, it is there."""
    made = visit(lang=lab.lang)
    page = open_home(made, lab)
    assert page.evaluate("document.documentElement.lang") in {lab.lang, f"{lab.lang}-{lab.lang.upper()}", "fr-FR", "en"}
    menu = {"fr": "Fichier", "en": "File"}[lab.lang]
    expect(page.get_by_role("menuitem", name=menu).first).to_be_visible()
    if shots:
        page.screenshot(path=shots / f"lab-home-{lab.lang}.png")
    lesson_link(page, lab).click()
    scenario = page.locator(".ts-scenario").first
    scenario.wait_for(timeout=120_000)
    expect(page.get_by_role("heading", level=1)).to_be_in_viewport()
    if shots:
        page.screenshot(path=shots / f"lab-lesson-{lab.lang}.png")
    assert page.locator(".jp-Notebook .jp-CodeCell .cm-content:visible").count() == 0, "a code cell is not folded"
    scenario.locator(".ts-choice").first.click()
    expect(scenario.locator(".ts-scene .ts-kicker").first).to_have_text("Moment 2")
    title = scenario.locator(".ts-scene-title").inner_text()
    made.context.close()

    again = visit(lang=lab.lang)
    page = open_home(again, lab)
    begun = {"fr": "Reprendre", "en": "Resume"}[lab.lang]
    expect(lesson_link(page, lab)).to_contain_text(begun)
    lesson_link(page, lab).click()
    expect(page.locator(".ts-scenario").first.locator(".ts-scene-title")).to_have_text(title, timeout=120_000)
    assert again.foreign_requests() == []
    assert again.axe(".ts-scenario") == []


def test_the_catalogue_follows_what_is_typed(lab: Any, visit: Any, shots: Any) -> None:
    """In either language, the field keeping the keyboard; how many there are is said; nothing sticks out."""
    made = visit(lang=lab.lang)
    page = open_home(made, lab)
    catalog = page.locator(".ts-catalog")
    cards, spoken = catalog.locator(".ts-card"), catalog.locator("[aria-live]")
    everything = cards.count()
    field = catalog.get_by_role("searchbox")
    field.focus()
    page.keyboard.type({"fr": "handl", "en": "gérer"}[lab.lang])
    expect(cards).to_have_count(1)
    expect(cards.locator("dd")).to_have_text({"fr": "Handling a troll", "en": "Gérer un troll"}[lab.lang])
    expect(spoken).to_have_text(catalog.locator(".ts-count").inner_text())
    expect(field).to_be_focused()
    assert made.axe(".ts-catalog") == []
    for width in (1280, 360):  # of the widget: JupyterLab's own side bars leave nothing of a narrow window
        catalog.evaluate("(node, width) => { node.style.maxWidth = `min(46rem, ${width}px)`; }", width)
        assert catalog.evaluate("node => node.scrollWidth <= node.clientWidth")
        if shots:
            page.screenshot(path=shots / f"lab-search-{lab.lang}-{width}.png")
    page.keyboard.type("zzz")
    expect(catalog.locator(".ts-note")).to_be_visible()
    field.fill("")
    expect(cards).to_have_count(everything)
    catalog.get_by_role("combobox").select_option("animator")
    expect(catalog.locator(".ts-shelf")).to_have_count(1)
    assert made.errors == []


def test_the_launcher_has_the_modules_as_cards(lab: Any, visit: Any, shots: Any) -> None:
    """The category of the house, with the home page and each module."""
    made = visit(lang=lab.lang)
    page = open_home(made, lab)
    title = {"fr": "Gérer un troll", "en": "Handling a troll"}[lab.lang]
    card = page.locator(".jp-LauncherCard:visible", has_text=title)
    for _ in range(5):  # tabs of the last visit come back in their own time, and take the place of a new one
        page.keyboard.press("Control+Shift+L")
        with contextlib.suppress(TimeoutError):
            card.first.wait_for(timeout=4000)
            page.wait_for_timeout(1000)
            if card.count():
                break
    if shots:
        page.screenshot(path=shots / f"lab-launcher-{lab.lang}.png")
    card.first.click()
    page.locator(".ts-scenario").first.wait_for(timeout=120_000)


def test_questions_of_a_finished_module_come_back_in_the_home_notebook(lab: Any, visit: Any, shots: Any) -> None:
    """They are asked before the catalogue, each once a day; answered with the keyboard."""
    log = open_event_log(f"sqlite:///{lab.home / 'tisserand.db'}")
    module = load_module("administrer-et-rendre-capable")
    finish_module(log, "local", module, datetime.now(UTC) - timedelta(days=5))
    made = visit(lang=lab.lang)
    page = open_home(made, lab)
    review = page.locator(".ts-quiz")
    expect(review).to_contain_text({"fr": "Question 1 sur 5", "en": "Question 1 of 5"}[lab.lang])
    review.locator("input[type=radio]:visible").first.press("Space")
    review.locator("button[type=submit]:visible").press("Enter")
    expect(review.locator(".ts-verdict:visible")).to_be_visible()
    again = {"fr": "Répondre à nouveau", "en": "Try again"}[lab.lang]
    expect(review.get_by_role("button", name=again)).to_have_count(0)
    assert made.axe(".ts-quiz") == []
    if shots:
        review.screenshot(path=shots / f"lab-review-{lab.lang}.png")
    review.locator(".ts-next:visible").press("Enter")
    expect(review).to_contain_text({"fr": "Question 2 sur 5", "en": "Question 2 of 5"}[lab.lang])
    assert made.errors == []
