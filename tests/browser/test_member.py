"""The member's lesson in a browser: the practice forum by keyboard alone, in both languages and widths."""

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

SLUG = "premiers-pas"
FORUM = "#activity-sandbox-la-passerelle"
QUESTION = {
    "fr": (
        "Atelier du jeudi : faire revenir à la deuxième séance",
        "Depuis janvier, huit personnes viennent le jeudi, quatre reviennent. J’ai essayé un rappel. Et chez vous ?",
    ),
    "en": (
        "Thursday workshop: bringing people back to the second session",
        "Since January eight people come on Thursdays, four come back. I tried a reminder. What about you?",
    ),
}
SEARCH = {"fr": "CAUTION pret", "en": "deposit lap"}
HELPED = "portables-pierrick"


def open_lesson(made: Any, serve: Any, lang: str = "fr") -> Page:
    """Open the lesson and wait until the forum and the plan show."""
    made.page.goto(f"{serve.url}/{lang}/modules/{SLUG}")
    for activity in (".ts-quiz", ".ts-sandbox .ts-forum-page", ".ts-action_plan"):
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


def tab_to(page: Page, found: str, limit: int = 120) -> None:
    """Press Tab until the focus is on an element that matches ``found``."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        if page.evaluate("found => document.activeElement.matches(found)", found):
            return
    raise AssertionError(f"{limit} presses of Tab did not reach {found}")


def press(page: Page, found: str, key: str = "Enter") -> None:
    """Go to an element with Tab and press a key there."""
    tab_to(page, found)
    page.keyboard.press(key)


def on_new_page(page: Page) -> None:
    """The focus is on the title of the page of the forum that has just come."""
    expect(page.locator(f"{FORUM} .ts-forum-title")).to_be_focused()


def to_bar(page: Page, button: str) -> None:
    """Press a button of the forum's bar, with the keyboard."""
    focus_before(page, f"{FORUM} .ts-clock")
    press(page, f"{FORUM} {button}")
    on_new_page(page)


def write(page: Page, found: str, text: str) -> None:
    """Go to a field with Tab and write in it, over what it holds."""
    tab_to(page, found)
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.insert_text(text)


def tasks_done(page: Page) -> Locator:
    """The tasks that are done."""
    return page.locator(f"{FORUM} .ts-task-done")


def open_thread(page: Page, title: str) -> None:
    """Open a thread of the page by its title, with the keyboard."""
    row = page.locator(f"{FORUM} .ts-forum-page .ts-row-title", has_text=title).first
    row.evaluate("node => node.setAttribute('data-wanted', '')")
    press(page, "[data-wanted]")
    on_new_page(page)
    page.locator(f"{FORUM} .ts-post").first.wait_for()


LANGS_AND_WIDTHS = pytest.mark.parametrize(
    ("lang", "narrow"), [("fr", True), ("en", False), ("fr", False), ("en", True)], ids=str
)


@LANGS_AND_WIDTHS
def test_a_question_is_found_asked_and_answered_with_the_keyboard_alone(  # noqa: PLR0915 - one visit
    serve: Any, visit: Any, shots: Any, lang: str, narrow: bool
) -> None:
    """Search, mark, rewrite the draft, have it reviewed, publish, come back later; nothing for axe on the way."""
    made = visit(lang=lang, narrow=narrow)
    page = open_lesson(made, serve, lang)
    forum = page.locator(FORUM)

    def look(name: str) -> None:
        assert made.axe(FORUM) == []
        assert made.wider_than_screen() == []
        if shots:
            forum.screenshot(path=shots / f"sandbox-{lang}-{'360' if narrow else '1280'}-{name}.png")

    look("1-home")
    focus_before(page, f"{FORUM} .ts-clock")
    write(page, f"{FORUM} .ts-query", SEARCH[lang])
    page.keyboard.press("Enter")
    on_new_page(page)
    assert forum.locator(".ts-forum-page .ts-row").count() == 1
    look("2-search")
    press(page, f"{FORUM} .ts-forum-page .ts-row-title")
    forum.locator(f"[data-post={HELPED}]").wait_for()
    on_new_page(page)
    press(page, f"[data-post={HELPED}] .ts-helps")
    expect(tasks_done(page)).to_have_count(1)
    expect(forum.locator(f"[data-post={HELPED}] .ts-helps")).to_be_focused()
    look("3-thread")

    to_bar(page, ".ts-go-drafts")
    press(page, f"{FORUM} .ts-forum-page .ts-row-title")
    forum.locator(".ts-write-text").wait_for()
    on_new_page(page)
    press(page, f"{FORUM} .ts-review-go")
    expect(forum.locator(".ts-review")).to_be_focused()
    assert forum.locator(".ts-review .ts-finding.ts-is-mixed").count() == 5
    look("4-review")
    title, text = QUESTION[lang]
    focus_before(page, f"{FORUM} .ts-forum-title")
    write(page, f"{FORUM} .ts-write-title", title)
    write(page, f"{FORUM} .ts-write-text", text)
    expect(forum.locator(".ts-kept")).not_to_have_text("")
    press(page, f"{FORUM} .ts-review-go")
    expect(forum.locator(".ts-review .ts-finding.ts-is-good")).to_have_count(5)
    focus_before(page, f"{FORUM} .ts-write-text")
    press(page, f"{FORUM} .ts-publish")
    expect(forum.locator(".ts-own-last")).to_be_focused()
    expect(tasks_done(page)).to_have_count(2)
    focus_before(page, f"{FORUM} .ts-query")
    press(page, f"{FORUM} .ts-wait")
    expect(forum.locator(".ts-clock")).to_be_focused()
    expect(forum.locator(".ts-post")).to_have_count(2)
    expect(forum.locator(".ts-go-notices")).to_contain_text("(1)")
    expect(forum.locator(".ts-visually-hidden[aria-live]")).to_contain_text("1 n")
    look("5-answered")
    to_bar(page, ".ts-go-notices")
    look("6-notifications")
    assert made.foreign_requests() == []
    assert made.errors == []
    page = open_lesson(made, serve, lang)
    expect(tasks_done(page)).to_have_count(2)


@pytest.mark.parametrize(("lang", "narrow"), [("fr", True), ("en", False)], ids=str)
def test_reporting_quoting_and_having_a_say_with_the_keyboard_alone(  # noqa: PLR0915 - one visit
    serve: Any, visit: Any, shots: Any, lang: str, narrow: bool
) -> None:
    """A report wants a reason, a quotation one paragraph, a consultation an answer; each says where the focus is."""
    made = visit(lang=lang, narrow=narrow)
    page = open_lesson(made, serve, lang)
    forum = page.locator(FORUM)
    size = f"{lang}-{'360' if narrow else '1280'}"
    open_thread(page, {"fr": "imprimer nos guides", "en": "print our guides"}[lang])
    post = "[data-post=guides-loic]"
    press(page, f"{post} .ts-flag summary")
    tab_to(page, f"{post} .ts-flag .ts-button")
    page.keyboard.press("Enter")
    expect(forum.locator(f"{post} .ts-missing")).not_to_have_text("")
    page.keyboard.press("Space")
    for _ in range(2):
        page.keyboard.press("ArrowDown")
    assert made.axe(FORUM) == []
    if shots:
        forum.screenshot(path=shots / f"sandbox-{size}-7-flag.png")
    press(page, f"{post} .ts-flag .ts-button")
    expect(forum.locator(f"{post} .ts-flagged")).to_be_focused()
    expect(tasks_done(page)).to_have_count(1)

    to_bar(page, ".ts-go-home")
    press(page, f"{FORUM} .ts-category:nth-child(2) .ts-row-title")
    on_new_page(page)
    forum.locator(".ts-level").wait_for()
    tab_to(page, f"{FORUM} .ts-level input:checked")
    page.keyboard.press("ArrowUp")
    press(page, f"{FORUM} .ts-level-keep")
    expect(tasks_done(page)).to_have_count(2)
    expect(forum.locator(".ts-level-keep")).to_be_focused()
    if shots:
        forum.screenshot(path=shots / f"sandbox-{size}-8-category.png")
    focus_before(page, f"{FORUM} .ts-forum-title")
    open_thread(page, {"fr": "une heure ou de deux", "en": "one-hour or a two-hour"}[lang])
    press(page, "[data-post=duree-pierrick] .ts-quote")
    forum.locator(".ts-quote-choice").wait_for()
    on_new_page(page)
    boxes = forum.locator(".ts-quote-choice input")
    assert boxes.count() == 3
    for number in (1, 3):
        tab_to(page, f"{FORUM} .ts-quote-choice .ts-tick:nth-of-type({number}) input")
        page.keyboard.press("Space")
    write(page, f"{FORUM} .ts-write-text", "Que dit votre mot ? / What does your note say?")
    assert made.axe(FORUM) == []
    if shots:
        forum.screenshot(path=shots / f"sandbox-{size}-9-quote.png")
    press(page, f"{FORUM} .ts-publish")
    expect(forum.locator(".ts-own-last blockquote")).to_have_count(1)
    expect(tasks_done(page)).to_have_count(3)

    to_bar(page, ".ts-go-home")
    open_thread(page, {"fr": "Consultation", "en": "Consultation"}[lang])
    tab_to(page, f"{FORUM} .ts-poll input")
    page.keyboard.press("Space")
    write(page, f"{FORUM} .ts-poll-reason", "Je travaille le soir. / I work in the evening.")
    press(page, f"{FORUM} .ts-vote")
    expect(forum.locator(".ts-poll")).to_be_focused()
    expect(tasks_done(page)).to_have_count(4)
    assert made.axe(FORUM) == []
    assert made.wider_than_screen() == []
    if shots:
        forum.screenshot(path=shots / f"sandbox-{size}-10-poll.png")
    assert made.errors == []


def test_hints_come_one_by_one_then_the_way(serve: Any, visit: Any) -> None:
    """Each hint gets the focus; the last one leads to the place, with a wording among others."""
    page = open_lesson(visit(), serve)
    task = "[data-task=demander]"
    focus_before(page, f"{FORUM} .ts-tasks h4")
    press(page, f"{task} summary")
    for number in (1, 2):
        press(page, f"{task} .ts-ask-hint")
        expect(page.locator(f"{task} .ts-hints li")).to_have_count(number)
        expect(page.locator(f"{task} .ts-hints li").last).to_be_focused()
    press(page, f"{task} .ts-ask-hint")
    expect(page.locator(f"{task} .ts-way blockquote")).to_contain_text("Vaubrun")
    press(page, f"{task} .ts-way-go")
    expect(page.locator(f"{FORUM} .ts-write-text")).to_be_visible()
    on_new_page(page)


def test_what_is_typed_is_never_read_as_markup_and_survives_a_reload(serve: Any, visit: Any) -> None:
    """A draft with markup in it: kept while typing, found again, shown letter for letter once published."""
    made = visit(narrow=True)
    page = open_lesson(made, serve)
    forum = page.locator(FORUM)
    words = '<img src=x onerror="document.title=1"> **a** [b](javascript:alert(1)) & co'
    forum.locator(".ts-ask").click()
    forum.locator(".ts-write-title").fill(words)
    forum.locator(".ts-write-text").fill(words)
    expect(forum.locator(".ts-kept")).not_to_have_text("", timeout=10_000)
    page = open_lesson(made, serve)
    forum = page.locator(FORUM)
    forum.locator(".ts-go-drafts").click()
    expect(forum.locator(".ts-forum-title")).to_have_text("Brouillons")
    forum.locator(".ts-forum-page .ts-row-title").first.click()
    expect(forum.locator(".ts-write-text")).to_have_value(words)
    forum.locator(".ts-publish").click()
    expect(forum.locator(".ts-own-last .ts-own-words")).to_have_text(words)
    expect(forum.locator(".ts-forum-page h4")).to_have_text(words)
    assert forum.locator("img").count() == 0
    assert page.title().startswith("Premiers pas")
    assert made.errors == []


def test_in_the_dark_the_forum_is_as_readable(serve: Any, visit: Any, shots: Any) -> None:
    """Axe's contrast rule, on a thread with all its actions."""
    made = visit(dark=True)
    page = open_lesson(made, serve)
    page.locator(f"{FORUM} .ts-threads .ts-row-title").first.click()
    page.locator(f"{FORUM} .ts-post").first.wait_for()
    assert made.axe(FORUM) == []
    if shots:
        page.locator(FORUM).screenshot(path=shots / "sandbox-fr-1280-dark.png")
