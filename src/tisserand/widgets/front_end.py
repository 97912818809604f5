"""The front end of a widget as anywidget wants it: one module, one style sheet."""

import re
from functools import lru_cache

from tisserand.paths import content_root

_KIT_IMPORT = re.compile(r'^import \{[^}]*\} from "\.\./kit\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?!default)", re.MULTILINE)


def join_modules(kit: str, widget: str) -> str:
    """Return one ES module made of the kit and a widget that imports it.

    anywidget loads a module from a blob URL, from where a relative import can't resolve (decision 0003). The kit's
    ``export`` words go, and so does the widget's import of the kit.

    Raises:
        ValueError: the widget does not import the kit exactly once, or imports something else.
    """
    joined, imports = _KIT_IMPORT.subn("", widget)
    if imports != 1 or re.search(r"^import ", joined, re.MULTILINE):
        raise ValueError('a widget imports "../kit.js" once, and nothing else')
    return f"{_EXPORT.sub('', kit)}\n{joined}"


@lru_cache
def front_end(name: str) -> tuple[str, str]:
    """Return the module and the style sheet of the widget ``widgets/<name>/``."""
    folder = content_root() / "widgets"
    kit, widget = (folder / "kit.js").read_text("utf-8"), (folder / name / "widget.js").read_text("utf-8")
    theme, style = (folder / "theme.css").read_text("utf-8"), (folder / name / "widget.css").read_text("utf-8")
    return join_modules(kit, widget), f"{theme}\n{style}"
