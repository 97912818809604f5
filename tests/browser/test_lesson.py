"""The lesson as a web page: read, answered and played with the keyboard, found again after a reload."""

import contextlib
import json
import re
from collections.abc import Callable
from typing import Any

import psutil
import pytest
from playwright.sync_api import Page, expect

LESSON = "modules/gerer-un-troll"
ACTIVITIES = (
    ".ts-quiz",
    ".ts-scenario >> nth=0",
    ".ts-scenario >> nth=1",
    ".ts-scenario >> nth=2",
    ".ts-self_assessment >> nth=0",
    ".ts-self_assessment >> nth=1",
    ".ts-action_plan",
    ".ts-progress",
)


def open_lesson(made: Any, serve: Any, lang: str = "fr") -> Page:
    """Open the lesson and wait until every activity shows."""
    made.page.goto(f"{serve.url}/{lang}/{LESSON}")
    for activity in ACTIVITIES:
        made.page.locator(activity).wait_for(timeout=120_000)
    expect(made.page.locator("#ts-state")).to_have_attribute("data-state", "ready")
    return made.page


def tab_to(page: Page, found: str, limit: int = 400) -> None:
    """Press Tab until the focus is on an element that matches ``found``."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        if page.evaluate("found => document.activeElement.matches(found)", found):
            return
    raise AssertionError(f"{limit} presses of Tab did not reach {found}")


def put_focus_before(page: Page, selector: str) -> None:
    """Start the way of the Tab key just before an element, as a click on the text above it does."""
    page.evaluate(
        """selector => {
          const target = document.querySelector(selector);
          target.tabIndex = -1; target.focus(); target.removeAttribute("tabindex");
        }""",
        selector,
    )


@pytest.mark.parametrize("narrow", [False, True], ids=["1280", "360"])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_whole_lesson_is_shown_and_accessible(serve: Any, visit: Any, shots: Any, lang: str, narrow: bool) -> None:
    """In both languages and widths: every activity, one main landmark, nothing for axe, nothing from elsewhere."""
    made = visit(lang=lang, narrow=narrow)
    page = open_lesson(made, serve, lang)
    assert page.evaluate("document.documentElement.lang") == lang
    assert page.title() == {"fr": "Gérer un troll · Tisserand", "en": "Handling a troll · Tisserand"}[lang]
    assert page.get_by_role("main").count() == 1
    assert page.get_by_role("heading", level=1).count() == 1
    assert made.wider_than_screen() == []
    if shots:
        page.screenshot(path=shots / f"lesson-{lang}-{'360' if narrow else '1280'}.png", full_page=True)
    assert made.axe() == []
    assert made.foreign_requests() == []
    assert made.errors == []
    assert page.locator(".jp-RenderedText[data-mime-type*=stderr], .jp-OutputArea-output pre").count() == 0


def test_the_lesson_in_the_dark_is_as_readable(serve: Any, visit: Any, shots: Any) -> None:
    """Axe's contrast rule, in the dark theme."""
    made = visit(dark=True)
    page = open_lesson(made, serve)
    if shots:
        page.screenshot(path=shots / "lesson-fr-dark.png", full_page=True)
    assert made.axe() == []


def test_every_group_of_radios_has_a_name_and_every_widget_a_live_region(serve: Any, visit: Any) -> None:
    """What axe does not report: radios outside a named fieldset, names that differ, feedback that nobody hears."""
    page = open_lesson(visit(), serve)
    faults = page.evaluate(
        """() => {
          const faults = [];
          for (const radio of document.querySelectorAll("main input[type=radio]")) {
            const legend = radio.closest("fieldset")?.querySelector(":scope > legend");
            if (!radio.name) faults.push("no name: " + radio.id);
            if (!legend?.textContent.trim()) faults.push("no legend: " + radio.id);
            const group = radio.closest("fieldset");
            const within = group?.querySelectorAll(":scope > :not(fieldset) input[type=radio]") ?? [];
            const names = new Set([...within].map((one) => one.name));
            if (names.size > 1) faults.push("two groups in one fieldset: " + radio.id);
          }
          for (const root of document.querySelectorAll("main .ts-root"))
            if (!root.querySelector("[aria-live=polite]")) faults.push("no live region: " + root.className);
          return faults;
        }"""
    )
    assert faults == []


def test_an_answer_by_keyboard_is_marked_explained_and_found_again(serve: Any, visit: Any) -> None:
    """Arrow keys choose, Enter submits, the focus goes to the verdict; a reload and the home page know of it."""
    made = visit()
    page = open_lesson(made, serve)
    question = page.locator("[data-question]").filter(has=page.locator("input[type=radio]")).first
    name = question.get_attribute("data-question")
    card = f'[data-question="{name}"]'
    put_focus_before(page, card)
    tab_to(page, f"{card} input[type=radio]")
    page.keyboard.press("Space")
    if question.locator("fieldset").count() > 1:  # how sure are you
        tab_to(page, f"{card} fieldset:last-of-type input[type=radio]")
        page.keyboard.press("Space")
    tab_to(page, f"{card} button")
    page.keyboard.press("Enter")
    page.locator(f"{card} .ts-verdict").wait_for()
    page.wait_for_function("card => document.activeElement.closest(card) !== null", arg=card)
    page.wait_for_function("() => document.querySelector('.ts-quiz [aria-live=polite]').textContent !== ''")
    verdict = page.locator(f"{card} .ts-verdict").first.inner_text()

    page.goto(f"{serve.url}/fr/")
    assert page.get_by_role("link", name=re.compile("^Reprendre")).is_visible()
    open_lesson(made, serve)
    assert page.locator(f"{card} .ts-verdict").first.inner_text() == verdict


_FOCUS_SHOWS = """scenario => {
  const meters = document.querySelector(scenario + " .ts-meters");
  const sticks = meters && getComputedStyle(meters).position === "sticky";
  const top = sticks ? meters.getBoundingClientRect().bottom : 0;
  return document.activeElement.getBoundingClientRect().top >= top;
}"""
"""Nothing of what has the focus is above the screen, nor under the meters that stay at its top."""


def play(page: Page, scenario: str, pick: Callable[[int, int], int]) -> int:
    """Play a scenario to an ending with Tab and Enter alone; return how many choices it took."""
    put_focus_before(page, f"{scenario} h3")
    for number in range(40):
        if page.locator(f"{scenario} .ts-debrief").count():
            return number
        offered = page.locator(f"{scenario} .ts-choice").count()
        tab_to(page, f"{scenario} .ts-choice")
        for _ in range(pick(number, offered)):
            page.keyboard.press("Tab")
        step = page.locator(f"{scenario} .ts-scene .ts-kicker").first.inner_text()
        page.keyboard.press("Enter")
        page.wait_for_function(
            """([scenario, step]) => document.querySelector(scenario + " .ts-ending")
               || document.querySelector(scenario + " .ts-scene .ts-kicker")?.innerText !== step""",
            arg=[scenario, step],
        )
        # what the choice changed is read first, then the next scene
        page.wait_for_function("scenario => document.activeElement.closest(scenario) !== null", arg=scenario)
        page.wait_for_function(_FOCUS_SHOWS, arg=scenario, timeout=5_000)
    raise AssertionError("forty choices and no ending")


@pytest.mark.parametrize("lang", ["fr", "en"])
@pytest.mark.parametrize("narrow", [False, True], ids=["1280", "360"])
def test_a_scenario_is_played_to_its_end_with_the_keyboard_alone(
    serve: Any, visit: Any, shots: Any, lang: str, narrow: bool
) -> None:
    """The debrief shows the path, the reasons and what was not tried; the ending is there again after a reload."""
    made = visit(lang=lang, narrow=narrow)
    page = open_lesson(made, serve, lang)
    page.evaluate("document.querySelectorAll('.ts-scenario')[0].id = 'played'")
    taken = play(page, "#played", lambda number, offered: number % offered)
    assert taken >= 5
    scenario = page.locator("#played")
    assert scenario.locator(".ts-map svg[role=img]").get_attribute("aria-label")
    assert scenario.locator(".ts-whys > li").count() == taken
    assert made.axe("#played") == []
    assert made.wider_than_screen() == []
    ending = scenario.locator(".ts-ending .ts-scene-title").inner_text()
    if shots:
        scenario.screenshot(path=shots / f"debrief-{lang}-{'360' if narrow else '1280'}.png")

    page = open_lesson(made, serve, lang)
    assert page.locator(".ts-scenario").first.locator(".ts-ending .ts-scene-title").inner_text() == ending


def test_going_back_and_starting_over_ask_first_and_keep_history(serve: Any, visit: Any) -> None:
    """One step back shows the scene again; starting over asks in the page, then counts a new attempt."""
    page = open_lesson(visit(), serve)
    scenario = page.locator(".ts-scenario").first
    first_title = scenario.locator(".ts-scene-title").inner_text()
    scenario.locator(".ts-choice").first.click()
    expect(scenario.locator(".ts-scene .ts-kicker").first).to_have_text("Moment 2")
    scenario.locator(".ts-past > summary").click()
    scenario.get_by_role("button", name=re.compile("^Revenir à ce moment")).click()
    expect(scenario.locator(".ts-scene-title")).to_have_text(first_title)
    scenario.locator(".ts-choice").last.click()
    expect(scenario.locator(".ts-scene .ts-kicker").first).to_have_text("Moment 2")
    scenario.get_by_role("button", name="Recommencer depuis le début").click()
    expect(scenario.get_by_role("button", name="Oui, recommencer")).to_be_focused()
    scenario.get_by_role("button", name="Annuler").click()
    expect(scenario.locator(".ts-scene .ts-kicker").first).to_have_text("Moment 2")
    scenario.get_by_role("button", name="Recommencer depuis le début").click()
    scenario.get_by_role("button", name="Oui, recommencer").click()
    expect(scenario.locator(".ts-scene .ts-kicker").first).to_have_text("Moment 1")


def test_a_page_whose_kernel_is_gone_offers_to_reload_and_nothing_is_lost(serve: Any, visit: Any) -> None:
    """After a kill -9 of the kernel the bar appears; reloading finds the run where it was."""
    made = visit()
    page = open_lesson(made, serve)
    scenario = page.locator(".ts-scenario").first
    scenario.locator(".ts-choice").first.click()
    expect(scenario.locator(".ts-scene .ts-kicker").first).to_have_text("Moment 2")
    title = scenario.locator(".ts-scene-title").inner_text()
    for child in psutil.Process(serve.process.pid).children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):  # one that has just ended, a zombie among them
            if "ipykernel" in " ".join(child.cmdline()):  # forked from a parent that names it, or not
                child.kill()
    expect(page.locator("#ts-state")).to_have_attribute("data-state", "gone", timeout=30_000)
    page.get_by_role("button", name="Recharger").click()
    page.locator(".ts-scenario").first.wait_for(timeout=120_000)
    expect(page.locator(".ts-scenario").first.locator(".ts-scene-title")).to_have_text(title, timeout=60_000)


def test_two_visitors_do_not_see_each_other(serve: Any, visit: Any) -> None:
    """Each browser is another person."""
    page = open_lesson(visit(), serve)
    page.locator(".ts-scenario").first.locator(".ts-choice").first.click()
    expect(page.locator(".ts-scenario").first.locator(".ts-scene .ts-kicker").first).to_have_text("Moment 2")
    other = open_lesson(visit(), serve)
    assert other.locator(".ts-scenario").first.locator(".ts-scene .ts-kicker").first.inner_text() == "Moment 1"


def test_the_plan_gives_a_calendar_file(serve: Any, visit: Any) -> None:
    """A suggestion is taken with a date, and the download is a calendar with that step."""
    page = open_lesson(visit(), serve)
    plan = page.locator(".ts-action_plan")
    plan.get_by_role("textbox").first.fill("Relire la charte avec deux membres")
    plan.locator("input[type=date]").first.fill("2027-01-11")
    plan.locator("button[type=submit], .ts-primary").first.click()
    expect(plan).to_contain_text("Relire la charte avec deux membres")
    with page.expect_download() as waiting:
        plan.get_by_role("button", name=re.compile("ics|agenda|calendrier", re.IGNORECASE)).first.click()
    text = waiting.value.path().read_text("utf-8")
    assert waiting.value.suggested_filename.endswith(".ics")
    assert "DTSTART;VALUE=DATE:20270111" in text
    assert "Relire la charte" in text


def test_ones_data_can_be_taken_away_then_erased(serve: Any, visit: Any) -> None:
    """The export holds the choice that was made; after the erasure nothing is left, cookie included."""
    made = visit()
    page = open_lesson(made, serve)
    page.locator(".ts-scenario").first.locator(".ts-choice").first.click()
    expect(page.locator(".ts-scenario").first.locator(".ts-scene .ts-kicker").first).to_have_text("Moment 2")
    page.goto(f"{serve.url}/fr/data")
    assert made.axe() == []
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Télécharger mes données").click()
    exported = json.loads(waiting.value.path().read_text("utf-8"))
    assert [record["kind"] for record in exported["records"]] == ["choice_made"]
    page.get_by_role("button", name="Effacer mes données").click()
    assert page.get_by_text("Vos données sont effacées.").count() == 0, "the box was not ticked"
    page.get_by_role("checkbox").check()
    page.get_by_role("button", name="Effacer mes données").click()
    expect(page.get_by_text("Vos données sont effacées.")).to_be_visible()
    expect(page.get_by_text("Rien n’est enregistré à votre sujet.")).to_be_visible()
    assert "tisserand_learner" not in {cookie["name"] for cookie in made.context.cookies()}
