"""A lesson's Markdown as the rules see it: its code cells, its prose, the structure of the prose.

A fenced block marked ``python`` is a code cell, as jupytext reads it. The lines are those of the file.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tisserand.content.markdown import PARSER

_FENCE = re.compile(r"^(?P<mark>```+|~~~+)\s*python(?P<options>[^\n]*)$")


@dataclass(frozen=True)
class CodeCell:
    """One code cell.

    Attributes:
        line: of its first line of code.
        options: what follows ``python`` on the opening line, such as ``tags=["parameters"]``.
        source: the code.
    """

    line: int
    options: str
    source: str

    @property
    def is_parameters(self) -> bool:
        """Whether papermill would put values here."""
        return bool(re.search(r"tags=\[[^\]]*[\"']parameters[\"']", self.options))

    def tree(self) -> ast.Module:
        """Return the parsed code.

        Raises:
            SyntaxError: it isn't Python.
        """
        return ast.parse(self.source)


@dataclass(frozen=True)
class Call:
    """One call on the lesson, such as ``lesson.quiz("signes-de-derapage")``."""

    line: int
    method: str
    arguments: tuple[object, ...]
    keywords: dict[str, object]


@dataclass(frozen=True)
class Heading:
    """One heading of the prose."""

    line: int
    level: int
    text: str


@dataclass(frozen=True)
class LessonFile:
    """One lesson in one language.

    Attributes:
        path: from the content root, with forward slashes.
        text: the whole file; ``None`` if it isn't UTF-8.
        cells: its code cells.
        prose: the file with its code cells blanked, line for line.
    """

    path: str
    text: str | None
    cells: tuple[CodeCell, ...] = ()
    prose: str = ""

    def headings(self) -> list[Heading]:
        """Return the headings of the prose."""
        tokens = PARSER.parse(self.prose)
        return [
            Heading((token.map or [0])[0] + 1, int(token.tag[1]), tokens[index + 1].content)
            for index, token in enumerate(tokens)
            if token.type == "heading_open"
        ]

    def calls(self, name: str = "lesson") -> list[Call]:
        """Return the calls on ``lesson``, in order; a cell that isn't Python has none."""
        found = []
        for cell in self.cells:
            try:
                tree = cell.tree()
            except (SyntaxError, ValueError):
                continue
            found += sorted(_calls(tree, name, cell.line), key=lambda call: call.line)
        return found


def _calls(tree: ast.Module, name: str, first_line: int) -> Iterator[Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            if isinstance(owner, ast.Name) and owner.id == name:
                yield Call(
                    first_line + node.lineno - 1,
                    node.func.attr,
                    tuple(_literal(argument) for argument in node.args),
                    {keyword.arg: _literal(keyword.value) for keyword in node.keywords if keyword.arg},
                )


def _literal(node: ast.expr) -> object:
    return node.value if isinstance(node, ast.Constant) else None


def read_lesson(root: Path, path: Path) -> LessonFile:
    """Return the lesson in ``path``."""
    name = path.relative_to(root).as_posix()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return LessonFile(name, None)
    return parse_lesson(name, text)


def parse_lesson(name: str, text: str) -> LessonFile:
    """Return the lesson that ``text`` is."""
    cells: list[CodeCell] = []
    prose: list[str] = []
    code: list[str] | None = None
    mark, options, first = "", "", 0
    for number, line in enumerate(text.split("\n"), start=1):
        if code is None:
            fence = _FENCE.match(line)
            prose.append("" if fence else line)
            if fence:
                mark, options, first, code = fence["mark"], fence["options"].strip(), number + 1, []
            continue
        prose.append("")
        if line.strip() == mark:
            cells.append(CodeCell(first, options, "\n".join(code)))
            code = None
        else:
            code.append(line)
    if code is not None:  # the block is not closed: what it holds is code all the same
        cells.append(CodeCell(first, options, "\n".join(code)))
    return LessonFile(name, text, tuple(cells), "\n".join(prose))
