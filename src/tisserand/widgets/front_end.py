"""The front end of a widget as anywidget wants it: one module, one style sheet."""

import re
from functools import lru_cache
from pathlib import Path

from tisserand.paths import front_end_folder

_IMPORT = re.compile(r'^import \{[^}]*\} from "(\.{1,2}/\w+\.js)";\n', re.MULTILINE)
_OTHER_IMPORT = re.compile(r"^(import |export .* from )", re.MULTILINE)
_EXPORT = re.compile(r"^export (?!default)", re.MULTILINE)


def files_of(module: Path) -> tuple[Path, ...]:
    """Return a module and all that it imports, each once and after what it imports itself.

    Raises:
        ValueError: an import is not of the form ``import { a, b } from "../kit.js";`` on lines of its own, or two
            files import each other.
    """
    return tuple(_collect(module.resolve(), ()))


def _collect(module: Path, importers: tuple[Path, ...]) -> dict[Path, None]:
    if module in importers:
        raise ValueError(f"{module.name} imports itself, through {importers[-1].name}")
    text = module.read_text("utf-8")
    if _OTHER_IMPORT.search(_IMPORT.sub("", text)):
        raise ValueError(f'{module.name}: write each import like `import {{ h }} from "../kit.js";`, alone on its line')
    found: dict[Path, None] = {}
    for relative in _IMPORT.findall(text):
        found |= _collect((module.parent / relative).resolve(), (*importers, module))
    return found | {module: None}


def join_modules(module: Path) -> str:
    """Return one ES module made of a widget's module and of all that it imports.

    anywidget loads a module from a blob URL, from where a relative import can't resolve (decision 0003). The imports
    go, and so do the ``export`` words of all but the widget's own module.

    Raises:
        ValueError: as :func:`files_of`.
    """
    *parts, own = [_IMPORT.sub("", path.read_text("utf-8")) for path in files_of(module)]
    return "\n".join([*(_EXPORT.sub("", part) for part in parts), own])


@lru_cache
def front_end(name: str) -> tuple[str, str]:
    """Return the module and the style sheet of the widget ``widgets/<name>/``.

    The style sheet is the theme, then that of each imported file that has one beside it, the widget's own last.
    """
    folder = front_end_folder()
    module = folder / name / "widget.js"
    sheets = [path.with_suffix(".css") for path in files_of(module)]
    style = [(folder / "theme.css"), *(sheet for sheet in sheets if sheet.is_file())]
    return join_modules(module), "\n".join(sheet.read_text("utf-8") for sheet in style)
