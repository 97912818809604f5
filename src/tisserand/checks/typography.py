"""TY: French typography, told once a file and kind; ``tisserand mend`` puts it right."""

from collections import defaultdict
from collections.abc import Iterator

import yaml

from tisserand.checks.bank import Bank
from tisserand.checks.diagnostic import Diagnostic
from tisserand.checks.rules import problem
from tisserand.content.french_source import french_problems
from tisserand.content.typography import Lack, TypographyProblem
from tisserand.i18n import Lang

_CODES = {Lack.SPACE: "TY001", Lack.APOSTROPHE: "TY002", Lack.ELLIPSIS: "TY003"}
_AROUND = 18


def check(bank: Bank) -> Iterator[Diagnostic]:
    """Yield what French typography would write otherwise: the first place of each kind, and how many there are."""
    yaml_files = [document.path for document in bank.documents() if document.source is not None]
    lessons = [lesson.path for (_, lang), lesson in bank.lessons.items() if lang is Lang.FR and lesson.text is not None]
    for path in [*yaml_files, *lessons]:
        file = bank.root / path
        text = file.read_text(encoding="utf-8-sig")
        try:
            found = french_problems(text, file.suffix)
        except yaml.YAMLError:
            continue  # told already: the file isn't YAML
        yield from _by_kind(path, text, found)


def _by_kind(path: str, text: str, found: list[TypographyProblem]) -> Iterator[Diagnostic]:
    kinds = defaultdict(list)
    for one in found:
        kinds[one.lack].append(one)
    for lack, places in kinds.items():
        first = places[0]
        line = text.count("\n", 0, first.start) + 1
        yield problem(_CODES[lack], path, line, n=len(places), excerpt=_excerpt(text, first), file=path)


def _excerpt(text: str, place: TypographyProblem) -> str:
    """The words around a place, on its line."""
    before = text[max(0, place.start - _AROUND) : place.start].rpartition("\n")[2]
    after = text[place.end : place.end + _AROUND].partition("\n")[0]
    return f"{before}{place.found}{after}".strip()
