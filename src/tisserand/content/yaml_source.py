"""YAML that remembers its lines.

PyYAML composes the nodes (fast, with marks); the values are then resolved by the JSON-like rules of YAML 1.2, so that
``No`` stays a word and ``09:12`` a time of day. A key written twice is reported, not silently dropped.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

_Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C parser where PyYAML has it

_INTEGER = re.compile(r"[-+]?[0-9]+")
_NUMBER = re.compile(r"[-+]?[0-9]*\.[0-9]+|[-+]?[0-9]+\.")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}

Key = str | int
Location = tuple[Key, ...]


class YamlSyntaxError(Exception):
    """The text is not YAML.

    Attributes:
        line: line of the fault, from 1.
        problem: what the parser says, in English.
    """

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(f"{line}: {problem}")
        self.line = line
        self.problem = problem


@dataclass(frozen=True)
class YamlSource:
    """One parsed file.

    Attributes:
        path: the file.
        value: dicts, lists, strings, numbers, booleans and ``None``.
        lines: the line, from 1, of each location such as ``("scenes", 3, "choices", 0, "to")``.
        duplicates: locations whose key was written twice, with the line of the second.
    """

    path: Path
    value: Any
    lines: dict[Location, int] = field(repr=False)
    duplicates: tuple[tuple[Location, int], ...] = ()

    def line(self, location: Sequence[Key] = ()) -> int:
        """Return the line of ``location``, or of the nearest thing around it.

        Steps that the file does not have (pydantic adds the name of a union's member) are passed over.
        """
        known: Location = ()
        for key in location:
            if (*known, key) in self.lines:
                known = (*known, key)
        return self.lines.get(known, 1)


def parse_yaml(text: str, path: Path) -> YamlSource:
    """Return the value and the lines of ``text``.

    Raises:
        YamlSyntaxError: it is not YAML, or holds more than one document.
    """
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise YamlSyntaxError(mark.line + 1 if mark else 1, error.problem or str(error)) from None
    except yaml.YAMLError as error:  # a character that YAML does not allow
        position = getattr(error, "position", 0)
        raise YamlSyntaxError(text[:position].count("\n") + 1, getattr(error, "reason", str(error))) from None
    reader = _Reader()
    value = None if node is None else reader.read(node, ())
    return YamlSource(path, value, reader.lines, tuple(reader.duplicates))


def _scalar(node: ScalarNode) -> Any:
    """Return the value of a scalar: quoted ones are strings, plain ones follow YAML 1.2's core schema."""
    text = node.value
    if node.style:  # None or "" when plain: PyYAML's two parsers differ
        return text
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if _INTEGER.fullmatch(text):
        return int(text)
    if _NUMBER.fullmatch(text):
        return float(text)
    return text


class _Reader:
    def __init__(self) -> None:
        self.lines: dict[Location, int] = {}
        self.duplicates: list[tuple[Location, int]] = []

    def read(self, node: Node, at: Location) -> Any:
        self.lines.setdefault(at, node.start_mark.line + 1)
        if isinstance(node, MappingNode):
            return self._mapping(node, at)
        if isinstance(node, SequenceNode):
            return [self.read(item, (*at, index)) for index, item in enumerate(node.value)]
        return _scalar(node)

    def _mapping(self, node: MappingNode, at: Location) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            line = key_node.start_mark.line + 1
            if key in result:
                self.duplicates.append(((*at, key), line))
                continue
            self.lines[(*at, key)] = line
            result[key] = self.read(value_node, (*at, key))
        return result
