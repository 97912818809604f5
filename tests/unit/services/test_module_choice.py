"""Tests for tisserand.services.module_choice, on the modules of the catalogue, whichever they are."""

import re
import shutil

import pytest

from tisserand.content.catalogue import published_modules
from tisserand.content.models.base import Role
from tisserand.domain.text_folding import fold
from tisserand.i18n import Lang, sentences
from tisserand.paths import content_root
from tisserand.services.module_choice import choose_modules, count_in_words, hidden_matches, parse_role
from tisserand.services.progress import load_exercises

MODULES = published_modules()


def slugs(choice):
    """Return the slugs that are shown, in order."""
    return [found.module.slug for shelf in choice.shelves for found in shelf.found]


def test_without_a_search_every_module_stands_once_under_its_role():
    choice = choose_modules(MODULES, "  ", None, Lang.FR)
    assert sorted(slugs(choice)) == sorted(module.slug for module in MODULES)
    assert choice.count == len(MODULES)
    assert not choice.is_search
    for shelf in choice.shelves:
        assert {found.module.role for found in shelf.found} == {shelf.role}
    order = list(Role)
    assert [shelf.role for shelf in choice.shelves] == sorted(choice.roles, key=order.index)


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.slug)
@pytest.mark.parametrize("lang", list(Lang))
def test_each_module_is_found_by_its_title_first_and_by_its_exercises(module, lang):
    """In both languages, whatever the language of the page."""
    for tongue in Lang:
        title = module.title.in_lang(tongue)
        assert slugs(choose_modules(MODULES, title, None, lang))[0] == module.slug
        assert slugs(choose_modules(MODULES, fold(title).upper(), None, lang))[0] == module.slug
        for exercise in load_exercises(module):
            assert module.slug in slugs(choose_modules(MODULES, exercise.title.in_lang(tongue)[:100], None, lang))


def test_a_role_keeps_its_modules_alone_and_stays_among_those_that_can_be_asked_for():
    for role in Role:
        choice = choose_modules(MODULES, "", role, Lang.EN)
        assert slugs(choice) == [module.slug for module in MODULES if module.role is role]
        assert role in choice.roles
        assert choice.is_search


@pytest.mark.parametrize("lang", list(Lang))
def test_the_examples_beside_the_field_find_something(lang):
    examples = re.findall(r"[«“]\s*(.+?)\s*[»”]", sentences(lang, "module_search")["words_help"])
    assert len(examples) == 3
    for example in examples:
        assert choose_modules(MODULES, example, None, lang).count, example


def test_what_a_card_shows_by_itself_is_not_said_again():
    (shelf,) = choose_modules(MODULES, "troll", None, Lang.FR).shelves
    assert hidden_matches(shelf.found[0], Lang.FR) == ()
    (shelf,) = choose_modules(MODULES, "handling", None, Lang.FR).shelves
    assert [match.text for match in hidden_matches(shelf.found[0], Lang.FR)] == ["Handling a troll"]


@pytest.mark.parametrize(
    ("text", "role", "words"),
    [
        ("zzz", None, "0 modules for “zzz”"),
        ("zzz {role}", Role.MEMBER, "0 modules for “zzz {role}” (Members)"),
        ("handling a troll", None, "1 module for “handling a troll”"),
    ],
)
def test_how_many_were_found_is_said_with_what_was_asked(text, role, words):
    assert count_in_words(choose_modules(MODULES, text, role, Lang.EN), Lang.EN) == words


@pytest.mark.parametrize("value", ["", "nobody", None, 3, ["member"]])
def test_a_role_that_does_not_exist_is_all_of_them(value):
    assert parse_role(value) is None
    assert parse_role("member") is Role.MEMBER


def test_a_competency_framework_with_faults_leaves_the_rest_to_be_found(tmp_path, monkeypatch, caplog):
    shutil.copytree(content_root() / "modules", tmp_path / "modules")
    (tmp_path / "modules" / "competencies.yaml").write_text("version: oups\n", "utf-8")
    monkeypatch.setenv("TISSERAND_CONTENT", str(tmp_path))
    assert "gerer-un-troll" in slugs(choose_modules(MODULES, "troll", None, Lang.FR))
    assert "the competency framework can't be loaded" in caplog.text
