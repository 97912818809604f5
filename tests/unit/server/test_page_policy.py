"""Tests for tisserand.server.page_policy: as strict as the widgets of a lesson allow."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from tisserand.paths import content_root
from tisserand.server.page_policy import lesson_policy, shows_ours_only

LESSONS = sorted((content_root() / "notebooks").glob("*/*.ipynb"))
OPENING = 'from tisserand.notebook import open_lesson\n\nlesson = open_lesson("x", lang=lang)'


def notebook(*sources: str) -> nbformat.NotebookNode:
    return new_notebook(cells=[new_markdown_cell("# x"), *map(new_code_cell, ('lang = "fr"', OPENING, *sources))])


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_our_lessons_run_nothing_but_our_files(path) -> None:
    """No blob, nothing inline, nothing evaluated."""
    policy = lesson_policy(nbformat.read(path, as_version=4), "auto")
    assert policy.startswith("script-src 'self'; default-src 'self'; ")


@pytest.mark.parametrize(
    "source",
    [
        "import ipywidgets",
        "lesson = MyWidget()",
        "x = 1\nx.widget",
        "print(lesson)",
        "lesson.quiz('a'); Other()",
        "%pip install x",
        "lesson.show.deep.thing()",
    ],
)
def test_code_of_a_lessons_own_may_bring_other_widgets(source: str) -> None:
    """Their modules come as blobs."""
    assert not shows_ours_only(notebook(source))
    assert "script-src 'self' blob:;" in lesson_policy(notebook(source), "auto")
    assert "unsafe-inline' 'unsafe-eval" not in lesson_policy(notebook(source), "full")


def test_the_compatible_mode_is_as_strict_as_voila_allows() -> None:
    """Whatever the cells are, Voilà's page has inline scripts."""
    assert "'unsafe-inline' 'unsafe-eval'" in lesson_policy(notebook(), "stock")
    assert "frame-ancestors 'none'" in lesson_policy(notebook(), "stock")
