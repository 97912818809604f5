"""Examining a text: marks that can be told, never a crash, whatever was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sandbox_table import criterion, text

from tisserand.content.loading import load_sandbox
from tisserand.content.models.sandbox import Review, Rule
from tisserand.domain.sandbox_reviews import examine
from tisserand.i18n import Lang

REAL = load_sandbox("la-passerelle")


def examined(rule, title="", written="", **rest):
    """What one criterion makes of a text."""
    review = Review.model_validate(
        {"id": "x", "criteria": [criterion("c", rule, **rest)], "example_text": text("exemple")}
    )
    (finding,) = examine(review, title, written)
    return finding


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Besoin d’aide !!!", False),
        ("Prêter un ordinateur sans caution", True),
        ("PRETER ordinateur", True),
        ("ordinateur ordinateur ordinateur", False),  # one word said three times
        ("à la de", False),  # too short to tell anything
        ("", False),
    ],
)
def test_a_title_needs_telling_words(title, expected):
    words = {"fr": ["besoin", "aide"], "en": []}
    assert examined("title", title, least=2, words=words).is_met is expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Nous avons ESSAYE hier", True),
        ("We have tried it", True),  # the other language counts too
        ("essayerait", False),  # a whole word, not its beginning
        ("", False),
    ],
)
def test_a_mention_is_found_whatever_the_accents_and_the_language(words, expected):
    listed = {"fr": ["essayé"], "en": ["tried"]}
    assert examined("mentions", written=words, words=listed).is_met is expected


def test_a_figure_may_count_as_a_mention_but_a_phone_number_does_not():
    listed = {"fr": ["jeudi"], "en": ["thursday"]}

    def two(written):
        return examined("mentions", written=written, least=2, figures=True, words=listed).is_met

    assert two("le jeudi, 8 personnes")
    assert not two("le jeudi, 06 39 98 41 27")
    assert not two("8 personnes, puis 4")


@pytest.mark.parametrize(
    ("words", "expected"),
    [("Rien.", False), ("Qui ?", True), ("Quoi ???", True), ("Quoi ?!?", False), ("A ? B ?", False)],
)
def test_one_question_and_one_only(words, expected):
    assert examined("questions", written=words, most=1).is_met is expected


@pytest.mark.parametrize(
    "words",
    [
        "06 39 98 41 27",
        "+33 6 39 98 41 27",
        "0639984127",
        "06.39.98.41.27",
        "ecrire a odile@example.org",
        "Odile est venue",
    ],
)
def test_what_is_private_is_found(words):
    finding = examined("private", written=f"Bonjour, {words}.", words={"fr": ["Odile"], "en": []})
    assert not finding.is_met
    assert finding.found


@pytest.mark.parametrize(
    "words", ["8 personnes, 4 en 2025", "150 euros", "de 18 h 30 à 20 h", "2024-2025", "une participante"]
)
def test_ordinary_figures_are_not_private(words):
    assert examined("private", written=words).is_met


def test_the_measures_of_the_real_forum_know_its_draft_from_its_examples():
    for lang in Lang:
        for review in REAL.reviews:
            title = review.example_title.in_lang(lang) if review.example_title else ""
            assert all(one.is_met for one in examine(review, title, review.example_text.in_lang(lang)))
        draft = REAL.draft
        findings = examine(REAL.reviews[0], draft.title.in_lang(lang), draft.text.in_lang(lang))
        assert not any(one.is_met for one in findings), [one.criterion.id for one in findings if one.is_met]


@given(st.text(max_size=300), st.text(max_size=2000), st.sampled_from(list(Rule)))
def test_no_text_makes_a_measure_crash(title, words, rule):
    listed = {"fr": ["é", "", "vous êtes", title[:20]], "en": ["you"]}
    finding = examined(rule.value, title, words, words=listed, figures=True, most=3)
    assert finding.is_met in {True, False}


@given(st.text(max_size=500), st.text(max_size=500))
def test_a_text_with_a_number_in_it_is_never_free_of_private_things(before, after):
    assert not examined("private", written=f"{before} 06 39 98 41 27 {after}").is_met
