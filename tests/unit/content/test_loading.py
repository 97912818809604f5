"""Reading files: everything with its line for the checks, one value or one sentence for playing."""

import shutil
from pathlib import Path

import pytest

from tisserand.content.loading import load_catalog, load_module, load_quiz, load_scenario, load_sources, read_file
from tisserand.content.models.quiz import Quiz
from tisserand.errors import ContentError, UnknownNameError

GOOD = Path(__file__).parents[2] / "content" / "good"


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.setenv("TISSERAND_LANG", "en")
    shutil.copytree(GOOD, tmp_path / "content")
    return tmp_path / "content"


def test_a_valid_file_gives_its_value_without_faults(root):
    loaded = read_file(root / "exercises/quizzes/premiers-mots.yaml", Quiz)
    assert loaded.value == load_quiz("premiers-mots", root)
    assert loaded.faults == ()


def test_all_the_faults_of_a_file_come_at_once_with_their_lines(root):
    path = root / "exercises/quizzes/premiers-mots.yaml"
    text = (
        path.read_text(encoding="utf-8").replace("version: 1", "version: one").replace("answer: 40.5", "answer: 40,5")
    )
    path.write_text(text, encoding="utf-8")
    faults = read_file(path, Quiz).faults
    assert [fault.type for fault in faults] == ["int_parsing", "float_parsing"]
    assert [text.split("\n")[fault.line - 1].strip() for fault in faults] == ["version: one", "answer: 40,5"]


def test_a_wrong_name_is_answered_with_the_nearest_one(root):
    with pytest.raises(UnknownNameError, match="premiers-mots"):
        load_quiz("premier-mot", root)
    with pytest.raises(UnknownNameError, match="bonjour"):
        load_module("bonjours", root)


def test_a_file_with_faults_is_not_played_and_says_where(root):
    path = root / "exercises/scenarios/la-nouvelle.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("start: debut", "strat: debut"), encoding="utf-8")
    with pytest.raises(ContentError, match=r"la-nouvelle\.yaml, line"):
        load_scenario("la-nouvelle", root)


def test_sources_come_by_id(root):
    assert set(load_sources(root)) == {"dupont-2020"}


def test_a_byte_order_mark_is_no_fault(root):
    path = root / "exercises/quizzes/premiers-mots.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert read_file(path, Quiz).faults == ()


def test_a_file_that_was_changed_is_read_again(tmp_path):
    """What is kept of a file that parsed is good until the file is written again."""
    folder = tmp_path / "modules"
    folder.mkdir()
    (folder / "catalog.yaml").write_text("modules: [a]\n")
    assert load_catalog(tmp_path).modules == ("a",)
    (folder / "catalog.yaml").write_text("modules: [a, b]\n")
    assert load_catalog(tmp_path).modules == ("a", "b")
    (folder / "catalog.yaml").write_text("modules: 3\n")
    with pytest.raises(ContentError):
        load_catalog(tmp_path)
