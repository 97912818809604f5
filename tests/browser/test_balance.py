"""The coordinator's lesson in a browser: two years by keyboard alone, the triangle dragged, one's own dosage."""

import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tisserand.content.loading import load_module
from tisserand.content.models.module import TrainingModule

SLUG = "equilibrer-la-gouvernance"
GAME = "#activity-balance-jeune-groupe-de-pratiques"


def _is_shown(module: TrainingModule) -> bool:
    return module.status == "published"


pytestmark = pytest.mark.skipif(not _is_shown(load_module(SLUG)), reason="the module is still a draft")


def open_lesson(made: Any, serve: Any, lang: str = "fr") -> Page:
    """Open the lesson, wait until its activities show, and name its first community."""
    made.page.goto(f"{serve.url}/{lang}/modules/{SLUG}")
    for activity in (".ts-balance >> nth=0", ".ts-balance >> nth=1", ".ts-own_dosage", ".ts-action_plan"):
        made.page.locator(activity).wait_for(timeout=120_000)
    expect(made.page.locator("#ts-state")).to_have_attribute("data-state", "ready")
    return made.page


def focus_before(page: Page, selector: str) -> None:
    """Start the way of the Tab key just before an element."""
    page.evaluate(
        """selector => {
          const target = document.querySelector(selector), had = target.getAttribute("tabindex");
          target.tabIndex = -1; target.focus();
          if (had === null) target.removeAttribute("tabindex");
        }""",
        selector,
    )


def tab_to(page: Page, found: str, limit: int = 150) -> None:
    """Press Tab until the focus is on an element that matches ``found``."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        if page.evaluate("found => document.activeElement.matches(found)", found):
            return
    raise AssertionError(f"{limit} presses of Tab did not reach {found}")


def press(page: Page, found: str, key: str = "Space") -> None:
    """Go to an element with Tab and press a key there."""
    tab_to(page, found)
    page.keyboard.press(key)


def begin(page: Page) -> None:
    """Begin and predict, with the keyboard."""
    focus_before(page, f"{GAME} h3")
    press(page, f"{GAME} .ts-start .ts-primary", "Enter")
    page.locator(f"{GAME} .ts-prediction").wait_for()
    page.wait_for_function("() => document.activeElement.matches('.ts-arrival')")
    for number in range(page.locator(f"{GAME} .ts-predict").count()):
        press(page, f"{GAME} .ts-predict input")
        for _ in range(number % 3):
            page.keyboard.press("ArrowDown")
    press(page, f"{GAME} .ts-prediction .ts-primary", "Enter")
    page.wait_for_function("() => document.activeElement.matches('.ts-form')")


def decide(page: Page, quarter: int) -> None:
    """Decide a quarter with the keyboard alone, from the form, where the focus is."""
    form = f"{GAME} .ts-form"
    if page.locator(f"{form} .ts-card").count():
        press(page, f"{form} .ts-card input")
    if quarter == 2:
        tab_to(page, f"{form} input[name=political]")
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.type("40")
    if quarter == 3:
        tab_to(page, f"{form} input[name=practice_exchange]")
        for _ in range(12):
            page.keyboard.press("ArrowRight")
    for _ in range(1 + quarter % 2):
        press(page, f"{form} input[name=action]:not(:checked)")
    sums = page.evaluate(
        """form => [["number", 3], ["range", 5]].map(([type, count]) => {
          const fields = [...document.querySelectorAll(`${form} input[type=${type}]`)];
          return fields.length === count && fields.reduce((sum, field) => sum + field.valueAsNumber, 0);
        })""",
        form,
    )
    assert sums == [100, 100]
    press(page, f"{form} .ts-decide", "Enter")
    strip = page.locator(f"{GAME} .ts-quarter-done")
    expect(strip).to_have_count(quarter, timeout=20_000)
    page.wait_for_function("() => document.activeElement.matches('.ts-arrival')")


@pytest.mark.parametrize(("lang", "narrow"), [("fr", True), ("en", False)], ids=["fr-360", "en-1280"])
def test_two_years_are_played_with_the_keyboard_alone(
    serve: Any, visit: Any, shots: Any, lang: str, narrow: bool
) -> None:
    """From the prediction to the debrief: focus on what happened, nothing for axe, the end found again."""
    made = visit(lang=lang, narrow=narrow)
    page = open_lesson(made, serve, lang)
    game = page.locator(GAME)
    begin(page)
    assert made.axe(GAME) == []
    for quarter in range(1, 9):
        decide(page, quarter)
        assert made.wider_than_screen() == []
        if quarter in {3, 4}:
            expect(game.locator(".ts-chart .ts-plot-band").first).to_be_attached(timeout=30_000)
            assert made.axe(GAME) == []
            if shots:
                game.screenshot(path=shots / f"balance-{lang}-{'360' if narrow else '1280'}-quarter-{quarter}.png")
    expect(game.locator(".ts-end h4")).to_be_focused()
    assert game.locator(".ts-end .ts-change").count() >= 11
    expect(game.locator(".ts-waiting")).to_have_count(0, timeout=60_000)
    game.locator(".ts-undone details > summary").click()
    assert game.locator(".ts-undone-quarter").count() >= 5, "quarters of mere waiting have nothing to undo"
    assert game.locator(".ts-questions li").count() == 3
    if shots:
        game.screenshot(path=shots / f"balance-{lang}-{'360' if narrow else '1280'}-end.png")
    assert made.axe(GAME) == []
    assert made.wider_than_screen() == []
    assert made.foreign_requests() == []
    assert made.errors == []
    outcome = game.locator(".ts-end .ts-change").all_inner_texts()
    page = open_lesson(made, serve, lang)
    assert page.locator(f"{GAME} .ts-end .ts-change").all_inner_texts() == outcome


def test_the_focus_shows_what_happened_and_no_picture_is_without_words(serve: Any, visit: Any) -> None:
    """After a decision the news are on the screen; every picture has a title, a description and a table beside it."""
    page = open_lesson(visit(narrow=True), serve)
    begin(page)
    decide(page, 1)
    top = page.evaluate("document.activeElement.getBoundingClientRect().top")
    assert -1 <= top < 740
    unnamed = page.evaluate(
        """game => [...document.querySelectorAll(`${game} svg[role=img]`)].filter((picture) => {
          const words = (name) => document.getElementById(picture.getAttribute(name))?.textContent.trim();
          return !picture.getAttribute("aria-label") && !(words("aria-labelledby") && words("aria-describedby"));
        }).length""",
        GAME,
    )
    assert unnamed == 0
    assert page.locator(f"{GAME} svg[role=img]").count() >= 13
    assert page.locator(f"{GAME} .ts-charts table tbody tr").count() == 11
    assert page.locator(f"{GAME} .ts-community table tbody tr").count() >= 2


def parts(page: Page, within: str) -> list[int]:
    """Return what the three fields of the triangle hold."""
    return [int(field.input_value()) for field in page.locator(f"{within} input[type=number]").all()]


def drag(page: Page, handle: Locator, dx: float, dy: float) -> None:
    """Drag the point with the mouse."""
    handle.scroll_into_view_if_needed()
    box = handle.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + dx / 2, y + dy / 2, steps=4)
    page.mouse.move(x + dx, y + dy, steps=4)
    page.mouse.up()


def test_the_point_is_dragged_and_the_words_follow_without_asking_python(serve: Any, visit: Any) -> None:
    """Upwards is more of the political preference; the fields follow and still sum to 100; nothing is sent."""
    made = visit()
    page = open_lesson(made, serve)
    begin(page)
    form = f"{GAME} .ts-form"
    before, words = parts(page, form), page.locator(f"{form} .ts-mix-words").first.inner_text()
    drag(page, page.locator(f"{form} .ts-handle-dot"), 0, -90)
    after = parts(page, form)
    assert sum(after) == 100
    assert after[2] >= before[2] + 25
    assert page.locator(f"{form} .ts-mix-words").first.inner_text() != words
    drag(page, page.locator(f"{form} .ts-handle-dot"), -900, 900)
    assert parts(page, form) == [100, 0, 0]
    assert page.locator(GAME).get_attribute("aria-busy") in {None, "false"}
    assert made.errors == []


def test_a_finger_taps_where_the_point_should_go(serve: Any, visit: Any) -> None:
    """Without dragging: the page still scrolls under the finger."""
    page = open_lesson(visit(narrow=True), serve)
    begin(page)
    form = f"{GAME} .ts-form"
    area = page.locator(f"{form} .ts-triangle-area")
    area.scroll_into_view_if_needed()
    box = area.bounding_box()
    assert box
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 5)
    now = parts(page, form)
    assert sum(now) == 100
    assert now[2] >= 70


def test_two_actions_at_most_and_an_event_wants_its_answer(serve: Any, visit: Any) -> None:
    """What is missing is said before anything is sent, and the focus goes there."""
    page = open_lesson(visit(), serve)
    begin(page)
    form = page.locator(f"{GAME} .ts-form")
    boxes = form.locator("input[name=action]")
    form.locator(".ts-decide").click()
    if form.locator(".ts-card").count():
        expect(form.locator(".ts-card input").first).to_be_focused()
        form.locator(".ts-card .ts-tick").first.click()
        form.locator(".ts-decide").click()
    expect(form.locator(".ts-hint")).not_to_have_text("")
    expect(boxes.first).to_be_focused()
    boxes.nth(0).check()
    boxes.nth(2).check()
    expect(boxes.nth(1)).to_be_disabled()
    expect(boxes.nth(2)).to_be_enabled()
    boxes.nth(0).uncheck()
    expect(boxes.nth(1)).to_be_enabled()


def test_a_game_is_left_only_after_a_question_and_the_run_before_stays_for_comparison(serve: Any, visit: Any) -> None:
    """Again with the same luck, from an unfinished game: asked in the page, Escape by the other button."""
    page = open_lesson(visit(), serve)
    begin(page)
    decide(page, 1)
    game = page.locator(GAME)
    game.get_by_role("button", name="Recommencer avec la même chance").click()
    expect(game.get_by_role("button", name="Recommencer avec la même chance")).to_be_focused()
    game.get_by_role("button", name="Continuer cette partie").click()
    expect(game.locator(".ts-quarter-done")).to_have_count(1)
    game.get_by_role("button", name="Recommencer avec la même chance").click()
    game.get_by_role("button", name="Recommencer avec la même chance").click()
    expect(game.locator(".ts-prediction")).to_be_visible()
    assert game.locator(".ts-plot-past").count() >= 11


def test_one_s_own_community_is_placed_and_its_step_reaches_the_action_plan(serve: Any, visit: Any, shots: Any) -> None:
    """Both dosages with the keyboard; the gap in words; the step is in the plan of the same page."""
    made = visit(narrow=True)
    page = open_lesson(made, serve)
    own = page.locator(".ts-own_dosage")
    focus_before(page, ".ts-own_dosage h3")
    tab_to(page, ".ts-own_dosage .ts-side:nth-of-type(1) input[name=technical]")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("70")
    tab_to(page, ".ts-own_dosage .ts-side:nth-of-type(2) input[name=political]")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("50")
    press(page, ".ts-own_dosage .ts-primary", "Enter")
    expect(own.locator(".ts-gap")).to_be_focused()
    assert own.locator(".ts-gap li").count() >= 2
    assert made.axe(".ts-own_dosage") == []
    assert made.wider_than_screen() == []
    if shots:
        own.screenshot(path=shots / "own-dosage-fr-360.png")
    step = own.locator(".ts-gap strong").inner_text()
    press(page, ".ts-own_dosage .ts-gap .ts-button", "Enter")
    expect(own.locator(".ts-in-plan")).to_be_focused()
    expect(page.locator(".ts-action_plan")).to_contain_text(step)
    assert made.errors == []


def test_in_the_dark_and_in_forced_colours_the_game_is_as_readable(serve: Any, visit: Any, shots: Any) -> None:
    """Axe's contrast rule in the dark theme; in forced colours, every line still has a colour of the system."""
    made = visit(dark=True)
    page = open_lesson(made, serve)
    begin(page)
    decide(page, 1)
    assert made.axe(GAME) == []
    if shots:
        page.locator(GAME).screenshot(path=shots / "balance-fr-1280-dark.png")
    page.emulate_media(forced_colors="active")
    stroke = "node => getComputedStyle(node).stroke"
    line = page.locator(f"{GAME} .ts-plot-line").first.evaluate(stroke)
    assert re.fullmatch(r"rgb\(\d+, \d+, \d+\)", line)
    assert line == page.locator(f"{GAME} .ts-person-silent").first.evaluate(stroke)
