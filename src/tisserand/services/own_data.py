"""What is kept of a person, handed over in a format that outlives this software, or erased."""

import csv
import io
import json
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tisserand.store.event_log import OwnEventLog

FORMAT = "tisserand-export"
FORMAT_VERSION = 1

_CIRCUMSTANCES = ("at", "module_id", "module_version", "activity", "lang", "room", "kind", "uuid")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Holdings:
    """How much is kept of a person.

    Attributes:
        records: how many records, of lessons and of rooms.
        activities: how many different activities they belong to.
        first, last: when the first and the last one happened; none when there are none.
    """

    records: int
    activities: int
    first: datetime | None
    last: datetime | None


def holdings(log: OwnEventLog, learner: str) -> Holdings:
    """Return how much is kept of a learner.

    Raises:
        StoreError: the log can't be read.
    """
    rows = log.rows(learner)
    in_rooms = log.room_rows(learner)
    moments = [row["at"] for row in (*rows, *in_rooms)]
    activities = Counter((row["module_id"], row["activity"]) for row in rows)
    return Holdings(len(moments), len(activities), min(moments, default=None), max(moments, default=None))


def export_learner(log: OwnEventLog, learner: str, now: datetime) -> dict[str, Any]:
    """Return everything kept of a learner as JSON values, with the format's name and version.

    Raises:
        StoreError: the log can't be read.
    """
    return {
        "format": FORMAT,
        "version": FORMAT_VERSION,
        "exported_at": _iso(now),
        "learner": learner,
        "records": [{**row, "at": _iso(row["at"])} for row in log.rows(learner)],
        "in_rooms": [{**row, "at": _iso(row["at"])} for row in log.room_rows(learner)],
    }


def export_as_json(log: OwnEventLog, learner: str, now: datetime) -> str:
    """Return :func:`export_learner` as indented JSON."""
    return json.dumps(export_learner(log, learner, now), ensure_ascii=False, indent=2) + "\n"


def export_as_csv(log: OwnEventLog, learner: str) -> str:
    """Return everything kept of a learner as a table: one line a record, one column for each field of any event.

    It begins with a byte order mark, without which Excel spoils accents. A text that a spreadsheet would run as a
    formula is preceded by an apostrophe.

    Raises:
        StoreError: the log can't be read.
    """
    rows = log.rows(learner)
    fields = list(dict.fromkeys(f"event.{name}" for row in rows for name in row["payload"]))
    out = io.StringIO()
    writer = csv.DictWriter(out, ["learner", *_CIRCUMSTANCES, *fields])
    writer.writeheader()
    for row in rows:
        event = {f"event.{name}": value for name, value in row["payload"].items()}
        values = {**row, **event, "at": _iso(row["at"])}
        del values["payload"]
        writer.writerow({name: _cell(value) for name, value in values.items()})
    return "\ufeff" + out.getvalue()


def erase_learner(log: OwnEventLog, learner: str) -> int:
    """Remove everything of a learner for good, and return how many records there were.

    Raises:
        StoreError: it could not be done, or not wholly; the message says which.
    """
    return log.erase(learner)


def _iso(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    return f"'{value}" if value.startswith(_FORMULA_STARTS) else value
