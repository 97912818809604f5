"""Where each millisecond goes between somebody's click on a lesson and their live page, on a calm server."""

import asyncio
import json
import statistics
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import material
from launched import Launched, free_port
from process_tree import ProcessTree
from simulated_person import Arrival, SimulatedPerson

_PATH = f"/fr/modules/{material.REAL_SLUG}"


def stages(openings: int) -> dict[str, Any]:
    """Return the medians, in milliseconds, of the stages of a page: ``prepared`` ahead, and played ``on_the_spot``."""
    return {"prepared": _stages(openings, keep_ready=1), "on_the_spot": _stages(openings, keep_ready=0)}


def _stages(openings: int, keep_ready: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="tisserand-stages-") as folder:
        out, port = Path(folder) / "stages.jsonl", free_port()
        script = str(Path(__file__).with_name("timed_server.py"))
        command = [sys.executable, script, str(out), "serve", "--no-browser", "--port", str(port)]
        server = Launched(command, Path(folder) / "home", port)
        (server.home / "jupyter").mkdir(parents=True)
        configuration = f"c.WorkshopApp.keep_ready = {keep_ready}\n"
        (server.home / "jupyter" / "jupyter_tisserand_config.py").write_text(configuration, "utf-8")
        try:
            server.start("/fr/")
            tree = ProcessTree(server.process.pid)
            arrivals = [_open(server.url, tree) for _ in range(openings + 1)][1:]
            pages = [json.loads(line) for line in out.read_text("utf-8").splitlines()][1:]
        finally:
            server.stop()
    return _summary(pages, arrivals)


def _open(base: str, tree: ProcessTree) -> Arrival:
    async def visit() -> Arrival:
        person = SimulatedPerson(base, _PATH)
        arrival = await person.arrive()
        await person.disconnect()
        return arrival

    arrival = asyncio.run(visit())
    tree.wait_until_quiet()
    return arrival


def _summary(pages: Sequence[dict[str, Any]], arrivals: Sequence[Arrival]) -> dict[str, Any]:
    took: defaultdict[str, list[float]] = defaultdict(list)
    for page in pages:
        opened = page["complete"]
        for stage, begun, ended in page["stages"]:
            took[stage].append(ended - begun)
            if stage == "the lesson opened for the person":
                opened = ended
        took["first piece of the page written"].append(page["first_piece"])
        took["activities and states rendered, after that"].append(page["complete"] - opened)
        took["page complete, on the server"].append(page["complete"])
    for arrival in arrivals:
        took["first byte, at the visitor's"].append(arrival.first_byte)
        took["page complete, at the visitor's"].append(arrival.html)
        took["websocket open and answering, after that"].append(arrival.live - arrival.html)
    return {stage: round(1000 * statistics.median(values), 1) for stage, values in took.items()}
