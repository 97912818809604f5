"""What an executed notebook must hold: no error, its widgets whole, nothing from another host."""

import re
from collections.abc import Iterator
from typing import Any

from nbformat import NotebookNode

from tisserand.rehearsal.kernel_report import MIME_TYPE
from tisserand.rehearsal.report import CellTime, Failure

OWN_TAG = "tisserand-rehearsal"
"""Marks the cells that a rehearsal adds."""

WIDGET_VIEW = "application/vnd.jupyter.widget-view+json"
_WIDGET_STATE = "application/vnd.jupyter.widget-state+json"
_LIGHT = {"anywidget", "@jupyter-widgets/base", "@jupyter-widgets/controls", "@jupyter-widgets/output"}
"""What the light page shows; widgets of other packages need Voilà's own front end, and their package installed."""
# What fetches: import … from "…", import("…"), @import, url(…), and the attributes src and href of made elements.
_REMOTE = re.compile(
    r"""(?:\bfrom\s*|\bimport\s*\(?\s*|@import\s+|\burl\(\s*|\bfetch\(\s*|\bsrc\s*[=:]\s*)["'`]?((?:https?:)?//[^\s"'`)]+)"""
)
_LONGEST_SOURCE = 12


def code_cells(notebook: NotebookNode) -> Iterator[tuple[int, NotebookNode]]:
    """Give the code cells of the lesson with their number, from 1, without those that were added."""
    number = 0
    for cell in notebook.cells:
        tags = cell.metadata.get("tags", [])
        if OWN_TAG in tags or "injected-parameters" in tags or "papermill-error-cell-tag" in tags:
            continue
        number += 1
        if cell.cell_type == "code":
            yield number, cell


def cell_times(notebook: NotebookNode) -> tuple[CellTime, ...]:
    """Return how long each code cell of the lesson took, as papermill measured it."""
    return tuple(
        CellTime(
            number, cell.source.partition("\n")[0], round(cell.metadata.get("papermill", {}).get("duration") or 0, 3)
        )
        for number, cell in code_cells(notebook)
    )


def widget_views(notebook: NotebookNode) -> list[str]:
    """Return the model ids of the widget views among the outputs."""
    return [
        output.data[WIDGET_VIEW]["model_id"]
        for cell in notebook.cells
        for output in cell.get("outputs", ())
        if WIDGET_VIEW in output.get("data", {})
    ]


def widget_models(notebook: NotebookNode) -> dict[str, Any]:
    """Return the saved widget models by id."""
    models: dict[str, Any] = notebook.metadata.get("widgets", {}).get(_WIDGET_STATE, {}).get("state", {})
    return models


def kernel_report(notebook: NotebookNode) -> dict[str, Any] | None:
    """Return what the kernel told about the activities, if it came that far."""
    for cell in notebook.cells:
        for output in cell.get("outputs", ()):
            if MIME_TYPE in output.get("data", {}):
                report: dict[str, Any] = output.data[MIME_TYPE]
                return report
    return None


def output_failures(notebook: NotebookNode) -> list[Failure]:
    """Return the errors and the warnings that cells printed, each with its cell and its source."""
    failures = []
    for number, cell in _all_cells(notebook):
        for output in cell.get("outputs", ()):
            if output.output_type == "error":
                last = f"{output.ename}: {output.evalue}"
                failures.append(Failure("cell_error", {"cell": number}, f"{cut_source(cell.source)}\n{last}"))
            elif output.output_type == "stream" and output.name == "stderr":
                text = "".join(output.text).strip()
                failures.append(Failure("cell_stderr", {"cell": number}, f"{cut_source(cell.source)}\n{text}"))
    return failures


def _all_cells(notebook: NotebookNode) -> Iterator[tuple[int | str, NotebookNode]]:
    yield from code_cells(notebook)
    for cell in notebook.cells:
        if OWN_TAG in cell.metadata.get("tags", []):
            yield "+", cell


def callback_exceptions(notebook: NotebookNode) -> int:
    """Return how many errors were shown by cells that themselves succeeded: ipywidgets prints those of callbacks."""
    count = 0
    for cell in notebook.cells:
        errors = [output for output in cell.get("outputs", ()) if output.output_type == "error"]
        count += max(0, len(errors) - bool(cell.metadata.get("papermill", {}).get("exception")))
    return count


def other_packages(notebook: NotebookNode) -> tuple[str, ...]:
    """Return the packages whose widgets the light page can't show: the lesson then needs the compatible mode."""
    return tuple(sorted({model["model_module"] for model in widget_models(notebook).values()} - _LIGHT))


def widget_failures(notebook: NotebookNode, shown: int, runtime: str = "auto") -> list[Failure]:
    """Return what is wrong with the widgets.

    Args:
        notebook: executed.
        shown: how many activities the lesson says it showed.
        runtime: what shows the lesson on a web page, as its module says.
    """
    views, models = widget_views(notebook), widget_models(notebook)
    failures = [] if len(views) >= shown else [Failure("views_missing", {"views": len(views), "shown": shown})]
    failures += [Failure("model_missing", {"model": model_id}) for model_id in views if model_id not in models]
    if runtime != "stock":
        failures += [Failure("model_module", {"module": package}) for package in other_packages(notebook)]
    for model in models.values():
        for trait in ("_esm", "_css"):
            failures += [
                Failure("remote", {"trait": trait, "url": url}) for url in remote_urls(model["state"].get(trait))
            ]
    return failures


def remote_urls(source: Any) -> list[str]:
    """Return the addresses on other hosts that a module or a style sheet would load.

    A bare address counts: anywidget imports it. A namespace or a link in a text does not.
    """
    text = str(source or "")
    if re.match(r"https?://", text):
        return [text]
    return _REMOTE.findall(text)


def cut_source(source: str) -> str:
    """Return the source of a cell between two rules, cut when it is long, as nbclient shows it."""
    lines = source.splitlines()
    if len(lines) > _LONGEST_SOURCE:
        half = _LONGEST_SOURCE // 2
        lines = [*lines[:half], "…", *lines[-half:]]
    rule = "-" * 18
    return "\n".join([rule, *lines, rule])
