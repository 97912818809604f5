"""Which keys a model knows at some place of a file: what "did you mean" looks among."""

from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel

from tisserand.content.yaml_source import Key


def models_at(model: type[BaseModel], location: Sequence[Key]) -> list[type[BaseModel]]:
    """Return the models that may stand at ``location`` inside ``model``; several where a union is not yet decided.

    Steps may include the tag of a union's member, as pydantic writes them.
    """
    here = [model]
    for step in location:
        if isinstance(step, int):
            continue
        deeper = [found for known in here if step in known.model_fields for found in _inside(known, step)]
        tagged = [known for known in here if step in _tags(known)]
        if not deeper and not tagged:
            return []
        here = deeper or tagged
    return here


def _inside(model: type[BaseModel], name: str) -> Iterator[type[BaseModel]]:
    yield from _models_in(model.model_fields[name].annotation)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        if not isinstance(inner, str):
            yield from _models_in(inner)


def _tags(model: type[BaseModel]) -> tuple[Any, ...]:
    kind = model.model_fields.get("kind")
    return get_args(kind.annotation) if kind and get_origin(kind.annotation) is Literal else ()


def nearest(name: object, known: Sequence[str] | set[str] | frozenset[str], n: int = 1) -> tuple[str, ...]:
    """Return the names of ``known`` that look most like ``name``, best first; none if nothing comes close."""
    return tuple(get_close_matches(str(name), sorted(known), n=n, cutoff=0.6))
