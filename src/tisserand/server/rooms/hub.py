"""The live rooms: an event is checked, kept on disk, taken into its room, and everybody who watches is told."""

import asyncio
import secrets
from collections import defaultdict
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from typing import Any, TypeVar

from tisserand.domain.events import Record
from tisserand.domain.rooms.events import OF_PARTICIPANTS, RoomEvent, RoomMoved, RoomOpened, RoomRecord
from tisserand.domain.rooms.own_progress import OwnProgress
from tisserand.domain.rooms.room import Room, room_of
from tisserand.domain.rooms.rules import check
from tisserand.domain.rooms.whereabouts import touched
from tisserand.errors import RoomError
from tisserand.store.resume_codes import tidy
from tisserand.store.room_log import RoomLog

T = TypeVar("T")

TICK_S = 0.1
"""What happens within this time goes out together: ten pictures a second are more than anybody sees."""


@dataclass
class Presence:
    """What is known of somebody besides the room's log. Pages are forgotten with the server; the rest is read again.

    Attributes:
        pages: pages of theirs that are open now.
        seen_at: when the last one was closed.
        at: the activity of a lesson they did something in last, ``<module id>/<activity>``; empty on the room's page.
        did_at: when they last did something.
        steps: how many things they did in lessons.
        touched: what they began (:func:`tisserand.domain.rooms.whereabouts.touched`).
        progress: how far they are in what the room works on, by lesson; ``None`` until it is read (again).
    """

    pages: int = 0
    seen_at: datetime | None = None
    at: str = ""
    did_at: datetime | None = None
    steps: int = 0
    touched: set[str] = field(default_factory=set)
    progress: Mapping[str, OwnProgress] | None = None

    def did_something(self) -> None:
        """Have their progress read again before it is shown."""
        self.steps += 1
        self.progress = None

    def note(self, record: Record, *, is_on_page: bool = False) -> None:
        """Take note that they did something in a lesson, or answered one of its questions on the room's page."""
        self.at, self.did_at = "" if is_on_page else f"{record.module_id}/{record.activity}", record.at
        self.touched.add(touched(record))
        self.did_something()


@dataclass
class LiveRoom:
    """A room with its code, and who watches it.

    Attributes:
        room: what its log says.
        code: what people type.
        version: grows with whatever changes what is shown.
        did: what its people did in lessons while they were in it, in order.
        presence: by person.
        cache: what was rendered for this version, by whatever names it.
        own: what was rendered about one person, with the state that it shows.
    """

    room: Room
    code: str
    version: int = 0
    did: list[Record] = field(default_factory=list)
    presence: dict[str, Presence] = field(default_factory=lambda: defaultdict(Presence))
    cache: dict[Any, Any] = field(default_factory=dict)
    own: dict[Any, tuple[Any, Any]] = field(default_factory=dict)
    is_gone: bool = False
    _changed: asyncio.Event = field(default_factory=asyncio.Event)
    _tick: asyncio.TimerHandle | None = None

    def cached(self, key: Any, make: Callable[[], T]) -> T:
        """Return what ``make`` makes of this version, made once for all who ask by ``key``."""
        if key not in self.cache:
            self.cache[key] = make()
        found: T = self.cache[key]
        return found

    def kept(self, key: Any, state: Any, make: Callable[[], T]) -> T:
        """Return what ``make`` made for ``key`` in this state, across versions: made anew in another state only."""
        before = self.own.get(key)
        if before is None or before[0] != state:
            before = self.own[key] = (state, make())
        found: T = before[1]
        return found

    def knows(self, person: str) -> bool:
        """Return whether somebody leads the room or has joined it."""
        return person in self.room.trainers or person in self.room.people

    def touch(self) -> None:
        """Have those who watch look again, soon and together; a page that is loaded meanwhile is of now."""
        self.cache.clear()
        if self._tick is None:
            self._tick = asyncio.get_running_loop().call_later(TICK_S, self._tell)

    def _tell(self) -> None:
        self._tick = None
        self.version += 1
        self.cache.clear()
        told, self._changed = self._changed, asyncio.Event()
        told.set()

    def forget_rendered(self, view: str) -> None:
        """Have what a view shows made again: it says how long ago things were."""
        for key in [key for key in self.cache if isinstance(key, tuple) and key[0] == view]:
            del self.cache[key]

    async def changed(self, within_s: float) -> bool:
        """Wait until there is something else to show; ``False`` after so many seconds without."""
        try:
            await asyncio.wait_for(self._changed.wait(), within_s)
        except TimeoutError:
            return False
        return True

    @contextmanager
    def watched_by(self, person: str) -> Iterator[None]:
        """Count a page of somebody's as open."""
        presence = self.presence[person]
        presence.pages += 1
        if presence.pages == 1:
            self.touch()
        try:
            yield
        finally:
            presence.pages -= 1
            presence.seen_at = datetime.now(UTC)
            if not presence.pages:
                self.touch()


class Rooms:
    """All the rooms of this server."""

    def __init__(
        self,
        log: RoomLog,
        write: Callable[[Callable[[], T]], Awaitable[T]],
        read: Callable[[Callable[[], T]], Awaitable[T]],
    ) -> None:
        """Know of no room yet: they are read when somebody first asks.

        Args:
            log: where they are kept.
            write: runs something on the thread that may write to the database.
            read: runs something on those that may read it.
        """
        self._log = log
        self._write: Callable[..., Awaitable[Any]] = write
        self._read: Callable[..., Awaitable[Any]] = read
        self._live: dict[str, LiveRoom] = {}
        self._by_code: dict[str, str] = {}
        self._place: dict[str, str] = {}
        self._is_read = False
        self._reading = asyncio.Lock()
        self._turns: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def load(self) -> None:
        """Read the rooms that the database knows, once.

        Raises:
            StoreError: the database could not be read.
        """
        if self._is_read:
            return
        async with self._reading:
            if self._is_read:
                return
            for room_id, code in (await self._read(self._log.codes)).items():
                live = self._add(room_of(room_id, await self._read(partial(self._log.records, room_id))), code)
                if live.room.status != "closed":
                    live.did = await self.learner_records(live)
                for record in live.did:
                    live.presence[record.learner].note(record)
            self._is_read = True

    def _add(self, room: Room, code: str) -> LiveRoom:
        live = self._live[room.id] = LiveRoom(room, code)
        self._by_code[code] = room.id
        if room.status != "closed":
            self._place |= {person.id: room.id for person in room.present}
        return live

    async def open(self, name: str, lang: str, trainer: str) -> LiveRoom:
        """Open a room for a trainer.

        Raises:
            RoomError: its name is too long.
            StoreError: it could not be kept.
        """
        await self.load()
        room = Room(secrets.token_urlsafe(12))
        event = RoomOpened(name, lang)
        check(room, event, trainer)
        code = await self._write(lambda: self._log.make(room.id, datetime.now(UTC)))
        live = self._add(room, code)
        await self.post(live, event, trainer, secrets.token_hex(16))
        return live

    async def find(self, typed: str) -> LiveRoom | None:
        """Return the room whose code was typed."""
        await self.load()
        room_id = self._by_code.get(tidy(typed))
        return self._live.get(room_id) if room_id else None

    @property
    def all(self) -> tuple[LiveRoom, ...]:
        """The rooms that have been read."""
        return tuple(self._live.values())

    async def of_trainer(self, trainer: str) -> list[LiveRoom]:
        """Return the rooms that a trainer leads, the newest first."""
        await self.load()
        return [live for live in reversed(self._live.values()) if trainer in live.room.trainers]

    def room_of_person(self, person: str) -> LiveRoom | None:
        """Return the room in which somebody is now: what they do in lessons belongs to it."""
        live = self._live.get(self._place.get(person, ""))
        if live is None or live.room.status == "closed" or person not in live.room.people:
            return None
        return None if live.room.people[person].left else live

    async def post(self, live: LiveRoom, event: RoomEvent, person: str, uuid: str) -> bool:
        """Let something happen: checked, kept on disk, then seen. Sent twice, it happens once.

        Args:
            live: where.
            event: what.
            person: who.
            uuid: made by the client.

        Returns:
            Whether it is new.

        Raises:
            RoomError: it may not happen.
            StoreError: it could not be kept; nothing of it was.
        """
        if live.is_gone:
            raise RoomError("gone")
        async with self._turns[live.room.id]:
            record = RoomRecord(uuid, live.room.id, person, datetime.now(UTC), event)
            try:
                check(live.room, event, person)
            except RoomError:
                if await self._read(lambda: self._log.has(uuid)):
                    return False  # what arrived the first time, and is late the second
                raise
            kept = await self._write(lambda: self._log.append(record))
            if kept is None:
                return False
            live.room.take(kept)
        self._note_place(live, person)
        if event.kind in OF_PARTICIPANTS:
            live.presence[person].at, live.presence[person].did_at = "", record.at
        live.touch()
        return True

    def _note_place(self, live: LiveRoom, person: str) -> None:
        found = live.room.people.get(person)
        if found is not None and not found.left:
            self._place[person] = live.room.id
        elif self._place.get(person) == live.room.id:
            del self._place[person]

    def note_activity(self, record: Record, *, is_on_page: bool = False) -> None:
        """Take note that somebody did something in a lesson, for the trainer who looks on."""
        live = self._live.get(record.room or "")
        if live is None:
            return
        live.did.append(record)
        live.presence[record.learner].note(record, is_on_page=is_on_page)
        live.touch()

    async def learner_records(self, live: LiveRoom) -> list[Record]:
        """Return what its people did in lessons while they were in a room.

        Raises:
            StoreError: the database could not be read.
        """
        found: list[Record] = await self._read(lambda: self._log.learner_records(live.room.id))
        return found

    async def room_records(self, live: LiveRoom) -> list[RoomRecord]:
        """Return everything that happened in a room.

        Raises:
            StoreError: the database could not be read.
        """
        found: list[RoomRecord] = await self._read(lambda: self._log.records(live.room.id))
        return found

    async def erase(self, live: LiveRoom) -> None:
        """Erase a room for good.

        Raises:
            StoreError: it could not be done, or not wholly.
        """
        async with self._turns[live.room.id]:
            await self._write(lambda: self._log.forget_room(live.room.id))
            live.is_gone = True
            live.room.status = RoomMoved("closed").to
            self._live.pop(live.room.id, None)
            self._by_code.pop(live.code, None)
        live.touch()

    async def forget_person(self, person: str) -> None:
        """Take somebody whose data were erased out of the rooms, by reading these again.

        Raises:
            StoreError: the database could not be read.
        """
        await self.load()
        self._place.pop(person, None)
        for live in list(self._live.values()):
            if person in live.room.people:
                async with self._turns[live.room.id]:
                    live.room = room_of(live.room.id, await self.room_records(live))
                    live.did = [record for record in live.did if record.learner != person]
                    live.presence.pop(person, None)
                    live.own = {key: kept for key, kept in live.own.items() if person not in key}
                live.touch()
