"""Tests for tisserand.server.page_facts: what the templates are told."""

import json

import pytest

from tisserand.i18n import Lang
from tisserand.server.page_assets import page_assets
from tisserand.server.page_facts import PageFacts, page_facts


def facts(**changes: object) -> PageFacts:
    values = {
        "base_url": "/base/",
        "lang": Lang.FR,
        "slug": "gerer-un-troll",
        "title": "Gérer un troll",
        "runtime": "auto",
        "person": "camille",
        "assets": page_assets(),
    }
    return page_facts(**{**values, **changes})


def test_addresses_are_under_the_base_and_name_real_files() -> None:
    """Each of them is served."""
    told = facts()
    for address in (told.script, told.widgets, told.style, told.mark):
        assert address.startswith("/base/front/")
        assert address.removeprefix("/base/front/") in page_assets().files


def test_the_compatible_mode_has_its_own_script_and_style() -> None:
    assert facts(runtime="stock").script != facts().script
    assert facts(runtime="stock").style != facts().style


def test_the_page_does_not_learn_who_reads_but_tells_people_and_lessons_apart() -> None:
    """For what it keeps in the tab; the language makes no difference."""
    told = facts()
    assert "camille" not in json.dumps(told.as_dict())
    assert told.scope != facts(person="sacha").scope
    assert told.scope != facts(slug="autre").scope
    assert told.scope == facts(lang=Lang.EN).scope


@pytest.mark.parametrize("lang", list(Lang))
def test_every_sentence_that_the_script_says_is_there(lang: Lang) -> None:
    """In the language of the page."""
    assert {"preparing", "away", "back", "gone", "full", "failed", "reload", "broken"} <= set(facts(lang=lang).words)
