"""A whole workshop: one trainer and eight people at once, on phones and laptops, in both languages.

The lesson on trolls in practice, a question to the whole room, a wall, then a community that the room balances by vote;
at the end the debrief, what each keeps, and the room erased.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from tests.browser.conftest import Server, Visit

PASSWORD = "correct horse battery"  # noqa: S105 - of a server that lives for a test
PEOPLE = 8
LESSON = "gerer-un-troll"
BALANCE = "equilibrer-la-gouvernance"
NAMES = ("Zoé", "Ali", "Chloé", "Noël", "Inès", "Kofi", "Maëlle", "Œdipe")


@pytest.fixture
def workshop(launch: Callable[..., Server], tmp_path: Path) -> Server:
    """``tisserand serve`` with a trainer."""
    password = tmp_path / "password"
    password.write_text(PASSWORD, "utf-8")
    return launch("serve", "--password-file", str(password), path="/fr/")


class Cockpit:
    """The trainer's browser."""

    def __init__(self, made: Visit, server: Server) -> None:
        self.made, self.page = made, made.page
        self.page.goto(f"{server.url}/fr/trainer")
        self.page.locator("input[type=password]").fill(PASSWORD)
        self.page.locator('button[value="enter"]').click()
        self.page.locator("#room-name").fill("Atelier de l’été")
        self.page.locator('button[value="open-room"]').click()
        self.page.locator("#ts-room").wait_for()
        self.code = self.page.url.split("/")[-2]

    def add(self, slug: str, *kinds: str) -> None:
        """Put activities of a lesson on the programme: the first one of each kind, or the lesson itself."""
        for box in ("#add-box:not([open]) > summary", f"#add-{slug}:not([open]) > summary"):
            if self.page.locator(box).count():
                self.page.locator(box).click()
        for kind in kinds:
            value = f'[value^="{slug}/{kind}/"]' if kind else f'[value="{slug}"]'
            self.page.locator(f"#add-{slug} input[type=checkbox]{value}").first.check()
        self.page.locator(f'#add-{slug} button[value="programme-add"]').first.click()
        expect(self.page.locator(f'.ts-cockpit-programme [name="item"][value^="{slug}"]').first).to_be_attached()

    def press(self, action: str, within: str = "") -> None:
        """Press a button by what it does."""
        self.page.locator(f'{within} button[value="{action}"]:visible').first.click()


def everybody(people: list[Visit], words: str, piece: str) -> None:
    """Wait until a piece says something on every screen."""
    for one in people:
        expect(one.page.locator(f'[data-piece="{piece}"]')).to_contain_text(re.compile(words), timeout=30_000)


def look(made: Visit, shots: Path | None, name: str) -> None:
    """Check what holds of every page, and keep a picture."""
    assert made.axe() == [], name
    assert made.wider_than_screen() == [], name
    if shots:
        made.page.screenshot(path=shots / f"whole-{name}.png", full_page=True)


def join(page: Page, server: Server, code: str, lang: str, name: str) -> None:
    """Come in as the projector says: the address, then the code."""
    page.goto(f"{server.url}/{lang}/join")
    page.locator("#code").fill(code.lower())
    page.locator("main form button").first.click()
    page.locator("input[name=name]").fill(name)
    page.locator("main form button").first.click()
    page.locator("#ts-room").wait_for()


def test_a_whole_workshop_with_eight_people(workshop: Server, visit: Any, shots: Path | None) -> None:
    """From the room's opening to its erasure; nobody sees an error, and everybody the same."""
    cockpit, screen, people = gathered(workshop, visit, shots)
    practise(cockpit, people)
    ask(cockpit, screen, people, shots)
    write_on_a_wall(cockpit, screen, people)
    decide(cockpit, screen, people, shots)
    part(workshop, cockpit, people, shots)
    assert [error for one in (*people, screen, cockpit.made) for error in one.errors] == []


def gathered(workshop: Server, visit: Any, shots: Path | None) -> tuple[Cockpit, Visit, list[Visit]]:
    """Open a room with its programme, project it, let eight people in."""
    cockpit = Cockpit(visit(), workshop)
    cockpit.add(LESSON, "", "quiz", "scenario")
    cockpit.add(BALANCE, "balance")
    people = [visit(narrow=at % 2 == 0, lang=("fr", "en")[at // 4]) for at in range(PEOPLE)]
    for at, one in enumerate(people):
        join(one.page, workshop, cockpit.code, ("fr", "en")[at // 4], NAMES[at])
    screen = visit()
    screen.context.add_cookies(cockpit.page.context.cookies())
    screen.page.goto(f"{workshop.url}/fr/rooms/{cockpit.code}/screen")
    expect(screen.page.locator("main")).to_contain_text("8 personnes dans la salle")
    look(screen, shots, "screen-joining")
    expect(cockpit.page.locator('[data-piece="cockpit_people"]')).to_contain_text("Œdipe")
    return cockpit, screen, people


def practise(cockpit: Cockpit, people: list[Visit]) -> None:
    """Send everybody to the lesson; two go, play, and come back."""
    cockpit.page.locator(f'[id="send-{LESSON}"]').click()
    for one in (people[0], people[5]):
        one.page.locator('[data-piece="stage"] a[href*="/modules/"]').first.click()
        one.page.locator(".ts-scenario .ts-choice").first.click(timeout=120_000)
        expect(one.page.locator(".ts-scenario").first.locator(".ts-scene .ts-kicker").first).to_have_text(
            re.compile("2"), timeout=30_000
        )
        one.page.go_back()
        one.page.locator("#ts-room").wait_for()


def ask(cockpit: Cockpit, screen: Visit, people: list[Visit], shots: Path | None) -> None:
    """Ask the room a question: no tendency shows before everybody sees the picture at once."""
    cockpit.press("collect", '.ts-cockpit-programme form[data-key*="/quiz/"]')
    for at, one in enumerate(people):
        one.page.locator('[data-piece="stage"] input[name="answer"]').nth(at % 2).check()
        one.page.locator('button[value="answer"]').click()
    expect(cockpit.page.locator('[data-piece="cockpit_now"] .ts-cockpit-count')).to_contain_text("8", timeout=30_000)
    assert screen.page.locator(".ts-pic-track").count() == 0
    look(people[0], shots, "phone-question")
    cockpit.page.locator("#cockpit-next").click()  # freeze
    expect(cockpit.page.locator('#cockpit-next[value="reveal"]')).to_be_visible(timeout=30_000)
    cockpit.page.locator("#cockpit-next").click()
    everybody(people[:4], "8 personnes ont répondu", "results")
    everybody(people[4:], "8 people answered", "results")
    expect(screen.page.locator(".ts-pic-track").first).to_be_visible()
    look(people[0], shots, "phone-result")
    look(people[7], shots, "laptop-result")
    look(screen, shots, "screen-result")
    look(cockpit.made, shots, "cockpit-result")


def write_on_a_wall(cockpit: Cockpit, screen: Visit, people: list[Visit]) -> None:
    """Collect short texts, with their accents; only what the trainer lets through is projected."""
    cockpit.page.locator("#wall-box > summary").click()
    cockpit.page.locator("#prompt").fill("Qu’en retenez-vous, pour l’été ?")
    cockpit.press("collect", "#wall-box")
    for at, one in enumerate(people):
        one.page.locator('[data-piece="stage"] textarea').fill(f"Idée n° {at} : « été »")
        one.page.locator('button[value="answer"]').click()
    expect(cockpit.page.locator(".ts-cockpit-wall > li")).to_have_count(PEOPLE, timeout=30_000)
    cockpit.page.locator(".ts-cockpit-wall li", has_text="Idée n° 3").locator('button[value^="shown/"]').click()
    expect(cockpit.page.locator('.ts-cockpit-wall > li[data-state="shown"]')).to_have_count(1, timeout=30_000)
    cockpit.page.locator("#cockpit-next").click()
    expect(cockpit.page.locator('#cockpit-next[value="reveal"]')).to_be_visible(timeout=30_000)
    cockpit.page.locator("#cockpit-next").click()
    everybody([*people, screen], "Idée n° 3", "results")
    assert "Idée n° 4" not in screen.page.locator("main").inner_text()


def decide(cockpit: Cockpit, screen: Visit, people: list[Visit], shots: Path | None) -> None:
    """Balance a community for two quarters, by vote."""
    cockpit.page.locator("#run-box > summary").click()
    cockpit.page.locator("#run-item").select_option(label=next(
        option for option in cockpit.page.locator("#run-item option").all_inner_texts() if "roupe" in option
    ))  # fmt: skip
    cockpit.press("run", "#run-box")
    for quarter in range(2):
        for at, one in enumerate(people):
            ballot = one.page.locator(f'[data-piece="run"] form:has(input[name="step"][value="{quarter}"])')
            ballot.wait_for()
            for question in ballot.locator("fieldset").all():
                options = question.locator("input")
                options.nth(at % min(2, options.count())).check()
            ballot.locator('button[value="vote"]').click()
        expect(cockpit.page.locator('[data-piece="cockpit_run"]')).to_contain_text("8 personnes sur 8", timeout=30_000)
        if quarter == 0:
            look(people[2], shots, "phone-vote")
            look(screen, shots, "screen-vote")
            look(cockpit.made, shots, "cockpit-vote")
        cockpit.press("end-vote")
        everybody(people[:4], "La salle a décidé", "run")
        everybody(people[4:], "The room (has )?decided", "run")
        everybody([screen], "La salle a décidé", "run_screen")
        if quarter == 0:
            cockpit.press("open-vote")
    look(people[5], shots, "laptop-decided")
    look(screen, shots, "screen-decided")
    cockpit.page.on("dialog", lambda dialog: dialog.accept())
    cockpit.press("end-run")


def part(workshop: Server, cockpit: Cockpit, people: list[Visit], shots: Path | None) -> None:
    """See what each keeps and what came of it, and erase the room."""
    people[3].page.goto(f"{workshop.url}/fr/rooms/{cockpit.code}/mine")
    expect(people[3].page.locator("main")).to_contain_text("Noël")
    look(people[3], shots, "laptop-mine")
    debrief = cockpit.page.context.new_page()
    debrief.goto(f"{workshop.url}/fr/rooms/{cockpit.code}/debrief")
    expect(debrief.locator("main")).to_contain_text("8 personnes ont répondu")
    cockpit.page.locator("#settings-box > summary").click()
    cockpit.page.locator("#settings-box input[name=confirm]").check()
    cockpit.press("erase")
    expect(people[0].page.locator("main")).to_contain_text("effacé", timeout=30_000)
