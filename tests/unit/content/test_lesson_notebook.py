"""Lessons as notebooks: written from the Markdown, the same each time, and back byte for byte."""

import json
import tomllib

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tisserand.content.lesson_notebook import (
    MARKDOWN_FORMAT,
    find_lessons,
    has_outputs,
    is_stale,
    lesson_markdown,
    lesson_notebook,
    markdown_path,
    notebook_path,
    write_notebook,
)
from tisserand.errors import ContentError, UnknownNameError
from tisserand.paths import content_root

HEAD = '```python tags=["parameters"]\nlang = "fr"\nlearner = ""\npersona = ""\n```\n'
LESSON = f"# Titre\n\n{HEAD}\nUn texte.\n\n```python\nlesson.quiz('a')\n```\n\nFin.\n"
LESSONS = find_lessons(content_root())


@pytest.fixture
def root(tmp_path):
    path = markdown_path(tmp_path, "essai", "fr")
    path.parent.mkdir(parents=True)
    path.write_text(LESSON, encoding="utf-8")
    return tmp_path


def test_there_is_a_lesson_in_each_language():
    assert ("gerer-un-troll", "fr") in LESSONS
    assert ("gerer-un-troll", "en") in LESSONS


@pytest.mark.parametrize(("slug", "lang"), LESSONS)
def test_the_markdown_of_each_lesson_comes_back_byte_for_byte(slug, lang):
    markdown = markdown_path(content_root(), slug, lang).read_bytes()
    notebook = lesson_notebook(markdown.decode(), slug, lang)
    saved = nbformat.reads(nbformat.writes(notebook), as_version=4)
    assert lesson_markdown(saved).encode() == markdown


PROSE = st.from_regex(r"[a-zé](?:[a-zé ’:*_-]{0,30}[a-zé])?", fullmatch=True)
CODE = st.from_regex(r"lesson\.quiz\(\"[a-z-]{1,12}\"\)", fullmatch=True).map(lambda code: f"```python\n{code}\n```")
BLOCKS = st.lists(st.one_of(PROSE, PROSE.map("## {}".format), PROSE.map("- {}".format), CODE), max_size=8)


@given(BLOCKS, st.sampled_from(["\n\n", "\n\n\n"]))
def test_any_lesson_of_paragraphs_and_cells_comes_back(blocks, gap):
    markdown = gap.join([HEAD.rstrip(), *blocks]) + "\n"
    assert lesson_markdown(lesson_notebook(markdown, "essai", "fr")) == markdown


def test_jupyterlab_reads_lessons_with_the_same_filters():
    config = tomllib.loads((content_root() / "jupytext.toml").read_text(encoding="utf-8"))
    for name in ("notebook_metadata_filter", "cell_metadata_filter"):
        assert config[name] == MARKDOWN_FORMAT[name]


def test_a_notebook_is_valid_folded_and_carries_its_lesson():
    notebook = lesson_notebook(LESSON, "essai", "fr")
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert code[0].metadata.tags == ["parameters"]
    assert all(cell.metadata.jupyter.source_hidden for cell in code)
    assert not any(cell.outputs for cell in code)
    assert notebook.metadata.tisserand == {"slug": "essai", "lang": "fr"}
    assert notebook.metadata.kernelspec.name == "python3"
    assert notebook.metadata.language_info.name == "python"
    assert "jupytext" not in notebook.metadata


def test_cells_that_did_not_change_keep_their_ids():
    before = lesson_notebook(LESSON, "essai", "fr").cells
    after = lesson_notebook(LESSON.replace("Un texte.", "Un autre texte."), "essai", "fr").cells
    assert [b.id == a.id for b, a in zip(before, after, strict=True)] == [True, True, False, True, True]


def test_cells_of_the_same_text_have_different_ids():
    cells = lesson_notebook(f"{HEAD}\n```python\nx\n```\n\n```python\nx\n```\n", "essai", "fr").cells
    assert len({cell.id for cell in cells}) == 3


def test_a_lesson_without_parameters_is_refused_with_the_line_to_write():
    with pytest.raises(ContentError, match=r'modules/essai/fr\.md.*tags=\["parameters"\]'):
        lesson_notebook("# Titre\n\n```python\nx = 1\n```\n", "essai", "fr")


def test_writing_twice_changes_nothing(root):
    assert write_notebook(root, "essai", "fr")
    first = notebook_path(root, "essai", "fr").read_bytes()
    assert not write_notebook(root, "essai", "fr")
    assert notebook_path(root, "essai", "fr").read_bytes() == first


def test_a_lesson_that_is_not_there_is_named(root):
    with pytest.raises(UnknownNameError, match=r"modules/essai/en\.md"):
        write_notebook(root, "essai", "en")


def test_a_notebook_is_stale_when_missing_changed_or_unreadable(root):
    assert is_stale(root, "essai", "fr")
    write_notebook(root, "essai", "fr")
    assert not is_stale(root, "essai", "fr")
    source = markdown_path(root, "essai", "fr")
    source.write_text(LESSON.replace("Un texte", "Autre texte"), encoding="utf-8")
    assert is_stale(root, "essai", "fr")
    notebook_path(root, "essai", "fr").write_text("{", encoding="utf-8")
    assert is_stale(root, "essai", "fr")


def test_outputs_do_not_make_a_notebook_stale_and_are_seen(root):
    write_notebook(root, "essai", "fr")
    path = notebook_path(root, "essai", "fr")
    assert not has_outputs(path)
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["cells"][1]["execution_count"] = 3
    path.write_text(json.dumps(notebook), encoding="utf-8")
    assert has_outputs(path)
    assert not is_stale(root, "essai", "fr")


def test_writing_makes_a_notebook_with_outputs_clean(root):
    write_notebook(root, "essai", "fr")
    path = notebook_path(root, "essai", "fr")
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["metadata"]["widgets"] = {}
    path.write_text(json.dumps(notebook), encoding="utf-8")
    assert write_notebook(root, "essai", "fr")
    assert not has_outputs(path)
