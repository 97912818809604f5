import pytest
from hypothesis import given
from hypothesis import strategies as st

from tisserand.domain.text_folding import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Médiation", "mediation"),
        ("  l’ÉCOUTE   active ! ", "l ecoute active"),
        ("l'écoute active", "l ecoute active"),
        ("Cœur d’œuvre, ex æquo", "coeur d oeuvre ex aequo"),
        ("peut-être", "peut etre"),
        ("mise\u00a0au\u202fpoint", "mise au point"),
        ("e\u0301coute", "ecoute"),
        ("co\u00adop\u200bération", "cooperation"),
        ("Straße", "strasse"),
        ("²", "2"),
        ("…", ""),
    ],
)
def test_case_accents_punctuation_and_spaces_do_not_count(text, folded):
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(st.text("aàâbcçdeéèêëfghiîïjklmnoôœpqrstuùûüvwxyÿzæ0123456789 ,.'’-\u00a0"))
def test_capitals_and_spaces_around_never_matter(text):
    assert fold(f"  {text} ") == fold(text) == fold(fold(text).upper())
