"""Lessons played ahead: a kernel that has run every cell waits, and whoever opens the lesson is admitted to it."""

import asyncio
import json
import logging
import os
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from queue import Empty
from typing import Any

import nbformat
from nbclient.exceptions import CellExecutionError
from nbformat import NotebookNode
from voila.execute import VoilaExecutor

from tisserand.i18n import Lang
from tisserand.server.kernels import LessonKernels

log = logging.getLogger(__name__)

_READY_WITHIN_S = 60
_PLAYED_WITHIN_S = 60
_LOOK_EVERY_S = 0.005

PLAY = "__import__('tisserand.notebook.workshop', fromlist=['play']).play({!r})"
"""What a kernel is told to run at its start."""

ADMIT = "__import__('tisserand.notebook.workshop', fromlist=['admit']).admit({!r})"
"""What it is told to run when somebody comes. Neither leaves a name among those of the lesson."""

_CELL = "application/x-tisserand-cell"  # that of notebook.workshop; a test compares the two

_STATES = "application/vnd.jupyter.widget-state+json"


@dataclass(frozen=True)
class LessonAddress:
    """Which lesson.

    Attributes:
        slug: folder of the module.
        lang: language.
    """

    slug: str
    lang: Lang

    @property
    def notebook(self) -> str:
        """Its notebook, below ``notebooks/``."""
        return f"{self.slug}/{self.lang}.ipynb"


class LessonFailedError(Exception):
    """A kernel did not start, or died before its lesson was played."""


class LessonClient(VoilaExecutor):  # type: ignore[misc]  # Voilà has no types
    """Voilà's executor, connected without its half second of waiting: a forked kernel answers at once."""

    async def connect(self) -> None:
        """Connect to the kernel of ``km``, and wait until it answers on both channels.

        Raises:
            LessonFailedError: it does not.
        """
        try:
            async with asyncio.timeout(_READY_WITHIN_S):
                await self._wait_for_sockets()
                self.kc = self.km.client()
                self.kc.start_channels(hb=False, stdin=False)
                self.kc.allow_stdin = False
                while not await self._answers():
                    await self._check_alive()
        except TimeoutError:
            raise LessonFailedError(f"the kernel did not answer within {_READY_WITHIN_S} s") from None

    async def _wait_for_sockets(self) -> None:
        """Wait until the kernel listens: who knocks before is kept waiting by ZeroMQ for a tenth of a second."""
        if self.km.transport != "ipc":
            return
        last = f"{self.km.ip}-{self.km.iopub_port}"
        while not os.path.exists(last):  # noqa: ASYNC240, PTH110 - one call to the system
            await self._check_alive()
            await asyncio.sleep(_LOOK_EVERY_S)

    async def _check_alive(self) -> None:
        if not await self.km.is_alive():
            raise LessonFailedError("the kernel died at its start")

    async def _answers(self) -> bool:
        """Ask once, and return whether both the reply and the status that follows it were heard."""
        self.kc.kernel_info()
        try:
            await self.kc.shell_channel.get_msg(timeout=1)
            await self.kc.iopub_channel.get_msg(timeout=0.2)
        except Empty:
            return False
        return True

    def output(self, outs: list[Any], msg: Any, display_id: Any, cell_index: int) -> Any:
        """Take what a cell shows. nbclient would check each display against the schema of notebooks, 3 ms each."""
        is_captured = bool(self.output_hook_stack[msg["parent_header"].get("msg_id")])
        if msg["msg_type"] != "display_data" or display_id or is_captured:
            return super().output(outs, msg, display_id, cell_index)
        content = msg["content"]
        shown = {"output_type": "display_data", "data": content["data"], "metadata": content["metadata"]}
        outs.append(nbformat.from_dict(shown))
        return outs[-1]

    async def run(self, cell: NotebookNode) -> None:
        """Run the last cell of the notebook."""
        await self.async_execute_cell(cell, len(self.nb.cells) - 1, store_history=False)

    def disconnect(self) -> None:
        """Close the channels; the kernel lives on."""
        if self.kc is not None:
            self.kc.stop_channels()


@dataclass
class LessonRun:
    """A lesson that was played in a kernel.

    Attributes:
        address: which lesson.
        kernel_id: its kernel.
        notebook: its cells with their outputs, and one more for the admission.
        client: connected to the kernel until somebody is admitted.
        written_at: when the notebook was written that was played.
    """

    address: LessonAddress
    kernel_id: str
    notebook: NotebookNode
    client: LessonClient
    written_at: float

    async def play(self) -> None:
        """Run the cells, as far as one that fails: its author reads why in the log, a participant never does."""
        cells = [cell for cell in self.notebook.cells[:-1] if cell.cell_type == "code"]
        last = self.notebook.cells[-1]
        last.source = PLAY.format([cell.source for cell in cells])
        try:
            await self.client.run(last)
        except CellExecutionError as error:
            log.error("%s: %s", self.address.notebook, error)  # noqa: TRY400 - it holds the kernel's own traceback
        for output in last.outputs:
            if output.output_type == "error":
                log.error("%s: %s", self.address.notebook, "\n".join(output.traceback))
        spread(last.outputs, cells)

    async def admit(self, learner: str, ticket: str, records: Sequence[Mapping[str, Any]]) -> None:
        """Hand the kernel over to a person, and take the widgets' states for the page."""
        message = json.dumps({"learner": learner, "ticket": ticket, "records": list(records)})
        last = self.notebook.cells[-1]
        last.source = ADMIT.format(message)
        await self.client.run(last)
        self.client.set_widgets_metadata()
        self.client.disconnect()

    @property
    def states(self) -> dict[str, Any]:
        """The widgets' states, as ``application/vnd.jupyter.widget-state+json`` has them."""
        found: dict[str, Any] = self.notebook.metadata.get("widgets", {}).get(_STATES, {})
        return found


def spread(outputs: Sequence[NotebookNode], cells: Sequence[NotebookNode]) -> None:
    """Give each cell the outputs that are its own.

    What went wrong goes to nobody: errors, and what was written to standard error.

    Args:
        outputs: of all the cells, each preceded by the mark of ``notebook.workshop.play``.
        cells: those that were run, in their order.
    """
    own: list[NotebookNode] = []
    for output in outputs:
        if _CELL in output.get("data", {}):
            own = cells[int(output.data[_CELL])].outputs = []
        elif output.output_type != "error" and output.get("name") != "stderr":
            own.append(output)


class LessonPool:
    """Keeps some runs of the lessons in use ready, and plays one on the spot when there is none.

    Attributes:
        keep_ready: how many runs of each lesson that was opened lately.
    """

    def __init__(
        self,
        kernels: LessonKernels,
        folder: Path,
        kernel_name: str,
        keep_ready: int,
        environment: Callable[[LessonAddress], Mapping[str, str]] = lambda _address: {},
    ) -> None:
        """Start with none.

        Args:
            kernels: starts the kernels.
            folder: ``notebooks/``.
            kernel_name: of a kernelspec.
            keep_ready: how many runs of each lesson that was opened lately.
            environment: what the kernel of a lesson finds in its environment besides what all find.
        """
        self._environment = environment
        self.keep_ready = keep_ready
        self._kernels = kernels
        self._folder = folder
        self._kernel_name = kernel_name
        self._ready: defaultdict[LessonAddress, deque[LessonRun]] = defaultdict(deque)
        self._wanted: Counter[LessonAddress] = Counter()
        self._refilling: asyncio.Task[None] | None = None

    def ready(self, address: LessonAddress) -> int:
        """Return how many runs of a lesson wait for somebody."""
        return sum(self._is_good(run) for run in self._ready[address])

    def want(self, address: LessonAddress, count: int) -> None:
        """Have ``count`` runs of a lesson made ready in the background, as far as there is room for their kernels."""
        self._wanted[address] = count
        if self._refilling is None or self._refilling.done():
            self._refilling = asyncio.create_task(self._refill())

    async def take(self, address: LessonAddress) -> LessonRun:
        """Return a run of a lesson that nobody else has, ready or played now.

        Raises:
            LessonFailedError: its kernel did not start.
        """
        waiting = self._ready[address]
        while waiting:
            run = waiting.popleft()
            if self._is_good(run) and await self._kernels.get_kernel(run.kernel_id).is_alive():
                break  # all of them may have died a moment ago, with the process from which they were forked
            await self.discard(run)
        else:
            run = await self._make_room_and_play(address)
        self.want(address, max(self.keep_ready, self._wanted[address] - 1))
        return run

    def notebook(self, address: LessonAddress) -> NotebookNode:
        """Return a lesson as it is written, not to be changed."""
        return _read(self._folder / address.notebook, self._written_at(address))

    async def discard(self, run: LessonRun) -> None:
        """End a run that nobody will have."""
        run.client.disconnect()
        await self._kernels.end(run.kernel_id)

    async def close(self) -> None:
        """Stop making runs ready, and end those that wait."""
        if self._refilling:
            self._refilling.cancel()
        for waiting in self._ready.values():
            while waiting:
                await self.discard(waiting.popleft())

    def _is_good(self, run: LessonRun) -> bool:
        return run.kernel_id in self._kernels and run.written_at == self._written_at(run.address)

    def _written_at(self, address: LessonAddress) -> float:
        return (self._folder / address.notebook).stat().st_mtime

    async def _make_room_and_play(self, address: LessonAddress) -> LessonRun:
        """Play a lesson for somebody who is here: a run that waits for nobody yet leaves its place if need be."""
        if self._kernels.is_full:
            for waiting in self._ready.values():
                if waiting:
                    await self.discard(waiting.popleft())
                    break
        return await self._play(address)

    async def _play(self, address: LessonAddress) -> LessonRun:
        written_at, notebook = self._written_at(address), deepcopy(self.notebook(address))
        notebook.cells.append(nbformat.v4.new_code_cell())
        kernel_id = await self._kernels.start_for_lesson(self._kernel_name, address.slug, self._environment(address))
        client = LessonClient(
            notebook,
            km=self._kernels.get_kernel(kernel_id),
            timeout=_PLAYED_WITHIN_S,
            # By default a cell whose outputs are 4 s late counts as played without them: activities would be missing.
            iopub_timeout=_PLAYED_WITHIN_S,
            raise_on_iopub_timeout=True,
        )
        run = LessonRun(address, kernel_id, notebook, client, written_at)
        try:
            await client.connect()
            await run.play()
        except BaseException:
            await self.discard(run)
            raise
        return run

    async def _refill(self) -> None:
        """Make ready what is wanted, one after another, so that those who are here keep the processors."""
        while (address := self._next_wanted()) and not self._kernels.is_full:
            try:
                self._ready[address].append(await self._play(address))
            except Exception:
                log.exception("%s could not be made ready", address.notebook)
                self._wanted[address] = 0

    def _next_wanted(self) -> LessonAddress | None:
        """Return a lesson of which more runs are wanted: asked anew each time, since wishes come while others play."""
        return next((one for one, count in self._wanted.items() if self.ready(one) < count), None)


@lru_cache(maxsize=64)
def _read(path: Path, _written_at: float) -> NotebookNode:
    return nbformat.read(path, as_version=4)
