import pytest
from balance_builders import orientations, preferences
from hypothesis import given
from hypothesis import strategies as st

from tisserand.content.models.balance import GovernancePreference, Orientation
from tisserand.domain.balance.dosage import Orientations, Preferences, whole_parts
from tisserand.domain.balance.mix_words import kind_of, words_for_gap, words_for_mix
from tisserand.i18n import Lang, sentences


def any_dosage(kind, names):
    weights = st.lists(st.integers(0, 100), min_size=len(names), max_size=len(names))
    return weights.map(lambda values: kind(whole_parts(dict(zip(names, values, strict=True)))))


any_preferences = any_dosage(Preferences, tuple(GovernancePreference))
any_orientations = any_dosage(Orientations, tuple(Orientation))


@given(st.one_of(any_preferences, any_orientations))
def test_any_mix_has_its_sentences_in_both_languages(dosage):
    for key in words_for_mix(dosage):
        assert all(key in sentences(lang, "balance") for lang in Lang)


@given(any_preferences, any_preferences)
def test_any_gap_has_its_sentences_in_both_languages(today, wanted):
    for key in words_for_gap(today, wanted):
        assert all(key in sentences(lang, "balance") for lang in Lang)


@pytest.mark.parametrize(
    ("parts", "kind"),
    [
        ((100, 0, 0), "technical"),
        ((25, 60, 15), "organisational"),
        ((10, 15, 75), "political"),
        ((45, 45, 10), "technical_organisational"),
        ((40, 15, 45), "technical_political"),
        ((10, 45, 45), "organisational_political"),
        ((34, 33, 33), "balanced"),
        ((25, 25, 50), "balanced"),
    ],
)
def test_a_mix_is_named_after_what_weighs_in_it(parts, kind):
    assert kind_of(preferences(*parts)) == kind


def test_a_mix_of_preferences_says_who_decides_how_and_how_it_is_revised():
    words = words_for_mix(preferences(34, 33, 33))
    assert words == ("mix.who.balanced", "mix.how.balanced", "mix.revised.balanced")


def test_a_mix_of_orientations_says_what_comes_first_and_whether_it_is_narrow_or_spread():
    assert words_for_mix(orientations(80, 10, 10, 0, 0)) == ("mix.first.legal_watch", "mix.narrow")
    assert words_for_mix(orientations(20, 20, 20, 20, 20))[-1] == "mix.spread"
    assert words_for_mix(orientations(10, 50, 30, 5, 5)) == ("mix.first.practice_exchange", "mix.second.mutual_aid")


def test_a_gap_is_told_from_its_largest_move():
    assert words_for_gap(preferences(60, 30, 10), preferences(20, 40, 40)) == (
        "gap.less.technical",
        "gap.more.political",
        "gap.more.organisational",
    )
    assert words_for_gap(preferences(34, 33, 33), preferences(30, 35, 35)) == ("gap.none",)
