"""The folder that a learner's JupyterLab shows: the lessons in their language, and the home notebook.

Lessons are copies, so that a learner may write in them. A copy is refreshed when the lesson changed and the learner
did not touch it; one that the learner changed is kept beside the fresh one.
"""

import hashlib
import json
import shutil
from datetime import date
from pathlib import Path
from typing import Any

from tisserand.content.catalogue import lesson_file, published_modules
from tisserand.errors import ContentError
from tisserand.i18n import Lang, translate

_SHIPPED = "shipped.json"


def home_path(lang: Lang) -> str:
    """Return where the home notebook lies in the learner's folder."""
    return f"{translate(lang, 'lab.home_file')}.ipynb"


def home_notebook(lang: Lang) -> str:
    """Return the home notebook: two folded cells, which show the catalogue and the person's path."""
    cells: list[dict[str, Any]] = [
        {
            "cell_type": "code",
            "id": name.removeprefix("show_"),
            "execution_count": None,
            "metadata": {"jupyter": {"source_hidden": True}},
            "outputs": [],
            "source": f'from tisserand.notebook import {name}\n\n{name}(lang="{lang}")',
        }
        for name in ("show_catalog", "show_path")
    ]
    metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
        "tisserand": {"slug": "home", "lang": lang.value},
    }
    return json.dumps({"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}, indent=1) + "\n"


def prepare_workspace(folder: Path, root: Path, lang: Lang, today: date) -> list[Path]:
    """Write or refresh the learner's folder; return the copies that were set aside because they had been changed.

    Args:
        folder: the learner's folder; made if it is not there.
        root: the content.
        lang: language of the home notebook; lessons come in both.
        today: for the name of a copy that is set aside.

    Raises:
        ContentError: a published lesson has no notebook yet.
    """
    folder.mkdir(parents=True, exist_ok=True)
    memory = folder.parent / _SHIPPED
    shipped: dict[str, str] = json.loads(memory.read_text("utf-8")) if memory.is_file() else {}
    set_aside = []
    wanted = {home_path(lang): home_notebook(lang)}
    for module in published_modules(root):
        for each in Lang:
            notebook = root / "notebooks" / module.slug / f"{each}.ipynb"
            if not notebook.is_file():
                path = notebook.relative_to(root).as_posix()
                raise ContentError(translate(lang, "lab.no_notebook", path=path))
            wanted[lesson_file(module, each)] = notebook.read_text("utf-8")
            _copy_media(root / "modules" / module.slug / "media", folder / each / "media")
    for name, text in wanted.items():
        copy = folder / name
        if copy.is_file() and shipped.get(name) != _digest(text):
            if _digest(copy.read_text("utf-8")) != shipped.get(name):
                mine = _free_name(copy, today)
                copy.rename(mine)
                set_aside.append(mine)
            else:
                copy.unlink()
        if not copy.is_file():
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(text, "utf-8")
        shipped[name] = _digest(text)
    memory.write_text(json.dumps(shipped, indent=1), "utf-8")
    return set_aside


def _digest(notebook: str) -> str:
    """Return a fingerprint of what was written in a notebook: its cells, not their outputs nor their folding."""
    try:
        cells: list[dict[str, Any]] = json.loads(notebook)["cells"]
    except (ValueError, KeyError, TypeError):  # no longer a notebook: surely changed
        return hashlib.sha256(notebook.encode()).hexdigest()
    sources = [(cell["cell_type"], "".join(cell["source"])) for cell in cells]
    return hashlib.sha256(json.dumps(sources).encode()).hexdigest()


def _free_name(copy: Path, today: date) -> Path:
    """Return a name beside ``copy`` that says whose it is and from when, and that nothing has yet."""
    number = 1
    while (mine := copy.with_stem(f"{copy.stem}-{today.isoformat()}{f'-{number}' if number > 1 else ''}")).exists():
        number += 1
    return mine


def _copy_media(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
