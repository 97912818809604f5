"""A record as plain values, and back."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tisserand.domain.events import Record, event_from_payload


def row_of(record: Record) -> dict[str, Any]:
    """Return a record as the table's columns, its payload as JSON gives it back (lists for tuples).

    Raises:
        TypeError, ValueError: the payload is not JSON (an infinite number, an object), a text is not Unicode (half of a
            character, which JSON lets through), or the moment has no time zone.
    """
    if record.at.tzinfo is None:
        raise ValueError(f"{record.at} has no time zone")
    row = {
        "uuid": record.uuid,
        "learner": record.learner,
        "at": record.at,
        "room": record.room,
        "module_id": record.module_id,
        "module_version": record.module_version,
        "activity": record.activity,
        "lang": record.lang,
        "kind": record.event.kind,
        "payload": json.loads(json.dumps(record.event.payload(), allow_nan=False)),
    }
    json.dumps({**row, "at": ""}, ensure_ascii=False).encode()
    return row


def record_of(row: Mapping[str, Any]) -> Record | None:
    """Return the record that a row keeps, or ``None`` for a kind of event that this version does not know.

    Raises:
        TypeError: the payload is not that of its event.
    """
    if not isinstance(row["payload"], dict):
        raise TypeError(f"payload: {row['payload']!r}")
    event = event_from_payload(row["kind"], row["payload"])
    if event is None:
        return None
    return Record(
        uuid=row["uuid"],
        learner=row["learner"],
        at=row["at"],
        module_id=row["module_id"],
        module_version=row["module_version"],
        activity=row["activity"],
        lang=row["lang"],
        event=event,
        room=row["room"],
    )


def message_of(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row as JSON values, for a kernel and the server to tell each other."""
    return {**row, "at": row["at"].isoformat()}


def row_of_message(message: Mapping[str, Any]) -> dict[str, Any]:
    """Return the row that a message tells.

    Raises:
        KeyError, TypeError, ValueError: it tells none.
    """
    return {**message, "at": datetime.fromisoformat(message["at"])}
