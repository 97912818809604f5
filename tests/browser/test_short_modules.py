"""The modules of a quarter of an hour: shown whole, and their scenario played to its end with the keyboard."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

TITLES = {
    "administrer-et-rendre-capable": {
        "fr": "Administrer et rendre capable",
        "en": "Administering, and making others able",
    },
    "sponsors-et-parrains": {"fr": "Sponsors, parrains et marraines", "en": "Sponsors and patrons"},
}
ACTIVITIES = (
    ".ts-progress",
    ".ts-self_assessment >> nth=0",
    ".ts-quiz",
    ".ts-scenario",
    ".ts-self_assessment >> nth=1",
    ".ts-action_plan",
)


def focus_by_tab(page: Page, start: str, found: str, limit: int = 60) -> None:
    """Press Tab from just before ``start`` until the focus is on an element that matches ``found``."""
    page.evaluate("start => { const at = document.querySelector(start); at.tabIndex = -1; at.focus(); }", start)
    for _ in range(limit):
        page.keyboard.press("Tab")
        if page.evaluate("found => document.activeElement.matches(found)", found):
            return
    raise AssertionError(f"{limit} presses of Tab did not reach {found}")


@pytest.mark.parametrize("lesson", [(slug, lang) for slug in TITLES for lang in ("fr", "en")], ids="-".join)
def test_a_short_module_is_shown_and_its_scenario_played(
    serve: Any, visit: Any, shots: Any, lesson: tuple[str, str]
) -> None:
    """Every activity shows, axe finds nothing serious, nothing sticks out, six choices lead to a debrief."""
    slug, lang = lesson
    narrow = lang == "fr"
    made = visit(lang=lang, narrow=narrow)
    page = made.page
    page.goto(f"{serve.url}/{lang}/modules/{slug}")
    for activity in ACTIVITIES:
        page.locator(activity).wait_for(timeout=120_000)
    expect(page.locator("#ts-state")).to_have_attribute("data-state", "ready")
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLES[slug][lang])
    assert made.wider_than_screen() == []
    name = f"{slug}-{lang}-{'360' if narrow else '1280'}"
    if shots:
        page.screenshot(path=shots / f"{name}.png", full_page=True)

    scenario = page.locator(".ts-scenario")
    taken = 0
    while scenario.locator(".ts-ending").count() == 0:
        taken += 1
        assert taken <= 6
        expect(scenario.locator(".ts-scene .ts-kicker").first).to_contain_text(str(taken))
        focus_by_tab(page, ".ts-scenario .ts-scene", ".ts-choice")
        page.keyboard.press("Enter")
        page.locator(
            f".ts-scenario .ts-ending, .ts-scenario .ts-scene .ts-kicker:has-text('{taken + 1}')"
        ).first.wait_for()
    assert scenario.locator(".ts-whys > li").count() == taken
    if shots:
        scenario.screenshot(path=shots / f"{name}-debrief.png")
    assert made.wider_than_screen() == []
    assert made.axe() == []
    assert made.foreign_requests() == []
    assert made.errors == []
