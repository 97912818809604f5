"""A room decides: the ballot by keyboard on a phone, the projector, the cockpit; then groups."""

import re
from pathlib import Path
from typing import Any

import pytest

BOTH = pytest.mark.parametrize(("lang", "narrow"), [("fr", True), ("en", False)], ids=["fr-360", "en-1280"])

PASSWORD = "une phrase pour la salle"  # noqa: S105 - of a test


@pytest.fixture(scope="module")
def room_server(launch: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """``tisserand serve`` with a trainer's password."""
    password = tmp_path_factory.mktemp("trainer") / "password"
    password.write_text(PASSWORD, "utf-8")
    password.chmod(0o600)
    return launch("serve", "--password-file", str(password), path="/fr/")


def open_room(server: Any, visit: Any, lang: str, module: str, narrow: bool) -> Any:
    """A trainer's visit, in the cockpit of a new room that works on a module."""
    made = visit(lang=lang, narrow=narrow)
    page = made.page
    page.goto(f"{server.url}/{lang}/trainer")
    page.locator("input[type=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.locator("#room-name").fill("Atelier")
    page.locator("button[value=open-room]").click()
    page.locator("[data-piece=cockpit_run]").wait_for()
    page.locator(f"#add-{module} > summary").click()
    page.locator(f"#add-{module} input[type=checkbox][value='{module}']").check()
    page.locator(f"#add-{module} button[value=programme-add]").first.click()
    page.locator(".ts-cockpit-programme > li").first.wait_for()
    page.locator("#run-box > summary").click()
    page.locator("#run-item").wait_for()
    return made


def join(server: Any, visit: Any, lang: str, code: str, narrow: bool) -> Any:
    """A participant's visit."""
    made = visit(lang=lang, narrow=narrow)
    made.page.goto(f"{server.url}/{lang}/rooms/{code}")
    made.page.locator("form button").first.click()
    made.page.locator("[data-piece=banner] h1").wait_for()
    return made


def looked_at(made: Any, shots: Path | None, name: str) -> None:
    """Nothing sticks out, axe has nothing serious to say; keep a picture if wanted."""
    assert made.wider_than_screen() == []
    assert made.axe() == []
    assert made.errors == []
    if shots:
        made.page.screenshot(path=shots / f"{name}.png", full_page=True)


@BOTH
def test_a_room_decides_a_scene_and_a_quarter(
    room_server: Any, visit: Any, shots: Any, lang: str, narrow: bool
) -> None:
    """By keyboard: choose, vote, see the count; then what was decided, on the phone and on the projector."""
    size = "360" if narrow else "1280"
    trainer = open_room(room_server, visit, lang, "gerer-un-troll", narrow)
    code = re.search(r"/rooms/(\w+)/cockpit", trainer.page.url)[1]
    people = [join(room_server, visit, lang, code, narrow) for _ in range(2)]
    screen = trainer.context.new_page()
    screen.goto(f"{room_server.url}/{lang}/rooms/{code}/screen")

    trainer.page.locator("#run-item").focus()
    trainer.page.locator("button[value=run]").press("Enter")
    phone = people[0].page
    phone.locator("button[value=vote]").wait_for()
    looked_at(people[0], shots, f"run-vote-{lang}-{size}")
    phone.locator(".ts-run-option input").first.focus()
    phone.keyboard.press("ArrowDown")
    phone.keyboard.press("Tab")
    phone.keyboard.press("Enter")
    phone.locator(".ts-run-own").wait_for()
    assert phone.locator(".ts-run-option input").nth(1).is_checked()
    assert phone.evaluate("document.activeElement.value") == "vote"
    screen.locator(".ts-run-voted").wait_for()
    assert screen.locator(".ts-run form").count() == 0
    other = people[1].page
    other.locator("[data-piece=run_count]", has_text={"fr": "1 personne", "en": "1 person"}[lang]).wait_for()
    other.locator(".ts-run-option input").nth(1).check()
    other.locator("button[value=vote]").click()
    trainer.page.locator("[data-piece=cockpit_run]", has_text={"fr": "2 personnes", "en": "2 people"}[lang]).wait_for()
    looked_at(trainer, shots, f"run-cockpit-{lang}-{size}")
    trainer.page.locator("button[value=end-vote]").click()
    for page in (phone, screen):
        page.locator(".ts-run-decided").wait_for()
        assert page.locator(".ts-run-n").count() == 0  # two voters
    looked_at(people[0], shots, f"run-result-{lang}-{size}")
    trainer.page.locator("button[value=open-vote]").click()
    phone.locator("button[value=vote]").wait_for()
    if shots:
        screen.screenshot(path=shots / f"run-screen-{lang}-{size}.png", full_page=True)
    assert phone.locator(".ts-run-before").get_attribute("open") is None
    trainer.page.on("dialog", lambda dialog: dialog.accept())
    trainer.page.locator("button[value=end-run]").click()
    phone.locator(".ts-run").wait_for(state="detached")


def test_groups_are_formed_and_shown(room_server: Any, visit: Any, shots: Any) -> None:
    """Split by chance, a quarter decided by a pair with its reason, then shown to the room."""
    trainer = open_room(room_server, visit, "fr", "equilibrer-la-gouvernance", narrow=False)
    code = re.search(r"/rooms/(\w+)/cockpit", trainer.page.url)[1]
    people = [join(room_server, visit, "fr", code, narrow=True) for _ in range(2)]
    page = trainer.page
    page.locator("#run-groups-made summary").click()
    page.locator("button[value=make-groups]").click()
    page.locator("button[value=no-groups]").wait_for()
    page.locator("input[name=by][value=groups]").check()
    page.locator("button[value=run]").click()
    for one in people:
        one.page.locator("button[value=vote]").wait_for()
    looked_at(people[0], shots, "groups-vote-fr-360")
    for one in people:
        one.page.locator("input[name=ballot-preferences][value=political]").check()
        one.page.locator("button[value=vote]").click()
    phone = people[0].page
    phone.locator(".ts-run-reason textarea").wait_for()
    phone.locator(".ts-run-reason textarea").fill("Les membres d’abord.")
    phone.locator("button[value=reason]").click()
    looked_at(trainer, shots, "groups-cockpit-fr-1280")
    page.locator("button[value=show-groups]").click()
    people[1].page.locator(".ts-run-groups blockquote", has_text="Les membres d’abord.").wait_for()
    looked_at(people[1], shots, "groups-shown-fr-360")
