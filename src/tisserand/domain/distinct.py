"""Telling records that came twice from records of two things."""

from collections.abc import Iterable, Iterator
from typing import Protocol, TypeVar


class _Identified(Protocol):
    @property
    def uuid(self) -> str: ...


R = TypeVar("R", bound=_Identified)


def distinct(records: Iterable[R]) -> Iterator[R]:
    """Yield the records in their order, each uuid once: the client may have sent it again."""
    seen: set[str] = set()
    for record in records:
        if record.uuid not in seen:
            seen.add(record.uuid)
            yield record
