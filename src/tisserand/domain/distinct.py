"""Telling records that came twice from records of two things."""

from collections.abc import Iterable, Iterator

from tisserand.domain.events import Record


def distinct(records: Iterable[Record]) -> Iterator[Record]:
    """Yield the records in their order, each uuid once: the client may have sent it again."""
    seen: set[str] = set()
    for record in records:
        if record.uuid not in seen:
            seen.add(record.uuid)
            yield record
