"""Who is playing what, where and when: what every service is handed first."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple, Protocol

from tisserand.domain.events import Event, Record
from tisserand.errors import StoreError
from tisserand.i18n import Lang, translate
from tisserand.services.limits import checked_id
from tisserand.settings import Settings, read_settings
from tisserand.store.event_log import EventLog, open_event_log
from tisserand.store.memory_log import MemoryEventLog

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """Return the present moment, in UTC."""
    return datetime.now(UTC)


class Versioned(Protocol):
    """What a session needs to know of a module: a ``TrainingModule``, or a :class:`ModuleVersion`."""

    @property
    def id(self) -> str:
        """The id written once."""

    @property
    def version(self) -> int:
        """The version that is played."""


class ModuleVersion(NamedTuple):
    """The id and the version of a module."""

    id: str
    version: int


@dataclass(frozen=True)
class Session:
    """A person in a module.

    Attributes:
        log: where what happens is kept.
        learner: opaque id of the person.
        lang: language of the lesson.
        module: the module played.
        clock: says what time it is, in UTC.
        room: the workshop's room, if any.
        warning: one sentence for the learner, when what they do is not being kept.
    """

    log: EventLog
    learner: str
    lang: Lang
    module: Versioned
    clock: Clock = utc_now
    room: str | None = None
    warning: str | None = None

    def record(self, activity: str, uuid: str, event: Event) -> bool:
        """Keep what happened, for good, before returning; ``False`` if that uuid was recorded before.

        Args:
            activity: key of the activity (``Activity.key``).
            uuid: made by the client.
            event: what happened.

        Raises:
            StoreError: it could not be kept.
            ValueError: the uuid is not one: the message was forged.
        """
        return self.log.append(
            Record(
                uuid=checked_id(uuid),
                learner=self.learner,
                at=self.clock(),
                module_id=self.module.id,
                module_version=self.module.version,
                activity=activity,
                lang=self.lang.value,
                event=event,
                room=self.room,
            )
        )

    def records(self, activity: str | None = None) -> list[Record]:
        """Return what this person did in this module, or in one of its activities, in order.

        Raises:
            StoreError: the log can't be read.
        """
        return self.log.records(self.learner, self.module.id, activity)

    def has(self, activity: str, uuid: str) -> bool:
        """Return whether what the client sends under this uuid was recorded before: it is sending again.

        Raises:
            StoreError: the log can't be read.
        """
        return any(record.uuid == uuid for record in self.records(activity))


def open_session(
    module: Versioned,
    lang: Lang,
    learner: str | None = None,
    *,
    room: str | None = None,
    settings: Settings | None = None,
) -> Session:
    """Return a session on the person's own log.

    When that log can't be opened the lesson still plays: the session is then kept in memory only, and its ``warning``
    says so, why, and how to mend it.

    Args:
        module: the module played.
        lang: language of the lesson.
        learner: opaque id; by default that of the settings.
        room: the workshop's room, if any.
        settings: by default those of the environment.
    """
    settings = settings or read_settings()
    learner = learner or settings.learner
    try:
        log = open_event_log(settings.database_url, lang=lang)
    except StoreError as error:
        warning = translate(lang, "store.not_kept", reason=error)
        return Session(MemoryEventLog(), learner, lang, module, room=room, warning=warning)
    return Session(log, learner, lang, module, room=room)


def throwaway_session(module: Versioned, lang: Lang, learner: str, *, clock: Clock = utc_now) -> Session:
    """Return a session that keeps nothing: for papermill and personas."""
    return Session(MemoryEventLog(), learner, lang, module, clock)
