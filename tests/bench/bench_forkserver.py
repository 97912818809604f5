"""What a forked kernel costs against one launched in the ordinary way, in one run on this machine.

    python tests/bench/bench_forkserver.py [--kernels 10] [--rounds 5]

A kernel is ready when it has answered; its first lesson is open when the cell that opens one has run. Processor time
and memory are those of the kernel's process alone: the process that forks are made from is shown apart. Medians of
several rounds in turns; memory with all the kernels alive at once, since forks share what they have not changed.
"""

import argparse
import asyncio
import platform
import statistics
import sys
import time
import uuid
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import psutil
from jupyter_client import AsyncKernelManager
from traitlets.config import Config

from tisserand.forkserver.configuration import ParentConfiguration
from tisserand.forkserver.owner import owner_of

WAYS = ("ordinary", "forked", "forked, confined")
OPEN_LESSON = "from tisserand.notebook import open_lesson; open_lesson('gerer-un-troll', lang='fr')"
ROW = "{:<34}{:>12}{:>12}{:>20}{:>12}"


class Kernel:
    """A kernel that has answered, and how long that took."""

    def __init__(self, way: str, folder: str) -> None:
        config = Config()
        config.ForkProvisioner.confine = way == WAYS[2]
        name = "python3" if way == WAYS[0] else "tisserand"
        file = str(Path(folder, f"kernel-{uuid.uuid4()}.json"))
        self.manager: Any = AsyncKernelManager(kernel_name=name, transport="ipc", connection_file=file, config=config)

    async def start(self) -> float:
        """Launch it; return the seconds until it answers."""
        started = time.perf_counter()
        await self.manager.start_kernel()
        self.client = self.manager.client()
        self.client.start_channels()
        await self.client.wait_for_ready(timeout=120)
        return time.perf_counter() - started

    async def open_lesson(self) -> float:
        """Run the first cell of a lesson; return how long it took."""
        started = time.perf_counter()
        await self.client.execute_interactive(OPEN_LESSON, timeout=120, output_hook=lambda _message: None)
        return time.perf_counter() - started

    @property
    def process(self) -> psutil.Process:
        """Its process."""
        return psutil.Process(self.manager.provisioner.pid)

    async def stop(self) -> None:
        """Shut it down."""
        self.client.stop_channels()
        await self.manager.shutdown_kernel(now=True)


async def one_round(way: str, folder: str) -> dict[str, float]:
    """Return what one kernel takes from its launch to an open lesson."""
    kernel = Kernel(way, folder)
    ready = await kernel.start()
    lesson = await kernel.open_lesson()
    spent = kernel.process.cpu_times()
    await kernel.stop()
    return {"ready, s": ready, "lesson open, s": ready + lesson, "processor, s": spent.user + spent.system}


async def many(way: str, folder: str, count: int) -> dict[str, float]:
    """Return what a crowd takes: the time until the last has a lesson open, and the memory of each."""
    kernels = [Kernel(way, folder) for _ in range(count)]

    async def begin(kernel: Kernel) -> None:
        await kernel.start()
        await kernel.open_lesson()

    started = time.perf_counter()
    await asyncio.gather(*(begin(kernel) for kernel in kernels))
    all_open = time.perf_counter() - started
    memory = [kernel.process.memory_full_info() for kernel in kernels]
    await asyncio.gather(*(kernel.stop() for kernel in kernels))
    return {
        f"{count} at once, all open, s": all_open,
        "memory of its own (USS), MB": statistics.mean(each.uss for each in memory) / 1e6,
        "memory with its share (PSS), MB": statistics.mean(each.pss for each in memory) / 1e6,
    }


async def measure(rounds: int, count: int) -> None:
    """Print the table."""
    running = await owner_of(ParentConfiguration()).start()
    parent = psutil.Process(running.process.pid)
    spent = parent.cpu_times()
    print(f"Python {platform.python_version()}, {psutil.cpu_count()} cores, load {psutil.getloadavg()[0]:.1f}")
    memory = parent.memory_full_info()
    print(
        f"Forking parent: ready in {running.seconds:.2f} s and {spent.user + spent.system:.2f} s of processor,", end=" "
    )
    print(f"{memory.uss / 1e6:.0f} MB (USS).\n")
    print(ROW.format("", WAYS[0], WAYS[1], WAYS[2], "ratio"))
    with TemporaryDirectory() as folder:
        taken: dict[str, list[dict[str, float]]] = {way: [] for way in WAYS}
        for _ in range(rounds):
            for way in WAYS:
                taken[way].append(await one_round(way, folder))
        for name in taken[WAYS[0]][0]:
            show(name, [statistics.median(each[name] for each in taken[way]) for way in WAYS])
        crowds = [await many(way, folder, count) for way in WAYS]
    for name in crowds[0]:
        show(name, [crowd[name] for crowd in crowds])


def show(name: str, values: list[float]) -> None:
    """Print a row: the three ways, and the second as a share of the first."""
    print(ROW.format(name, *(f"{value:.2f}" for value in values), f"{values[1] / values[0]:.2f}"))


def main() -> int:
    """Measure as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--kernels", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    asyncio.run(measure(arguments.rounds, arguments.kernels))
    return 0


if __name__ == "__main__":
    sys.exit(main())
