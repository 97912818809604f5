"""Rooms and what happens in them, in the server's database: append-only, as what learners do."""

import json
import secrets
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, insert, select
from sqlalchemy.exc import IntegrityError

from tisserand.domain.events import Record
from tisserand.domain.rooms.events import RoomRecord, room_event_from_payload
from tisserand.store.resume_codes import ALPHABET
from tisserand.store.rows import record_of
from tisserand.store.sql_event_log import SqlEventLog
from tisserand.store.tables import event_table, room_event_table, room_table

CODE_LENGTH = 6
"""Of a room's code: 30 random bits, and tries are counted (``server.rates``)."""

_TRIES = 20


class RoomLog:
    """The rooms of one database."""

    def __init__(self, log: SqlEventLog) -> None:
        """Keep rooms beside the events of ``log``."""
        self._log = log

    def make(self, room: str, now: datetime) -> str:
        """Keep a new room and return its code, which no other room has.

        Raises:
            StoreError: it could not be kept.
        """
        with self._log.writing() as connection:
            for _ in range(_TRIES):
                code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
                if connection.execute(select(room_table.c.id).where(room_table.c.code == code)).first() is None:
                    connection.execute(insert(room_table), {"id": room, "code": code, "opened_at": now})
                    return code
        raise RuntimeError("no code is free")

    def codes(self) -> dict[str, str]:
        """Return the ids of all the rooms, with their codes.

        Raises:
            StoreError: the database could not be read.
        """
        return {row["id"]: row["code"] for row in self._rows(select(room_table.c.id, room_table.c.code))}

    def append(self, record: RoomRecord) -> RoomRecord | None:
        """Keep what happened, on disk before returning, and return it with its place; ``None`` if it was there already.

        Raises:
            StoreError: it could not be kept; nothing of it was.
            TypeError, ValueError: the payload is not JSON.
        """
        payload = json.loads(json.dumps(record.event.payload(), allow_nan=False))
        json.dumps(payload, ensure_ascii=False).encode()
        row = {
            "uuid": record.uuid,
            "room": record.room,
            "person": record.person,
            "at": record.at,
            "kind": record.event.kind,
            "payload": payload,
        }
        with self._log.writing() as connection:
            found = connection.execute(select(room_event_table.c.id).where(room_event_table.c.uuid == record.uuid))
            if found.first() is not None:
                return None
            try:
                key = connection.execute(insert(room_event_table), row).inserted_primary_key
            except IntegrityError:  # another server was faster
                return None
        return _record({**row, "id": key[0] if key else 0})

    def has(self, uuid: str) -> bool:
        """Return whether an event was kept under a uuid.

        Raises:
            StoreError: the database could not be read.
        """
        return bool(self._rows(select(room_event_table.c.id).where(room_event_table.c.uuid == uuid)))

    def records(self, room: str) -> list[RoomRecord]:
        """Return what happened in a room, in the order it was kept; unknown kinds are left out.

        Raises:
            StoreError: the database could not be read.
        """
        query = select(room_event_table).where(room_event_table.c.room == room).order_by(room_event_table.c.id)
        return [record for row in self._rows(query) if (record := _record(row)) is not None]

    def learner_records(self, room: str) -> list[Record]:
        """Return what its people did in lessons while they were in a room, in order.

        Raises:
            StoreError: the database could not be read.
        """
        columns = (column for column in event_table.c if column.name != "id")
        query = select(*columns).where(event_table.c.room == room).order_by(event_table.c.id)
        return [record for row in self._rows(query) if (record := record_of(row)) is not None]

    def forget_room(self, room: str) -> None:
        """Erase a room and all that happened in it; what people did in lessons is theirs and stays, without the room.

        Raises:
            StoreError: it could not be done.
        """
        with self._log.writing() as connection:
            connection.execute(delete(room_event_table).where(room_event_table.c.room == room))
            connection.execute(delete(room_table).where(room_table.c.id == room))
            connection.execute(event_table.update().where(event_table.c.room == room).values(room=None))
        self._log.clean()

    def _rows(self, query: Select[Any]) -> list[dict[str, Any]]:
        with self._log.reading() as connection:
            return [] if connection is None else [dict(row) for row in connection.execute(query).mappings()]


def _record(row: dict[str, Any]) -> RoomRecord | None:
    event = room_event_from_payload(row["kind"], row["payload"])
    if event is None:
        return None
    return RoomRecord(row["uuid"], row["room"], row["person"], row["at"], event, row["id"])
