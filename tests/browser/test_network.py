"""The lesson "Network or community?" in a browser: the inquiry and one's own export, by keyboard alone."""

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tisserand.notebook.personas.inquiry_play import EXPORT

SLUG = "reseau-ou-communaute"
INQUIRY = "#activity-inquiry-reseau-des-mediatheques"
OWN = "#activity-own_traces"
STEPS = 6


def open_lesson(made: Any, serve: Any, lang: str = "fr") -> Page:
    """Open the lesson and wait until its activities show."""
    made.page.goto(f"{serve.url}/{lang}/modules/{SLUG}")
    for activity in (".ts-inquiry", ".ts-own_traces", ".ts-action_plan"):
        made.page.locator(activity).wait_for(timeout=120_000)
    expect(made.page.locator("#ts-state")).to_have_attribute("data-state", "ready")
    return made.page


def tab_to(page: Page, found: str, limit: int = 80) -> None:
    """Press Tab until the focus is on an element that matches ``found``."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        if page.evaluate("found => document.activeElement.matches(found)", found):
            return
    raise AssertionError(f"{limit} presses of Tab did not reach {found}")


def start_at(page: Page, selector: str) -> None:
    """Put the focus on a heading: the way of the Tab key starts there."""
    page.locator(selector).first.evaluate("node => { node.tabIndex = -1; node.focus(); }")


def bet(page: Page, within: str, typed: str) -> None:
    """Type a bet and send it with the keyboard, from where the focus is; the focus lands on the comparison."""
    tab_to(page, f"{within} input[name=bet]")
    page.keyboard.type(typed)
    page.keyboard.press("Enter")
    page.wait_for_function("() => document.activeElement.matches('.ts-compared')")


def pictures_without_words(page: Page, within: str) -> int:
    """Count the pictures that lack a title or a description."""
    return page.evaluate(
        """within => [...document.querySelectorAll(`${within} svg[role=img]`)].filter((picture) => {
          const words = (name) => document.getElementById(picture.getAttribute(name))?.textContent.trim();
          return !(words("aria-labelledby") && words("aria-describedby"));
        }).length""",
        within,
    )


def open_folds(page: Page, within: str) -> None:
    """Open everything that is folded, so that axe and the eye see it."""
    page.evaluate(
        "within => document.querySelectorAll(`${within} details`).forEach(fold => (fold.open = true))", within
    )


@pytest.mark.parametrize(("lang", "narrow"), [("fr", True), ("en", False)], ids=["fr-360", "en-1280"])
def test_the_inquiry_is_done_with_the_keyboard_alone(
    serve: Any, visit: Any, shots: Any, lang: str, narrow: bool
) -> None:
    """Bet, see, draw, conclude, six times; nothing for axe; nothing shows before its bet; all is found again."""
    made = visit(lang=lang, narrow=narrow)
    page = open_lesson(made, serve, lang)
    inquiry, name = page.locator(INQUIRY), f"{lang}-{'360' if narrow else '1280'}"
    start_at(page, f"{INQUIRY} h3")
    for number in range(STEPS):
        step = f"{INQUIRY} [data-step]:has(input[name=bet])"
        assert inquiry.locator(f"{step} figure").count() == 0, "no figure before its bet"
        step_id = inquiry.locator(step.removeprefix(INQUIRY)).get_attribute("data-step")
        bet(page, f"{INQUIRY} [data-step={step_id}]", "30" if number % 2 else "12,5")
        here = f"{INQUIRY} [data-step={step_id}]"
        assert page.locator(f"{here} .ts-community-picture svg[role=img]").count() >= 1
        if page.locator(f"{here} .ts-draw").count():
            for _ in range(3):
                tab_to(page, f"{here} .ts-draw .ts-button") if _ == 0 else None
                before = page.locator(f"{here} .ts-draw > p").inner_text()
                page.keyboard.press("Enter")
                expect(page.locator(f"{here} .ts-draw > p")).not_to_have_text(before)
                expect(page.locator(f"{here} .ts-draw .ts-button")).to_be_focused()
        tab_to(page, f"{here} .ts-trap-choices input")
        page.keyboard.press("ArrowDown")
        tab_to(page, f"{here} .ts-trap > .ts-actions .ts-button")
        page.keyboard.press("Enter")
        expect(page.locator(f"{here} .ts-trap-told")).to_be_focused()
        open_folds(page, here)
        assert made.wider_than_screen() == []
        assert made.axe(INQUIRY) == []
        assert pictures_without_words(page, INQUIRY) == 0
        if shots:
            page.locator(here).screenshot(path=shots / f"inquiry-{name}-{number + 1}.png")
    expect(inquiry.locator(".ts-inquiry-foot .ts-is-good")).to_be_visible()
    expect(page.locator(".ts-progress")).to_contain_text("1")
    told = inquiry.locator(".ts-compared").all_text_contents()
    assert len(told) == STEPS
    assert made.foreign_requests() == []
    assert made.errors == []
    page = open_lesson(made, serve, lang)
    assert page.locator(f"{INQUIRY} .ts-compared").all_text_contents() == told


def test_a_bet_that_is_no_number_is_told_before_anything_is_sent(serve: Any, visit: Any) -> None:
    """The bounds are said, the focus stays in the field."""
    page = open_lesson(visit(), serve)
    start_at(page, f"{INQUIRY} h3")
    tab_to(page, f"{INQUIRY} input[name=bet]")
    for typed in ("beaucoup", "101", "-3"):
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.type(typed)
        page.keyboard.press("Enter")
        expect(page.locator(f"{INQUIRY} .ts-hint").first).to_contain_text("entre 0 et 100")
        expect(page.locator(f"{INQUIRY} input[name=bet]")).to_be_focused()
    assert page.locator(f"{INQUIRY} .ts-compared").count() == 0


@pytest.mark.parametrize(("lang", "narrow"), [("fr", True), ("en", False)], ids=["fr-360", "en-1280"])
def test_one_s_own_export_is_read_from_the_file_to_the_measures(  # noqa: PLR0913, PLR0917 - pytest's fixtures
    serve: Any, visit: Any, shots: Any, tmp_path: Path, lang: str, narrow: bool
) -> None:
    """A file with a fault: it is told by its line; without it, every measure; a new visit finds nothing of it."""
    made = visit(lang=lang, narrow=narrow)
    page = open_lesson(made, serve, lang)
    own, name = page.locator(OWN), f"{lang}-{'360' if narrow else '1280'}"
    file = tmp_path / "export.csv"
    file.write_text(EXPORT + "Membre 3;32/13/2026;Fil 2;900;;Ma fille est malade\n", encoding="cp1252")
    if shots:
        own.screenshot(path=shots / f"own-traces-{name}-empty.png")
    assert made.axe(OWN) == []
    own.locator("input[type=file]").set_input_files(file)
    expect(own.locator(".ts-columns-title")).to_be_focused(timeout=20_000)
    assert made.axe(OWN) == []
    assert made.wider_than_screen() == []
    if shots:
        own.screenshot(path=shots / f"own-traces-{name}-columns.png")
    tab_to(page, f"{OWN} .ts-primary")
    page.keyboard.press("Enter")  # the dates can be read in two ways
    expect(own.locator(".ts-problem")).to_be_visible()
    own.locator("select[name=form]").focus()
    page.keyboard.press("ArrowDown")
    own.locator("select[name=form]").select_option("day_first")
    tab_to(page, f"{OWN} .ts-primary")
    page.keyboard.press("Enter")
    expect(own.locator(".ts-read")).to_be_focused(timeout=20_000)
    expect(own.locator(".ts-faults li")).to_have_count(1)
    expect(own.locator(".ts-faults li")).to_contain_text("86")
    assert made.axe(OWN) == []
    if shots:
        own.screenshot(path=shots / f"own-traces-{name}-faults.png")
    tab_to(page, f"{OWN} .ts-primary")
    page.keyboard.press("Enter")
    expect(own.locator(".ts-faults")).to_have_count(0)
    expect(own.locator(".ts-read")).to_be_focused()
    while own.locator("input[name=bet]").count():
        bet(page, OWN, "20")
    open_folds(page, OWN)
    assert made.axe(OWN) == []
    assert made.wider_than_screen() == []
    assert pictures_without_words(page, OWN) == 0
    if shots:
        own.screenshot(path=shots / f"own-traces-{name}-measures.png")
    assert "Membre" not in own.inner_text()
    assert "malade" not in page.content()
    assert made.errors == []
    page = open_lesson(made, serve, lang)
    expect(page.locator(f"{OWN} input[type=file]")).to_be_visible()
    expect(page.locator(f"{OWN} .ts-was-done")).to_be_visible()


def test_what_is_no_table_is_answered_and_everything_can_be_forgotten(serve: Any, visit: Any, tmp_path: Path) -> None:
    """A workbook; a file beyond the limit, which does not even leave; then the sample, forgotten with a button."""
    made = visit()
    page = open_lesson(made, serve)
    own, file = page.locator(OWN), tmp_path / "classeur.csv"
    file.write_bytes(b"PK\x03\x04" + bytes(200))
    own.locator("input[type=file]").set_input_files(file)
    expect(own.locator(".ts-problem")).to_contain_text("CSV")
    file.write_bytes(b"a;b\n" * 2_100_000)
    own.locator("input[type=file]").set_input_files(file)
    expect(own.locator(".ts-hint")).to_contain_text("8")
    own.get_by_role("button", name="Essayer avec le fichier de l’enquête").click()
    expect(own.locator(".ts-columns-title")).to_be_focused()
    own.get_by_role("button", name="Lire ces colonnes").click()
    expect(own.locator("input[name=bet]")).to_be_visible(timeout=20_000)
    own.get_by_role("button", name="Tout oublier").click()
    expect(own.locator("input[type=file]")).to_be_focused()
    assert made.errors == []


def test_a_large_export_comes_by_pieces(serve: Any, visit: Any, tmp_path: Path) -> None:
    """Five megabytes, twenty thousand posts: read whole, and the page says so."""
    made = visit()
    page = open_lesson(made, serve)
    rows = (f"{n},m{n % 400},2026-0{1 + n % 6}-{1 + n % 28:02}T10:00:00Z,f{n // 5},,{'x' * 200}" for n in range(20_000))
    file = tmp_path / "gros.csv"
    file.write_text("\n".join(["id,author,created_at,thread,reply_to,body", *rows]), encoding="utf-8")
    own = page.locator(OWN)
    own.locator("input[type=file]").set_input_files(file)
    expect(own.locator(".ts-columns-title")).to_be_focused(timeout=60_000)
    expect(own).to_contain_text("20000 lignes")
    assert made.errors == []


def test_in_the_dark_and_in_forced_colours_the_pictures_stay(serve: Any, visit: Any, shots: Any) -> None:
    """Axe's contrast rule in the dark theme; in forced colours, bars have a colour of the system."""
    made = visit(dark=True)
    page = open_lesson(made, serve)
    start_at(page, f"{INQUIRY} h3")
    bet(page, INQUIRY, "20")
    assert made.axe(INQUIRY) == []
    if shots:
        page.locator(INQUIRY).screenshot(path=shots / "inquiry-fr-1280-dark.png")
    page.emulate_media(forced_colors="active")
    assert page.locator(f"{INQUIRY} .ts-amount").first.evaluate("node => getComputedStyle(node).fill").startswith("rgb")
