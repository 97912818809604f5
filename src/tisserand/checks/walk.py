"""Every part of a value, with the place where it stands in its file."""

from collections.abc import Iterator

from pydantic import BaseModel

from tisserand.content.yaml_source import Location


def walk(value: BaseModel, at: Location = ()) -> Iterator[tuple[Location, BaseModel]]:
    """Yield ``value`` and all the models inside it, in the order of their fields."""
    yield at, value
    for name in type(value).model_fields:
        item = getattr(value, name)
        if isinstance(item, BaseModel):
            yield from walk(item, (*at, name))
        elif isinstance(item, tuple):
            for n, inner in enumerate(item):
                if isinstance(inner, BaseModel):
                    yield from walk(inner, (*at, name, n))
