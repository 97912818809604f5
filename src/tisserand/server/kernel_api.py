"""Where kernels send what their people do: an application of its own, on this machine's loopback only."""

import json
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from tisserand.domain.events import Record
from tisserand.errors import StoreError
from tisserand.server.keeper import Keeper
from tisserand.server.rates import RECORDS, Limiter
from tisserand.server.tickets import LASTS_S, RENEWABLE_S, Ticket, read_ticket, write_ticket
from tisserand.store.rows import message_of, record_of, row_of_message

log = logging.getLogger(__name__)

LARGEST_RECORD = 64 * 1024
"""Bytes: thirty times the longest text that a person may write."""


async def _nobody(_record: Record) -> None:
    """Tell nobody."""


Owner = Callable[[str], str | None]
"""Says whose kernel it is."""


@dataclass(frozen=True)
class RoomDoor:
    """What this application knows of rooms.

    Attributes:
        of: returns the id of the room in which somebody is now, if any.
        tell: takes note of what somebody did in a room.
    """

    of: Callable[[str], str | None] = lambda _learner: None
    tell: Callable[[Record], Awaitable[None]] = _nobody


class KernelApi:
    """The application and its socket.

    Attributes:
        url: where it listens.
        port: its port.
    """

    def __init__(self, keeper: Keeper, secret: bytes, owner_of: Owner, rooms: RoomDoor = RoomDoor()) -> None:
        """Listen on a free port of 127.0.0.1.

        Args:
            keeper: keeps the records.
            secret: signs the tickets.
            owner_of: says whose kernel it is now.
            rooms: knows in which room somebody is.
        """
        values = {"keeper": keeper, "secret": secret, "owner_of": owner_of, "rate": Limiter(RECORDS), "rooms": rooms}
        handlers = {r"/records": _Records, r"/forgotten": _Forgotten, r"/ticket": _NewTicket}
        routes = [(path, handler, values) for path, handler in handlers.items()]
        self._server = HTTPServer(Application(routes), max_body_size=LARGEST_RECORD, idle_connection_timeout=30)
        sockets = bind_sockets(0, "127.0.0.1")
        self._server.add_sockets(sockets)
        self.port: int = sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"

    def stop(self) -> None:
        """Close the socket."""
        self._server.stop()


class _TooFastError(Exception):
    """Somebody has more kept than a person can do."""


class _TicketHandler(RequestHandler):
    """What asks for a ticket before anything else."""

    lasts_s: float = LASTS_S

    def initialize(self, keeper: Keeper, secret: bytes, owner_of: Owner, rate: Limiter, rooms: RoomDoor) -> None:
        """Take what the application knows."""
        self.rooms = rooms
        self.rate = rate
        self.keeper = keeper
        self.secret = secret
        self.owner_of = owner_of

    def prepare(self) -> None:
        """Read the ticket: 401 asks for a newer one, 403 says that this kernel is nobody's or somebody else's."""
        scheme, _, text = self.request.headers.get("Authorization", "").partition(" ")
        ticket = read_ticket(text, self.secret, lasts_s=self.lasts_s) if scheme == "Bearer" else None
        if ticket is None:
            self.refuse(HTTPStatus.UNAUTHORIZED)
        elif self.owner_of(ticket.kernel_id) != ticket.learner:
            self.refuse(HTTPStatus.FORBIDDEN)
        else:
            self.ticket: Ticket = ticket

    def refuse(self, status: HTTPStatus, problem: str | None = None) -> None:
        """Answer with the reason only."""
        self.set_status(status)
        self.finish({"problem": problem})

    async def tell(self, answer: Awaitable[dict[str, Any]]) -> None:
        """Answer, or say why not."""
        try:
            self.finish(await answer)
        except StoreError as error:
            self.refuse(HTTPStatus.SERVICE_UNAVAILABLE, str(error))
        except _TooFastError:
            self.refuse(HTTPStatus.TOO_MANY_REQUESTS)
        except (KeyError, TypeError, ValueError, RecursionError):
            log.warning("kernel %s sent no record", self.ticket.kernel_id, exc_info=True)
            self.refuse(HTTPStatus.BAD_REQUEST)


class _Records(_TicketHandler):
    """``/records``: those of the ticket's person in the ticket's module."""

    async def get(self) -> None:
        """Give them all."""
        await self.tell(self._records())

    async def post(self) -> None:
        """Keep one more; on disk before the answer."""
        await self.tell(self._append())

    async def _records(self) -> dict[str, Any]:
        rows = await self.keeper.rows(self.ticket.learner, self.ticket.module_id)
        return {"records": [message_of(row) for row in rows]}

    async def _append(self) -> dict[str, Any]:
        if not self.rate.take(self.ticket.learner):
            raise _TooFastError
        row = row_of_message(json.loads(self.request.body))
        # Who and where are the ticket's business, whatever the kernel says.
        own = {
            "learner": self.ticket.learner,
            "module_id": self.ticket.module_id,
            "room": self.rooms.of(self.ticket.learner),
        }
        record = record_of({**row, **own})
        if record is None:
            raise ValueError(f"no such kind of event: {row['kind']!r}")
        recorded, count = await self.keeper.append(record)
        if recorded and record.room:
            await self.rooms.tell(record)
        return {"recorded": recorded, "count": count}


class _Forgotten(_TicketHandler):
    """``/forgotten``: what the ticket's person no longer wants kept of one activity."""

    async def post(self) -> None:
        """Remove it; gone from the disk before the answer."""
        await self.tell(self._forget())

    async def _forget(self) -> dict[str, Any]:
        if not self.rate.take(self.ticket.learner):
            raise _TooFastError
        activity = json.loads(self.request.body)["activity"]
        if not isinstance(activity, str):
            raise TypeError("activity")
        return {"count": await self.keeper.forget(self.ticket.learner, self.ticket.module_id, activity)}


class _NewTicket(_TicketHandler):
    """``/ticket``: a fresh one for an old one, as long as the kernel lives and is that person's."""

    lasts_s = RENEWABLE_S

    def post(self) -> None:
        """Give it."""
        self.finish({"ticket": write_ticket(self.ticket, self.secret)})
