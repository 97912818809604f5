"""The trainer's side of a room: opened, steered and closed with the keyboard; what the projector shows meanwhile."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from tests.browser.conftest import Server, Visit

SIZES = pytest.mark.parametrize("narrow", [False, True], ids=["1280", "360"])
LANGS = pytest.mark.parametrize("lang", ["fr", "en"])
BOTH = pytest.mark.parametrize(("lang", "narrow"), [("fr", True), ("en", False)], ids=["fr-360", "en-1280"])
PASSWORD = "correct horse battery"  # noqa: S105 - of a server that lives for a test
QUESTIONS = '#add-gerer-un-troll input[value*="/quiz/"]'
WORDS = {
    "fr": {
        "open": "Atelier « d’été »",
        "freeze": "Figer",
        "reveal": "Révéler",
        "collect": "Recueillir",
        "closed": "fermée",
    },
    "en": {
        "open": "“Summer” workshop",
        "freeze": "Freeze",
        "reveal": "Reveal",
        "collect": "Collect",
        "closed": "closed",
    },
}


@pytest.fixture(scope="module")
def workshop(launch: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    """``tisserand serve`` with a trainer."""
    password = tmp_path_factory.mktemp("password") / "password"
    password.write_text(PASSWORD, "utf-8")
    return launch("serve", "--password-file", str(password), path="/fr/")


def watched(made: Visit) -> Visit:
    """Count what the console says among the errors, but for refusals (409): the page tells them itself."""

    def note(said: Any) -> None:
        if said.type in {"error", "warning"} and "409 (Conflict)" not in said.text:
            made.errors.append(said.text)

    made.page.on("console", note)
    return made


def look(made: Visit, shots: Path | None, name: str) -> None:
    """Check what holds of every page, and keep a picture."""
    assert made.wider_than_screen() == []
    assert made.axe() == []
    assert made.foreign_requests() == []
    assert made.errors == []
    if shots:
        made.page.screenshot(path=shots / f"rooms-{name}.png", full_page=True)


def press(place: Locator, key: str = "Enter") -> None:
    """Go to something and press a key on it, as the keyboard does: what can't be focused fails."""
    place.focus()
    expect(place).to_be_focused()
    place.page.keyboard.press(key)


def tab_to(page: Page, selector: str, most: int = 60) -> None:
    """Press Tab until something has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} is not reached in {most} presses")


def open_room(workshop: Server, made: Visit, lang: str, name: str = "") -> str:
    """Log in and open a room with the keyboard; return its code."""
    page = made.page
    page.goto(f"{workshop.url}/{lang}/trainer")
    page.locator("input[type=password]").focus()
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.locator("#room-name").focus()
    page.keyboard.type(name or WORDS[lang]["open"])
    page.keyboard.press("Enter")
    page.wait_for_url("**/cockpit")
    page.locator("#now-title").wait_for()
    return page.url.split("/")[-2]


def add_questions(page: Page, number: int) -> None:
    """Add the first questions of a quiz to the programme, with the keyboard."""
    assert page.locator("#add-box").get_attribute("open") is not None  # an empty programme shows what to choose from
    press(page.locator("#add-gerer-un-troll > summary"))
    for box in page.locator(QUESTIONS).all()[:number]:
        press(box, "Space")
    press(page.locator("#add-gerer-un-troll button").first)
    expect(page.locator(".ts-cockpit-programme > li")).to_have_count(number)
    assert page.locator(f"{QUESTIONS}:checked").count() == 0  # what was added is no longer ticked
    press(page.locator("#add-box > summary"))


def enter(workshop: Server, made: Visit, lang: str, code: str, name: str) -> Page:
    """Come in from the home page, with the code."""
    page = made.page
    page.goto(f"{workshop.url}/{lang}/")
    page.locator("#code").fill(code.lower())
    page.keyboard.press("Enter")
    page.locator("#name").fill(name)
    page.keyboard.press("Enter")
    page.locator("#ts-room").wait_for()
    return page


@BOTH
def test_a_workshop_is_led_with_the_keyboard(workshop: Server, visit: Any, shots: Any, lang: str, narrow: bool) -> None:
    """From the password to the next question with one button, whose focus stays; the projector follows."""
    words, size = WORDS[lang], f"{lang}-{'360' if narrow else '1280'}"
    trainer, screen = watched(visit(lang=lang, narrow=narrow)), None
    page = trainer.page
    code = open_room(workshop, trainer, lang)
    look(trainer, shots, f"cockpit-empty-{size}")
    screen = trainer.context.new_page()
    screen.set_viewport_size({"width": 1280, "height": 720})
    screen.goto(f"{workshop.url}/{lang}/rooms/{code}/screen")
    add_questions(page, 3)
    titles = page.locator(".ts-cockpit-title").all_inner_texts()
    press(page.locator('button[value="programme-up"]').nth(1))
    expect(page.locator(".ts-cockpit-title").first).to_have_text(titles[1])
    assert page.evaluate("document.activeElement.id").startswith("up-")  # it moved, and the focus with it
    zoe = enter(workshop, watched(visit(narrow=True, lang=lang)), lang, code, "Zoé")
    expect(page.locator(".ts-cockpit-people strong")).to_have_text(["Zoé"])
    page.locator("body").evaluate("document.activeElement.blur()")
    page.goto(page.url)
    tab_to(page, "#cockpit-next")
    step = page.locator("#cockpit-next span")
    for expected in ("collect", "freeze", "reveal", "collect"):
        expect(step).to_have_text(re.compile(words[expected]))
        expect(page.locator("#cockpit-next")).to_be_focused()
        if expected == "freeze":
            zoe.locator("input[name=answer]").first.check()
            zoe.locator("button[value=answer]").click()
            expect(page.locator(".ts-cockpit-count strong")).to_have_text("1")
            expect(screen.locator(".ts-screen-count strong")).to_have_text("1")
            look(trainer, shots, f"cockpit-collecting-{size}")
        if expected == "collect" and page.locator(".ts-cockpit-state").count():
            break
        page.keyboard.press("Enter")
    look(trainer, shots, f"cockpit-revealed-{size}")
    press(page.locator("#timer-2"))
    expect(screen.locator(".ts-screen-timer strong")).to_have_text(re.compile(r"^[12]:\d\d$"))
    press(page.locator("#message-box > summary"))
    page.locator("#message").focus()
    page.keyboard.type("À tout de suite !")
    page.keyboard.press("Enter")
    expect(screen.locator(".ts-screen-message")).to_have_text("À tout de suite !")
    expect(page.locator("#message")).to_have_value("")
    page.once("dialog", lambda dialog: dialog.dismiss())
    press(page.locator("button[value=closed]"))
    expect(page.locator(".ts-cockpit-facts [data-status=open]")).to_have_count(1)
    page.once("dialog", lambda dialog: dialog.accept())
    press(page.locator("button[value=closed]"))
    expect(page.locator(".ts-cockpit-facts [data-status]")).to_have_text(words["closed"])
    look(trainer, shots, f"cockpit-closed-{size}")
    page.goto(f"{workshop.url}/{lang}/trainer")
    look(trainer, shots, f"list-{size}")


@LANGS
def test_the_projector_is_read_from_afar(workshop: Server, visit: Any, shots: Any, lang: str) -> None:
    """A large code while people join; then the whole question, the code in a corner; nothing sticks out on a phone."""
    made = watched(visit(lang=lang))
    code, trainer = open_room(workshop, made, lang), made.page
    add_questions(trainer, 2)
    made.page = screen = made.context.new_page()
    screen.on("pageerror", lambda error: made.errors.append(str(error)))
    screen.set_viewport_size({"width": 1280, "height": 720})
    screen.goto(f"{workshop.url}/{lang}/rooms/{code}/screen")
    picture = screen.get_by_role("img", name=re.compile("QR"))
    assert picture.bounding_box()["height"] > 0.6 * 720
    assert screen.locator(".ts-screen-code").evaluate("node => parseFloat(getComputedStyle(node).fontSize)") > 80
    look(made, shots, f"screen-join-{lang}")
    trainer.locator("#cockpit-next").click()
    screen.locator(".ts-screen-options li").first.wait_for()
    assert picture.bounding_box()["height"] < 0.3 * 720
    for width, height in ((1280, 720), (1920, 1080)):
        screen.set_viewport_size({"width": width, "height": height})
        count = screen.locator(".ts-screen-count").bounding_box()
        assert count["y"] + count["height"] <= height  # the question with its options and the count fit
        assert (
            screen.locator(".ts-screen-options").evaluate("n => parseFloat(getComputedStyle(n).fontSize)")
            > 0.014 * width
        )
        look(made, shots, f"screen-question-{lang}-{width}")
    screen.set_viewport_size({"width": 360, "height": 740})
    look(made, shots, f"screen-question-{lang}-360")


@SIZES
def test_texts_are_moderated_and_groups_formed(workshop: Server, visit: Any, shots: Any, narrow: bool) -> None:
    """Texts that wait come first and keep their accents; ticked ones go under a title; groups are drawn and changed."""
    made = watched(visit(narrow=narrow))
    page, size = made.page, "360" if narrow else "1280"
    code = open_room(workshop, made, "fr", "Un mur")
    people = [enter(workshop, visit(narrow=True), "fr", code, name) for name in ("Ève", "Noë", "Loïc", "Inès")]
    press(page.locator("#wall-box > summary"))
    page.locator("#prompt").fill("Qu’est-ce qui vous pèse ?")
    page.keyboard.press("Enter")
    texts = ("L’été, personne ne répond", "Où est l’œuvre commune ?", "<b>Trop</b> d’e-mails", "Ça s’essouffle")
    for person, text in zip(people, texts, strict=True):
        person.locator("textarea").fill(text)
        person.locator("button[value=answer]").click()
    expect(page.locator(".ts-cockpit-text")).to_have_count(4)
    assert set(page.locator(".ts-cockpit-text").all_inner_texts()) == set(texts)
    press(page.locator('.ts-cockpit-wall button[value^="shown/"]').first)
    expect(page.locator('.ts-cockpit-wall [data-state="shown"] button[aria-pressed="true"]')).to_be_focused()
    assert page.locator(".ts-cockpit-wall > li").first.get_attribute("data-state") == "waiting"
    for box in page.locator(".ts-cockpit-wall input").all()[:2]:
        press(box, "Space")
    page.locator("#wall-group").fill("Le rythme")
    page.keyboard.press("Enter")
    expect(page.locator(".ts-cockpit-group")).to_have_text(["Le rythme", "Le rythme"])
    expect(page.locator(".ts-cockpit-wall input:checked")).to_have_count(0)
    look(made, shots, f"cockpit-wall-{size}")
    press(page.locator("#run-box > summary"))
    press(page.locator("#run-groups-made > summary"))
    press(page.locator("button[value=make-groups]"))
    places = page.locator("#run-groups-made select")
    expect(page.locator("button[value=no-groups]")).to_be_visible()
    before = [place.input_value() for place in places.all()]
    assert sorted(before) == ["1", "1", "2", "2"]
    places.first.select_option("2" if before[0] == "1" else "1")
    press(page.locator("button[value=arrange-groups]"))
    expect(page.locator("#ts-state")).to_contain_text("seule")  # a group of one is refused, and the choice stays
    assert places.first.input_value() != before[0]
    other = next(at for at, value in enumerate(before) if value != before[0])
    places.nth(other).select_option(before[0])
    press(page.locator("button[value=arrange-groups]"))
    expect(page.locator("#ts-state")).to_be_empty()
    look(made, shots, f"cockpit-groups-{size}")


def test_a_name_goes_an_absence_shows_and_an_erased_room_says_so(workshop: Server, visit: Any, shots: Any) -> None:
    """Who closed their page is seen as away, without anything else happening in the room."""
    made, ada = watched(visit(dark=True)), visit(narrow=True)
    page, code = made.page, open_room(workshop, made, "fr", "Une absence")
    stays = enter(workshop, ada, "fr", code, "Ada")
    leaves = enter(workshop, visit(narrow=True), "fr", code, "Gros mot")
    row = page.locator(".ts-cockpit-people > li", has_text="Gros mot")
    page.once("dialog", lambda dialog: dialog.accept())
    press(row.get_by_role("button"))
    expect(page.locator(".ts-cockpit-people strong")).to_have_text(["Ada", "Personne 2"])
    leaves.close()
    away = page.locator(".ts-cockpit-people > li[data-standing=away]")
    expect(away).to_have_count(1, timeout=60_000)
    assert "Personne 2" in away.inner_text()
    first = page.locator("[data-piece=cockpit_people] li").first
    assert first.inner_text().startswith("Personne 2")  # who may need help first
    look(made, shots, "cockpit-away-dark")
    screen = made.context.new_page()
    screen.goto(f"{workshop.url}/fr/rooms/{code}/screen")
    press(page.locator("#settings-box > summary"))
    look(made, shots, "cockpit-settings-dark")
    press(page.locator("button[value=erase]"))
    expect(page.locator("#ts-state")).to_contain_text("Rien n’a été effacé")
    press(page.locator("#settings-box input[name=confirm]"), "Space")
    press(page.locator("button[value=erase]"))
    page.wait_for_url("**/fr/trainer")
    expect(stays.locator("[data-gone]")).to_contain_text("effacée")
    expect(screen.locator("[data-gone]")).to_contain_text("effacée")
    assert ada.errors == []


@BOTH
def test_the_code_is_typed_at_the_door(workshop: Server, visit: Any, shots: Any, lang: str, narrow: bool) -> None:
    """A wrong one says what to do; the pages lead on to the trainer's."""
    made = visit(lang=lang, narrow=narrow)
    page, size = made.page, f"{lang}-{'360' if narrow else '1280'}"
    page.goto(f"{workshop.url}/{lang}/")
    look(made, shots, f"home-{size}")
    page.locator("#code").fill("ZZZ-Z22")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text({"fr": "Aucune salle", "en": "No room"}[lang])
    look(made, shots, f"join-{size}")
    page.get_by_role("main").get_by_role("link").click()
    page.wait_for_url(f"**/{lang}/trainer")
