"""Stock papermill runs a lesson without any command of ours, and leaves nothing behind."""

import os
import subprocess
import sys

import nbformat
import pytest

from tisserand.content.loading import load_module
from tisserand.paths import content_root
from tisserand.rehearsal.inspection import output_failures, widget_failures, widget_views

pytestmark = pytest.mark.slow

SLUG = "gerer-un-troll"


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_papermill_runs_the_lesson_in_either_language(lang, tmp_path):
    source, executed = content_root() / "notebooks" / SLUG / "fr.ipynb", tmp_path / "out.ipynb"
    environment = {**os.environ, "TISSERAND_HOME": str(tmp_path / "home"), "TISSERAND_LANG": lang}
    command = [sys.executable, "-m", "papermill", str(source), str(executed), "-p", "lang", lang, "--no-progress-bar"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    notebook = nbformat.read(executed, as_version=4)
    activities = len(load_module(SLUG).activities)
    assert len(widget_views(notebook)) >= activities
    assert output_failures(notebook) == []
    assert widget_failures(notebook, activities) == []
    states = notebook.metadata.widgets["application/vnd.jupyter.widget-state+json"].state.values()
    assert {model.state.labels.lang for model in states if "labels" in model.state} == {lang}
    assert not (tmp_path / "home").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["out.ipynb"]


def test_papermill_shows_the_authors_message_and_goes_on(tmp_path):
    """Without a rehearsal a typo is a message in its place, and the other activities still show."""
    notebook = nbformat.read(content_root() / "notebooks" / SLUG / "fr.ipynb", as_version=4)
    for cell in notebook.cells:
        cell.source = cell.source.replace("signes-de-derapage", "signes-de-derapages")
    nbformat.write(notebook, tmp_path / "in.ipynb")
    environment = {**os.environ, "TISSERAND_HOME": str(tmp_path / "home")}
    environment.pop("TISSERAND_STRICT", None)
    command = [sys.executable, "-m", "papermill", "in.ipynb", "out.ipynb", "--no-progress-bar"]
    subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    executed = nbformat.read(tmp_path / "out.ipynb", as_version=4)
    assert output_failures(executed) == []
    states = executed.metadata.widgets["application/vnd.jupyter.widget-state+json"].state.values()
    messages = [model.state.view.text for model in states if "author" in model.state.get("view", {})]
    assert len(messages) == 1
    assert "signes-de-derapage" in messages[0]
