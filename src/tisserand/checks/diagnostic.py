"""One problem in the content: which rule, where, and the values of its sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from tisserand.i18n import Lang, translate


class Severity(StrEnum):
    """Whether the content may be used as it is. Only errors make ``tisserand check`` fail."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Phrase:
    """A part of a sentence that depends on the language of the reader.

    Attributes:
        key: of a sentence, with its area, such as ``checks.fault.integer``.
        values: what is put into it.
    """

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def in_lang(self, lang: Lang) -> str:
        """Return the phrase in ``lang``."""
        return translate(lang, self.key, **in_lang(self.values, lang))


def in_lang(values: Mapping[str, Any], lang: Lang) -> dict[str, Any]:
    """Return ``values`` ready for a sentence in ``lang``: phrases translated, lists joined by commas."""
    return {name: _shown(value, lang) for name, value in values.items()}


def _shown(value: Any, lang: Lang) -> Any:
    if isinstance(value, Phrase):
        return value.in_lang(lang)
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(str(_shown(item, lang)) for item in value)
    return value


@dataclass(frozen=True)
class Diagnostic:
    """One problem.

    Attributes:
        code: of the rule, such as ``SC001``.
        name: of the rule, such as ``dangling-choice``.
        path: the file, from the content root, with forward slashes.
        line: from 1.
        severity: error or warning.
        values: what the sentence says, by name.
        near: names that were probably meant.
    """

    code: str
    name: str
    path: str
    line: int
    severity: Severity
    values: Mapping[str, Any] = field(default_factory=dict)
    near: tuple[str, ...] = ()

    @property
    def place(self) -> tuple[str, int, str]:
        """Where it comes in a report."""
        return self.path, self.line, self.code

    def sentence(self, lang: Lang) -> str:
        """Return what is wrong, in ``lang``."""
        return translate(lang, f"checks.{self.code}.sentence", **in_lang(self.values, lang), line=self.line)

    def hint(self, lang: Lang) -> str:
        """Return how it is probably mended, in ``lang``."""
        if self.near:
            return translate(lang, "checks.near", names=translate(lang, "checks.near_or").join(self.near))
        return translate(lang, f"checks.{self.code}.hint", **in_lang(self.values, lang), line=self.line)

    def page(self, lang: Lang) -> str:
        """Return the address of the rule's explanation, from the root of the project."""
        return f"docs/reference/checks{'' if lang is Lang.EN else f'.{lang}'}.md#{self.code.lower()}"
