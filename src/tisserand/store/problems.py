"""Turns what SQLite complains about into sentences that a person can act on."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tisserand.errors import DamagedDatabaseError, StoreError
from tisserand.i18n import Lang, translate
from tisserand.store.keep_aside import keep_aside

_PRIMARY = 0xFF  # SQLite's extended codes keep the primary one in their low byte
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL}
_SENTENCES = {
    sqlite3.SQLITE_FULL: "store.full",
    sqlite3.SQLITE_READONLY: "store.unwritable",
    sqlite3.SQLITE_PERM: "store.unwritable",
    sqlite3.SQLITE_CANTOPEN: "store.unreadable",
    sqlite3.SQLITE_AUTH: "store.unreadable",
}


def is_busy(error: BaseException) -> bool:
    """Return whether another process holds the file, so that trying again makes sense."""
    return _code(error) in _BUSY


def damaged(path: Path, lang: Lang, detail: object) -> DamagedDatabaseError:
    """Return the error for a file that can't be read, after keeping a copy of it aside."""
    try:
        copy = keep_aside(path)
    except OSError as error:
        return DamagedDatabaseError(translate(lang, "store.damaged_no_copy", path=path, detail=detail, reason=error))
    return DamagedDatabaseError(translate(lang, "store.damaged", path=path, detail=detail, copy=copy))


def explain(error: BaseException, path: Path | None, lang: Lang) -> StoreError:
    """Return the error of ours that says what ``error`` means and how to mend it.

    Args:
        error: from sqlite3, SQLAlchemy or the operating system.
        path: the SQLite file; none for another database.
        lang: the reader's language.
    """
    if isinstance(error, StoreError):
        return error
    code = _code(error)
    detail = getattr(error, "orig", None) or error
    if path is None:
        return StoreError(translate(lang, "store.server", detail=detail))
    if code in _DAMAGED:
        return damaged(path, lang, detail)
    if code in _BUSY:
        return StoreError(translate(lang, "store.busy", path=path))
    if isinstance(error, PermissionError):
        return StoreError(translate(lang, "store.unwritable", path=path))
    return StoreError(translate(lang, _SENTENCES.get(code or 0, "store.failed"), path=path, detail=detail))


@contextmanager
def explained(path: Path | None, lang: Lang) -> Iterator[None]:
    """Raise a :class:`StoreError` for whatever the database or the file system complains about inside."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        raise explain(error, path, lang) from error


def _code(error: BaseException) -> int | None:
    original = getattr(error, "orig", None) or error
    code = getattr(original, "sqlite_errorcode", None)
    return None if code is None else code & _PRIMARY
