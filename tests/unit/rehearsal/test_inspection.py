import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from tisserand.rehearsal.inspection import (
    OWN_TAG,
    WIDGET_VIEW,
    callback_exceptions,
    cell_times,
    cut_source,
    other_packages,
    output_failures,
    remote_urls,
    widget_failures,
)

STATE = "application/vnd.jupyter.widget-state+json"


def shown(model_id):
    return new_output("display_data", data={WIDGET_VIEW: {"model_id": model_id}})


def notebook(*cells, **models):
    state = {name: {"model_module": "anywidget", "state": {}, **model} for name, model in models.items()}
    return new_notebook(cells=list(cells), metadata={"widgets": {STATE: {"state": state}}})


def reasons(failures):
    return [failure.reason for failure in failures]


def test_a_notebook_whose_widgets_are_whole_passes():
    assert widget_failures(notebook(new_code_cell(outputs=[shown("a")]), a={}), 1) == []


def test_a_widget_without_its_state_is_found():
    assert reasons(widget_failures(notebook(new_code_cell(outputs=[shown("a")])), 1)) == ["model_missing"]


def test_an_activity_without_a_view_is_found():
    assert reasons(widget_failures(notebook(new_code_cell(), a={}), 1)) == ["views_missing"]


def test_a_widget_of_an_unknown_extension_is_found():
    found = widget_failures(notebook(a={"model_module": "ipyleaflet"}, b={"model_module": "ipyleaflet"}), 0)
    assert [failure.values["module"] for failure in found] == ["ipyleaflet"]


def test_a_lesson_in_the_compatible_mode_may_have_widgets_of_any_package():
    lesson = notebook(a={"model_module": "ipyleaflet"}, b={"model_module": "@jupyter-widgets/controls"})
    assert other_packages(lesson) == ("ipyleaflet",)
    assert widget_failures(lesson, 0, "stock") == []


def test_what_the_light_page_shows_needs_no_compatible_mode():
    modules = ("anywidget", "@jupyter-widgets/base", "@jupyter-widgets/controls", "@jupyter-widgets/output")
    assert other_packages(notebook(**{f"m{n}": {"model_module": one} for n, one in enumerate(modules)})) == ()


@pytest.mark.parametrize("trait", ["_esm", "_css"])
def test_a_widget_that_loads_from_another_host_is_found(trait):
    found = widget_failures(notebook(a={"state": {trait: '@import "https://cdn.example.org/x";'}}), 0)
    assert found[0].values == {"trait": trait, "url": "https://cdn.example.org/x"}


@pytest.mark.parametrize(
    "source",
    [
        "https://cdn.example.org/x.js",
        'import x from "https://cdn.example.org/x.js"',
        "import{x}from'//cdn.example.org/x.js'",
        'await import("http://cdn.example.org/x.js")',
        'import "https://cdn.example.org/x.js"',
        "body { background: url(https://cdn.example.org/x.png) }",
        'fetch("https://cdn.example.org/x")',
        'img.src = "https://cdn.example.org/x.png"',
    ],
)
def test_what_a_source_would_fetch_is_seen(source):
    assert len(remote_urls(source)) == 1


@pytest.mark.parametrize(
    "source",
    [
        'document.createElementNS("http://www.w3.org/2000/svg", "svg")',
        'const link = "https://example.org/a-source-to-read"',
        'import { h } from "../kit.js"',
        "// see https://example.org",
        None,
    ],
)
def test_names_and_links_are_not_fetched(source):
    assert remote_urls(source) == []


def test_errors_and_warnings_are_told_with_cell_and_source():
    cells = [
        new_markdown_cell("# Titre"),
        new_code_cell("lesson.quiz('x')", outputs=[new_output("error", ename="UnknownNameError", evalue="« x »")]),
        new_code_cell("warn()", outputs=[new_output("stream", name="stderr", text="attention")]),
        new_code_cell("print()", outputs=[new_output("stream", name="stdout", text="bonjour")]),
    ]
    error, warning = output_failures(notebook(*cells))
    assert (error.reason, error.values) == ("cell_error", {"cell": 2})
    assert "lesson.quiz('x')" in error.detail
    assert "UnknownNameError: « x »" in error.detail
    assert (warning.reason, warning.values) == ("cell_stderr", {"cell": 3})


def test_an_error_in_a_callback_is_one_that_the_cell_survived():
    error = new_output("error", ename="E", evalue="")
    survived = new_code_cell(outputs=[error], metadata={"papermill": {"exception": False}})
    stopped = new_code_cell(outputs=[error], metadata={"papermill": {"exception": True}})
    assert callback_exceptions(notebook(survived, stopped)) == 1


def test_cells_of_the_rehearsal_and_of_papermill_do_not_count():
    cells = [new_code_cell("a", metadata={"tags": [tag]}) for tag in (OWN_TAG, "parameters", "injected-parameters")]
    assert [cell.number for cell in cell_times(notebook(*cells))] == [1]


def test_a_long_source_is_cut_in_the_middle():
    lines = cut_source("\n".join(f"line {n}" for n in range(40))).splitlines()
    assert len(lines) == 15
    assert "line 0" in lines
    assert "line 39" in lines
    assert "…" in lines
