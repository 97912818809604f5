"""Several ES modules as one: each file becomes a function that gives its exports, so that names never meet."""

import re
from collections.abc import Iterable
from pathlib import Path

_IMPORT = re.compile(r'^import \{([^}]*)\} from "(\.{1,2}/\w+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?function\*? (\w+)|class (\w+)|const (\w+) =)", re.MULTILINE)
_DEFAULT = re.compile(r"^export default (?=\{)", re.MULTILINE)
_ANY_IMPORT = re.compile(r"^(import |export .* from )", re.MULTILINE)
_ANY_EXPORT = re.compile(r"^export ", re.MULTILINE)


def files_of(*modules: Path) -> tuple[Path, ...]:
    """Return some modules and all that they import, each once and after what it imports itself.

    Raises:
        ValueError: an import is not of the form ``import { a, b } from "../kit.js";`` on lines of its own, or two
            files import each other.
    """
    found: dict[Path, None] = {}
    for module in modules:
        found |= _collect(module.resolve(), ())
    return tuple(found)


def _collect(module: Path, importers: tuple[Path, ...]) -> dict[Path, None]:
    if module in importers:
        raise ValueError(f"{module.name} imports itself, through {importers[-1].name}")
    text = module.read_text("utf-8")
    if _ANY_IMPORT.search(_IMPORT.sub("", text)):
        raise ValueError(f'{module.name}: write each import like `import {{ h }} from "../kit.js";`, alone on its line')
    found: dict[Path, None] = {}
    for _, relative in _IMPORT.findall(text):
        found |= _collect((module.parent / relative).resolve(), (*importers, module))
    return found | {module: None}


def scopes(modules: Iterable[Path]) -> tuple[str, dict[Path, str]]:
    """Return the JavaScript that runs some modules, and the constant that holds the exports of each file.

    Args:
        modules: files that export what other files need; what they import comes along.

    Returns:
        One statement for each file, ``const _kit = (() => {…; return { h, … };})();``; the names by file.

    Raises:
        ValueError: as :func:`files_of`, or an export is not a function, a class, a constant, or a default object.
    """
    files = files_of(*modules)
    names = {path: f"_{path.parent.name if path.stem == 'widget' else path.stem}_{n}" for n, path in enumerate(files)}
    return "\n".join(_scope(path, names) for path in files), names


def _scope(path: Path, names: dict[Path, str]) -> str:
    text = path.read_text("utf-8")
    exported = [next(filter(None, found)) for found in _EXPORT.findall(text)]
    text = _EXPORT.sub("", text)
    if _DEFAULT.search(text):
        text = _DEFAULT.sub("const _default = ", text)
        exported.append("default: _default")
    if _ANY_EXPORT.search(text):
        raise ValueError(f"{path.name}: export functions, classes, constants, and `export default {{ … }}`")

    def from_scope(found: re.Match[str]) -> str:
        wanted = found[1].replace(" as ", ": ")
        return f"const {{{wanted}}} = {names[(path.parent / found[2]).resolve()]};\n"

    return (
        f"const {names[path]} = (() => {{\n{_IMPORT.sub(from_scope, text)}\nreturn {{ {', '.join(exported)} }};\n}})();"
    )
