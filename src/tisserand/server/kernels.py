"""The kernels of the workshop: whose each one is, how many there may be, and what of the environment they see."""

import asyncio
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from time import monotonic
from typing import Any

from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager
from traitlets import Dict, Integer, Unicode

from tisserand.errors import TisserandError
from tisserand.i18n import translate
from tisserand.settings import read_settings

KERNEL_ENDED = 4404
"""Code with which the websocket of a kernel that ended is closed: the page then offers to reload."""

_NEVER_SEEN_S = 60
"""A page that has not come to its kernel within this was left, or never was a browser's."""

_LEFT_S = 5 * 60
"""A phone that sleeps comes back to its kernel within this, even when others wait for a place."""

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


@dataclass(eq=False)
class Visit:
    """Somebody who waits for a lesson, and has a place meanwhile.

    Attributes:
        claim: what they will have.
    """

    claim: Claim


class LessonKernels(AsyncMappingKernelManager):  # type: ignore[misc]  # jupyter_server types it, mypy does not follow
    """Kernels that belong to nobody while a lesson is prepared, then to the one person who claimed it.

    Attributes:
        max_kernels: how many lessons people may have open, those who wait for one included.
        max_per_person: how many one person may have; opening one more ends their oldest.
        max_pages: how many pages may be connected to one kernel.
        extra_env: what every kernel finds in its environment besides the little that is passed on.
    """

    max_kernels = Integer(120, min=1, help="Set by the server.")
    max_per_person = Integer(3, min=1, config=True, help="Kernels of one person; one more ends their oldest.")
    max_pages = Integer(8, min=1, config=True, help="Websockets of one kernel: a lost one may linger for a while.")
    extra_env = Dict(Unicode(), help="Set by the server.")

    def __init__(self, clock: Callable[[], float] = monotonic, **values: Any) -> None:
        self._clock = clock
        self._claims: dict[str, Claim] = {}
        self._coming: set[Visit] = set()
        self._starting: set[str] = set()
        self._ending: dict[str, asyncio.Task[None]] = {}
        self._given_up_at: dict[str, float] = {}  # kernels without a page, and when their place may go to another
        self._pages: Counter[str] = Counter()
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
        """How many kernels live or are starting, those prepared for nobody yet included."""
        return len({*self.list_kernel_ids(), *self._starting}.difference(self._ending))

    @property
    def is_full(self) -> bool:
        """Whether none may be prepared for nobody any more, and those that were leave their place to who comes."""
        return bool(self.count >= self.max_kernels)

    @contextmanager
    def coming(self, learner: str, path: str) -> Iterator[Visit]:
        """Keep a place for somebody who waits for a lesson: before the wait, so that a hundred at once can't pass.

        Args:
            learner: opaque id of the person.
            path: folder of the lesson, below the root.

        Raises:
            TooManyPagesError: they wait for as many already as one person may have.
            FullError: all the places are taken, and none was left behind.
        """
        visit = Visit(Claim(learner, path))
        if sum(one.claim.learner == learner for one in self._coming) >= self.max_per_person:
            raise TooManyPagesError(translate(read_settings().lang, "server.too_many_pages_text"))
        if len(self._claims) + len(self._coming) >= self.max_kernels:
            least_needed = self._least_needed(visit.claim)
            if least_needed is None:
                raise FullError(translate(read_settings().lang, "server.full_text"))
            self._let_go(least_needed)
        self._coming.add(visit)
        try:
            yield visit
        finally:
            self._coming.discard(visit)

    @contextmanager
    def page_of(self, kernel_id: str) -> Iterator[None]:
        """Count a page that is connected to a kernel, or about to be.

        Raises:
            TooManyPagesError: as many are already as one kernel may have.
        """
        if self._pages[kernel_id] >= self.max_pages:
            raise TooManyPagesError(translate(read_settings().lang, "server.too_many_pages_text"))
        self._pages[kernel_id] += 1
        try:
            yield
        finally:
            self._pages[kernel_id] -= 1
            if not self._pages[kernel_id]:
                del self._pages[kernel_id]

    async def start_for_lesson(self, kernel_name: str, path: str, env: Mapping[str, str]) -> str:
        """Return the id of a new kernel that belongs to nobody yet.

        Args:
            kernel_name: of a kernelspec.
            path: folder of the lesson, below the root.
            env: what this kernel finds in its environment besides.
        """
        passed_on = {name: value for name, value in os.environ.items() if name in _PASSED_ON}
        whole = {**passed_on, **self.extra_env, **env}
        kernel_id: str = self.new_kernel_id()
        self._starting.add(kernel_id)
        try:
            await self.start_kernel(kernel_id=kernel_id, kernel_name=kernel_name, path=path, env=whole)
        finally:
            self._starting.discard(kernel_id)
        return kernel_id

    def claim(self, kernel_id: str, visit: Visit) -> None:
        """Give a kernel for good to the person who waited for it.

        Those of their kernels end, soon after, that a reload left behind (the same lesson, no page), then the oldest
        that are too many.
        """
        self._coming.discard(visit)
        mine = self.kernels_of(visit.claim.learner)
        left = [one for one in mine if self._claims[one] == visit.claim and not self._kernel_connections.get(one)]
        self._claims[kernel_id] = visit.claim
        self._given_up_at[kernel_id] = self._clock() + _NEVER_SEEN_S
        kept = [one for one in self.kernels_of(visit.claim.learner) if one not in left]
        for one in [*left, *kept[: -self.max_per_person]]:
            self._let_go(one)

    def notify_connect(self, kernel_id: str) -> None:
        """Notice a page that comes."""
        self._given_up_at.pop(kernel_id, None)
        super().notify_connect(kernel_id)

    def notify_disconnect(self, kernel_id: str) -> None:
        """Notice a page that goes."""
        super().notify_disconnect(kernel_id)
        if kernel_id in self._claims and not self._kernel_connections.get(kernel_id):
            self._given_up_at[kernel_id] = self._clock() + _LEFT_S

    def _least_needed(self, claim: Claim) -> str | None:
        """Return the kernel whose place a newcomer may have: their own of that lesson, else one left long enough ago.

        Their own counts even with a page: the page that is reloaded goes when the new one comes, not before.
        """
        own = [one for one, its_claim in self._claims.items() if its_claim == claim]
        left = sorted((when, one) for one, when in self._given_up_at.items() if when <= self._clock())
        return next(iter([*own, *(one for _, one in left)]), None)

    def _let_go(self, kernel_id: str) -> None:
        """Take a kernel from its person now (neither page nor ticket opens it any more), and end it soon after."""
        self._forget(kernel_id)
        self._ending[kernel_id] = asyncio.create_task(self.end(kernel_id))
        self._ending[kernel_id].add_done_callback(lambda _: self._ending.pop(kernel_id, None))

    def _forget(self, kernel_id: str) -> None:
        self._claims.pop(kernel_id, None)
        self._given_up_at.pop(kernel_id, None)

    async def end(self, kernel_id: str) -> None:
        """End a kernel now, if it lives."""
        if kernel_id in self:
            await self.shutdown_kernel(kernel_id, now=True)

    def remove_kernel(self, kernel_id: str) -> Any:
        """Forget a kernel that ended, and tell its page: jupyter_server itself leaves the websocket open."""
        self._forget(kernel_id)
        for connection in list(ZMQChannelsWebsocketConnection._open_sockets):  # noqa: SLF001 - the only list there is
            if connection.kernel_id == kernel_id and connection.websocket_handler is not None:
                connection.websocket_handler.close(KERNEL_ENDED, "kernel ended")
        return super().remove_kernel(kernel_id)
