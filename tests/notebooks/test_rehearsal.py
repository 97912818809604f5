"""The lessons as they are: every one, in both languages, alone and with each persona."""

import json
import os

import pytest

from tisserand.errors import UnknownNameError
from tisserand.i18n import Lang
from tisserand.rehearsal.run_all import PERSONAS, run_all

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("rehearsal"), pytest.mark.timeout(900)]


def test_every_lesson_plays_to_its_end(tmp_path):
    report = run_all(report_folder=tmp_path / "report")
    assert not report.failed, "\n".join(report.sentences(Lang.EN))
    assert {(run.lang, run.persona) for run in report.runs} == {
        (lang, one) for lang in ("fr", "en") for one in PERSONAS
    }
    for run in report.runs:
        activities = [one for one in run.activities if one.state]
        assert run.widgets == len(run.activities)
        assert run.ends == (len(activities) if run.persona else 0)
        assert run.exceptions == 0
        assert (run.events > 0) is bool(run.persona)
    assert {path.name for path in (tmp_path / "report").iterdir()} == {"rehearsal.html", "rehearsal.json"}
    data = json.loads((tmp_path / "report" / "rehearsal.json").read_text(encoding="utf-8"))
    assert len(data["runs"]) == len(report.runs)


def test_one_fault_fails_the_whole_and_keeps_its_notebook(write_lesson, monkeypatch, tmp_path):
    root = write_lesson('lesson.scenario("le-troll-avait-raison")', "1 / 0")
    monkeypatch.setenv("TISSERAND_CONTENT", str(root))
    before = dict(os.environ)
    report = run_all(["essai"], langs=("fr",), personas=("", "careful"), report_folder=tmp_path / "report")
    assert report.failed
    assert [[failure.reason for failure in run.failures] for run in report.runs] == [["cell_error"]] * 2
    lines = "\n".join(report.sentences(Lang.EN))
    assert "notebooks/essai/fr.ipynb [careful]: cell 4 raised an error." in lines
    assert "1 / 0" in lines
    assert "ZeroDivisionError: division by zero" in lines
    kept = {path.name for path in (tmp_path / "report").glob("*.ipynb")}
    assert kept == {"essai-fr.ipynb", "essai-fr-careful.ipynb"}
    assert dict(os.environ) == before


def test_a_module_that_does_not_exist_is_answered_with_the_nearest(monkeypatch):
    with pytest.raises(UnknownNameError, match="gerer-un-troll"):
        run_all(["gerer-un-trol"])
