"""Owns the forking parents of this process: one for each configuration, started when needed, never too often."""

import asyncio
import atexit
import contextlib
import json
import logging
import os
import select
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tisserand.errors import ForkUnavailableError
from tisserand.forkserver.configuration import ParentConfiguration, parent_environment
from tisserand.i18n import translate
from tisserand.settings import read_settings

log = logging.getLogger(__name__)

_READY_S = 120.0
_STOP_S = 5.0
_MOST_STARTS = 3
_STARTS_WINDOW_S = 60.0


@dataclass(frozen=True)
class RunningParent:
    """A forking parent that has said it is ready.

    Attributes:
        process: its process; the pipe to its standard input keeps it alive.
        socket: where it takes requests.
        seconds: how long it took to import and prepare everything.
    """

    process: "subprocess.Popen[bytes]"
    socket: Path
    seconds: float

    @property
    def is_alive(self) -> bool:
        """Whether it still runs."""
        return self.process.poll() is None

    def stop(self) -> None:
        """Have it end its kernels and leave; wait until it has."""
        with contextlib.suppress(OSError):
            self.process.stdin.close()  # type: ignore[union-attr]  # it is a pipe
        try:
            self.process.wait(_STOP_S)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()  # type: ignore[union-attr]  # it is a pipe
        shutil.rmtree(self.socket.parent, ignore_errors=True)


class ParentOwner:
    """Keeps one forking parent running, for one configuration."""

    def __init__(self, configuration: ParentConfiguration) -> None:
        self.configuration = configuration
        self._lock = threading.Lock()
        self._running: RunningParent | None = None
        self._starting: Future[RunningParent] | None = None
        self._starts: deque[float] = deque(maxlen=_MOST_STARTS)
        self._never = ""

    async def start(self) -> RunningParent:
        """Return the running parent, starting one if there is none; the event loop goes on meanwhile.

        Raises:
            ForkUnavailableError: there can't be one here, or not now.
        """
        future = self._begin()
        return await asyncio.shield(asyncio.wrap_future(future))

    async def warm(self) -> bool:
        """Start the parent ahead of the first kernel; return whether kernels will be forked."""
        try:
            await self.start()
        except ForkUnavailableError:
            return False  # told, once, when a kernel has to be launched otherwise
        return True

    def stop(self) -> None:
        """End the parent and its kernels. The next kernel starts another one."""
        with self._lock:
            starting, running = self._starting, self._running
            self._starting = self._running = None
        if starting is not None:
            with contextlib.suppress(Exception):
                starting.result(_READY_S).stop()
        elif running is not None:
            running.stop()

    def replace(self, parent: RunningParent) -> None:
        """Ask this parent for no more kernels: it does not answer. Those that it has go on."""
        with self._lock:
            if self._running is parent:
                self._running = self._starting = None
                _left_alone.append(parent)

    def _begin(self) -> "Future[RunningParent]":
        """Return the start under way, or the one that gave the running parent, or a new one."""
        with self._lock:
            if self._starting is not None and (not self._starting.done() or (self._running and self._running.is_alive)):
                return self._starting
            if self._running is not None:
                log.warning(_say("parent_ended", code=self._running.process.returncode))
                threading.Thread(target=self._running.stop, daemon=True).start()
                self._running = None
            self._starting = Future()
            threading.Thread(target=self._start, args=(self._starting,), name="forking-parent", daemon=True).start()
            return self._starting

    def _start(self, future: "Future[RunningParent]") -> None:
        try:
            self._may_start()
            parent = launch(self.configuration)
        except ForkUnavailableError as error:
            if error.reason in {"not_linux", "threads"}:
                self._never = error.reason
                self._never_values = error.values
            future.set_exception(error)
            return
        except Exception as error:  # noqa: BLE001 - whoever waits must hear of it
            future.set_exception(ForkUnavailableError("not_started", detail=f"{type(error).__name__}: {error}"))
            return
        with self._lock:
            self._running = parent
        future.set_result(parent)

    def _may_start(self) -> None:
        if self._never:
            raise ForkUnavailableError(self._never, **self._never_values)
        if not can_fork():
            raise ForkUnavailableError("not_linux")
        now = time.monotonic()
        if len(self._starts) == _MOST_STARTS and now - self._starts[0] < _STARTS_WINDOW_S:
            raise ForkUnavailableError("too_often", count=_MOST_STARTS, seconds=int(_STARTS_WINDOW_S))
        self._starts.append(now)


def can_fork() -> bool:
    """Whether this system has what forked kernels need: Linux, with pidfds."""
    if sys.platform != "linux" or not hasattr(os, "pidfd_open"):
        return False
    try:
        os.close(os.pidfd_open(os.getpid()))
    except OSError:
        return False
    return True


def launch(configuration: ParentConfiguration) -> RunningParent:
    """Start a forking parent and wait until it is ready.

    Raises:
        ForkUnavailableError: it refuses to serve, or did not start.
    """
    socket_path = Path(tempfile.mkdtemp(prefix="tisserand-kernels-"), "socket")  # 0700
    command = [sys.executable, "-P", "-m", "tisserand.forkserver.forking_parent"]
    process = subprocess.Popen(  # noqa: S603 - our own module
        [*command, str(socket_path), configuration.to_json()],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=parent_environment(os.environ),
        cwd="/",
        start_new_session=True,  # an interrupt typed in the terminal is for the server, which ends it in order
    )
    parent = RunningParent(process, socket_path, 0)
    try:
        told = _first_line(process)
    except ForkUnavailableError:
        process.kill()
        parent.stop()
        raise
    if "ready" not in told:
        parent.stop()
        raise ForkUnavailableError("threads", threads=told.get("unsafe", ""))
    for name, why in told["failed"].items():
        log.warning(_say("not_prepared", name=name, why=why))
    return RunningParent(process, socket_path, told["ready"])


def _first_line(process: "subprocess.Popen[bytes]") -> dict[str, Any]:
    assert process.stdout is not None  # noqa: S101 - it is a pipe
    line, until = b"", time.monotonic() + _READY_S
    watch = select.poll()  # select() refuses descriptors above 1023, which a hundred kernels reach
    watch.register(process.stdout, select.POLLIN)
    while not line.endswith(b"\n"):
        if not watch.poll(1000 * max(0.0, until - time.monotonic())):
            raise ForkUnavailableError("not_started", detail=f"{_READY_S:.0f} s")
        chunk = os.read(process.stdout.fileno(), 65536)
        if not chunk:
            raise ForkUnavailableError("not_started", detail=f"exit {process.wait()}")
        line += chunk
    told: dict[str, Any] = json.loads(line)
    return told


def _say(key: str, **values: Any) -> str:
    return translate(read_settings().lang, f"forkserver.{key}", **values)


_owners: dict[ParentConfiguration, ParentOwner] = {}
_left_alone: list[RunningParent] = []


def owner_of(configuration: ParentConfiguration) -> ParentOwner:
    """Return the one owner of this configuration's parent in this process."""
    return _owners.setdefault(configuration, ParentOwner(configuration))


def stop_all() -> None:
    """End every parent of this process, with its kernels."""
    for owner in _owners.values():
        owner.stop()
    while _left_alone:
        _left_alone.pop().stop()


def _forget_all() -> None:
    """In a fork of this process: the parents are not ours, they serve another one."""
    _owners.clear()
    _left_alone.clear()


atexit.register(stop_all)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_all)
