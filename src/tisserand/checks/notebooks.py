"""NB: the notebooks that are written from the lessons."""

import json
from collections.abc import Iterator
from pathlib import Path

from tisserand.checks.bank import Bank
from tisserand.checks.diagnostic import Diagnostic
from tisserand.checks.rules import problem
from tisserand.errors import TisserandError
from tisserand.i18n import Lang


def check(bank: Bank) -> Iterator[Diagnostic]:
    """Yield the notebooks that are not what their lessons say, or were saved after a run."""
    for (folder, lang), lesson in bank.lessons.items():
        if not bank.is_chosen(f"notebooks/{folder}/{lang}.ipynb"):
            continue
        if lesson.cells and lesson.cells[0].is_parameters:  # otherwise no notebook can be written: told there
            yield from _notebook(bank.root, folder, lang)
    for path in sorted(bank.root.glob("notebooks/*/*.ipynb")):
        folder, stem = path.parent.name, path.stem
        if stem not in set(Lang) or (folder, Lang(stem)) not in bank.lessons:
            yield problem("NB003", path.relative_to(bank.root).as_posix(), 1, file=f"modules/{folder}/{stem}.md")


def _notebook(root: Path, folder: str, lang: Lang) -> Iterator[Diagnostic]:
    # jupytext takes a second to import: only when there is a lesson.
    from tisserand.content.lesson_notebook import is_stale, notebook_path  # noqa: PLC0415

    path = notebook_path(root, folder, lang)
    name = path.relative_to(root).as_posix()
    try:
        if is_stale(root, folder, lang):
            yield problem("NB001", name, 1, lesson=f"modules/{folder}/{lang}.md")
            return
    except TisserandError:
        return
    if (line := _first_output(path.read_text(encoding="utf-8"))) is not None:
        yield problem("NB002", name, line)


def _first_output(text: str) -> int | None:
    """Return the line of the first trace of a run, or ``None``."""
    notebook = json.loads(text)
    ran = "widgets" in notebook.get("metadata", {}) or any(
        cell.get("outputs") or cell.get("execution_count") is not None for cell in notebook["cells"]
    )
    if not ran:
        return None
    marks = ('"outputs": [', '"execution_count": ', '"widgets": {')
    for number, line in enumerate(text.splitlines(), start=1):
        if any(mark in line for mark in marks) and not line.rstrip(" ,").endswith(("[]", "null")):
            return number
    return 1
