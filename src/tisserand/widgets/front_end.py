"""The front end of a widget as anywidget wants it: one module, one style sheet."""

import os
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from tisserand.paths import front_end_folder
from tisserand.widgets.joined_modules import files_of, scopes

WIDGET_URL = "TISSERAND_WIDGET_URL"
"""The environment variable of a kernel whose page has all our widgets in one file, at an address of its own."""

REFERENCE = "tisserand-widget:"
"""Begins what ``_esm`` then holds in place of a module: the name of the widget follows."""


def join_modules(module: Path) -> str:
    """Return one ES module made of a widget's module and of all that it imports; it exports the widget alone.

    anywidget loads a module from a blob URL, from where a relative import can't resolve (decision 0003).

    Raises:
        ValueError: as :func:`scopes`.
    """
    text, names = scopes([module])
    return f"{text}\nexport default {names[module.resolve()]}.default;\n"


def front_end(name: str, environ: Mapping[str, str] = os.environ) -> tuple[str, str]:
    """Return the module and the style sheet of the widget ``widgets/<name>/``.

    Where the page brings our widgets by itself (``TISSERAND_WIDGET_URL``), these are the widget's name and nothing: a
    lesson has ten widgets, and none of them repeats what is in a file that the browser keeps.
    """
    if environ.get(WIDGET_URL):
        return f"{REFERENCE}{name}", ""
    return inline_front_end(name)


@lru_cache
def inline_front_end(name: str) -> tuple[str, str]:
    """Return the whole text of the module and of the style sheet of a widget, for anywidget's own runtime.

    The style sheet is the theme, then that of each imported file that has one beside it, the widget's own last.
    """
    folder = front_end_folder()
    module = folder / name / "widget.js"
    style = [folder / "theme.css", *style_sheets(module)]
    return join_modules(module), "\n".join(sheet.read_text("utf-8") for sheet in style)


def style_sheets(*modules: Path) -> list[Path]:
    """Return the style sheet of each file that some modules are made of, where it has one beside it."""
    sheets = [path.with_suffix(".css") for path in files_of(*modules)]
    return [sheet for sheet in sheets if sheet.is_file()]


def all_front_ends() -> tuple[str, str]:
    """Return all our widgets as one module, which exports ``widgets`` by name, and their style sheets as one."""
    folder = front_end_folder()
    modules = {path.parent.name: path.resolve() for path in sorted(folder.glob("*/widget.js"))}
    text, names = scopes(modules.values())
    exported = ",\n".join(f"{name}: {names[path]}.default" for name, path in modules.items())
    style = [folder / "theme.css", *style_sheets(*modules.values())]
    return f"{text}\nexport const widgets = {{\n{exported},\n}};\n", "\n".join(
        sheet.read_text("utf-8") for sheet in style
    )
