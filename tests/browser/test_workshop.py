"""The workshop around the lessons: a name, a code for another device, the trainer's page, a full room."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from tests.browser.conftest import Server

BOTH = pytest.mark.parametrize(("lang", "narrow"), [("fr", True), ("en", False)], ids=["fr-360", "en-1280"])
PASSWORD = "correct horse battery"  # noqa: S105 - of a server that lives for a test


@pytest.fixture(scope="module")
def workshop(launch: Callable[..., Server], tmp_path_factory: pytest.TempPathFactory) -> Server:
    """``tisserand serve`` with a trainer, for two people."""
    password = tmp_path_factory.mktemp("password") / "password"
    password.write_text(PASSWORD, "utf-8")
    options = ("--password-file", str(password), "--max-participants", "2")
    return launch("serve", *options, path="/fr/")


def look(made: Any, shots: Path | None, name: str) -> None:
    """Check what holds of every page, and keep a picture."""
    assert made.wider_than_screen() == []
    assert made.axe() == []
    assert made.foreign_requests() == []
    assert made.errors == []
    if shots:
        made.page.screenshot(path=shots / f"workshop-{name}.png", full_page=True)


@BOTH
def test_a_name_and_a_code_for_another_device(
    workshop: Server, visit: Any, shots: Any, lang: str, narrow: bool
) -> None:
    """With the keyboard alone: a name is kept, a code leads to the same person elsewhere, and works once."""
    words = {
        "fr": ("Garder ce nom", "Obtenir un code", "Continuer", "Mes données", "Ce code n’est pas connu"),
        "en": ("Keep this name", "Get a code", "Go on", "My data", "This code is not known"),
    }[lang]
    first, second = visit(lang=lang, narrow=narrow), visit(lang=lang, narrow=narrow)
    page, size = first.page, "360" if narrow else "1280"
    page.goto(f"{workshop.url}/{lang}/data")
    page.get_by_role("textbox").focus()
    page.keyboard.type("Ada <b>L.</b>")
    page.keyboard.press("Enter")
    page.get_by_role("status").wait_for()
    assert page.get_by_role("textbox").input_value() == "Ada <b>L.</b>"
    page.get_by_role("button", name=words[1]).focus()
    page.keyboard.press("Enter")
    code = page.locator("p.ts-code").inner_text()
    assert re.fullmatch(r"[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}", code)
    look(first, shots, f"data-{lang}-{size}")
    elsewhere = second.page
    elsewhere.goto(f"{workshop.url}/{lang}/resume")
    look(second, shots, f"resume-{lang}-{size}")
    elsewhere.get_by_role("textbox").focus()
    elsewhere.keyboard.type(code.lower())
    elsewhere.keyboard.press("Enter")
    elsewhere.wait_for_url(f"{workshop.url}/{lang}/")
    elsewhere.goto(f"{workshop.url}/{lang}/resume")
    elsewhere.get_by_role("textbox").fill(code)
    elsewhere.get_by_role("button", name=words[2]).click()
    assert elsewhere.get_by_role("alert").inner_text().startswith(words[4])
    look(second, shots, f"resume-refused-{lang}-{size}")


@BOTH
def test_the_trainers_page_is_read_from_afar(workshop: Server, visit: Any, shots: Any, lang: str, narrow: bool) -> None:
    """Behind its password: a large QR code and address, who is here, and lessons to make ready."""
    made = visit(lang=lang, narrow=narrow)
    page, size = made.page, "360" if narrow else "1280"
    page.goto(f"{workshop.url}/{lang}/trainer")
    look(made, shots, f"password-{lang}-{size}")
    page.get_by_label(re.compile("Mot de passe|password", re.IGNORECASE)).fill(PASSWORD)
    page.keyboard.press("Enter")
    code = page.get_by_role("img", name=re.compile("QR"))
    code.wait_for()
    box = code.bounding_box()
    assert box["width"] > (240 if narrow else 380)
    assert abs(box["width"] - box["height"]) < 2
    address = page.locator(".ts-address")
    assert address.inner_text() == f"{workshop.url}/"
    assert address.evaluate("node => parseFloat(getComputedStyle(node).fontSize)") > (20 if narrow else 36)
    page.get_by_role("spinbutton").first.fill("0")
    look(made, shots, f"trainer-{lang}-{size}")
    page.get_by_role("button", name=re.compile("Préparer|Prepare")).click()
    page.get_by_role("status").wait_for()
    page.get_by_role("button", name=re.compile("Fermer|Close")).click()
    page.wait_for_url(f"{workshop.url}/{lang}/")
    page.goto(f"{workshop.url}/{lang}/trainer")
    assert page.get_by_role("img", name=re.compile("QR")).count() == 0


def test_the_trainers_page_is_as_clear_in_the_dark(workshop: Server, visit: Any, shots: Any) -> None:
    """The QR code stays dark on light: phones read it so."""
    made = visit(dark=True)
    made.page.goto(f"{workshop.url}/fr/trainer")
    made.page.get_by_label("Mot de passe de l’animation").fill(PASSWORD)
    made.page.keyboard.press("Enter")
    code = made.page.get_by_role("img", name=re.compile("QR"))
    code.wait_for()
    assert code.evaluate("node => getComputedStyle(node).backgroundColor") == "rgb(255, 255, 255)"
    look(made, shots, "trainer-fr-dark")


def test_starting_over_and_erasing(workshop: Server, visit: Any, shots: Any) -> None:
    """An answer is kept; its module starts over; everything is erased, and the browser is a stranger again."""
    made = visit()
    page = made.page
    page.goto(f"{workshop.url}/fr/modules/gerer-un-troll")
    page.locator("main .ts-root input[type=radio]").first.wait_for()
    page.locator("main .ts-root fieldset", has=page.locator("input[type=radio]")).first.locator("input").first.check()
    page.get_by_role("button", name=re.compile("Valider|Répondre|Enregistrer")).first.click()
    page.wait_for_timeout(1000)
    page.goto(f"{workshop.url}/fr/data")
    page.get_by_role("button", name="Effacer mes données").wait_for()
    look(made, shots, "data-kept-fr-1280")
    page.goto(f"{workshop.url}/fr/modules/gerer-un-troll/start-over")
    look(made, shots, "start-over-fr-1280")
    page.goto(f"{workshop.url}/fr/data")
    page.get_by_label("Je veux effacer").check()
    page.get_by_role("button", name="Effacer mes données").click()
    assert page.get_by_text("Vos données sont effacées.").is_visible()
    assert "tisserand_person" not in {cookie["name"] for cookie in made.context.cookies()}


@BOTH
def test_a_full_server_says_so(workshop: Server, visit: Any, shots: Any, lang: str, narrow: bool) -> None:
    """In the language of the page, with a way back; those inside may reload."""
    inside = [visit(), visit()]
    for made in inside:
        assert made.page.goto(f"{workshop.url}/fr/modules/gerer-un-troll").status == 200
    late = visit(lang=lang, narrow=narrow)
    answer = late.page.goto(f"{workshop.url}/{lang}/modules/gerer-un-troll")
    assert answer.status == 503
    heading = {"fr": "Le serveur est complet", "en": "The server is full"}[lang]
    assert late.page.get_by_role("heading", level=1).inner_text() == heading
    look(late, shots, f"full-{lang}-{'360' if narrow else '1280'}")
    assert inside[0].page.reload().status == 200
    for made in inside:
        made.page.goto(f"{workshop.url}/fr/data")
        made.page.context.request.post(
            f"{workshop.url}/fr/data",
            form={
                "action": "erase",
                "confirm": "yes",
                "_xsrf": made.page.locator("input[name=_xsrf]").first.get_attribute("value"),
            },
        )
