import json
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser

import pytest

from tisserand.i18n import Lang, sentences
from tisserand.rehearsal.report import ActivityOutcome, CellTime, Failure, Report, RunResult
from tisserand.rehearsal.report_page import render_report

GOOD = RunResult(
    "essai", "fr", "careful", 4.2, (CellTime(1, 'lang = "fr"', 0.1),), 1, 2, 0,
    (ActivityOutcome("quiz/a", "done", 3, 1, 2, 2), ActivityOutcome("progress", None, 0, 0, 0, 0)), 2,
)  # fmt: skip
BAD = RunResult("essai", "en", "", 1.0, failures=(Failure("cell_error", {"cell": 3}, "<b>x</b>\nE: y"),))


def test_one_failure_fails_the_whole():
    assert Report((GOOD, BAD), 6, 2).failed
    assert not Report((GOOD,), 6, 2).failed


@pytest.mark.parametrize("state", ["begun", "not_begun"])
def test_an_activity_left_unfinished_has_its_sentence(state):
    assert "quiz/a" in Failure(f"no_end_{state}", {"activity": "quiz/a"}).sentence(Lang.FR)


def test_a_rehearsal_of_nothing_has_failed():
    assert Report((), 0, 1).failed


def test_the_terminal_names_notebook_persona_cell_and_source():
    lines = Report((GOOD, BAD), 6, 2).sentences(Lang.FR)
    assert lines[0] == "notebooks/essai/en.ipynb : la cellule 3 a produit une erreur."
    assert lines[1:3] == ["    <b>x</b>", "    E: y"]
    assert lines[-1].startswith("1 répétition sur 2 a échoué")


@pytest.mark.parametrize("lang", list(Lang))
def test_a_lesson_that_needs_the_compatible_mode_is_named_once(lang):
    runs = [replace(GOOD, persona=persona, other_packages=("ipyleaflet", "bqplot")) for persona in ("", "novice")]
    report = Report((*runs, GOOD), 6, 2)
    (line,) = [line for line in report.sentences(lang) if "ipyleaflet, bqplot" in line]
    assert line.startswith("essai")
    assert line in unescape(render_report(report, lang))
    assert Report((GOOD,), 6, 2).compatible(lang) == []


def test_the_data_hold_everything_and_both_languages():
    data = json.loads(json.dumps(Report((GOOD, BAD), 6, 2).to_json()))
    good, bad = data["runs"]
    assert (good["name"], good["ends"], good["events"], good["models"]) == (
        "notebooks/essai/fr.ipynb [careful]",
        1,
        2,
        2,
    )
    assert bad["failures"][0]["fr"] != bad["failures"][0]["en"]


@pytest.mark.parametrize("lang", list(Lang))
def test_the_page_is_whole_escaped_and_fetches_nothing(lang):
    page = render_report(Report((GOOD, BAD), 6, 2), lang)

    class Tables(HTMLParser):
        def __init__(self):
            super().__init__()
            self.tags = []

        def handle_starttag(self, tag, attrs):
            self.tags.append((tag, dict(attrs)))

    reader = Tables()
    reader.feed(page)
    names = [tag for tag, _ in reader.tags]
    assert ("html", {"lang": lang.value}) in reader.tags
    assert names.count("table") == names.count("caption") == 5
    assert all(attrs.get("scope") in {"row", "col"} for tag, attrs in reader.tags if tag == "th")
    assert "&lt;b&gt;x&lt;/b&gt;" in page
    assert not {"script", "link", "img"} & set(names)
    assert "http" not in page


def test_every_failure_has_its_sentence_in_both_languages():
    assert sentences(Lang.FR, "rehearsal").keys() == sentences(Lang.EN, "rehearsal").keys()
    assert sentences(Lang.FR, "notebook").keys() == sentences(Lang.EN, "notebook").keys()
