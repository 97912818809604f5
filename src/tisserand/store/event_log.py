"""The append-only log of what learners did, and how to open one."""

from typing import Any, Protocol

from tisserand.domain.events import Record
from tisserand.i18n import Lang
from tisserand.settings import read_settings
from tisserand.store.memory_log import MemoryEventLog
from tisserand.store.sqlite_file import check_writable, revision_of, sqlite_path


class EventLog(Protocol):
    """What every log does, on disk, in memory or behind the workshop's server."""

    def append(self, record: Record) -> bool:
        """Keep the record for good before returning; ``False``, and no change, if its uuid is already there."""

    def records(self, learner: str, module_id: str | None = None, activity: str | None = None) -> list[Record]:
        """Return what a learner did, in the order it was kept; kinds that this version does not know are left out."""

    def forget(self, learner: str, module_id: str, activity: str) -> int:
        """Remove what a learner left in one activity of a module, for good; return how many records there were."""


class OwnEventLog(EventLog, Protocol):
    """A log whose keeper can hand over and erase what it holds of a person."""

    def rows(self, learner: str) -> list[dict[str, Any]]:
        """Return everything kept of a learner as plain values, unknown kinds included: for exports."""

    def room_rows(self, learner: str) -> list[dict[str, Any]]:
        """Return what a learner did in the rooms of workshops, besides lessons, as plain values."""

    def erase(self, learner: str) -> int:
        """Remove everything of a learner for good; return how many records there were."""


def open_event_log(url: str, *, create: bool = True, lang: Lang | None = None) -> OwnEventLog:
    """Return the log kept at ``url``. Nothing is written, nor created, before the first ``append``.

    Args:
        url: ``sqlite:///`` and a path, ``sqlite://`` for a throw-away log, or another SQLAlchemy URL.
        create: whether ``append`` may create the file.
        lang: language of the error messages; by default that of the settings.

    Raises:
        NewerDatabaseError: a later version of Tisserand wrote it.
        DamagedDatabaseError: it can't be read, or is not ours; the message says where a copy is kept.
        StoreError: nothing can be written there.
    """
    lang = lang or read_settings().lang
    if url == "sqlite://":
        return MemoryEventLog()
    if path := sqlite_path(url):
        revision_of(path, lang)
        if create:
            check_writable(path, lang)
    # SQLAlchemy takes a third of a second to import: a run in memory must not pay for it.
    from tisserand.store.sql_event_log import SqlEventLog  # noqa: PLC0415

    return SqlEventLog(url, path, lang, create=create)
