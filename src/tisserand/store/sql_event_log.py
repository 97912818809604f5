"""The log in a database: one SQLite file for a person, one database for a server."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Delete, delete, func, insert, select
from sqlalchemy.exc import DBAPIError, IntegrityError, StatementError

from tisserand.domain.events import Record
from tisserand.domain.rooms.events import OF_PARTICIPANTS
from tisserand.errors import StoreError
from tisserand.i18n import Lang, translate
from tisserand.store.engine import make_engine, migrate, stored_revision, transaction
from tisserand.store.problems import damaged, explain
from tisserand.store.revisions import HEAD, REVISIONS
from tisserand.store.rows import record_of, row_of
from tisserand.store.sqlite_file import ABSENT, EMPTY, newer, revision_of, scrub
from tisserand.store.tables import event_table, resume_code_table, room_event_table


class SqlEventLog:
    """An :class:`~tisserand.store.event_log.EventLog` kept in a database. Open one with ``open_event_log``.

    Attributes:
        path: the file, if it is a SQLite one.
        name: where it is, to be shown: the path, or the address without its password.
    """

    def __init__(self, url: str, path: Path | None, lang: Lang, *, create: bool) -> None:
        self.path = path
        self._lang = lang
        self._create = create
        self._engine = make_engine(url, path)
        self.name = str(path) if path else self._engine.url.render_as_string(hide_password=True)

    def append(self, record: Record) -> bool:
        """Keep the record on disk before returning; ``False``, and no change, if its uuid is already there.

        Raises:
            StoreError: it could not be kept; nothing of it was.
        """
        row = row_of(record)
        with self._explained():
            self._make_place()
            try:
                with self._transaction(writes=True) as connection:
                    connection.execute(insert(event_table), row)
            except IntegrityError:
                with self._transaction() as connection:
                    same = select(event_table.c.id).where(event_table.c.uuid == record.uuid)
                    if connection.execute(same).first() is None:
                        raise
                return False
        return True

    def records(self, learner: str, module_id: str | None = None, activity: str | None = None) -> list[Record]:
        """Return what a learner did, in the order it was kept; unknown kinds are left out.

        Raises:
            StoreError: the database could not be read.
        """
        wanted: dict[str, str | None] = {"module_id": module_id, "activity": activity}
        rows = self._select(learner, {name: value for name, value in wanted.items() if value is not None})
        with self._explained():
            return [record for row in rows if (record := record_of(row)) is not None]

    def rows(self, learner: str, module_id: str | None = None) -> list[dict[str, Any]]:
        """Return everything kept of a learner (in a module) as plain values, unknown kinds included.

        Raises:
            StoreError: the database could not be read.
        """
        return self._select(learner, {} if module_id is None else {"module_id": module_id})

    def room_rows(self, learner: str) -> list[dict[str, Any]]:
        """Return what a learner did in the rooms of workshops, besides lessons, as plain values.

        Raises:
            StoreError: the database could not be read.
        """
        query = select(*(column for column in room_event_table.c if column.name != "id"))
        query = query.where(room_event_table.c.person == learner).order_by(room_event_table.c.id)
        with self.reading() as connection:
            return [] if connection is None else [dict(row) for row in connection.execute(query).mappings()]

    def count(self, learner: str, module_id: str) -> int:
        """Return how many rows a learner has in a module.

        Raises:
            StoreError: the database could not be read.
        """
        of_both = (event_table.c.learner == learner) & (event_table.c.module_id == module_id)
        with self._explained():
            if self._is_without_events():
                return 0
            with self._transaction() as connection:
                return connection.execute(select(func.count()).select_from(event_table).where(of_both)).scalar_one()

    def forget(self, learner: str, module_id: str, activity: str) -> int:
        """Remove what a learner left in one activity of a module, as thoroughly as :meth:`erase`.

        Raises:
            StoreError: as for :meth:`erase`.
        """
        of_all = (
            (event_table.c.learner == learner)
            & (event_table.c.module_id == module_id)
            & (event_table.c.activity == activity)
        )
        return self._remove(delete(event_table).where(of_all))

    def erase(self, learner: str) -> int:
        """Remove everything of a learner, from the file's free pages and write-ahead log too; return how many records.

        Raises:
            StoreError: nothing was erased, or it was but another process kept the file from being cleaned: the message
                says which.
        """
        return self._remove(
            delete(event_table).where(event_table.c.learner == learner),
            delete(resume_code_table).where(resume_code_table.c.learner == learner),
            delete(room_event_table).where(
                (room_event_table.c.person == learner) & room_event_table.c.kind.in_(OF_PARTICIPANTS)
            ),
        )

    def _remove(self, events: Delete, *others: Delete) -> int:
        """Delete rows and what the file still remembers of them; return how many events there were."""
        with self._explained():
            if self._is_without_events():
                return 0
            with self._transaction(writes=True) as connection:
                count = connection.execute(events).rowcount
                for other in others:
                    connection.execute(other)
            if self.path and (count or others):  # erasing a person again cleans what was kept from being cleaned
                scrub(self.path, self._lang)
        return count

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection in a transaction that writes: for what is kept beside the events.

        Raises:
            StoreError: nothing of the transaction was kept.
        """
        with self._explained():
            self._make_place()
            with self._transaction(writes=True) as connection:
                yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection | None]:
        """Give a connection that reads what is kept beside the events; none where nothing has been kept yet.

        Raises:
            StoreError: the database could not be read.
        """
        with self._explained():
            if self._is_without_events():
                yield None
                return
            with self._transaction() as connection:
                yield connection

    def clean(self) -> None:
        """Take what was removed out of the file's free pages and write-ahead log too.

        Raises:
            StoreError: another process kept the file from being cleaned.
        """
        if self.path:
            scrub(self.path, self._lang)

    def _select(self, learner: str, wanted: dict[str, str]) -> list[dict[str, Any]]:
        query = select(*(column for column in event_table.c if column.name != "id"))
        query = query.where(event_table.c.learner == learner)
        for name, value in wanted.items():
            query = query.where(event_table.c[name] == value)
        with self._explained():
            if self._is_without_events():
                return []
            with self._transaction() as connection:
                return [dict(row._mapping) for row in connection.execute(query.order_by(event_table.c.id))]  # noqa: SLF001

    def _is_without_events(self) -> bool:
        return self.path is not None and revision_of(self.path, self._lang) in {ABSENT, EMPTY}

    def _make_place(self) -> None:
        """Make the folder of the file, and look at the file before SQLite does."""
        if self.path is None:
            return
        if revision_of(self.path, self._lang) == ABSENT:
            if not self._create:
                raise StoreError(translate(self._lang, "store.absent", path=self.path))
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)  # answers are nobody else's business

    @contextmanager
    def _transaction(self, *, writes: bool = False) -> Iterator[Connection]:
        """Give a connection to a database of this version's revision, migrating it first if needed."""
        with transaction(self._engine, writes=writes) as connection:
            revision = stored_revision(connection)
            if revision == HEAD:
                yield connection
                return
            if revision is not None and revision not in REVISIONS:
                raise newer(self.name, self._lang, revision)
        with transaction(self._engine, writes=True) as connection:
            migrate(connection)
        with transaction(self._engine, writes=writes) as connection:
            yield connection

    @contextmanager
    def _explained(self) -> Iterator[None]:
        """Raise our errors for SQLAlchemy's, and for rows that don't hold what they should."""
        try:
            yield
        except (DBAPIError, OSError) as error:
            raise explain(error, self.path, self._lang) from error
        except (StatementError, ValueError, TypeError, KeyError) as error:
            # row_of checked what was to be written: values that make no sense come from the file.
            raise (damaged(self.path, self._lang, error) if self.path else explain(error, None, self._lang)) from error
