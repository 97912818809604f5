"""French typography: what is mended, what is left alone."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tisserand.content.typography import Lack, mend, problems

NN, NB = "\u202f", "\u00a0"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Vraiment ?", f"Vraiment{NN}?"),
        ("Quoi?!", f"Quoi{NN}?!"),
        ("Un ; deux", f"Un{NN}; deux"),
        ("« mot »", f"«{NN}mot{NN}»"),
        ("«mot»", f"«{NN}mot{NN}»"),
        ("Il dit : oui", f"Il dit{NB}: oui"),
        ("Attention: oui", f"Attention{NB}: oui"),
        ("**Note :** oui", f"**Note{NB}:** oui"),
        ("60 % et 12%", f"60{NB}% et 12{NB}%"),
        ("12 500 000 personnes", f"12{NB}500{NB}000 personnes"),
        ("C'est l'**ami**", "C’est l’**ami**"),
        ("Bon... oui", "Bon… oui"),
        (f"mot{NB}!", f"mot{NN}!"),
        ("`code` ?", f"`code`{NN}?"),
        ("« Quoi ? » ; bien...", f"«{NN}Quoi{NN}?{NN}»{NN}; bien…"),
    ],
)
def test_what_french_typography_asks_for(before, after):
    assert mend(before) == after
    assert mend(after) == after


@pytest.mark.parametrize(
    "text",
    [
        "à 09:12",
        "un::deux",
        "`a ? b : c`",
        "``a ` ! b``",
        "https://exemple.fr/a?b=c;d!e",
        "[site](https://exemple.fr/?a=b;c)",
        "![schéma](media/a.png)",
        "<!-- à revoir ! -->",
        "l&rsquo;ami&nbsp;",
        "| a | b |\n|:--|--:|",
        "clé:valeur",
        "(?)",
        "../modules/...",
        "- ?\n* !\n1. ?",
        "# ?",
        "en mars 2020 300 personnes",
        "moi@exemple.fr",
        "« mot\nmot »"[1:-1],
        ":smile: ;-)",
    ],
)
def test_what_is_left_alone(text):
    assert problems(text) == []


def test_a_problem_says_where_it_is_what_is_there_and_what_should_be():
    (space, apostrophe) = problems("Oui ? C'est ça")
    assert (space.lack, space.start, space.found, space.wanted) == (Lack.SPACE, 3, " ", NN)
    assert (apostrophe.lack, apostrophe.found, apostrophe.wanted) == (Lack.APOSTROPHE, "'", "’")


TEXT = st.text(alphabet=f"ab1 \n'.:;!?«»…%€`*_()[]<>&{{}}|/-\"\\#{NN}{NB}é", max_size=40)


@given(TEXT)
@settings(max_examples=400)
def test_mending_twice_changes_nothing_more(text):
    once = mend(text)
    assert mend(once) == once
    assert problems(once) == []


@given(TEXT)
@settings(max_examples=400)
def test_only_spaces_apostrophes_and_dots_ever_change(text):
    def rest(value):
        return re.sub(f"[ {NN}{NB}'’.…]", "", value)

    assert rest(mend(text)) == rest(text)
    assert mend(text).count("\n") == text.count("\n")


@given(TEXT, st.text(alphabet="ab ?!:;'.«»\"", min_size=1, max_size=12))
@settings(max_examples=300)
def test_code_is_never_touched(prose, code):
    prose = prose.replace("`", "").replace("<", "").replace("[", "").replace("&", "").replace("]", "")
    assert f"`{code}`" in mend(f"{prose}\n\n`{code}`\n\n{prose}")
