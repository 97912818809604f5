"""Copies of a SQLite file that are known to be good, and putting one back."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from tisserand.errors import DamagedDatabaseError, StoreError
from tisserand.i18n import Lang, translate
from tisserand.store import sqlite_file
from tisserand.store.keep_aside import REPLACED, keep_aside
from tisserand.store.problems import explained
from tisserand.store.revisions import APPLICATION_ID, REVISIONS
from tisserand.store.sqlite_file import ABSENT, EMPTY, newer, open_unchanged, revision_of


def back_up(path: Path, to: Path, lang: Lang, *, force: bool = False) -> int:
    """Copy the database to ``to`` while it may be in use, check the copy, and return how many records it holds.

    Args:
        path: the database.
        to: the copy; it appears only once it is whole and checked.
        lang: the reader's language.
        force: whether an existing file may be replaced.

    Raises:
        NewerDatabaseError, DamagedDatabaseError: the database can't be read.
        StoreError: there is nothing to copy, ``to`` exists, or it can't be written.
    """
    if revision_of(path, lang) in {ABSENT, EMPTY}:
        raise StoreError(translate(lang, "store.nothing_to_copy", path=path))
    if to.exists() and to.samefile(path):
        raise StoreError(translate(lang, "store.same_file", path=path))
    if to.exists() and not force:
        raise StoreError(translate(lang, "store.exists", path=to))
    with explained(to, lang), _draft(to) as draft:
        to.parent.mkdir(parents=True, exist_ok=True)
        _copy(_connect(path), draft, lang)
        count = count_records(draft, lang)
        draft.replace(to)
    return count


def count_records(backup: Path, lang: Lang) -> int:
    """Return how many records a copy holds, after checking that it is sound, ours, and not too new.

    Nothing is kept aside, unlike for the database in use.

    Raises:
        NewerDatabaseError: a later version of Tisserand wrote it.
        DamagedDatabaseError: it is not a sound database of ours.
        StoreError: it does not exist.
    """
    if not backup.is_file():
        raise StoreError(translate(lang, "store.absent", path=backup))
    try:
        with closing(open_unchanged(backup)) as db:
            verdict = db.execute("PRAGMA integrity_check").fetchone()[0]
            if verdict != "ok":
                raise sqlite3.DatabaseError(verdict)
            if db.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
                raise sqlite3.DatabaseError(translate(lang, "store.not_ours"))
            revision = db.execute("SELECT max(version_num) FROM alembic_version").fetchone()[0]
            if revision not in REVISIONS:
                raise newer(backup, lang, revision)
            return int(db.execute("SELECT count(*) FROM event").fetchone()[0])
    except sqlite3.Error as error:
        raise DamagedDatabaseError(translate(lang, "store.bad_copy", path=backup, detail=error)) from error


def restore(backup: Path, path: Path, lang: Lang) -> Path | None:
    """Put a copy back as the database, and return where the present one was kept aside, if there was one.

    A sound database is overwritten page by page in one transaction: a notebook that has it open goes on with the
    restored one. What can't be read is replaced as a file.

    Raises:
        NewerDatabaseError, DamagedDatabaseError: the copy is not one that can be put back; nothing was changed.
        StoreError: it could not be done; the present database is as it was.
    """
    count_records(backup, lang)
    if path.exists() and path.samefile(backup):
        raise StoreError(translate(lang, "store.same_file", path=path))
    with explained(path, lang), _draft(path) as draft:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        kept = None
        if path.exists() and _is_sound(path):
            _copy(_connect(path), draft, lang)
            kept = keep_aside(path, REPLACED, draft)
            _copy(open_unchanged(backup), path, lang)
            return kept
        if path.exists():
            kept = keep_aside(path, REPLACED)
        _copy(open_unchanged(backup), draft, lang)
        for side in ("-wal", "-shm"):  # they belong to the file that goes
            Path(f"{path}{side}").unlink(missing_ok=True)
        draft.replace(path)
        return kept


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=sqlite_file.BUSY_TIMEOUT_S, isolation_level=None)


def _is_sound(path: Path) -> bool:
    try:
        with closing(_connect(path)) as db:
            return bool(db.execute("PRAGMA integrity_check").fetchone()[0] == "ok")
    except sqlite3.OperationalError:  # busy, or can't be opened: no reason to replace it
        raise
    except sqlite3.DatabaseError:
        return False


@contextmanager
def _draft(path: Path) -> Iterator[Path]:
    """Give the name of a file beside ``path`` that is gone afterwards, unless it was renamed."""
    draft = path.with_name(f"{path.name}.part")
    try:
        draft.unlink(missing_ok=True)
        yield draft
    finally:
        draft.unlink(missing_ok=True)


def _copy(source: sqlite3.Connection, target: Path, lang: Lang) -> None:
    """Copy a whole database in one transaction, and close ``source``. A new target is one file, without a -wal."""
    deadline = time.monotonic() + sqlite_file.BUSY_TIMEOUT_S
    is_new = not target.exists()

    def give_up(status: int, _remaining: int, _total: int) -> None:
        if status in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED} and time.monotonic() > deadline:
            raise StoreError(translate(lang, "store.busy", path=target))

    with closing(source), closing(_connect(target)) as copy:
        copy.execute("PRAGMA synchronous = FULL")
        source.backup(copy, progress=give_up)
        if is_new:
            copy.execute("PRAGMA journal_mode = DELETE")
