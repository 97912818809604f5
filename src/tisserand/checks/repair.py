"""A file with small faults, read as its author meant it.

Its other problems can then be told in the same run. A key that nobody knows is taken for the known key that it looks
like, or left out; an optional value that its model refuses is left out. A file that still isn't valid is not guessed
at further.
"""

from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from pydantic import BaseModel, ValidationError

from tisserand.checks.model_keys import models_at, nearest
from tisserand.content.loading import Fault, Loaded
from tisserand.content.models.base import LocalizedText
from tisserand.content.yaml_source import Location
from tisserand.i18n import Lang


def meant_key(model: type[BaseModel], location: Location, parent: Any) -> str | None:
    """Return the key that the unknown one at ``location`` was probably meant to be: a near one not yet there."""
    known = {key for found in models_at(model, location[:-1]) for key in found.model_fields}
    absent = known - set(parent) if isinstance(parent, dict) else known
    near = nearest(location[-1], absent)
    return near[0] if near else None


def parent_of(value: Any, location: Location) -> Any:
    """Return what holds the last step of ``location``; steps that the file lacks (tags of unions) are passed over."""
    for step in location[:-1]:
        known: Any = value if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
        value = value[step] if step in known else value
    return value


def repaired(loaded: Loaded[Any], model: type[BaseModel]) -> BaseModel | None:
    """Return the value of a file: as it is, or with its small faults passed over; ``None`` if there is none."""
    if loaded.value is not None or loaded.source is None or not isinstance(loaded.source.value, dict):
        value: BaseModel | None = loaded.value
        return value
    raw = deepcopy(loaded.source.value)
    for fault in culprits(loaded.faults):
        _pass_over(raw, fault, model)
    try:
        return model.model_validate(raw)
    except ValidationError:
        return None


def culprits(faults: Sequence[Fault]) -> list[Fault]:
    """Return the faults that do not follow from another one: a list is not too short because an item has a fault."""
    inside = {fault.location[:n] for fault in faults for n in range(len(fault.location))}
    return [fault for fault in faults if not (fault.type == "too_short" and fault.location in inside)]


_LISTS = {"tuple_type", "too_short", "too_long"}


def _pass_over(value: Any, fault: Fault, model: type[BaseModel]) -> None:
    parent, key = parent_of(value, fault.location), fault.location[-1] if fault.location else None
    if not isinstance(parent, dict) or key not in parent or fault.type == "duplicate_key" or fault.type in _LISTS:
        return  # without a list of names, all that refers to them would be wrong
    content = parent.pop(key)
    if isinstance(content, str) and fault.context.get("class_name") == LocalizedText.__name__:
        parent[key] = {lang.value: content for lang in Lang}
    if fault.type == "extra_forbidden" and (meant := meant_key(model, fault.location, parent)):
        parent[meant] = content
