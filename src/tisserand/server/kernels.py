"""The kernels of the workshop: whose each one is, how many there may be, and what of the environment they see."""

import asyncio
import os
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from traitlets import Dict, Integer, Unicode

from tisserand.errors import TisserandError
from tisserand.i18n import translate
from tisserand.settings import read_settings

KERNEL_ENDED = 4404
"""Code with which the websocket of a kernel that ended is closed: the page then offers to reload."""

_PASSED_ON = frozenset({
    *("PATH", "LANG", "LC_ALL", "LC_CTYPE", "TZ", "TMPDIR", "VIRTUAL_ENV", "PYTHONPATH", "JUPYTER_PATH"),
    *("TISSERAND_CONTENT", "SYSTEMROOT", "TEMP", "TMP"),
    *("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE"),
})  # fmt: skip


class FullError(TisserandError):
    """As many people are here as this server was told to take."""


class TooManyPagesError(TisserandError):
    """One person opens more pages at once than anybody reads."""


@dataclass(frozen=True)
class Claim:
    """Whose kernel it is, and for which lesson.

    Attributes:
        learner: opaque id of the person.
        path: folder of the lesson, below the root.
    """

    learner: str
    path: str


class LessonKernels(AsyncMappingKernelManager):  # type: ignore[misc]  # jupyter_server types it, mypy does not follow
    """Kernels that belong to nobody while a lesson is prepared, then to the one person who claimed it.

    Attributes:
        max_kernels: how many may live or be starting.
        max_per_person: how many one person may have; opening one more ends their oldest.
        extra_env: what every kernel finds in its environment besides the little that is passed on.
    """

    max_kernels = Integer(120, min=1, help="Set by the server.")
    max_per_person = Integer(3, min=1, config=True, help="Kernels of one person; one more ends their oldest.")
    extra_env = Dict(Unicode(), help="Set by the server.")

    def __init__(self, **values: Any) -> None:
        self._claims: dict[str, Claim] = {}
        self._starting = 0
        self._ending: set[asyncio.Task[None]] = set()
        self._coming: Counter[str] = Counter()
        super().__init__(**values)

    def owner_of(self, kernel_id: str) -> str | None:
        """Return the opaque id of the person whose kernel it is, or ``None``."""
        claim = self._claims.get(kernel_id)
        return claim.learner if claim else None

    def kernels_of(self, learner: str) -> list[str]:
        """Return the kernels of a person, the oldest first."""
        return [kernel_id for kernel_id, claim in self._claims.items() if claim.learner == learner]

    @property
    def people(self) -> int:
        """How many people have a kernel."""
        return len({claim.learner for claim in self._claims.values()})

    @property
    def count(self) -> int:
        """How many kernels live or are starting."""
        return len(self) + self._starting

    @property
    def is_full(self) -> bool:
        """Whether no more may start."""
        return bool(self.count >= self.max_kernels)

    @contextmanager
    def coming(self, learner: str) -> Iterator[None]:
        """Count somebody among those who wait for a lesson: before the wait, so that a hundred at once can't pass.

        Raises:
            TooManyPagesError: they wait for as many already as one person may have.
        """
        if self._coming[learner] >= self.max_per_person:
            raise TooManyPagesError(translate(read_settings().lang, "server.too_many_pages_text"))
        self._coming[learner] += 1
        try:
            yield
        finally:
            self._coming[learner] -= 1
            if not self._coming[learner]:
                del self._coming[learner]

    async def start_for_lesson(self, kernel_name: str, path: str, env: Mapping[str, str]) -> str:
        """Return the id of a new kernel that belongs to nobody yet.

        Args:
            kernel_name: of a kernelspec.
            path: folder of the lesson, below the root.
            env: what this kernel finds in its environment besides.

        Raises:
            FullError: there is no place for one more.
        """
        if self.is_full:
            raise FullError(translate(read_settings().lang, "server.full_text"))
        self._starting += 1
        try:
            passed_on = {name: value for name, value in os.environ.items() if name in _PASSED_ON}
            whole = {**passed_on, **self.extra_env, **env}
            kernel_id: str = await self.start_kernel(kernel_name=kernel_name, path=path, env=whole)
        finally:
            self._starting -= 1
        return kernel_id

    def claim(self, kernel_id: str, learner: str, path: str) -> None:
        """Give a kernel to a person for good.

        Those of their kernels end, soon after, that a reload left behind (the same lesson, no page), then the oldest
        that are too many.
        """
        same = Claim(learner, path)
        left = [one for one, claim in self._claims.items() if claim == same and not self._kernel_connections.get(one)]
        self._claims[kernel_id] = same
        mine = [one for one in self.kernels_of(learner) if one not in left]
        for one in [*left, *mine[: -self.max_per_person]]:
            self._claims.pop(one)  # from now on it is nobody's: neither page nor ticket opens it
            task = asyncio.create_task(self.end(one))
            self._ending.add(task)
            task.add_done_callback(self._ending.discard)

    async def end(self, kernel_id: str) -> None:
        """End a kernel now, if it lives."""
        if kernel_id in self:
            await self.shutdown_kernel(kernel_id, now=True)

    def remove_kernel(self, kernel_id: str) -> Any:
        """Forget a kernel that ended, and tell its page: jupyter_server itself leaves the websocket open."""
        self._claims.pop(kernel_id, None)
        for connection in list(ZMQChannelsWebsocketConnection._open_sockets):  # noqa: SLF001 - the only list there is
            if connection.kernel_id == kernel_id and connection.websocket_handler is not None:
                connection.websocket_handler.close(KERNEL_ENDED, "kernel ended")
        return super().remove_kernel(kernel_id)
