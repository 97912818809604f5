"""Tests for tisserand.lab.workspace: a learner's copies are refreshed, and nothing they wrote is lost."""

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from tisserand.errors import ContentError
from tisserand.i18n import Lang
from tisserand.lab.workspace import home_path, prepare_workspace
from tisserand.paths import content_root

TODAY = date(2026, 11, 23)
COPY = "fr/Gérer un troll.ipynb"
LESSON = "gerer-un-troll/fr.ipynb"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the content that a test may change."""
    copy = tmp_path / "content"
    for folder in ("modules", "notebooks"):
        shutil.copytree(content_root() / folder, copy / folder)
    return copy


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "home" / "lessons"


def write_in(notebook: Path, text: str) -> None:
    """Add a cell to a notebook, as a learner would."""
    value = json.loads(notebook.read_text("utf-8"))
    value["cells"].append({"cell_type": "markdown", "id": "mine", "metadata": {}, "source": text})
    notebook.write_text(json.dumps(value), "utf-8")


def run_in(notebook: Path) -> None:
    """Add outputs to a notebook, as JupyterLab does when it saves."""
    value = json.loads(notebook.read_text("utf-8"))
    code = next(cell for cell in value["cells"] if cell["cell_type"] == "code")
    code["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "seen"}]
    code["execution_count"] = 3
    notebook.write_text(json.dumps(value), "utf-8")


def test_a_first_visit_finds_the_home_notebook_and_the_lessons_in_both_languages(root: Path, folder: Path) -> None:
    """The home notebook is in the chosen language."""
    assert prepare_workspace(folder, root, Lang.FR, TODAY) == []
    assert (folder / home_path(Lang.FR)).is_file()
    for copy, lesson in ((COPY, "fr.ipynb"), ("en/Handling a troll.ipynb", "en.ipynb")):
        assert (folder / copy).read_bytes() == (root / "notebooks" / "gerer-un-troll" / lesson).read_bytes()


def test_a_copy_that_was_only_played_is_refreshed(root: Path, folder: Path) -> None:
    """Outputs are not something the learner wrote."""
    prepare_workspace(folder, root, Lang.FR, TODAY)
    run_in(folder / COPY)
    write_in(root / "notebooks" / LESSON, "A new paragraph by the trainer.")
    assert prepare_workspace(folder, root, Lang.FR, TODAY) == []
    assert "A new paragraph by the trainer." in (folder / COPY).read_text("utf-8")


def test_a_copy_that_the_learner_changed_is_kept_beside_the_fresh_one(root: Path, folder: Path) -> None:
    """Twice on one day makes two names."""
    kept = []
    for number, text in enumerate(("My first notes.", "My second notes.")):
        prepare_workspace(folder, root, Lang.FR, TODAY)
        write_in(folder / COPY, text)
        write_in(root / "notebooks" / LESSON, f"Change {number} by the trainer.")
        kept += prepare_workspace(folder, root, Lang.FR, TODAY)
    assert [path.name for path in kept] == ["Gérer un troll-2026-11-23.ipynb", "Gérer un troll-2026-11-23-2.ipynb"]
    assert "My first notes." in kept[0].read_text("utf-8")
    assert "My second notes." in kept[1].read_text("utf-8")
    assert "My second notes." not in (folder / COPY).read_text("utf-8")


def test_a_changed_copy_stays_in_place_while_the_lesson_does_not_change(root: Path, folder: Path) -> None:
    """Opening JupyterLab again is no reason to move anything."""
    prepare_workspace(folder, root, Lang.FR, TODAY)
    write_in(folder / COPY, "My notes.")
    assert prepare_workspace(folder, root, Lang.FR, TODAY) == []
    assert "My notes." in (folder / COPY).read_text("utf-8")


def test_a_copy_that_is_no_longer_a_notebook_is_kept_too(root: Path, folder: Path) -> None:
    """Whatever it has become, the learner may want it."""
    prepare_workspace(folder, root, Lang.FR, TODAY)
    (folder / COPY).write_text("not a notebook", "utf-8")
    write_in(root / "notebooks" / LESSON, "New.")
    (kept,) = prepare_workspace(folder, root, Lang.FR, TODAY)
    assert kept.read_text("utf-8") == "not a notebook"


def test_a_published_lesson_without_its_notebook_is_told_in_a_sentence(root: Path, folder: Path) -> None:
    """What is missing, and the command that writes it."""
    (root / "notebooks" / LESSON).unlink()
    with pytest.raises(ContentError, match=r"notebooks/gerer-un-troll/fr\.ipynb.*tisserand build"):
        prepare_workspace(folder, root, Lang.FR, TODAY)
