"""The log of a participant of the workshop, as their kernel sees it: the server keeps it, a ticket opens it.

A kernel of the workshop never opens the database. It is prepared before anybody comes; once somebody has claimed it,
the server hands it what they did before and a ticket that is good for a few minutes and for this kernel only. Each
answer goes to the server and is on its disk before the kernel hears back.
"""

import json
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from http.client import HTTPException
from typing import Any
from urllib.error import HTTPError
from urllib.request import ProxyHandler, Request, build_opener

from tisserand.domain.events import Record
from tisserand.errors import StoreError
from tisserand.i18n import Lang, translate
from tisserand.store.rows import message_of, record_of, row_of, row_of_message

_PATIENCE_S = 20
"""Longer than SQLite waits for its lock (``sqlite_file.BUSY_TIMEOUT_S``): its own message then shows."""

_BROKEN = (OSError, HTTPException, ValueError)
"""What comes of a server that is away, or stops in the middle of its answer."""

_opener = build_opener(ProxyHandler({}))  # a machine's web proxy has no business here


class TicketedEventLog:
    """An :class:`~tisserand.store.event_log.EventLog` that lives on the server; of one person, in one module.

    What was read is remembered: a kernel is alone to write for its page. Should another page of the same person have
    written meanwhile, the server's count says so at the next append, and everything is read again.
    """

    def __init__(self, api: str, lang: Lang) -> None:
        """Open nothing yet.

        Args:
            api: where the server listens to its kernels.
            lang: language of the error messages.
        """
        self._api = api.rstrip("/")
        self._lang = lang
        self._ticket = ""
        self._records: list[Record] = []
        self._count = 0  # with those of a newer version, which are not among the records

    def admit(self, ticket: str, messages: Iterable[Mapping[str, Any]]) -> None:
        """Let the person in who claimed this kernel.

        Args:
            ticket: what opens their log.
            messages: what they did in this module before (``rows.message_of``), in order.
        """
        self._ticket = ticket
        self._remember(messages)

    def append(self, record: Record) -> bool:
        """Have the server keep the record; ``False``, and no change, if its uuid is already there.

        Raises:
            StoreError: it could not be kept; the message says why and what to do.
        """
        answer = self._ask("/records", message_of(row_of(record)))
        if answer["recorded"] and answer["count"] == self._count + 1:
            self._records.append(record)
            self._count += 1
        elif answer["count"] != self._count:
            self._remember(self._ask("/records")["records"])
        return bool(answer["recorded"])

    def records(self, learner: str, module_id: str | None = None, activity: str | None = None) -> list[Record]:  # noqa: ARG002 - the ticket says who
        """Return what the person did in this module, in the order it was kept."""
        return [
            record
            for record in self._records
            if module_id in {None, record.module_id} and activity in {None, record.activity}
        ]

    def forget(self, learner: str, module_id: str, activity: str) -> int:  # noqa: ARG002 - the ticket says who and where
        """Have the server remove what the person left in one activity, for good; return how many records there were.

        Raises:
            StoreError: nothing was removed, or not wholly; the message says which.
        """
        answer = self._ask("/forgotten", {"activity": activity})
        self._remember(self._ask("/records")["records"])
        return int(answer["count"])

    def _remember(self, messages: Iterable[Mapping[str, Any]]) -> None:
        found = [record_of(row_of_message(message)) for message in messages]
        self._records = [record for record in found if record is not None]
        self._count = len(found)

    def _ask(self, path: str, message: Mapping[str, Any] | None = None) -> dict[str, Any]:
        try:
            return self._send(path, message)
        except HTTPError as error:
            if error.code != HTTPStatus.UNAUTHORIZED:
                raise self._explained(error) from error
            error.close()
        except _BROKEN as error:
            raise self._explained(error) from error
        try:  # the ticket has had its time: this kernel may change it as long as it is that person's
            self._ticket = self._send("/ticket", {})["ticket"]
            return self._send(path, message)
        except _BROKEN as error:
            raise self._explained(error) from error

    def _send(self, path: str, message: Mapping[str, Any] | None) -> dict[str, Any]:
        body = None if message is None else json.dumps(message).encode()
        headers = {"Authorization": f"Bearer {self._ticket}", "Content-Type": "application/json"}
        request = Request(self._api + path, body, headers)  # noqa: S310 - the server's own address, http
        with _opener.open(request, timeout=_PATIENCE_S) as answer:
            found: dict[str, Any] = json.load(answer)
            return found

    def _explained(self, error: Exception) -> StoreError:
        """Return the sentence for the learner: the server's own where it has one."""
        if not isinstance(error, HTTPError):
            return StoreError(translate(self._lang, "store.workshop_away"))
        if error.code == HTTPStatus.TOO_MANY_REQUESTS:
            return StoreError(translate(self._lang, "store.workshop_too_fast"))
        with error:
            try:
                problem = json.load(error)["problem"]
            except (*_BROKEN, KeyError, TypeError):
                problem = None
        return StoreError(problem or translate(self._lang, "store.workshop_refused"))
