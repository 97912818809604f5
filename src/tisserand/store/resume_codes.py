"""Short codes with which a person goes on from another device.

Only a digest of a code is kept, made with the server's secret: whoever reads the file can't go on as somebody else. A
code is good for a while and for one use.
"""

import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select

from tisserand.store.sql_event_log import SqlEventLog
from tisserand.store.tables import resume_code_table

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Thirty-two signs that are not taken for one another when read aloud or written by hand: no 0, O, 1, I."""

LENGTH = 8
"""Of a code: 40 random bits, and tries are counted (``server.rates``)."""

LASTS = timedelta(days=7)


class ResumeCodes:
    """The codes of one server, in its database."""

    def __init__(self, log: SqlEventLog, secret: bytes) -> None:
        """Keep codes beside the events of ``log``, as digests made with ``secret``."""
        self._log = log
        self._secret = secret

    def make(self, learner: str, now: datetime) -> str:
        """Return a new code of a learner; an earlier one is good no more.

        Raises:
            StoreError: it could not be kept.
        """
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        with self._log.writing() as connection:
            connection.execute(delete(resume_code_table).where(resume_code_table.c.learner == learner))
            connection.execute(delete(resume_code_table).where(resume_code_table.c.expires_at < now))
            row = {"digest": self._digest(code), "learner": learner, "expires_at": now + LASTS}
            connection.execute(insert(resume_code_table), row)
        return code

    def use(self, typed: str, now: datetime) -> str | None:
        """Return whose code was typed, and take it back; ``None`` if it is nobody's, or too old.

        Raises:
            StoreError: the database could not be read or written.
        """
        code = tidy(typed)
        if len(code) != LENGTH:
            return None
        with self._log.writing() as connection:
            mine = resume_code_table.c.digest == self._digest(code)
            row = connection.execute(select(resume_code_table).where(mine)).first()
            connection.execute(delete(resume_code_table).where(mine))
        return str(row.learner) if row is not None and row.expires_at >= now else None

    def _digest(self, code: str) -> str:
        return hmac.new(self._secret, b"resume " + code.encode(), hashlib.sha256).hexdigest()


def tidy(typed: str) -> str:
    """Return what was typed as codes are written: capitals, without the spaces and hyphens of reading aloud."""
    return "".join(sign for sign in typed.upper()[:64] if sign in ALPHABET)


def spaced(code: str) -> str:
    """Return a code in two halves, as it is read and typed more surely."""
    half = len(code) // 2
    return f"{code[:half]}-{code[half:]}"
