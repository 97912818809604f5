"""The log of a workshop's kernel, against the server's real API and a real database."""

import asyncio
import json
import threading
from dataclasses import replace
from datetime import UTC, datetime
from http import HTTPStatus
from types import SimpleNamespace
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from tisserand.domain.events import AnswerSubmitted, Record
from tisserand.errors import StoreError
from tisserand.i18n import Lang
from tisserand.server import kernel_api, tickets
from tisserand.server.keeper import Keeper
from tisserand.server.kernel_api import KernelApi
from tisserand.server.tickets import Ticket, write_ticket
from tisserand.store.rows import message_of, row_of
from tisserand.store.ticketed_log import TicketedEventLog

SECRET = b"s" * 32
MODULE = "mod-troll"


def record(uuid, **changes):
    event = AnswerSubmitted("first", "b", "high", 1.0, 1.0)
    return replace(Record(uuid, "ada", datetime(2026, 3, 1, tzinfo=UTC), MODULE, 1, "quiz/q", "fr", event), **changes)


@pytest.fixture
def server(tmp_path):
    """The API in a thread of its own, as in the server's process; ``owners`` says whose each kernel is."""
    loop = asyncio.new_event_loop()
    keeper = Keeper(f"sqlite:///{tmp_path}/answers.db", Lang.EN, SECRET)
    owners = {"k1": "ada", "k2": "ada", "k3": "grace"}
    made = threading.Event()
    found = SimpleNamespace(keeper=keeper, owners=owners)

    def run():
        asyncio.set_event_loop(loop)

        async def make():
            found.api = KernelApi(keeper, SECRET, owners.get)
            made.set()

        loop.run_until_complete(make())
        loop.run_forever()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    assert made.wait(10)

    def stop():
        done = threading.Event()
        loop.call_soon_threadsafe(lambda: (found.api.stop(), done.set()))
        done.wait(5)

    def rows(learner):
        return asyncio.run_coroutine_threadsafe(keeper.rows(learner, MODULE), loop).result(10)

    found.stop, found.rows = stop, rows
    found.call = lambda work: asyncio.run_coroutine_threadsafe(work, loop).result(10)
    yield found
    stop()
    loop.call_soon_threadsafe(loop.stop)
    thread.join(5)
    keeper.close()


def admitted(server, kernel_id="k1", learner="ada"):
    """Return the log of a kernel that somebody claimed."""
    log = TicketedEventLog(server.api.url, Lang.EN)
    rows = server.rows(learner)
    log.admit(write_ticket(Ticket(kernel_id, learner, MODULE), SECRET), [message_of(row) for row in rows])
    return log


def ask(server, path, body=None, ticket=None):
    """Return status and answer of a raw request."""
    headers = {"Authorization": f"Bearer {ticket}"} if ticket else {}
    try:
        with urlopen(Request(server.api.url + path, body, headers), timeout=10) as answer:  # noqa: S310 - our own
            return answer.status, json.load(answer)
    except HTTPError as error:
        with error:
            return error.code, error.read()


def test_an_answer_is_in_the_database_before_the_kernel_hears_back(server):
    """And comes back to the next kernel."""
    assert admitted(server).append(record("u1")) is True
    assert [row["uuid"] for row in server.rows("ada")] == ["u1"]
    assert admitted(server, "k2").records("ada") == [record("u1")]


def test_the_same_answer_twice_is_recorded_once(server):
    """The page sends it again when it heard nothing."""
    log = admitted(server)
    assert [log.append(record("u1")), log.append(record("u1"))] == [True, False]
    assert log.records("ada") == [record("u1")]


def test_another_page_of_the_same_person_is_seen_at_the_next_answer(server):
    """Two tabs lose nothing of each other."""
    one, other = admitted(server, "k1"), admitted(server, "k2")
    one.append(record("u1"))
    other.append(record("u2"))
    assert [found.uuid for found in other.records("ada")] == ["u1", "u2"]
    one.append(record("u2"))
    assert [found.uuid for found in one.records("ada")] == ["u1", "u2"]


def test_who_and_where_are_the_tickets_business(server):
    """A kernel that says it is somebody else's writes into its own person's log all the same."""
    admitted(server).append(record("u1", learner="grace", module_id="another", room="room-9"))
    assert server.rows("grace") == []
    kept = server.rows("ada")[0]
    assert (kept["learner"], kept["module_id"], kept["room"]) == ("ada", MODULE, None)


def test_a_ticket_whose_time_is_over_is_changed_for_a_new_one(server, monkeypatch):
    """Somebody read for an hour: their answer is kept all the same."""
    log = admitted(server)
    monkeypatch.setattr(kernel_api._Records, "lasts_s", -1)
    old = log._ticket

    def renew(ticket, secret):
        monkeypatch.setattr(kernel_api._Records, "lasts_s", tickets.LASTS_S)
        return write_ticket(ticket, secret)

    monkeypatch.setattr(kernel_api, "write_ticket", renew)
    assert log.append(record("u1")) is True
    assert log._ticket.split("|")[0] == old.split("|")[0]


def test_a_kernel_that_is_theirs_no_more_writes_nothing(server):
    """Not with a good ticket, nor with a renewed one."""
    log = admitted(server)
    del server.owners["k1"]
    with pytest.raises(StoreError, match="did not accept"):
        log.append(record("u1"))
    status, _ = ask(server, "/ticket", b"{}", log._ticket)
    assert status == HTTPStatus.FORBIDDEN
    assert server.rows("ada") == []


@pytest.mark.parametrize("ticket", [None, "", "x", write_ticket(Ticket("k1", "ada", MODULE), b"x" * 32)])
@pytest.mark.parametrize(("path", "body"), [("/records", None), ("/records", b"{}"), ("/ticket", b"{}")])
def test_without_a_ticket_of_ours_nothing_opens(server, ticket, path, body):
    """Any program of this machine may knock."""
    assert ask(server, path, body, ticket)[0] == HTTPStatus.UNAUTHORIZED


def test_a_ticket_of_one_person_does_not_open_another_kernel(server):
    """Not even with the right signature: the kernel says whose it is."""
    forged = write_ticket(Ticket("k3", "ada", MODULE), SECRET)
    assert ask(server, "/records", None, forged)[0] == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize(
    "body",
    [
        *(b"", b"{", b"[]", b"{}", b"null", b'"x"', b"\xff", b"[" * 60_000),
        json.dumps({**message_of(row_of(record("u"))), "kind": "from_the_future"}).encode(),
        json.dumps({**message_of(row_of(record("u"))), "payload": []}).encode(),
        json.dumps({**message_of(row_of(record("u"))), "payload": {"question": "only"}}).encode(),
        json.dumps({**message_of(row_of(record("u"))), "at": "2026-03-01T12:00:00"}).encode(),
    ],
)
def test_what_is_no_record_is_refused(server, body):
    """400, and nothing kept."""
    ticket = write_ticket(Ticket("k1", "ada", MODULE), SECRET)
    assert ask(server, "/records", body, ticket)[0] == HTTPStatus.BAD_REQUEST
    assert server.rows("ada") == []


def test_a_megabyte_is_not_even_read(server):
    """Thirty times the longest text that a person may write is enough."""
    ticket = write_ticket(Ticket("k1", "ada", MODULE), SECRET)
    try:
        status, _ = ask(server, "/records", b"x" * 2**20, ticket)
    except OSError:  # the server closed while the rest was being sent
        status = HTTPStatus.BAD_REQUEST
    assert status == HTTPStatus.BAD_REQUEST
    assert server.rows("ada") == []


def test_more_answers_than_a_person_gives_are_refused_in_a_sentence(server):
    """Nobody else notices."""
    log = admitted(server)

    def flood():
        for number in range(1000):
            log.append(record(f"u{number}"))

    with pytest.raises(StoreError, match="Too many answers"):
        flood()
    assert 200 <= len(server.rows("ada")) < 500
    assert admitted(server, "k3", "grace").append(record("g1")) is True


def test_a_server_that_is_away_is_told_in_a_sentence(server):
    """And the same answer is accepted once it is back."""
    log = admitted(server)
    server.stop()
    with pytest.raises(StoreError, match="does not answer"):
        log.append(record("u1"))
    assert log.records("ada") == []


@pytest.mark.parametrize(
    "reply",
    [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{", b"HTTP/1.1 200 OK\r\n\r\n<p>"],
)
def test_a_server_that_stops_in_the_middle_is_told_in_a_sentence(reply):
    """Whatever it had said."""

    async def answer(reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        writer.write(reply)
        writer.close()

    async def run():
        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        log = TicketedEventLog(url, Lang.EN)
        async with server:
            with pytest.raises(StoreError, match="does not answer"):
                await asyncio.to_thread(log.append, record("u1"))

    asyncio.run(run())


def test_kinds_of_a_newer_version_are_counted_and_left_out(server):
    """After an upgrade was taken back."""
    messages = [message_of(row_of(record("u1"))), {**message_of(row_of(record("u2"))), "kind": "from_the_future"}]
    log = TicketedEventLog(server.api.url, Lang.EN)
    log.admit("ticket", messages)
    assert [found.uuid for found in log.records("ada")] == ["u1"]
    assert log._count == 2


def test_records_of_other_activities_are_told_apart(server):
    """As in any log."""
    log = admitted(server)
    log.append(record("u1"))
    log.append(record("u2", activity="scenario/s"))
    assert [found.uuid for found in log.records("ada", activity="scenario/s")] == ["u2"]
    assert log.records("ada", module_id="another") == []


def test_what_one_no_longer_wants_kept_is_gone_from_the_server_and_nothing_of_others_is(server):
    """The ticket says whose and in which module; the kernel only says which activity."""
    log = admitted(server)
    server.call(server.keeper.append(record("g1", learner="grace", activity="meeting/x/notes")))
    for uuid, activity in (("a1", "quiz/q"), ("a2", "meeting/x/notes"), ("a3", "meeting/x/notes")):
        log.append(record(uuid, activity=activity))
    assert log.forget("grace", "mod-other", "meeting/x/notes") == 2
    assert [kept.uuid for kept in log.records("ada")] == ["a1"]
    assert [row["uuid"] for row in server.rows("ada")] == ["a1"]
    assert [row["uuid"] for row in server.rows("grace")] == ["g1"]
    assert log.append(record("a4")), "the count is that of the server"
    assert [kept.uuid for kept in log.records("ada")] == ["a1", "a4"]


def test_forgetting_something_that_is_no_activity_is_refused(server):
    log = admitted(server)
    log.append(record("a1"))
    with pytest.raises(StoreError):
        log.forget("ada", MODULE, None)
    assert [row["uuid"] for row in server.rows("ada")] == ["a1"]
