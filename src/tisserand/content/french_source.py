"""The French of a content file, where it stands in the file, so that its typography is mended in place.

In YAML only the texts under ``fr`` count; in ``fr.md`` the prose, not the code. The rest of the file stays as it is,
byte for byte: comments, layout, the way texts are quoted.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from tisserand.content.typography import Lack, TypographyProblem, problems

_Loader: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FENCED = re.compile(r"^[ ]{0,3}(?P<mark>```+|~~~+)[^\n]*\n.*?(?:^[ ]{0,3}(?P=mark)[ ]*$|\Z)", re.DOTALL | re.MULTILINE)
_ESCAPE = re.compile(r"\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.|\n)")
_DOUBLED = re.compile(r"(?<=[^\W\d_])''(?=[\w«“])")
_MENDABLE = str.maketrans("", "", " \u00a0\u202f'’.…")


@dataclass(frozen=True)
class FrenchSpan:
    """A stretch of a file that is French prose.

    Attributes:
        start, end: where it is in the file.
        quote: ``"`` or ``'`` when YAML quotes it so; the quotes themselves are outside.
    """

    start: int
    end: int
    quote: str = ""


def french_problems(text: str, suffix: str) -> list[TypographyProblem]:
    """Return the problems of the French in a file, placed in the file.

    Args:
        text: the file.
        suffix: ``.yaml`` or ``.md``.

    Raises:
        yaml.YAMLError: it should be YAML and is not.
    """
    spans = _prose(text) if suffix == ".md" else _under_fr(text)
    return [problem for span in spans for problem in _in_span(text, span)]


def mend_source(text: str, suffix: str) -> str:
    """Return the file with its French mended and nothing else changed.

    Raises:
        yaml.YAMLError: it should be YAML and is not.
        ValueError: the file would no longer say the same thing; it must be mended by hand.
    """
    mended = text
    for _ in range(5):
        found = french_problems(mended, suffix)
        if not found:
            break
        for problem in reversed(found):
            mended = mended[: problem.start] + problem.wanted + mended[problem.end :]
    if suffix != ".md" and not _says_the_same(yaml.compose(text, Loader=_Loader), yaml.compose(mended, Loader=_Loader)):
        raise ValueError("mending would change more than the typography")
    return mended


def _in_span(text: str, span: FrenchSpan) -> Iterator[TypographyProblem]:
    part = text[span.start : span.end]
    found = problems(part)
    if span.quote == '"':
        escapes = [match.span() for match in _ESCAPE.finditer(part)]
        found = [p for p in found if not any(start <= p.end and p.start <= end for start, end in escapes)]
    if span.quote == "'":  # an apostrophe is doubled between simple quotes
        doubled = _DOUBLED.finditer(part)
        found += [TypographyProblem(Lack.APOSTROPHE, m.start(), m.end(), m[0], "’") for m in doubled]
    for problem in sorted(found, key=lambda problem: problem.start):
        yield replace(problem, start=problem.start + span.start, end=problem.end + span.start)


def _prose(text: str) -> Iterator[FrenchSpan]:
    at = 0
    for fence in _FENCED.finditer(text):
        yield FrenchSpan(at, fence.start())
        at = fence.end()
    yield FrenchSpan(at, len(text))


def _under_fr(text: str) -> Iterator[FrenchSpan]:
    if (root := yaml.compose(text, Loader=_Loader)) is not None:
        for node in _french_scalars(root):
            start, end = node.start_mark.index, node.end_mark.index
            if node.style in {"|", ">"}:
                yield FrenchSpan(min(text.find("\n", start, end) + 1 or end, end), end)
            elif node.style in {'"', "'"}:
                yield FrenchSpan(start + 1, end - 1, node.style)
            else:
                yield FrenchSpan(start, end)


def _french_scalars(node: Node) -> Iterator[ScalarNode]:
    if isinstance(node, SequenceNode):
        for item in node.value:
            yield from _french_scalars(item)
    elif isinstance(node, MappingNode):
        for key, value in node.value:
            if key.value == "fr" and isinstance(value, ScalarNode):
                yield value
            elif key.value != "fr":
                yield from _french_scalars(value)


def _says_the_same(before: Node | None, after: Node | None, *, is_french: bool = False) -> bool:
    """Return whether two files differ only by the typography of their French."""
    if type(before) is not type(after) or before is None or after is None:
        return before is after
    if isinstance(before, ScalarNode):
        if is_french:
            return bool(before.value.translate(_MENDABLE) == after.value.translate(_MENDABLE))
        return bool(before.value == after.value and before.style == after.style)
    if len(before.value) != len(after.value):
        return False
    if isinstance(before, SequenceNode):
        return all(_says_the_same(one, other) for one, other in zip(before.value, after.value, strict=True))
    return all(
        _says_the_same(key, other_key) and _says_the_same(value, other, is_french=key.value == "fr")
        for (key, value), (other_key, other) in zip(before.value, after.value, strict=True)
    )
