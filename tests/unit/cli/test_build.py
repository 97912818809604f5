import shutil

import pytest
from typer.testing import CliRunner

from tisserand.cli import main
from tisserand.content.lesson_notebook import markdown_path, notebook_path
from tisserand.paths import content_root

SLUG = "gerer-un-troll"


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A content root with one module, in both languages, and no notebook yet."""
    shutil.copytree(content_root() / "modules" / SLUG, tmp_path / "modules" / SLUG)
    shutil.copy(content_root() / "modules" / "catalog.yaml", tmp_path / "modules")
    monkeypatch.setenv("TISSERAND_CONTENT", str(tmp_path))
    monkeypatch.setenv("TISSERAND_LANG", "en")
    return tmp_path


def tisserand(*arguments):
    return CliRunner().invoke(main, ["build", *arguments])


def test_build_writes_what_is_missing_and_then_nothing(root):
    first = tisserand()
    assert first.exit_code == 0
    assert f"notebooks/{SLUG}/fr.ipynb" in first.output
    assert notebook_path(root, SLUG, "en").is_file()
    second = tisserand()
    assert second.exit_code == 0
    assert f"notebooks/{SLUG}/fr.ipynb" not in second.output


def test_check_writes_nothing_and_fails_while_a_notebook_is_missing_stale_or_has_outputs(root):
    assert tisserand("--check").exit_code == 1
    assert not (root / "notebooks").exists()
    tisserand()
    assert tisserand("--check").exit_code == 0
    with markdown_path(root, SLUG, "fr").open("a", encoding="utf-8") as file:
        file.write("\nUn mot de plus.\n")
    stale = tisserand("--check")
    assert stale.exit_code == 1
    assert f"modules/{SLUG}/fr.md" in stale.output
    assert f"{SLUG}/en.ipynb" not in stale.output
    tisserand()
    path = notebook_path(root, SLUG, "en")
    path.write_text(path.read_text("utf-8").replace('"execution_count": null', '"execution_count": 1', 1), "utf-8")
    assert tisserand("--check").exit_code == 1


def test_a_module_that_does_not_exist_is_answered_with_the_nearest_and_the_others_are_built(root):
    done = tisserand("gerer-un-trol", SLUG)
    assert done.exit_code == 1
    assert SLUG in done.output
    assert notebook_path(root, SLUG, "fr").is_file()


def test_a_lesson_without_its_parameters_is_told_and_the_other_language_built(root):
    markdown_path(root, SLUG, "fr").write_text("# Titre\n", encoding="utf-8")
    done = tisserand()
    assert done.exit_code == 1
    assert "parameters" in done.output
    assert notebook_path(root, SLUG, "en").is_file()
    assert not notebook_path(root, SLUG, "fr").exists()
