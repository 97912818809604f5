"""The small parts that the rules share: near names, repairs, figures, the lesson's cells."""

from pathlib import Path

import pytest

from tisserand.checks.bank import Document, read_bank
from tisserand.checks.figures import is_spelt, numbers, times
from tisserand.checks.lesson_file import parse_lesson
from tisserand.checks.lessons import METHODS
from tisserand.checks.model_keys import models_at, nearest
from tisserand.checks.repair import repaired
from tisserand.checks.scenario_states import states
from tisserand.checks.translation import differences
from tisserand.content.loading import read_file
from tisserand.content.models.quiz import NumericQuestion, Option, Quiz, SingleQuestion
from tisserand.content.models.scenario import Scenario
from tisserand.i18n import Lang
from tisserand.notebook.lesson import Lesson

GOOD = Path(__file__).parents[2] / "content" / "good"
QUIZ = GOOD / "exercises" / "quizzes" / "premiers-mots.yaml"


def test_the_models_of_a_place_are_those_of_the_kind_that_pydantic_names():
    assert models_at(Quiz, ("questions", 0, "single")) == [SingleQuestion]
    assert NumericQuestion in models_at(Quiz, ("questions", 0))
    assert models_at(Quiz, ("questions", 0, "single", "options", 1)) == [Option]
    assert models_at(Quiz, ("nowhere",)) == []


def test_the_nearest_name_comes_first_and_a_strange_one_has_none():
    assert nearest("mediaton", {"mediation", "meditation", "zebre"}, 2)[0] == "mediation"
    assert nearest("zzz", {"mediation"}) == ()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("explanation:", "explication:"),  # a misspelt key is taken for the one it looks like
        ("status: published", "status: publised"),  # a refused optional value is left out
        (
            "      fr: Un peu plus.\n      en: A little more.",
            "      fr: Un peu plus.\n      en: A little more.\n      de: x",
        ),
    ],
)
def test_a_file_with_small_faults_is_read_as_it_was_meant(tmp_path, before, after):
    path = tmp_path / "premiers-mots.yaml"
    path.write_text(QUIZ.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")
    loaded = read_file(path, Quiz)
    assert loaded.value is None
    assert repaired(loaded, Quiz) == read_file(QUIZ, Quiz).value


def test_a_file_without_what_it_needs_is_not_guessed_at(tmp_path):
    path = tmp_path / "premiers-mots.yaml"
    path.write_text("id: premiers-mots\nkind: quiz\n", encoding="utf-8")
    assert repaired(read_file(path, Quiz), Quiz) is None


def test_figures_are_alike_in_both_languages():
    assert numbers("12 500 membres, 0,5 point, 60\u202f%", Lang.FR) == {"12500", "0.5", "60"}
    assert numbers("12,500 members, 0.50 points, 60%", Lang.EN) == {"12500", "0.5", "60"}
    assert times("à 23 h 40, puis à 9h et à 13 heures", Lang.FR) == {"23:40", "09:00", "13:00"}
    assert times("at 11.40 pm, then at 9 am and 1:00 p.m.", Lang.EN) == {"23:40", "09:00", "13:00"}
    assert numbers("voir [ceci](https://exemple.fr/2024/12)", Lang.FR) == set()


def test_a_small_number_may_be_spelt():
    assert is_spelt("12", "twelve situations", Lang.EN)
    assert is_spelt("1", "une situation", Lang.FR)
    assert not is_spelt("12", "many situations", Lang.EN)
    assert not is_spelt("120", "twelve", Lang.EN)


@pytest.mark.parametrize(
    ("fr", "en", "codes"),
    [
        ("Il y en a 72.", "There are 72.", []),
        ("Il y en a 72.", "There are 27.", ["LG002"]),
        ("Trois études.", "3 studies.", []),
        ("À 13 heures.", "At one.", []),
        ("- un\n- deux", "- one", ["LG003"]),
        ("Voir [là](a.md).", "See there.", ["LG003"]),
        ("mot " * 60, "word " * 20, ["LG004"]),
        ("Court.", "A good deal longer than that.", []),
        ("the same seven words in both languages", "the same seven words in both languages", ["LG007"]),
        ("Jupyter", "Jupyter", []),
    ],
)
def test_what_differs_between_two_languages(fr, en, codes):
    assert [found.code for found in differences(fr, en)] == codes


def test_the_cells_of_a_lesson_keep_their_lines_and_prose_keeps_its_own():
    lesson = parse_lesson(
        "fr.md",
        "# A\n\n```python tags=[\"parameters\"]\nlang = 1\n```\n\n## B\n\n```python\nlesson.quiz(\n    'x')\n```\n",
    )
    parameters, call = lesson.cells
    assert (parameters.line, parameters.is_parameters, parameters.source) == (4, True, "lang = 1")
    assert (call.line, call.is_parameters) == (10, False)
    assert [(heading.line, heading.level, heading.text) for heading in lesson.headings()] == [(1, 1, "A"), (7, 2, "B")]
    assert [(c.line, c.method, c.arguments) for c in lesson.calls()] == [(10, "quiz", ("x",))]
    assert len(lesson.prose.split("\n")) == len(lesson.text.split("\n"))


def test_a_block_that_is_never_closed_is_a_cell_all_the_same():
    assert [cell.source for cell in parse_lesson("fr.md", "```python\nx = (\n").cells] == ["x = (\n"]


def test_the_activities_of_a_lesson_are_the_methods_that_it_has():
    assert {name for name in vars(Lesson) if not name.startswith("_")} == set(METHODS)


def test_an_exploration_that_stops_says_where_and_claims_nothing_about_the_rest():
    bank = read_bank(GOOD)
    document: Document[Scenario] = bank.exercises["scenario"]["la-nouvelle"]
    exploration, problems = states(document, document.value, limit=2)
    assert not exploration.is_complete
    assert [(problem.code, problem.values["limit"]) for problem in problems] == [("SC020", 2)]
    assert [problem.code for problem in states(document, document.value)[1]] == []
