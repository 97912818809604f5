"""How soon the other screens of a room show an answer, and what that costs the server.

    python tests/bench/bench_rooms.py                    (rooms of 10, 100 and 300: some four minutes)
    python tests/bench/bench_rooms.py --soak 600         (300 people for ten minutes, without a lost event)

The people are HTTP clients on the same machine, with the streams that pages keep open; what a browser draws costs the
server nothing. Nobody's delay is left out: each answer is timed on every other screen. See docs/performance.md.
"""

import argparse
import asyncio
import json
import logging
import platform
import random
import re
import sqlite3
import sys
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles
from time import perf_counter
from typing import Any

_HERE = Path(__file__).parent
sys.path[:0] = [str(_HERE / "workshop"), str(_HERE.parent / "stand_ins")]

from launched import Launched, free_port  # noqa: E402
from process_tree import ProcessTree  # noqa: E402
from room_people import RoomPerson, RoomTrainer  # noqa: E402

from tisserand.content.loading import load_quiz  # noqa: E402

PASSWORD = "une phrase pour la mesure"  # noqa: S105 - of a bench
ROUND_S = 30.0
"""Within this time everybody answers, each at a moment of their own."""

JOIN_PER_S = 8
_COUNT = re.compile(r"<strong>(\d+)</strong>")


@dataclass
class Measured:
    """A room's figures.

    Attributes:
        people: how many.
        delays: seconds, of each answer on each other screen.
        confirmed: seconds until the person's own answer is confirmed.
        cpu_s_a_minute: processor seconds of the server.
        lost: answers that were confirmed and are not in the database, or are there twice.
    """

    people: int
    delays: list[float]
    confirmed: list[float]
    cpu_s_a_minute: float
    lost: int
    events: int

    def line(self) -> str:
        """Return a line of the table."""
        cuts = quantiles(self.delays, n=100)
        own = quantiles(self.confirmed, n=100)
        figures = [self.people, self.events, len(self.delays), *(f"{1000 * cuts[at]:.0f}" for at in (49, 94, 98))]
        figures += [f"{1000 * own[49]:.0f}", f"{1000 * own[94]:.0f}", f"{self.cpu_s_a_minute:.1f}", self.lost]
        return f"| {' | '.join(map(str, figures))} |"


@contextmanager
def serving() -> Iterator[Launched]:
    """Start a server on a home of its own."""
    with tempfile.TemporaryDirectory() as folder:
        port, password = free_port(), Path(folder) / "password"
        password.write_text(PASSWORD, "utf-8")
        password.chmod(0o600)
        command = [str(Path(sys.executable).with_name("tisserand")), "serve", "--no-browser", "--port", str(port)]
        server = Launched([*command, "--password-file", str(password)], Path(folder) / "home", port)
        server.start("/fr/")
        yield server
        server.stop()


def kept(server: Launched, kind: str) -> list[tuple[str, dict[str, Any]]]:
    """Return the uuid and the payload of what the database holds of a kind, in order."""
    path = server.home / "tisserand" / "tisserand.db"
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        rows = connection.execute("select uuid, payload from room_event where kind = ? order by id", (kind,)).fetchall()
    return [(name, json.loads(payload)) for name, payload in rows]


@dataclass
class Room:
    """A trainer and the people of a room, all with their page open."""

    server: Launched
    trainer: RoomTrainer
    people: list[RoomPerson]

    @classmethod
    async def gather(cls, server: Launched, size: int) -> "Room":
        """Open a room and fill it, at the pace of a door."""
        trainer = RoomTrainer(server.url)
        code = await trainer.open_room(PASSWORD)
        people = [RoomPerson(server.url) for _ in range(size)]

        async def come(person: RoomPerson, after_s: float) -> None:
            await asyncio.sleep(after_s)
            await person.join(code)
            person.listen()
            await person.wait_for("banner", "Atelier", seconds=60)

        await asyncio.gather(*(come(person, at / JOIN_PER_S) for at, person in enumerate(people)))
        trainer.listen()
        return cls(server, trainer, people)

    async def ask(self, question: str, within_s: float) -> tuple[list[float], list[float], list[str]]:
        """Ask a question, have everybody answer; return the delays, the confirmations, and the answers' uuids."""
        await self.trainer.steer("collect", item=question)
        collection = kept(self.server, "collection_begun")[-1][1]["collection"]
        await asyncio.gather(*(person.wait_for("stage", collection) for person in self.people))
        for person in self.people:
            person.seen.clear()
        option = re.findall(r'name="answer" value="([^"]+)"', self.people[0].pieces["stage"])
        sent: dict[str, tuple[float, int]] = {}
        confirmed: list[float] = []

        async def answer(at: int) -> None:
            await asyncio.sleep(random.random() * within_s)  # noqa: S311 - nothing secret
            name = uuid.uuid4().hex
            sent[name] = (perf_counter(), at)
            said = await self.people[at].act("answer", name, collection=collection, answer=random.choice(option))  # noqa: S311
            assert said["problem"] is None, said
            confirmed.append(perf_counter() - sent[name][0])

        await asyncio.gather(*(answer(at) for at in range(len(self.people))))
        await asyncio.gather(
            *(person.wait_for("count", f"<strong>{len(self.people)}</strong>") for person in self.people)
        )
        order = [name for name, event in kept(self.server, "answer_given") if event["collection"] == collection]
        delays = []
        for rank, name in enumerate(order, start=1):
            begun, who = sent[name]
            for at, person in enumerate(self.people):
                if at != who:
                    delays.append(next(when for when, count in counts(person) if count >= rank) - begun)
        await self.trainer.steer("freeze", collection=collection)
        await self.trainer.steer("reveal", collection=collection)
        return delays, confirmed, list(sent)

    async def leave(self) -> None:
        """Close all pages."""
        await asyncio.gather(*(person.leave_page() for person in [self.trainer, *self.people]))


def counts(person: RoomPerson) -> list[tuple[float, int]]:
    """Return when somebody's screen showed how many answers."""
    found = ((at, _COUNT.search(changed["count"])) for at, changed in person.seen if "count" in changed)
    return [(at, int(number[1])) for at, number in found if number]


async def measure(server: Launched, size: int, seconds: float, within_s: float) -> Measured:
    """Fill a room and ask questions for so many seconds, at least one."""
    room = await Room.gather(server, size)
    assert server.process is not None
    tree = ProcessTree(server.process.pid)
    cpu, begun = tree.cpu_s(), perf_counter()
    quiz = load_quiz("signes-de-derapage").questions
    questions = [f"gerer-un-troll/quiz/signes-de-derapage/{one.id}" for one in quiz if one.kind == "single"]
    delays: list[float] = []
    confirmed: list[float] = []
    names: list[str] = []
    number = 0
    while not number or perf_counter() - begun < seconds:
        found = await room.ask(questions[number % len(questions)], within_s)
        for whole, part in zip((delays, confirmed, names), found, strict=True):
            whole.extend(part)  # type: ignore[arg-type]
        number += 1
    spent = 60 * (tree.cpu_s() - cpu) / (perf_counter() - begun)
    there = [name for name, _ in kept(server, "answer_given")]
    lost = sum(there.count(name) != 1 for name in names) if len(names) < 5000 else len(set(names) ^ set(there))
    await room.leave()
    return Measured(size, delays, confirmed, spent, lost, len(names))


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10, 100, 300])
    parser.add_argument(
        "--seconds", type=float, default=ROUND_S, help="how long each room answers, at least a question"
    )
    parser.add_argument("--soak", type=float, default=0.0, help="instead, how long 300 people answer")
    options = parser.parse_args()
    logging.getLogger("asyncio").setLevel(logging.CRITICAL)  # streams that are left say so, each with a traceback
    print(f"{datetime.now(UTC).isoformat(timespec='minutes')}: {platform.system()} {platform.machine()}")
    print("| people | answers | delays | median ms | p95 | p99 | own: median ms | p95 | CPU s a minute | lost |")
    print("| ---: " * 10 + "|")
    for size in [300] if options.soak else options.sizes:
        with serving() as server:
            seconds = options.soak or options.seconds
            print(asyncio.run(measure(server, size, seconds, ROUND_S)).line(), flush=True)


if __name__ == "__main__":
    main()
