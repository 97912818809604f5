"""What the handlers of one server share."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import cast

from tornado.httputil import HTTPServerRequest
from tornado.web import RequestHandler

from tisserand.i18n import Lang
from tisserand.server.addresses import is_this_machine
from tisserand.server.keeper import Keeper
from tisserand.server.kernels import LessonKernels
from tisserand.server.lesson_runs import LessonPool
from tisserand.server.rates import (
    CODES,
    FORMS,
    MESSAGES,
    PAGES,
    PASSWORDS,
    REQUESTS,
    ROOM_CODES,
    SOCKETS,
    Limiter,
    Tries,
)
from tisserand.server.rooms.hub import Rooms
from tisserand.server.secret_files import TrainerPassword
from tisserand.server.tickets import Ticket, write_ticket

SETTING = "tisserand_workshop"
"""The application's setting that holds it."""


@dataclass
class Workshop:
    """One server's parts.

    Attributes:
        base_url: path that every address begins with, ``/`` or ``/…/``.
        public_url: the address that people open, with its path; as far as it is known.
        addresses: those to open, this machine's first, then that on the local network if the server listens there.
        default_lang: language for visitors whose browser asks for neither.
        drafts: whether modules being written are shown.
        keeper: the database.
        kernels: whose each one is.
        pool: lessons ready to be opened.
        password: the trainer's.
        secret: signs cookies and tickets.
        hosts: names under which pages are asked for.
        requests, pages, sockets: how often one person may ask for each.
        messages: how much a page may tell a kernel.
        forms: what one person may have kept from the pages around the lessons.
        codes, room_codes, passwords: how often each may be guessed.
    """

    base_url: str
    public_url: str
    addresses: Sequence[str]
    default_lang: Lang
    drafts: bool
    keeper: Keeper
    kernels: LessonKernels
    pool: LessonPool
    password: TrainerPassword
    secret: bytes
    hosts: frozenset[str] = frozenset()
    requests: Limiter = field(default_factory=lambda: Limiter(REQUESTS))
    pages: Limiter = field(default_factory=lambda: Limiter(PAGES))
    sockets: Limiter = field(default_factory=lambda: Limiter(SOCKETS))
    messages: Limiter = field(default_factory=lambda: Limiter(MESSAGES))
    forms: Limiter = field(default_factory=lambda: Limiter(FORMS))
    codes: Tries = field(default_factory=lambda: Tries(CODES))
    room_codes: Tries = field(default_factory=lambda: Tries(ROOM_CODES))
    passwords: Tries = field(default_factory=lambda: Tries(PASSWORDS))

    @cached_property
    def rooms(self) -> Rooms:
        """The rooms of this server."""
        return self.keeper.rooms()

    def shown_address(self, request: HTTPServerRequest) -> str:
        """Return the address to show: a phone can't open ``localhost``, under which the trainer may be here."""
        if self.public_url:
            return self.public_url
        if is_this_machine(request.host):
            return self.addresses[-1]
        return f"{request.protocol}://{request.host}{self.base_url}"

    def ticket(self, kernel_id: str, learner: str, module_id: str) -> str:
        """Return a ticket for a kernel that was claimed."""
        return write_ticket(Ticket(kernel_id, learner, module_id), self.secret)


def workshop_of(handler: RequestHandler) -> Workshop:
    """Return the workshop that a handler serves."""
    return cast("Workshop", handler.settings[SETTING])
