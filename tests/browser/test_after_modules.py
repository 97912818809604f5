"""The plan, what comes back and the certificate, as somebody meets them who has finished a module."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from finished_module import finish_module
from person_cookie import learner_of
from playwright.sync_api import Page, expect

from tisserand.content.loading import load_module
from tisserand.store.event_log import open_event_log

BOTH = pytest.mark.parametrize(("lang", "narrow"), [("fr", True), ("en", False)], ids=["fr-360", "en-1280"])
ADMIN, TROLL = "administrer-et-rendre-capable", "gerer-un-troll"


@dataclass
class Somebody:
    """A person at their browser."""

    made: Any
    url: str
    shots: Path | None

    @property
    def page(self) -> Page:
        """What they see."""
        return self.made.page

    def open(self, path: str) -> None:
        """Open a page in their language."""
        self.page.goto(f"{self.url}/{path}")

    def look(self, name: str) -> None:
        """Nothing sticks out, axe has nothing to say, no script runs; and a picture to look at."""
        if self.shots:
            lang, width = self.url[-2:], self.page.viewport_size["width"]
            self.page.screenshot(path=self.shots / f"{name}-{lang}-{width}.png", full_page=True)
        assert self.made.wider_than_screen() == []
        assert self.made.axe() == []
        assert self.page.locator("script").count() == 0
        assert self.made.foreign_requests() == []
        assert self.made.errors == []

    def press(self, role: Any, name: str) -> None:
        """Reach something with the keyboard, and press Enter on it."""
        target = self.page.get_by_role(role, name=name).first
        target.focus()
        expect(target).to_be_focused()
        self.page.keyboard.press("Enter")


@pytest.fixture
def somebody(serve: Any, visit: Any, shots: Path | None) -> Callable[..., Somebody]:
    """``somebody(slug, …, lang=…, narrow=…, dark=…)``: a person who finished these modules five days ago."""

    def make(*slugs: str, lang: str = "fr", **options: Any) -> Somebody:
        made = visit(lang=lang, **options)
        if slugs:
            made.page.goto(f"{serve.url}/fr/data")
            made.page.get_by_role("button", name="Garder ce nom").press("Enter")
            made.page.get_by_role("status").wait_for()
            cookie = next(one["value"] for one in made.context.cookies() if one["name"] == "tisserand_person")
            log = open_event_log(f"sqlite:///{serve.home / 'tisserand.db'}")
            for slug in slugs:
                at = datetime.now(UTC) - timedelta(days=5)
                finish_module(log, learner_of(cookie), load_module(slug), at)
        return Somebody(made, f"{serve.url}/{lang}", shots)

    return make


WORDS = {
    "fr": {
        "done": "C’est fait",
        "note": "Ce qui s’est passé",
        "save": "Enregistrer",
        "remove": "Retirer",
        "restore": "La remettre",
        "edit": "Modifier",
        "answer": "Y répondre",
        "submit": "Valider ma réponse",
        "next": "Question suivante",
        "name": "Nom à faire figurer",
        "over": "C’est tout pour aujourd’hui.",
    },
    "en": {
        "done": "Done",
        "note": "What happened",
        "save": "Save",
        "remove": "Remove",
        "restore": "Bring it back",
        "edit": "Edit",
        "answer": "Answer",
        "submit": "Submit my answer",
        "next": "Next question",
        "name": "Name to show",
        "over": "That is all for today.",
    },
}


@BOTH
def test_the_plan_is_followed_with_the_keyboard(somebody: Any, lang: str, narrow: bool) -> None:
    """A step of each module: done, told, taken away, brought back."""
    person, words = somebody(ADMIN, TROLL, lang=lang, narrow=narrow), WORDS[lang]
    page = person.page
    person.open("plan")
    steps = page.locator(".ts-step")
    expect(steps).to_have_count(2)
    person.look("plan")
    first = steps.first.get_by_role("heading").inner_text()
    person.press("button", words["done"])
    note = page.get_by_role("textbox", name=words["note"]).first
    expect(note).to_be_visible()
    note.focus()
    page.keyboard.type("Deux personnes formées ; elles ont tout refait seules.")
    person.look("plan-told")
    page.get_by_role("button", name=words["save"]).first.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".ts-told")).to_contain_text("Deux personnes formées")
    expect(page.get_by_role("status")).to_be_visible()
    summary = page.locator(".ts-step", has_text=first).locator("summary")
    summary.focus()
    page.keyboard.press("Enter")
    page.locator(".ts-step", has_text=first).get_by_role("button", name=words["remove"]).focus()
    page.keyboard.press("Enter")
    expect(steps).to_have_count(1)
    person.look("plan-removed")
    person.press("button", words["restore"])
    expect(steps).to_have_count(2)
    expect(page.locator(".ts-told")).to_contain_text("Deux personnes formées")
    page.emulate_media(media="print")
    expect(page.locator("button:visible, summary:visible, nav:visible")).to_have_count(0)
    person.look("plan-print")


def test_a_date_that_is_none_is_explained_and_nothing_is_lost(somebody: Any) -> None:
    """In a browser whose date field is a plain one."""
    person = somebody(ADMIN, narrow=True)
    page = person.page
    person.open("plan")
    page.locator(".ts-step summary").press("Enter")
    page.get_by_label("Pour quand").evaluate("node => { node.type = 'text'; node.value = 'lundi'; }")
    page.get_by_label("Ce qui s’est passé").fill("Un essai")
    page.get_by_role("button", name="Enregistrer").press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("lundi")
    expect(page.get_by_label("Ce qui s’est passé")).to_have_value("Un essai")
    person.look("plan-problem")


@BOTH
def test_a_day_of_questions_is_answered_with_the_keyboard(somebody: Any, lang: str, narrow: bool) -> None:
    """From the home page to the end: one question of each kind that a form can hold, with its feedback."""
    person, words = somebody(ADMIN, lang=lang, narrow=narrow), WORDS[lang]
    page = person.page
    person.open("")
    person.look("home-due")
    person.press("link", words["answer"])
    for number in range(1, 6):
        expect(page.get_by_role("heading", level=2).first).to_contain_text(str(number))
        person.look(f"review-{number}")
        first = page.locator(".ts-ask :is(input, select)").first
        if first.evaluate("node => node.tagName") == "SELECT":
            for place, field in enumerate(page.locator(".ts-ask select").all(), 1):
                field.focus()
                for _ in range(place):
                    page.keyboard.press("ArrowDown")
        else:
            first.focus()
            page.keyboard.press("Space")
        person.press("button", words["submit"])
        expect(page.locator(".ts-verdict")).to_be_visible()
        person.look(f"review-{number}-answered")
        if number < 5:
            person.press("link", words["next"])
            expect(page.locator(".ts-verdict")).to_have_count(0)
    expect(page.get_by_text(words["over"])).to_be_visible()
    person.open("review")
    person.look("review-over")


def test_an_answer_that_lacks_something_is_explained(somebody: Any) -> None:
    """Nothing ticked where several may be: the browser lets it through, the page says it."""
    person = somebody(ADMIN)
    page = person.page
    person.open("review")
    for _ in range(2):
        page.locator(".ts-ask input[type=radio]").first.press("Space")
        person.press("button", "Valider ma réponse")
        expect(page.locator(".ts-verdict")).to_be_visible()
        person.press("link", "Question suivante")
    expect(page.locator(".ts-ask input[type=checkbox]").first).to_be_visible()
    person.press("button", "Valider ma réponse")
    expect(page.get_by_role("alert")).to_contain_text("Choisissez d’abord une réponse")
    person.look("review-problem")


@BOTH
def test_the_certificate_prints_with_a_name_and_without_buttons(somebody: Any, lang: str, narrow: bool) -> None:
    """The name goes as it came: on this page only."""
    person, words = somebody(ADMIN, TROLL, lang=lang, narrow=narrow), WORDS[lang]
    page = person.page
    person.open("certificate")
    person.look("certificate")
    page.get_by_label(words["name"]).focus()
    page.keyboard.type("Awa Ndiaye-Lefèvre")
    page.keyboard.press("Enter")
    expect(page.locator(".ts-name")).to_contain_text("Awa Ndiaye-Lefèvre")
    page.emulate_media(media="print")
    expect(page.locator("form")).to_be_hidden()
    expect(page.locator(".ts-after")).to_be_hidden()
    expect(page.locator(".ts-practice")).to_have_count(2)
    person.look("certificate-print")
    page.emulate_media(media="screen")
    person.open("certificate")
    expect(page.get_by_text("Awa Ndiaye-Lefèvre")).to_have_count(0)


@pytest.mark.parametrize("path", ["plan", "review", "certificate"])
def test_these_pages_have_enough_contrast_in_the_dark(somebody: Any, path: str) -> None:
    """Axe's rules hold in the dark theme as well."""
    person = somebody(ADMIN, dark=True)
    page = person.page
    person.open(path)
    person.look(f"{path}-dark")
    if path == "review":
        page.locator(".ts-ask input").first.press("Space")
        person.press("button", "Valider ma réponse")
        expect(page.locator(".ts-verdict")).to_be_visible()
        person.look("review-answered-dark")


@BOTH
def test_empty_pages_say_how_they_fill(somebody: Any, lang: str, narrow: bool) -> None:
    """For somebody who has done nothing yet."""
    person = somebody(lang=lang, narrow=narrow)
    for path in ("plan", "review", "certificate"):
        person.open(path)
        person.look(f"{path}-empty")
        expect(person.page.locator(".ts-after a[aria-current]")).to_have_count(1)
