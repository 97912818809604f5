"""YA009, YA010: an id is the name of its file, and of one thing only."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from pydantic import BaseModel

from tisserand.checks.bank import Bank, Document
from tisserand.checks.diagnostic import Diagnostic
from tisserand.checks.walk import walk
from tisserand.content.models.base import Exercise
from tisserand.content.models.module import Activity, TrainingModule
from tisserand.content.yaml_source import Location

_SHARED = ({"scenes", "endings"}, {"pairs", "distractors"})
"""Lists that share one set of names: a choice leads to a scene or an ending; a right side may be a distractor."""


def check(bank: Bank) -> Iterator[Diagnostic]:
    """Yield the ids that are not what they should be."""
    for document, value in bank.valid(Exercise):
        stem = PurePosixPath(document.path).stem
        if value.id != stem:
            yield document.at("YA009", ("id",), id=value.id, stem=stem)
    for document in bank.documents():
        if document.value is not None:
            for at, part in walk(document.value):
                yield from _twice(document, part, at)
    yield from _modules(bank)


def _twice(document: Document[Any], value: BaseModel, at: Location) -> Iterator[Diagnostic]:
    """Yield the ids written twice in the lists that ``value`` itself has."""
    lists = {
        name: [((*at, name, n), item) for n, item in enumerate(items) if isinstance(item, BaseModel)]
        for name in type(value).model_fields
        if isinstance(items := getattr(value, name), tuple)
    }
    groups = [shared for shared in _SHARED if shared <= lists.keys()]
    groups += [{name} for name in lists if not any(name in group for group in groups)]
    for group in groups:
        yield from _same(document, [item for name in lists if name in group for item in lists[name]])


def _same(document: Document[Any], items: list[tuple[Location, BaseModel]]) -> Iterator[Diagnostic]:
    first: dict[str, Location] = {}
    for location, item in items:
        key = "code" if "code" in type(item).model_fields and "id" not in type(item).model_fields else "id"
        name = getattr(item, key, None)
        if not isinstance(name, str) or isinstance(item, Activity):  # a self-assessment comes before and after
            continue
        if name in first and document.source is not None:
            yield document.at(
                "YA010", (*location, key), id=name, other=f"{document.path}:{document.source.line(first[name])}"
            )
        first.setdefault(name, (*location, key))


def _modules(bank: Bank) -> Iterator[Diagnostic]:
    first: dict[str, str] = {}
    for document, value in bank.valid(TrainingModule):
        if value.id in first:
            yield document.at("YA010", ("id",), id=value.id, other=first[value.id])
        first.setdefault(value.id, document.path)
