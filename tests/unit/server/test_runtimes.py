"""Tests for tisserand.server.runtimes: what shows a lesson's widgets, and a policy as strict as they allow."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from tisserand.content.loading import load_module
from tisserand.paths import content_root
from tisserand.server.runtimes import kernel_environment, runtime_of, scripts_of, shows_ours_only
from tisserand.server.security_headers import FOREIGN_WIDGETS, OUR_WIDGETS, STOCK_PAGE

LESSONS = sorted((content_root() / "notebooks").glob("*/*.ipynb"))
OPENING = 'from tisserand.notebook import open_lesson\n\nlesson = open_lesson("x", lang=lang)'


def notebook(*sources: str) -> nbformat.NotebookNode:
    return new_notebook(cells=[new_markdown_cell("# x"), *map(new_code_cell, ('lang = "fr"', OPENING, *sources))])


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_our_lessons_run_nothing_but_our_files(path) -> None:
    """No blob, nothing inline, nothing evaluated."""
    assert scripts_of(nbformat.read(path, as_version=4), "auto") == OUR_WIDGETS == "'self'"


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
    assert scripts_of(notebook(source), "auto") == scripts_of(notebook(source), "full") == FOREIGN_WIDGETS


def test_the_compatible_mode_is_as_strict_as_voila_allows() -> None:
    """Whatever the cells are, Voilà's page has inline scripts."""
    assert scripts_of(notebook(), "stock") == STOCK_PAGE


def test_a_server_may_show_every_lesson_in_the_compatible_mode() -> None:
    """Its kernels then hold their widgets' modules, since the page has none."""
    module = load_module("gerer-un-troll")
    assert runtime_of(module, compatible=False) == "auto"
    assert runtime_of(module, compatible=True) == "stock"
    assert kernel_environment("auto", "/base/") == {"TISSERAND_WIDGET_URL": "/base/front/"}
    assert kernel_environment("stock", "/base/") == {}
