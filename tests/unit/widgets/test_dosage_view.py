"""Tests for tisserand.widgets.dosage_view, and that the page's rules of dosage are those of the simulation."""

import json
import random
import shutil
import subprocess

import pytest

from tisserand.domain.balance.dosage import Orientations, Preferences, whole_parts
from tisserand.domain.balance.mix_words import words_for_mix
from tisserand.i18n import Lang
from tisserand.paths import front_end_folder
from tisserand.widgets.dosage_view import moves_text, orientations_view, parts_text, preferences_view

MIX = Preferences({"technical": 20, "organisational": 45, "political": 35})

_SCRIPT = """
import { moved, orientationWords, preferenceWords, wholeParts } from %s;
const { cases, limits } = JSON.parse(process.argv[1]);
console.log(JSON.stringify(cases.map(({ parts, name, part, weights }) => ({
  moved: moved(parts, name, part),
  words: Object.keys(parts).length === 3 ? preferenceWords(parts, limits) : orientationWords(parts, limits),
  whole: wholeParts(weights),
}))));
"""


def test_each_mix_has_all_its_sentences():
    """Whatever the mix, the page has the words for it."""
    chance = random.Random(3)  # noqa: S311 - mixes to try
    for lang in Lang:
        for kind, view in ((Preferences, preferences_view), (Orientations, orientations_view)):
            for _ in range(300):
                mix = kind(whole_parts({name: chance.random() ** 3 for name in kind.names}))
                assert set(words_for_mix(mix)) <= set(view(mix, lang)["sentences"])


def test_the_question_that_a_sentence_answers_stands_apart():
    """Who decides, how, how it is revised: in bold on the page."""
    head, rest = preferences_view(MIX, Lang.EN)["sentences"]["mix.who.balanced"]
    assert head == "Who decides:"
    assert rest.startswith(" the team")


def test_a_dosage_is_told_with_the_parts_that_there_are():
    alone = Preferences({"technical": 100, "organisational": 0, "political": 0})
    assert parts_text(alone, Lang.EN) == "Technical 100%"
    assert moves_text(alone, MIX, Lang.EN).startswith("Technical from 100 to 20%, Organisational from 0 to 45%")


def test_the_page_moves_parts_and_finds_words_as_the_simulation_does():
    """The same rule stands in widgets/dosage.js, so that the words follow the finger."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("node is not installed")
    chance = random.Random(8)  # noqa: S311 - mixes to try
    cases, expected = [], []
    for _ in range(400):
        kind = chance.choice([Preferences, Orientations])
        weights = {str(name): float(chance.choice([0, 1, 1, 2, 7, 30])) for name in kind.names}
        dosage = kind(whole_parts({name: chance.random() ** chance.choice([1, 4]) for name in kind.names}))
        name, part = chance.choice(list(kind.names)), chance.randint(0, 100)
        parts = {str(each): dosage[each] for each in dosage}
        cases.append({"parts": parts, "name": str(name), "part": part, "weights": weights})
        moved = {str(each): value for each, value in dosage.moved(name, part).items()}
        expected.append({"moved": moved, "words": list(words_for_mix(dosage)), "whole": whole_parts(weights)})
    script = _SCRIPT % json.dumps((front_end_folder() / "dosage.js").as_uri())
    given = json.dumps({"cases": cases, "limits": preferences_view(MIX, Lang.FR)["limits"]})
    result = subprocess.run(
        [node, "--input-type=module", "--eval", script, given], capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stderr
    assert json.loads(result.stdout) == expected
