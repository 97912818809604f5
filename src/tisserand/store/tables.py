"""The tables, as SQLAlchemy sees them. What is on disk is made by ``migrations/``; a test compares both."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Index, Integer, MetaData, String, Table
from sqlalchemy.schema import Column
from sqlalchemy.types import TypeDecorator


class UtcDateTime(TypeDecorator[datetime]):
    """A moment, kept in UTC. SQLite has no time zones: it is written bare and comes back as UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Return ``value`` in UTC; a moment without a time zone is refused with ``ValueError``."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        in_utc = value.astimezone(UTC)
        return in_utc.replace(tzinfo=None) if dialect.name == "sqlite" else in_utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return what was stored, with its time zone."""
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


metadata = MetaData()

event_table = Table(
    "event",
    metadata,
    # SQLite counts by itself only in a column declared INTEGER.
    Column[int]("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column[str]("uuid", String(64), nullable=False, unique=True),
    Column[str]("learner", String(128), nullable=False),
    Column[datetime]("at", UtcDateTime, nullable=False),
    Column[str | None]("room", String(64)),
    Column[str]("module_id", String(64), nullable=False),
    Column[int]("module_version", Integer, nullable=False),
    Column[str]("activity", String(200), nullable=False),
    Column[str]("lang", String(8), nullable=False),
    Column[str]("kind", String(64), nullable=False),
    Column[Any]("payload", JSON, nullable=False),
    Index("ix_event_learner_module_activity", "learner", "module_id", "activity"),
    Index("ix_event_room", "room", "activity"),
    sqlite_autoincrement=True,  # an id is never used twice, even after an erasure
)

resume_code_table = Table(
    "resume_code",
    metadata,
    Column[str]("digest", String(64), primary_key=True),
    Column[str]("learner", String(128), nullable=False, unique=True),
    Column[datetime]("expires_at", UtcDateTime, nullable=False),
)

room_table = Table(
    "room",
    metadata,
    Column[str]("id", String(64), primary_key=True),
    Column[str]("code", String(16), nullable=False, unique=True),
    Column[datetime]("opened_at", UtcDateTime, nullable=False),
)

room_event_table = Table(
    "room_event",
    metadata,
    Column[int]("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column[str]("uuid", String(64), nullable=False, unique=True),
    Column[str]("room", String(64), nullable=False),
    Column[str]("person", String(128), nullable=False),
    Column[datetime]("at", UtcDateTime, nullable=False),
    Column[str]("kind", String(64), nullable=False),
    Column[Any]("payload", JSON, nullable=False),
    Index("ix_room_event_room", "room", "id"),
    Index("ix_room_event_person", "person"),
    sqlite_autoincrement=True,
)
