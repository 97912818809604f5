"""A log that keeps nothing: for papermill, for personas, and for a lesson whose file can't be read."""

import copy
from collections.abc import Callable
from threading import Lock
from typing import Any

from tisserand.domain.events import Record
from tisserand.store.rows import record_of, row_of


class MemoryEventLog:
    """The methods of :class:`~tisserand.store.event_log.EventLog`, for as long as the process lives."""

    def __init__(self) -> None:
        self._rows: list[dict[str, Any]] = []
        self._lock = Lock()

    def append(self, record: Record) -> bool:
        """Keep the record; ``False``, and no change, if its uuid is already there."""
        new = row_of(record)
        with self._lock:
            if any(row["uuid"] == new["uuid"] for row in self._rows):
                return False
            self._rows.append(new)
            return True

    def records(self, learner: str, module_id: str | None = None, activity: str | None = None) -> list[Record]:
        """Return what a learner did, in order."""
        found = (
            record_of(row)
            for row in self.rows(learner)
            if module_id in {None, row["module_id"]} and activity in {None, row["activity"]}
        )
        return [record for record in found if record is not None]

    def rows(self, learner: str) -> list[dict[str, Any]]:
        """Return everything kept of a learner as plain values."""
        return copy.deepcopy([row for row in self._rows if row["learner"] == learner])

    def room_rows(self, learner: str) -> list[dict[str, Any]]:  # noqa: ARG002 - there are no rooms without a server
        """Return nothing: rooms are kept in a database."""
        return []

    def forget(self, learner: str, module_id: str, activity: str) -> int:
        """Remove what a learner left in one activity of a module; return how many records there were."""
        unwanted = {"learner": learner, "module_id": module_id, "activity": activity}
        return self._remove(lambda row: unwanted.items() <= row.items())

    def erase(self, learner: str) -> int:
        """Remove everything of a learner; return how many records there were."""
        return self._remove(lambda row: row["learner"] == learner)

    def _remove(self, is_unwanted: Callable[[dict[str, Any]], bool]) -> int:
        with self._lock:
            kept = [row for row in self._rows if not is_unwanted(row)]
            count = len(self._rows) - len(kept)
            self._rows = kept
        return count
