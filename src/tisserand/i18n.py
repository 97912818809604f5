"""The two languages: which one a reader wants, and the sentences of the interface.

Sentences lie in ``locale/<lang>/<area>.yaml``, one flat file of ``key: sentence`` for each area, so that a trainer can
correct them. A key is written ``area.key``. Plurals are two keys, ``key.one`` and ``key.other``, chosen by ``n``.
"""

import locale
from collections.abc import Mapping
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # ten times faster, where PyYAML has it


class Lang(StrEnum):
    """A language of the interface and of the content."""

    FR = "fr"
    EN = "en"

    @classmethod
    def parse(cls, value: object, default: "Lang | None" = None) -> "Lang":
        """Return the language that a tag such as ``fr``, ``en_GB`` or ``en-US,en;q=0.9`` asks for.

        Unknown tags give ``default``, or French.
        """
        for tag in str(value or "").split(","):
            primary = tag.strip().lower().replace("_", "-").split(";")[0].split("-")[0].split(".")[0]
            if primary in {lang.value for lang in cls}:
                return cls(primary)
        return default or cls.FR

    @classmethod
    def from_environment(cls, environ: Mapping[str, str]) -> "Lang":
        """Return ``TISSERAND_LANG``, else the language of the system's locale, else French."""
        for name in ("TISSERAND_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
            if (value := environ.get(name)) and value not in {"C", "POSIX", "C.UTF-8"}:
                return cls.parse(value)
        return cls.parse(locale.getlocale()[0])

    @property
    def other(self) -> "Lang":
        """The other one of the two."""
        return Lang.EN if self is Lang.FR else Lang.FR


@lru_cache
def sentences(lang: Lang, area: str) -> Mapping[str, str]:
    """Return all the sentences of one area in one language.

    Raises:
        FileNotFoundError: there is no such area.
    """
    text = files("tisserand").joinpath("locale", lang.value, f"{area}.yaml").read_text(encoding="utf-8")
    # BaseLoader keeps every scalar a string: with the usual one, "no" would become False.
    return yaml.load(text, Loader=_Loader) or {}  # noqa: S506 - BaseLoader builds strings only


def translate(lang: Lang, key: str, /, **values: Any) -> str:
    """Return the sentence ``area.key`` in ``lang``, with ``values`` put in.

    With a value ``n``, ``key.one`` or ``key.other`` is chosen: in French 0 and 1 are singular, in English only 1.

    Raises:
        KeyError: the sentence does not exist.
    """
    area, _, name = key.partition(".")
    known = sentences(lang, area)
    if "n" in values and name not in known:
        n = values["n"]
        is_one = abs(n) < 2 if lang is Lang.FR else n == 1  # noqa: PLR2004 - French: singular up to 1.99
        name = f"{name}.{'one' if is_one else 'other'}"
    try:
        sentence = known[name]
    except KeyError:
        raise KeyError(f"{key} (locale/{lang}/{area}.yaml)") from None
    return sentence.format(**values) if values else sentence
