"""Our server under a room: 10, 30, 100 people at once, lessons prepared ahead or not; then a minute of answers."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import material
from crowd import Crowd
from process_tree import ProcessTree
from rivals import Rivals
from simulated_person import SimulatedPerson

_PATH = f"/fr/modules/{material.REAL_SLUG}"
_PREPARED_WITHIN_S = 240


@dataclass
class Room:
    """One crowd, measured.

    Attributes:
        prepared: whether a lesson was ready for everybody before they came.
        joined: see :meth:`crowd.Joined.figures`.
        cpu_s: processor seconds of the server for each person, from their coming until it rests again.
        pss_mb: memory that each person added; ``None`` where what was prepared ahead blurs it.
        answered: see :meth:`crowd.Answered.figures`; ``None`` where nobody answered.
    """

    prepared: bool
    joined: dict[str, Any]
    cpu_s: float
    pss_mb: float | None
    answered: dict[str, Any] | None


def rooms(rivals: Rivals, sizes: Sequence[int], answer_for_s: float) -> list[Room]:
    """Measure a fresh server for each size, with lessons prepared ahead and without; the largest room answers too."""
    found = []
    for prepared in (True, False):
        for size in sizes:
            answers = answer_for_s if size == max(sizes) and not prepared else 0.0
            found.append(_room(rivals, size, prepared=prepared, answer_for_s=answers))
            print(
                f"  {size} people, prepared: {prepared}: last live after {found[-1].joined['last_live']} s", flush=True
            )
    return found


def _room(rivals: Rivals, size: int, *, prepared: bool, answer_for_s: float) -> Room:
    traits = {"WorkshopApp.keep_ready": size if prepared else 0, "WorkshopApp.max_participants": 3 * size + 10}
    server = rivals.tisserand(traits)
    try:
        server.start("/fr/")
        tree = ProcessTree(server.process.pid)
        return asyncio.run(_fill(server.url, tree, size, prepared, answer_for_s))
    finally:
        server.stop()


async def _fill(base: str, tree: ProcessTree, size: int, prepared: bool, answer_for_s: float) -> Room:
    first = SimulatedPerson(base, _PATH)
    await first.arrive()  # what is done once: imports, exporters, files in memory; and it tells the pool what is wanted
    rest = asyncio.to_thread
    cpu, pss = await rest(tree.wait_until_quiet, _PREPARED_WITHIN_S), await rest(tree.pss_mb)
    async with Crowd(base, _PATH, size) as crowd:
        joined = await crowd.join()
        cpu_s = (await rest(tree.wait_until_quiet, _PREPARED_WITHIN_S) - cpu) / size
        pss_mb = None if prepared else (await rest(tree.pss_mb) - pss) / size
        answered = None
        if answer_for_s:
            before = tree.cpu_s()
            answered = (await crowd.answer_for(answer_for_s)).figures()
            answered["cpu_s"] = tree.cpu_s() - before
    await first.disconnect()
    return Room(prepared, joined.figures(), cpu_s, pss_mb, answered)
