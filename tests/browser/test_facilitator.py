"""The facilitator's lesson in a browser: a session played by keyboard alone, and the timer of a real one."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

SLUG = "groupe-de-proximite"
SAMIRA = "#activity-scenario-la-demande-de-samira"
PLAYED = ".ts-scenario >> nth=0"
TIMER = "#activity-meeting-codeveloppement"
SHOWN = (PLAYED, ".ts-scenario >> nth=1", ".ts-quiz", ".ts-self_assessment >> nth=1", TIMER, ".ts-action_plan")
WIDTHS = pytest.mark.parametrize("narrow", [False, True], ids=["1280", "360"])
BOTH = pytest.mark.parametrize(("lang", "narrow"), [("fr", True), ("en", False)], ids=["fr-360", "en-1280"])
WRONG_CLOCK = "const real = Date.now; Date.now = () => real() + 47 * 60_000;"


def open_lesson(made: Any, serve: Any, lang: str = "fr") -> Page:
    """Open the lesson and wait until its activities show."""
    made.page.goto(f"{serve.url}/{lang}/modules/{SLUG}")
    for activity in SHOWN:
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


def press(page: Page, found: str, key: str = "Enter", limit: int = 60) -> None:
    """Press Tab until the focus is on an element that matches ``found``, then a key there."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        if page.evaluate("found => document.activeElement.matches(found)", found):
            page.keyboard.press(key)
            return
    raise AssertionError(f"{limit} presses of Tab did not reach {found}")


def begin(page: Page) -> None:
    """Begin the meeting with the keyboard."""
    focus_before(page, f"{TIMER} h3")
    press(page, f"{TIMER} .ts-begin")
    expect(page.locator(f"{TIMER} .ts-stage-title")).to_be_focused()


def seconds_left(page: Page) -> int:
    """What the digits of the timer say, in seconds; below 0 when over."""
    text = page.locator(f"{TIMER} .ts-digits").inner_text()
    minutes, seconds = text.lstrip("+").split(":")
    return (-1 if text.startswith("+") else 1) * (60 * int(minutes) + int(seconds))


def show_to_the_room(made: Any, page: Page, picture: Any) -> None:
    """Show the timer to the room, go on from there, and leave with Escape."""
    press(page, f"{TIMER} .ts-room-button")
    room = page.locator("dialog:modal")
    digits = room.locator(".ts-digits").bounding_box()
    assert digits
    assert 60 <= digits["height"] < digits["width"], "on one line, and large"
    assert digits["x"] >= 0
    assert digits["x"] + digits["width"] <= page.viewport_size["width"] + 1
    expect(room.locator(".ts-next")).to_be_in_viewport()
    assert made.axe("dialog") == []
    if picture:
        page.screenshot(path=picture)
    press(page, "dialog:modal .ts-next")
    expect(room.locator("[aria-live=polite]")).not_to_be_empty()
    page.keyboard.press("Escape")
    expect(page.locator("dialog:modal")).to_have_count(0)
    expect(page.locator(".ts-room-button")).to_be_focused()


@BOTH
def test_a_session_is_played_with_the_keyboard_alone(
    serve: Any, visit: Any, shots: Any, lang: str, narrow: bool
) -> None:
    """To the debrief: the focus goes to what the choice did, the clock moves, each choice left aside can be opened."""
    made = visit(lang=lang, narrow=narrow)
    page = open_lesson(made, serve, lang)
    session = page.locator(PLAYED)
    name = f"session-{lang}-{'360' if narrow else '1280'}"
    expect(session.locator(".ts-time")).to_have_text(re.compile(r"14(\sh\s|:)00"))
    focus_before(page, ".ts-scenario h3")
    for moment in range(1, 12):
        press(page, ".ts-scenario .ts-choice:nth-of-type(2)")
        expect(session.locator(".ts-consequence:focus, .ts-ending .ts-scene-title:focus")).to_have_count(1)
        assert made.wider_than_screen() == []
        if moment == 4:
            session.locator(".ts-heard summary").click()
            assert session.locator(".ts-heard li").count() == 7
            assert made.axe(f"{SAMIRA}, .ts-scenario") == []
            if shots:
                session.screenshot(path=shots / f"{name}-moment.png")
            page.evaluate("document.querySelector('.ts-scenario .ts-consequence').focus()")
        if session.locator(".ts-ending").count():
            break
    assert session.locator(".ts-ending").count() == 1
    assert session.locator(".ts-clock").count() == 0
    session.get_by_text(re.compile("auriez pu tenter|might have tried|could have", re.IGNORECASE)).first.click()
    left_aside = session.locator(".ts-untried details")
    assert left_aside.count() >= 15
    left_aside.first.locator("summary").click()
    expect(left_aside.first.locator("> div").first).to_be_visible()
    assert session.locator(".ts-debate").count() >= 3
    if shots:
        session.screenshot(path=shots / f"{name}-end.png")
    assert made.axe(".ts-scenario") == []
    assert made.wider_than_screen() == []
    assert made.foreign_requests() == []
    assert made.errors == []


@BOTH
def test_a_real_session_is_led_with_the_keyboard_alone(
    serve: Any, visit: Any, shots: Any, lang: str, narrow: bool
) -> None:
    """Planned, begun, paused, shown to the room, finished: announced at each step, nothing for axe."""
    made = visit(lang=lang, narrow=narrow)
    page = open_lesson(made, serve, lang)
    timer = page.locator(TIMER)
    name = f"timer-{lang}-{'360' if narrow else '1280'}"
    focus_before(page, f"{TIMER} h3")
    press(page, f"{TIMER} .ts-plan-step:nth-of-type(3) input", "ControlOrMeta+a")
    page.keyboard.type("13")
    expect(timer.locator(".ts-plan-total")).to_contain_text("80")
    assert made.axe(TIMER) == []
    if shots:
        timer.screenshot(path=shots / f"{name}-plan.png")
    press(page, f"{TIMER} .ts-begin")
    expect(page.locator(f"{TIMER} .ts-stage-title")).to_be_focused()
    live = timer.locator("> [aria-live]")
    expect(live).to_contain_text("10 minutes")
    press(page, f"{TIMER} .ts-next")
    expect(live).to_contain_text({"fr": "Étape 1 sur 6", "en": "Step 1 of 6"}[lang])
    press(page, f"{TIMER} .ts-next")
    expect(live).to_contain_text("13 minutes")
    press(page, f"{TIMER} .ts-pause")
    expect(timer.locator(".ts-pace")).to_contain_text({"fr": "En pause", "en": "Paused"}[lang])
    page.keyboard.press("Enter")  # the focus stays on the button, which now says to resume
    expect(timer.locator(".ts-pause")).to_have_text("Pause")
    if shots:
        timer.screenshot(path=shots / f"{name}-running.png")
    assert made.axe(TIMER) == []
    assert made.wider_than_screen() == []
    show_to_the_room(made, page, shots / f"{name}-room.png" if shots else None)
    for _ in range(4):
        focus_before(page, f"{TIMER} .ts-stage-title")
        press(page, f"{TIMER} .ts-next")
        page.wait_for_timeout(400)
    expect(timer.locator(".ts-closed-title")).to_be_focused()
    assert timer.locator("tbody tr").count() == 7
    assert made.axe(TIMER) == []
    assert made.wider_than_screen() == []
    if shots:
        timer.screenshot(path=shots / f"{name}-closed.png")
    assert made.foreign_requests() == []
    assert made.errors == []


def test_the_time_survives_a_reload_and_a_device_whose_clock_is_wrong(serve: Any, visit: Any) -> None:
    """What the digits say comes from the log's clock: not from the device's, and not from counting."""
    made = visit()
    page = open_lesson(made, serve)
    begin(page)
    page.wait_for_timeout(2500)
    before = seconds_left(page)
    assert 590 <= before < 600
    made.context.add_init_script(WRONG_CLOCK)
    page = open_lesson(made, serve)
    expect(page.locator(f"{TIMER} .ts-stage-title")).to_have_text("Accueil et choix du sujet")
    page.wait_for_timeout(1500)
    assert before - 120 < seconds_left(page) < before, "47 minutes off, had the device's clock been believed"


def test_a_page_that_could_not_run_shows_the_right_time_when_it_wakes(serve: Any, visit: Any) -> None:
    """Its timers were frozen, as those of a tab in the background: the next look is a subtraction, and says the end."""
    made = visit()
    page = made.page
    page.clock.install()
    page = open_lesson(made, serve)
    begin(page)
    page.wait_for_timeout(2000)  # until the page has asked what time it is: nobody answers while it sleeps
    page.evaluate("const real = Date.now; Date.now = () => real() + 11 * 60_000; undefined")
    page.clock.run_for(600)
    assert seconds_left(page) < 0
    expect(page.locator(f"{TIMER} > [aria-live]")).to_contain_text("est passé")
    expect(page.locator(f"{TIMER} .ts-pace")).to_contain_text("Que faut-il encore entendre")


def test_the_notes_stay_where_the_group_decides(serve: Any, visit: Any) -> None:
    """On the page: gone with it. On the device: found after a reload. In the log: found there, and erased for good."""
    made = visit()
    page = open_lesson(made, serve)
    begin(page)
    note = f"{TIMER} .ts-notes textarea >> nth=0"
    page.locator(note).fill("rien que la page")
    page = open_lesson(made, serve)
    expect(page.locator(note)).to_have_value("")
    page.locator(note).fill("sur cet appareil")
    page.locator(f"{TIMER} input[value=device]").check()
    page = open_lesson(made, serve)
    expect(page.locator(note)).to_have_value("sur cet appareil")
    page.locator(f"{TIMER} input[value=log]").check()
    expect(page.locator(TIMER)).to_have_attribute("aria-busy", "false")
    assert page.evaluate("localStorage.length") == 0
    page = open_lesson(made, serve)
    expect(page.locator(note)).to_have_value("sur cet appareil")
    with page.expect_download() as download:
        page.locator(f"{TIMER} .ts-notes .ts-actions .ts-button").first.click()
    text = download.value.path().read_text("utf-8")
    assert "Accueil et choix du sujet\n" in text
    assert "sur cet appareil" in text
    page.get_by_role("button", name="Effacer les notes").click()
    page.get_by_role("button", name="Oui, effacer").click()
    page = open_lesson(made, serve)  # at once: what was not sent yet is sent by the page that comes next
    expect(page.locator(note)).to_have_value("")
    assert made.errors == []


@WIDTHS
def test_the_whole_lesson_is_accessible_in_the_dark_too(serve: Any, visit: Any, shots: Any, narrow: bool) -> None:
    """Every activity shows, nothing sticks out, nothing for axe."""
    made = visit(narrow=narrow, dark=True)
    page = open_lesson(made, serve)
    assert made.wider_than_screen() == []
    if shots:
        page.screenshot(path=shots / f"facilitator-dark-{'360' if narrow else '1280'}.png", full_page=True)
    assert made.axe() == []
    assert made.errors == []
