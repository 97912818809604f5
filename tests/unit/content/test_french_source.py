"""The French of a file is found where it stands, however YAML quotes it."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from tisserand.content.french_source import french_problems, mend_source
from tisserand.content.typography import mend

NN = "\u202f"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("fr: Vrai ?", f"fr: Vrai{NN}?"),
        ('fr: "Vrai ?"', f'fr: "Vrai{NN}?"'),
        ("fr: 'Vrai ?'", f"fr: 'Vrai{NN}?'"),
        ("fr: 'L''ami'", "fr: 'L’ami'"),
        ("fr: >-\n  Vrai ?\n  Faux !", f"fr: >-\n  Vrai{NN}?\n  Faux{NN}!"),
        ("fr: |\n  Vrai ?\n\n  - Faux !\n", f"fr: |\n  Vrai{NN}?\n\n  - Faux{NN}!\n"),
        ("a:\n  - fr: Été ?  # oui ?\n    en: Sure ?", f"a:\n  - fr: Été{NN}?  # oui ?\n    en: Sure ?"),
        ('fr: "Il dit \\"oui\\" ; et ?"', f'fr: "Il dit \\"oui\\" ; et{NN}?"'),
        ('fr: "Déjà\\u202f?"', 'fr: "Déjà\\u202f?"'),
    ],
)
def test_french_is_mended_in_place(before, after):
    assert mend_source(before, ".yaml") == after
    assert french_problems(after, ".yaml") == []


def test_accepted_answers_and_english_are_left_alone():
    text = "accepted:\n  fr: [oui !]\n  en: [yes !]\nen: Sure ?\n"
    assert mend_source(text, ".yaml") == text


def test_the_code_of_a_lesson_is_left_alone():
    text = "Quoi ?\n\n```python\nx = 'a' ; y = '?'\n```\n\n~~~\nbrut !\n~~~\n\nEt `a ?` alors !\n"
    assert mend_source(text, ".md") == (
        f"Quoi{NN}?\n\n```python\nx = 'a' ; y = '?'\n```\n\n~~~\nbrut !\n~~~\n\nEt `a ?` alors{NN}!\n"
    )


@given(st.text(alphabet="ab é?!:;'.«»…%0\u202f\u00a0-", min_size=1, max_size=30))
def test_a_quoted_text_says_the_same_once_mended(text):
    source = yaml.safe_dump({"fr": text, "en": text}, allow_unicode=True, width=1000)
    mended = yaml.safe_load(mend_source(source, ".yaml"))
    assert mended["en"] == text
    assert mend(mended["fr"]) == mend(text)
