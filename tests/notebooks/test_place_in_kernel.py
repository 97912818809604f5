"""What a real kernel shows, and where its log goes, when an activity can't be loaded."""

import os
import subprocess
import sys

import nbformat
import pytest

from tisserand.content.lesson_notebook import notebook_path
from tisserand.rehearsal.inspection import output_failures, widget_models

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("rehearsal")]

TYPO = 'lesson.scenario("le-troll-avait-raizon")'


@pytest.mark.parametrize("watched", [True, False])
@pytest.mark.parametrize("on_web_page", [True, False])
def test_the_page_gets_a_message_and_the_terminal_the_detail(write_lesson, tmp_path, on_web_page, watched):
    root = write_lesson(TYPO)
    environment = {**os.environ, "TISSERAND_CONTENT": str(root), "TISSERAND_HOME": str(tmp_path / "home")}
    environment.pop("TISSERAND_STRICT", None)
    if watched:  # ipykernel leaves file descriptor 2 alone where it sees this
        environment.pop("PYTEST_CURRENT_TEST", None)
    if on_web_page:
        environment["SERVER_SOFTWARE"] = "voila/0.5.13"
    command = [sys.executable, "-m", "papermill", notebook_path(root, "essai", "fr"), "out.ipynb", "--no-progress-bar"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    executed = nbformat.read(tmp_path / "out.ipynb", as_version=4)
    assert output_failures(executed) == []
    (view,) = [model["state"]["view"] for model in widget_models(executed).values() if "view" in model["state"]]
    assert view["author"] is not on_web_page
    assert ("le-troll-avait-raison" in view["text"]) is not on_web_page
    assert "le-troll-avait-raison" in done.stderr
    assert ("Traceback" in done.stderr) is on_web_page
