"""Tickets: what a kernel shows to write into the log of the person who claimed it.

A ticket names a kernel, a person and a module, is signed with the server's secret and lasts minutes. It is good only
while that kernel lives and is that person's, so one that leaks from a page or a log soon opens nothing.
"""

import json
from dataclasses import asdict, dataclass

from tornado.web import create_signed_value, decode_signed_value

LASTS_S = 10 * 60
RENEWABLE_S = 24 * 60 * 60
"""A kernel whose person reads for an hour may change its old ticket for a new one: it lives, and is still theirs."""

_NAME = "tisserand_ticket"
_DAY_S = 24 * 60 * 60


@dataclass(frozen=True)
class Ticket:
    """Whose kernel plays which module.

    Attributes:
        kernel_id: the kernel.
        learner: opaque id of the person who claimed it.
        module_id: the module it plays.
    """

    kernel_id: str
    learner: str
    module_id: str


def write_ticket(ticket: Ticket, secret: bytes) -> str:
    """Return a ticket as it travels, signed now."""
    return create_signed_value(secret, _NAME, json.dumps(asdict(ticket))).decode()


def read_ticket(text: str, secret: bytes, *, lasts_s: float = LASTS_S) -> Ticket | None:
    """Return what a ticket says; ``None`` for one that was forged, damaged, or signed more than ``lasts_s`` ago."""
    value = decode_signed_value(secret, _NAME, text, max_age_days=lasts_s / _DAY_S, min_version=2)
    if value is None:
        return None
    return Ticket(**json.loads(value))
