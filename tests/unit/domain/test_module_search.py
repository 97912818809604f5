"""Tests for tisserand.domain.module_search: words in both languages, in the best place first; shelves by role."""

import pytest
from domain_builders import text
from hypothesis import given
from hypothesis import strategies as st

from tisserand.content.models.base import LocalizedText, Role
from tisserand.content.models.module import TrainingModule
from tisserand.domain.module_search import (
    LONGEST_SEARCH,
    Found,
    Match,
    Place,
    by_role,
    entry_of,
    roles_of,
    search,
    search_words,
)
from tisserand.domain.text_folding import fold
from tisserand.i18n import Lang

COMPETENCIES = {"A1": LocalizedText(fr="Accueillir", en="Welcoming"), "A2": LocalizedText(fr="Relancer", en="Reviving")}


def module(slug, *, role="member", **rest):
    """Return a module in which only ``slug`` and what is given can be found."""
    objective = {"competency": "A9", "level": 1, "text": text("objectif")}
    described = {
        "id": slug,
        "slug": slug,
        "version": 1,
        "status": "published",
        "role": role,
        "title": text(slug),
        "summary": text("résumé"),
        "duration_min": 15,
        "objectives": [objective],
        "activities": [{"kind": "action_plan", "minutes": 2}],
    }
    return TrainingModule.model_validate({**described, **rest})


def entry(one, *exercises):
    """Return what can be found of a module."""
    return entry_of(one, LocalizedText(fr="Membres", en="Members"), COMPETENCIES, exercises)


def slugs(found):
    """Return the slugs of what was found, in order."""
    return [one.module.slug for one in found]


EN_FR = {"fr": "Cœur d’une équipe", "en": "Heart of a team"}


@pytest.mark.parametrize(
    "typed",
    [
        "cœur",
        "COEUR",
        "equipe",
        "Équi",
        "d'une",
        "d’une équipe",
        "heart",
        "team cœur",
        "e\u0301quipe",
        "équipe, heart !",
    ],
)
def test_accents_case_ligatures_apostrophes_and_the_language_do_not_count(typed):
    assert slugs(search([entry(module("m", title=EN_FR))], typed, Lang.FR)) == ["m"]


@pytest.mark.parametrize("typed", ["quipe", "teams", "cœur absent", "heart attack"])
def test_a_word_begins_like_one_of_the_module_and_none_is_left_over(typed):
    assert search([entry(module("m", title=EN_FR))], typed, Lang.FR) == ()


def test_the_place_of_the_words_orders_what_is_found():
    """Title, role, summary, objective, competency, exercise; then the order of the catalogue."""
    objective = {"competency": "A1", "level": 1, "text": text("pont")}
    entries = [
        entry(module("exercise"), LocalizedText(fr="Le pont", en="The bridge")),
        entry_of(
            module("competency", objectives=[{**objective, "text": text("x")}]),
            text_of("x"),
            {"A1": text_of("pont")},
            (),
        ),
        entry(module("objective", objectives=[objective])),
        entry(module("summary", summary=text("Un pont"))),
        entry_of(module("role"), text_of("Pontonniers"), {}, ()),
        entry(module("title", title=text("Pont"))),
        entry(module("title-too", title=text("Ponts"))),
    ]
    found = search(entries, "pont", Lang.FR)
    assert slugs(found) == ["title", "title-too", "role", "summary", "objective", "competency", "exercise"]


def text_of(words):
    return LocalizedText(fr=words, en=words)


def test_the_worst_placed_word_counts_first():
    """Both words in the summary come before one in the title and one in an exercise."""
    spread = entry(module("spread", title=text("pont")), text_of("gué"))
    near = entry(module("near", summary=text("pont et gué")))
    assert slugs(search([spread, near], "pont gué", Lang.FR)) == ["near", "spread"]


def test_what_matched_is_told_in_the_readers_language_when_it_has_the_word():
    """Else in the other one; a text that has two of the words is told once."""
    entries = [entry(module("m", title=EN_FR, summary={"fr": "Contact", "en": "Contact"}))]
    (found,) = search(entries, "contact team heart", Lang.FR)
    title = Match(Place.TITLE, "Heart of a team", Lang.EN)
    assert found.matches == (title, Match(Place.SUMMARY, "Contact", Lang.FR))
    (found,) = search(entries, "contact", Lang.EN)
    assert found.matches == (Match(Place.SUMMARY, "Contact", Lang.EN),)


@pytest.mark.parametrize("typed", ["", "  ", "…!", "\u200b"])
def test_a_search_without_any_word_finds_everything(typed):
    one = module("m")
    assert search([entry(one)], typed, Lang.EN) == (Found(one),)


def test_a_very_long_search_is_cut():
    assert search_words("mot " * 1000) == ("mot",)
    assert sum(map(len, search_words("a" * 5000))) == LONGEST_SEARCH


def test_shelves_are_in_the_order_of_roles_and_none_is_empty():
    modules = [module("p", role="patron"), module("c2", role="coordinator"), module("c1", role="coordinator")]
    shelves = by_role(Found(one) for one in modules)
    assert [(shelf.role, slugs(shelf.found)) for shelf in shelves] == [
        (Role.COORDINATOR, ["c2", "c1"]),
        (Role.PATRON, ["p"]),
    ]
    assert roles_of(modules) == (Role.COORDINATOR, Role.PATRON)
    assert roles_of(modules, Role.MEMBER) == (Role.COORDINATOR, Role.MEMBER, Role.PATRON)


TITLES = st.text(min_size=1, max_size=60)


@given(TITLES, TITLES, st.sampled_from(list(Lang)))
def test_a_module_is_found_by_each_word_of_its_title_and_by_all_of_them(french, english, lang):
    """In whichever language, whole or folded or begun only, whatever the language of the page."""
    entries = [entry(module("m", title={"fr": french, "en": english}))]
    for title in (french, english):
        words = [*title.split(), *fold(title).split(), *(word[:2] for word in fold(title).split()), title]
        for word in words:
            assert slugs(search(entries, word, lang)) == ["m"]


@given(st.text(max_size=300), st.lists(TITLES, max_size=4), st.sampled_from(list(Lang)))
def test_whatever_is_typed_what_is_found_has_all_the_words(typed, titles, lang):
    """And nothing is found twice; each match holds one of the words, in the language it says."""
    entries = [entry(module(f"m-{n}", title=text(title))) for n, title in enumerate(titles)]
    found = search(entries, typed, lang)
    assert len(set(slugs(found))) == len(found)
    for one in found:
        words = [word for match in one.matches for word in fold(match.text).split()]
        assert all(any(word.startswith(asked) for word in words) for asked in search_words(typed))


@given(st.text(max_size=200))
def test_searching_what_was_folded_is_searching_what_was_typed(typed):
    """The folding is the same on both sides, and once is enough."""
    words = search_words(typed)
    assert search_words(" ".join(words)[:LONGEST_SEARCH])[: len(words) - 1] == words[:-1]
