"""The server's database, away from its event loop: one thread writes, so that a hundred answers queue in memory."""

import asyncio
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any, TypeVar

from tisserand.content.models.module import TrainingModule
from tisserand.domain.events import Record
from tisserand.i18n import Lang
from tisserand.server.rooms.hub import Rooms
from tisserand.services.own_data import Holdings, erase_learner, export_as_json, holdings
from tisserand.services.progress import Standing, progress_of_all
from tisserand.services.restarts import restart_module
from tisserand.store.event_log import open_event_log
from tisserand.store.resume_codes import ResumeCodes
from tisserand.store.room_log import RoomLog
from tisserand.store.sql_event_log import SqlEventLog

T = TypeVar("T")

_READERS = 3


class Keeper:
    """What the server keeps of people, for handlers to await.

    Attributes:
        name: where it is kept, to be shown: a path, or an address without its password.
    """

    def __init__(self, url: str, lang: Lang, secret: bytes) -> None:
        """Open nothing yet.

        Args:
            url: SQLAlchemy URL of the database.
            lang: language of the error messages that reach people without one of their own.
            secret: protects the resume codes.

        Raises:
            StoreError: the database is damaged, newer, or in a place that can't be written.
        """
        log = open_event_log(url, lang=lang)
        if not isinstance(log, SqlEventLog):
            raise TypeError(f"{url} keeps nothing: a server needs a database")
        self._log = log
        self.name = log.name
        self._codes = ResumeCodes(log, secret)
        self._writer = ThreadPoolExecutor(1, "writer")
        self._readers = ThreadPoolExecutor(_READERS, "reader")

    async def append(self, record: Record) -> tuple[bool, int]:
        """Keep a record; return whether it is new, and how many the person now has in its module.

        Raises:
            StoreError: it could not be kept.
        """

        def both() -> tuple[bool, int]:
            return self._log.append(record), self._log.count(record.learner, record.module_id)

        return await self._write(both)

    async def rows(self, learner: str, module_id: str) -> list[dict[str, Any]]:
        """Return what a person did in a module, as rows.

        Raises:
            StoreError: the database could not be read.
        """
        return await self._read(lambda: self._log.rows(learner, module_id))

    async def progress(self, learner: str, modules: Iterable[TrainingModule], lang: Lang) -> dict[str, Standing]:
        """Return where a person stands in each module.

        Raises:
            StoreError: the database could not be read.
        """
        return await self._read(lambda: progress_of_all(self._log, learner, modules, lang))

    async def start_over(self, learner: str, module: TrainingModule, lang: Lang) -> None:
        """Have a person practise a module from the start again.

        Raises:
            StoreError: it could not be kept.
        """
        await self._write(lambda: restart_module(self._log, learner, module, lang))

    async def holdings(self, learner: str) -> Holdings:
        """Return how much is kept of a person.

        Raises:
            StoreError: the database could not be read.
        """
        return await self._read(lambda: holdings(self._log, learner))

    async def export(self, learner: str) -> str:
        """Return everything kept of a person, as JSON.

        Raises:
            StoreError: the database could not be read.
        """
        return await self._read(lambda: export_as_json(self._log, learner, datetime.now(UTC)))

    async def forget(self, learner: str, module_id: str, activity: str) -> int:
        """Remove what a person left in one activity of a module, for good.

        Raises:
            StoreError: it could not be done, or not wholly.
        """
        return await self._write(lambda: self._log.forget(learner, module_id, activity))

    async def erase(self, learner: str) -> int:
        """Remove everything of a person for good.

        Raises:
            StoreError: it could not be done, or not wholly.
        """
        return await self._write(lambda: erase_learner(self._log, learner))

    async def make_code(self, learner: str) -> str:
        """Return a code with which a person goes on from another device.

        Raises:
            StoreError: it could not be kept.
        """
        return await self._write(lambda: self._codes.make(learner, datetime.now(UTC)))

    async def use_code(self, typed: str) -> str | None:
        """Return whose code was typed, and take it back.

        Raises:
            StoreError: the database could not be read or written.
        """
        return await self._write(lambda: self._codes.use(typed, datetime.now(UTC)))

    def rooms(self) -> Rooms:
        """Return the rooms that this database keeps."""
        return Rooms(RoomLog(self._log), self._write, self._read)

    async def ask(self, service: Callable[[SqlEventLog], T]) -> T:
        """Return what a service reads in the log.

        Raises:
            StoreError: the database could not be read.
        """
        return await self._read(lambda: service(self._log))

    async def keep(self, service: Callable[[SqlEventLog], T]) -> T:
        """Have a service write to the log; return what it says.

        Raises:
            StoreError: it could not be kept.
            TisserandError: the service refused it.
        """
        return await self._write(lambda: service(self._log))

    def close(self) -> None:
        """Finish what is being written."""
        self._writer.shutdown()
        self._readers.shutdown()

    async def _write(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._writer, work)

    async def _read(self, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._readers, work)
