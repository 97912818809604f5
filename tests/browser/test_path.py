"""The path, as somebody who looks for their next step meets it: on the web, then in JupyterLab."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.stand_ins.person_cookie import learner_of

from tisserand.content.loading import load_module, load_quiz, load_scenario
from tisserand.domain.events import AnswerSubmitted, ChoiceMade, CompetencyRated, Record
from tisserand.domain.right_answer import right_answer
from tisserand.store.event_log import open_event_log

LANGS = pytest.mark.parametrize("lang", ["fr", "en"])
BOTH = pytest.mark.parametrize(("lang", "narrow"), [("fr", True), ("en", False)], ids=["fr-360", "en-1280"])
START = datetime(2026, 3, 3, 9, tzinfo=UTC)
KEEP = {"fr": "Garder mon choix", "en": "Keep my choice"}
KEPT = {"fr": "Votre choix est gardé.", "en": "Your choice is kept."}
ANIMATOR = {"fr": "J’anime les échanges", "en": "I look after the exchanges"}


def choose_by_keyboard(page: Page, place: Locator, *roles: str) -> None:
    """Tick roles and keep them, with Tab, Space and Enter alone."""
    box = place.get_by_role("checkbox").first
    box.focus()
    for role in ("coordinator", "animator", "facilitator", "member", "administrator", "sponsor", "patron"):
        expect(place.locator(f'input[value="{role}"]')).to_be_focused()
        if role in roles:
            page.keyboard.press("Space")
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")


def person_in(page: Page) -> str:
    """Return the opaque id in the person's cookie."""
    (value,) = [cookie["value"] for cookie in page.context.cookies() if cookie["name"] == "tisserand_person"]
    return learner_of(value)


def practise(database: str, learner: str) -> None:
    """Keep what somebody does in the module on trolls: rated 3, sure and mostly wrong, a scenario begun."""
    module, quiz, scenario = (
        load_module("gerer-un-troll"),
        load_quiz("signes-de-derapage"),
        load_scenario("lundi-matin"),
    )
    form = next(one for one in module.activities if one.kind == "self_assessment")
    first = next(one for one in scenario.scenes if one.id == scenario.start)
    done: list[tuple[str, Any]] = [
        (
            form.key,
            CompetencyRated("A4", "before", 3, "high", "https://example.org/fil", "2026-02-20", "Un fil recadré"),
        ),
        (form.key, CompetencyRated("A5", "before", 2)),
        (form.key, CompetencyRated("A6", "before", 0)),
        ("scenario/lundi-matin", ChoiceMade(0, first.id, first.choices[0].id)),
    ]
    for question in quiz.questions:
        if question.competency == "A4" and question.kind == "single":
            wrong = next(option.id for option in question.options if option.id != right_answer(question))
            done.append((f"quiz/{quiz.id}", AnswerSubmitted(question.id, wrong, "high", 0, 1)))
    log = open_event_log(database)
    for minute, (activity, event) in enumerate(done):
        at = START + timedelta(minutes=minute)
        log.append(Record(uuid4().hex, learner, at, module.id, module.version, activity, "fr", event))


@BOTH
def test_a_newcomer_chooses_what_they_do_with_the_keyboard_and_is_led_on(
    serve: Any, visit: Any, shots: Any, lang: str, narrow: bool
) -> None:
    """From the home page to the path; roles with the keyboard; then modules with their reasons."""
    made = visit(lang=lang, narrow=narrow)
    page = made.page
    page.goto(f"{serve.url}/{lang}/")
    page.get_by_role("main").get_by_role("link", name={"fr": "Mon parcours", "en": "My path"}[lang]).click()
    assert page.url == f"{serve.url}/{lang}/path"
    assert page.locator("svg, table").count() == 0
    assert made.axe() == []
    if shots:
        page.screenshot(path=shots / f"path-new-{lang}-{'360' if narrow else '1280'}.png", full_page=True)
    choose_by_keyboard(page, page.get_by_role("main"), "animator", "patron")
    expect(page.get_by_role("status")).to_have_text(KEPT[lang])
    page.locator("summary").first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("checkbox", name=ANIMATOR[lang])).to_be_checked()
    title = {"fr": "Gérer un troll", "en": "Handling a troll"}[lang]
    card = page.locator(".ts-card", has_text=title)
    assert card.get_by_role("listitem").count() >= 1
    picture = page.get_by_role("img", name={"fr": "Mes compétences", "en": "My competencies"}[lang])
    expect(picture).to_be_visible()
    assert page.get_by_role("table").count() == 2
    assert page.get_by_role("row").count() >= 2 + 8 + 2
    assert made.wider_than_screen() == []
    assert made.axe() == []
    assert made.foreign_requests() == []
    assert made.errors == []
    if shots:
        page.screenshot(path=shots / f"path-roles-{lang}-{'360' if narrow else '1280'}.png", full_page=True)
    page.get_by_role("link", name={"fr": "English", "en": "Français"}[lang]).click()
    assert page.url == f"{serve.url}/{'en' if lang == 'fr' else 'fr'}/path"


@BOTH
def test_what_was_said_and_what_was_done_stand_side_by_side(
    serve: Any, visit: Any, shots: Any, lang: str, narrow: bool
) -> None:
    """After some practice: what is under way, the picture, the table, what they tell, what it is worth."""
    made = visit(lang=lang, narrow=narrow)
    page = made.page
    page.goto(f"{serve.url}/{lang}/path")
    page.get_by_role("checkbox", name=ANIMATOR[lang]).check()
    page.get_by_role("button", name=KEEP[lang]).click()
    practise(f"sqlite:///{serve.home / 'tisserand.db'}", person_in(page))
    page.reload()
    title = {"fr": "Gérer un troll", "en": "Handling a troll"}[lang]
    under_way = page.get_by_role("region", name={"fr": "En cours", "en": "Under way"}[lang])
    expect(under_way.get_by_role("heading", name=title)).to_be_visible()
    expect(under_way.get_by_role("progressbar")).to_have_attribute("aria-valuetext", re.compile(r"\d"))
    row = page.get_by_role("row", name=re.compile("^A4"))
    said, practised, traces = row.get_by_role("cell").all()
    expect(said).to_contain_text({"fr": "3 mars 2026", "en": "3 March 2026"}[lang])
    expect(practised).to_contain_text("signes" if lang == "fr" else ":")
    expect(traces.get_by_role("link")).to_have_attribute("href", "https://example.org/fil")
    told = page.locator(".ts-insights")
    assert told.locator("dt").count() >= 2
    page.locator("summary").last.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Zell, E., Krizan, Z.")).to_be_visible()
    assert made.wider_than_screen() == []
    assert made.axe() == []
    if shots:
        page.screenshot(path=shots / f"path-profile-{lang}-{'360' if narrow else '1280'}.png", full_page=True)
        if not narrow:
            page.emulate_media(color_scheme="dark")
            page.screenshot(path=shots / f"path-profile-{lang}-dark.png", full_page=True)
    page.emulate_media(color_scheme="dark")
    assert made.axe() == []
    assert made.errors == []


@LANGS
def test_the_home_notebook_has_the_path_too(launch: Any, visit: Any, shots: Any, lang: str) -> None:
    """Below the catalogue of JupyterLab: roles with the keyboard, then what a lesson in another tab records."""
    server = launch("lab", "--lang", lang, path="/api")
    token = re.search(r"token=([0-9a-f]+)", server.log.read_text())[1]  # type: ignore[index]
    made = visit(lang=lang)
    page = made.page
    home = {"fr": "accueil", "en": "home"}[lang]
    page.goto(f"{server.url}/lab/tree/{home}.ipynb?token={token}")
    path = page.locator(".ts-path")
    path.wait_for(timeout=120_000)
    choose_by_keyboard(page, path, "animator")
    expect(path.locator("[aria-live]")).to_have_text(KEPT[lang])
    expect(path.locator("summary").first).to_be_focused()
    expect(path.locator("summary").first).to_have_text(ANIMATOR[lang])
    expect(path.get_by_role("row", name=re.compile("^A4"))).to_have_count(1)
    practise(f"sqlite:///{server.home / 'tisserand.db'}", "local")
    path.get_by_role("button", name={"fr": "Actualiser", "en": "Refresh"}[lang]).click()
    expect(path.locator(".ts-insights dt").first).to_be_visible()
    assert made.axe(".ts-path") == []
    page.set_viewport_size({"width": 1280, "height": 3600})  # JupyterLab scrolls inside the window
    for width in (1280, 360):  # of the widget: JupyterLab's own side bars leave nothing of a narrow window
        path.evaluate("(node, width) => { node.style.maxWidth = `min(46rem, ${width}px)`; }", width)
        assert path.evaluate("node => node.scrollWidth <= node.clientWidth")
        is_block = path.locator(".ts-profile-table td").first.evaluate(
            "node => getComputedStyle(node).display === 'grid'"
        )
        assert is_block == (width < 700)
        caption, table = path.locator("caption").bounding_box(), path.locator(".ts-profile-table").bounding_box()
        assert caption["width"] > table["width"] / 2
        if shots:
            path.screenshot(path=shots / f"path-lab-{lang}-{width}.png")
    title = {"fr": "Gérer un troll", "en": "Handling a troll"}[lang]
    path.locator(".ts-card", has_text=title).locator(".ts-open").click()
    page.locator(".ts-quiz").first.wait_for(timeout=120_000)
    assert made.errors == []
    assert made.foreign_requests() == []
