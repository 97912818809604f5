"""A SQLite file looked at from outside: whether it is there, sound, ours, and of which revision.

Looking never changes a byte of it, so that a database of a newer version stays as it was.
"""

import os
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from tisserand.errors import NewerDatabaseError, StoreError
from tisserand.i18n import Lang, translate
from tisserand.store.problems import damaged, explain, explained
from tisserand.store.revisions import APPLICATION_ID, REVISIONS

BUSY_TIMEOUT_S = 10.0
"""How long to wait for another process that is writing. A write takes milliseconds."""

ABSENT, EMPTY = "", "empty"
"""What :func:`revision_of` says when there is no file, and when nothing was written in it yet."""


def sqlite_path(url: str) -> Path | None:
    """Return the file that an URL such as ``sqlite:////home/me/tisserand.db`` names; none for another database."""
    scheme, separator, path = url.partition(":///")
    return Path(path) if separator and scheme.startswith("sqlite") and path else None


def revision_of(path: Path, lang: Lang) -> str:
    """Return the revision of the database, or ``ABSENT`` or ``EMPTY``.

    Raises:
        NewerDatabaseError: a later version of Tisserand wrote it; it is left as it is.
        DamagedDatabaseError: it can't be read, or is not ours; a copy is kept aside.
        StoreError: it can't be opened.
    """
    if not path.exists():
        return ABSENT
    if not path.is_file():
        raise StoreError(translate(lang, "store.unreadable", path=path))
    if path.stat().st_size == 0 and not _has_log(path):
        return EMPTY
    try:
        application, tables, revisions = _look(path, immutable=None)
    except sqlite3.DatabaseError:
        # A checkpoint of another process may have run under an immutable look: look once more, with locks.
        try:
            application, tables, revisions = _look(path, immutable=False)
        except sqlite3.Error as error:
            raise explain(error, path, lang) from error
    if not tables and application in {0, APPLICATION_ID}:
        return EMPTY
    if application != APPLICATION_ID or "event" not in tables or len(revisions) != 1:
        raise damaged(path, lang, translate(lang, "store.not_ours"))
    if revisions[0] not in REVISIONS:
        raise newer(path, lang, revisions[0])
    return revisions[0]


def newer(path: Path | str, lang: Lang, revision: str) -> NewerDatabaseError:
    """Return the error for a database that a later version wrote."""
    return NewerDatabaseError(translate(lang, "store.newer", path=path, revision=revision))


def open_unchanged(path: Path, *, immutable: bool | None = None) -> sqlite3.Connection:
    """Return a connection that changes no byte of the file.

    Args:
        path: the file.
        immutable: take no lock and make no -wal file, as if nobody wrote; the write-ahead log is then not seen,
            so by default only when that log is empty.
    """
    immutable = not _has_log(path) if immutable is None else immutable
    options = "mode=ro&immutable=1" if immutable else "mode=ro"
    return sqlite3.connect(f"{path.absolute().as_uri()}?{options}", uri=True, timeout=BUSY_TIMEOUT_S)


def _look(path: Path, *, immutable: bool | None) -> tuple[int, set[str], list[str]]:
    """Return the application's id, the tables and the revision."""
    with closing(open_unchanged(path, immutable=immutable)) as connection:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        is_versioned = application == APPLICATION_ID and "alembic_version" in tables
        query = "SELECT version_num FROM alembic_version"
        return application, tables, [row[0] for row in connection.execute(query)] if is_versioned else []


def _has_log(path: Path) -> bool:
    try:
        return Path(f"{path}-wal").stat().st_size > 0
    except FileNotFoundError:  # no log, or one that its last user has just folded in
        return False


def check_writable(path: Path, lang: Lang) -> None:
    """Raise :class:`StoreError` if nothing could be written at ``path``. Nothing is created."""
    folder = path if path.exists() else path.parent
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    writable = os.access(folder, os.W_OK) and (not path.exists() or os.access(path.parent, os.W_OK))
    if not writable or (folder != path and not folder.is_dir()):
        raise StoreError(translate(lang, "store.unwritable", path=path))


def switch_to_wal(connection: sqlite3.Connection) -> None:
    """Turn write-ahead logging on, which SQLite does without waiting for others: so wait here."""
    deadline = time.monotonic() + BUSY_TIMEOUT_S
    while connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.02)


def scrub(path: Path, lang: Lang) -> None:
    """Rewrite the file without what was deleted, and empty its write-ahead log.

    Raises:
        StoreError: another process holds the file open; what was deleted may still be found in the log.
    """
    with explained(path, lang), closing(sqlite3.connect(path, timeout=BUSY_TIMEOUT_S, isolation_level=None)) as db:
        db.execute("VACUUM")
        is_blocked = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    if is_blocked:
        raise StoreError(translate(lang, "store.not_scrubbed", path=path))
