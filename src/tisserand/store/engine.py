"""Connections and transactions, and the schema brought up to date.

Each transaction opens the SQLite file anew (a fraction of a millisecond): a file that is restored or removed meanwhile
is never written behind its back, and between two answers everything is in the one file.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, NullPool, create_engine, event, make_url

from tisserand.store.revisions import APPLICATION_ID
from tisserand.store.sqlite_file import BUSY_TIMEOUT_S, switch_to_wal

_to_json = partial(json.dumps, ensure_ascii=False, allow_nan=False)


def make_engine(url: str, path: Path | None) -> Engine:
    """Return an engine on the database; nothing is opened yet.

    Args:
        url: as SQLAlchemy writes it.
        path: the file, if it is a SQLite one.
    """
    if path is None:
        return create_engine(make_url(url), json_serializer=_to_json)
    engine = create_engine(
        URL.create("sqlite", database=str(path)),
        poolclass=NullPool,
        connect_args={"timeout": BUSY_TIMEOUT_S},
        json_serializer=_to_json,
    )
    event.listen(engine, "connect", _set_up)
    event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves: sqlite3 would begin too late, and weakly
    switch_to_wal(connection)
    connection.execute("PRAGMA synchronous = FULL")  # a committed answer survives a power cut
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")


def _begin(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


@contextmanager
def transaction(engine: Engine, *, writes: bool) -> Iterator[Connection]:
    """Give a connection inside a transaction, committed at the end, rolled back by an exception.

    One that writes takes its lock at once: taken later, it could fail after the work was done.
    """
    with engine.connect() as plain:
        connection = plain.execution_options(writes=writes)
        with connection.begin():
            yield connection


def migrate(connection: Connection) -> None:
    """Bring the schema to the revision of this version, inside the transaction of ``connection``."""
    # Alembic takes longer to import than all of our store, and is needed once in the life of a file.
    from alembic import command  # noqa: PLC0415
    from alembic.config import Config  # noqa: PLC0415

    config = Config(attributes={"connection": connection})
    folder = str(Path(__file__).parent / "migrations")
    config.set_main_option("script_location", folder.replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
    command.upgrade(config, "head")


def stored_revision(connection: Connection) -> str | None:
    """Return the revision that the database says it has, or none before the first migration."""
    if not connection.dialect.has_table(connection, "alembic_version"):
        return None
    row: Any = connection.exec_driver_sql("SELECT version_num FROM alembic_version").first()
    return None if row is None else str(row[0])
