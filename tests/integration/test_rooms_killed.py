"""A server that is killed again and again while a room answers: nothing is lost, nothing is there twice.

Twenty kills in a row, in the middle of a vote: ``test_rooms_decide.py``.
"""

import asyncio
import json
import random
import sqlite3
import sys
import uuid
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from launched import Launched, free_port
from room_people import RoomPerson, RoomTrainer

KILLS = 6
PEOPLE = 8
PASSWORD = "une phrase pour la salle"  # noqa: S105 - of a test

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Launched]:
    """``tisserand serve``, not started."""
    port, password = free_port(), tmp_path / "password"
    password.write_text(PASSWORD, "utf-8")
    password.chmod(0o600)
    command = [str(Path(sys.executable).with_name("tisserand")), "serve", "--no-browser", "--port", str(port)]
    (tmp_path / "home" / "jupyter").mkdir(parents=True)
    no_kernels_ahead = "c.WorkshopApp.kernel_name = 'python3'\n"  # nobody opens a lesson here: starting is quicker
    (tmp_path / "home" / "jupyter" / "jupyter_tisserand_config.py").write_text(no_kernels_ahead, "utf-8")
    server = Launched([*command, "--password-file", str(password)], tmp_path / "home", port)
    yield server
    server.stop()


async def send(person: RoomPerson, collection: str, answer: str, name: str) -> None:
    """Answer until the server says that it has it, under the same name each time, as the page does."""
    while True:
        try:
            said = await person.act("answer", name, collection=collection, answer=answer)
        except ConnectionError:
            await asyncio.sleep(0.1)
            continue
        assert said["problem"] is None, said
        return


def test_kills_lose_no_text_of_a_wall_and_double_none(server: Launched) -> None:
    """Whatever was confirmed is there once; whatever was not was sent again, and is there once too."""
    dice = random.Random(5)  # noqa: S311 - moments of a test
    sent: list[str] = []

    async def workshop() -> int:
        trainer, people = RoomTrainer(server.url), [RoomPerson(server.url) for _ in range(PEOPLE)]
        code = await trainer.open_room(PASSWORD)
        await asyncio.gather(*(person.join(code) for person in people))
        assert (await trainer.steer("collect", item="wall", prompt="Que retenez-vous ?"))["problem"] is None
        collection = room_events(server, "collection_begun")[0]["collection"]

        async def answering(person: RoomPerson, texts: list[str]) -> None:
            for text in texts:
                await send(person, collection, text, uuid.uuid4().hex)
                sent.append(text)

        texts = [[f"texte é {number} de {at}" for number in range(18)] for at in range(PEOPLE)]
        going_on = asyncio.gather(*(answering(*one) for one in zip(people, texts, strict=True)))
        for _ in range(KILLS):
            await asyncio.sleep(dice.uniform(0.0, 0.05))
            server.kill()
            await asyncio.to_thread(server.start, "/fr/")
        await going_on
        late = RoomPerson(server.url)
        await late.join(code)
        late.listen()
        await late.wait_for("count", f"<strong>{PEOPLE}</strong>")
        await late.leave_page()
        return sum(map(len, texts))

    server.start("/fr/")
    count = asyncio.run(workshop())
    kept = Counter(event["answer"] for event in room_events(server, "answer_given"))
    assert len(sent) == count
    assert set(kept.values()) == {1}
    assert set(kept) == set(sent)


def room_events(server: Launched, kind: str) -> list[dict[str, str]]:
    """Return what the database holds of a kind."""
    path = server.home / "tisserand" / "tisserand.db"
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        rows = connection.execute("select payload from room_event where kind = ? order by id", (kind,)).fetchall()
    return [json.loads(payload) for (payload,) in rows]
