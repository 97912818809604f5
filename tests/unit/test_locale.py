"""Both languages say the same things, with the same values put in, and French has its typography."""

import string
from pathlib import Path

import pytest

from tisserand.content.typography import problems
from tisserand.i18n import Lang, sentences

LOCALE = Path(__file__).parents[2] / "src" / "tisserand" / "locale"
AREAS = sorted(path.stem for path in (LOCALE / "fr").glob("*.yaml"))


def values_of(sentence: str) -> set[str]:
    """The names of the values that a sentence takes."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_both_languages_have_the_same_areas() -> None:
    """One file each."""
    assert sorted(path.stem for path in (LOCALE / "en").glob("*.yaml")) == AREAS


@pytest.mark.parametrize("area", AREAS)
def test_both_languages_have_the_same_sentences(area: str) -> None:
    """The same keys, each with the same values."""
    french, english = sentences(Lang.FR, area), sentences(Lang.EN, area)
    assert set(french) == set(english)
    for key, sentence in french.items():
        if "{" in sentence + english[key] and not key.startswith("typer."):
            # a singular may leave its number out: "one question"
            unlike = values_of(sentence) ^ values_of(english[key])
            assert unlike <= ({"n"} if key.endswith(".one") else set()), key


@pytest.mark.parametrize("area", AREAS)
def test_french_sentences_have_their_spaces_and_apostrophes(area: str) -> None:
    """As the checks ask of trainers."""
    assert [(key, found) for key, sentence in sentences(Lang.FR, area).items() if (found := problems(sentence))] == []
