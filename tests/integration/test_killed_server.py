"""A server that is killed again and again while people answer: nothing confirmed is lost, nothing is there twice."""

import asyncio
import random
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from launched import Launched, free_port
from simulated_person import NoPageError, SimulatedPerson
from tornado.httpclient import HTTPError
from tornado.iostream import StreamClosedError

KILLS = 20
PEOPLE = 3
PATH = "/fr/modules/gerer-un-troll"

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Launched]:
    """``tisserand serve``, not started."""
    port = free_port()
    command = [str(Path(sys.executable).with_name("tisserand")), "serve", "--no-browser", "--port", str(port)]
    server = Launched(command, tmp_path, port)
    (tmp_path / "jupyter").mkdir()
    nothing_ahead = "c.WorkshopApp.keep_ready = 0\n"  # it would be prepared for nobody: the server is about to die
    (tmp_path / "jupyter" / "jupyter_tisserand_config.py").write_text(nothing_ahead, "utf-8")
    yield server
    server.stop()


class Answering:
    """Somebody who answers without a pause, and sends again what was not confirmed, as their page does."""

    def __init__(self, base: str) -> None:
        self.person = SimulatedPerson(base, PATH)
        self.unconfirmed: str = ""
        self.sent: set[str] = set()

    async def go_on(self, first: asyncio.Event) -> None:
        """Open the page and answer until the connection breaks; tell when an answer was confirmed."""
        try:
            await self.person.arrive()
            number = 0
            while True:
                await self.answer_once(number)
                first.set()
                number += 1
        except (ConnectionError, StreamClosedError, HTTPError, NoPageError):
            first.set()  # nobody waits for somebody who is gone

    async def answer_once(self, number: int) -> None:
        """Answer one question; an answer stays unconfirmed until the server said that it has it."""
        self.unconfirmed = self.unconfirmed or f"answer-{len(self.sent)}-{id(self)}"
        self.sent.add(self.unconfirmed)
        await self.person.answer(self.person.question(number), self.unconfirmed)
        self.unconfirmed = ""


def test_twenty_kills_lose_no_confirmed_answer_and_double_none(server: Launched) -> None:
    """Every answer that was sent is there once in the end, confirmed before the kill, or sent again after it."""
    dice = random.Random(4)  # noqa: S311 - moments of a test
    people = [Answering(server.url) for _ in range(PEOPLE)]

    async def live_through(seconds: float) -> None:
        first = asyncio.Event()
        going_on = asyncio.gather(*(one.go_on(first) for one in people))
        await first.wait()
        await asyncio.sleep(seconds)
        server.kill()
        await going_on
        await asyncio.gather(*(one.person.disconnect() for one in people))

    async def catch_up() -> None:
        for one in people:
            await one.person.arrive()
            if one.unconfirmed:
                await one.answer_once(0)
            await one.person.disconnect()

    interrupted = 0
    for _ in range(KILLS):
        server.start("/fr/")
        asyncio.run(live_through(dice.uniform(0.0, 0.6)))
        interrupted += sum(bool(one.unconfirmed) for one in people)
        kept = set(uuids(server))
        assert all(kept >= set(one.person.confirmed) for one in people), "a confirmed answer is lost"
    server.start("/fr/")
    asyncio.run(catch_up())
    kept = uuids(server)
    assert sorted(kept) == sorted(uuid for one in people for uuid in one.sent)
    assert sorted(kept) == sorted(set(kept))
    assert interrupted > KILLS, "the kills hit nobody in the middle of an answer: they show nothing"


def uuids(server: Launched) -> list[str]:
    """The answers in the database."""
    database = server.home / "tisserand" / "tisserand.db"
    if not database.exists():  # nothing was answered before the first kill
        return []
    with closing(sqlite3.connect(database)) as connection:
        return [uuid for (uuid,) in connection.execute("select uuid from event where kind = 'answer_submitted'")]
