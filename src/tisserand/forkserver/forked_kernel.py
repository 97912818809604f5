"""A kernel that a forking parent made, as its launcher holds it: a pidfd, and a connection that tells its end."""

import asyncio
import contextlib
import json
import os
import select
import signal
import socket
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tisserand.errors import ForkUnavailableError, KernelLostError
from tisserand.forkserver.request import KernelRequest, RequestError

_ANSWER_S = 20.0
_GIVE_UP_S = 10.0
_REPORT_S = 2.0
_PIDFD_SIGNAL_PROCESS_GROUP = 4  # since Linux 6.9, see pidfd_send_signal(2)
_KILLED = -9  # SIGKILL, which other systems don't name


class ForkedKernel:
    """A forked kernel. Nothing here waits, and no signal can reach a process that took over its number.

    Attributes:
        pid: of the kernel, which leads a process group of the same number.
    """

    def __init__(self, pid: int, pidfd: int, connection: socket.socket) -> None:
        self.pid = pid
        self._pidfd = pidfd
        self._connection: socket.socket | None = connection
        self._exit_code: int | None = None
        self._seen_ended: float | None = None

    def poll(self) -> int | None:
        """Return the exit code as ``Popen.returncode`` would have it, or none while it is not known to have ended."""
        if self._exit_code is None and self._connection is not None:
            self._exit_code = self._told() if self._is_over() else None
        return self._exit_code

    def _is_over(self) -> bool:
        watch = select.poll()  # select() refuses descriptors above 1023, which a hundred kernels reach
        watch.register(self._pidfd, select.POLLIN)
        return bool(watch.poll(0))

    def _told(self) -> int | None:
        """Return the exit code that the parent tells, which comes a moment after the end itself."""
        assert self._connection is not None  # noqa: S101 - poll looked
        try:
            packet = self._connection.recv(4096, socket.MSG_DONTWAIT)
        except BlockingIOError:
            now = time.monotonic()
            self._seen_ended = self._seen_ended or now
            return _KILLED if now - self._seen_ended > _REPORT_S else None  # the parent does not answer any more
        except OSError:
            packet = b""
        return int(json.loads(packet)["exit"]) if packet else _KILLED  # the parent died, and its kernels with it

    def send_signal(self, signum: int) -> None:
        """Signal the kernel and what it started in its process group; nobody if the kernel has ended."""
        if self._connection is None or self._is_over():
            return
        try:
            signal.pidfd_send_signal(self._pidfd, signum, None, _PIDFD_SIGNAL_PROCESS_GROUP)
        except ProcessLookupError:
            return
        except OSError:  # an older Linux: the kernel by its pidfd, its group by number while the kernel lives
            with contextlib.suppress(OSError):
                signal.pidfd_send_signal(self._pidfd, signum)
                if not self._is_over():
                    os.killpg(self.pid, signum)

    def close(self) -> None:
        """Let go of the kernel; one that still lives is ended by the parent."""
        if self._connection is not None:
            self._connection.close()
            os.close(self._pidfd)
            self._connection = None

    def __del__(self) -> None:
        with contextlib.suppress(OSError):
            self.close()


async def fork_kernel(path: Path, request: KernelRequest, stderr: int) -> ForkedKernel:
    """Have the parent that listens at ``path`` fork a kernel.

    Args:
        path: of its socket.
        request: the kernel.
        stderr: descriptor that becomes the kernel's standard error.

    Raises:
        ForkUnavailableError: there is none, and surely none lives: another way may be tried.
        KernelLostError: nobody knows whether one lives.
    """
    try:
        packet = request.encode()
    except RequestError as error:
        raise ForkUnavailableError("request", detail=str(error)) from error
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET | socket.SOCK_NONBLOCK)
    try:
        await _until_taken(_ANSWER_S, connection.connect, str(path))
        await _until_taken(_ANSWER_S, socket.send_fds, connection, [packet], [stderr])
    except OSError as error:
        connection.close()
        raise ForkUnavailableError("no_parent", detail=str(error)) from error
    except BaseException:
        connection.close()
        raise
    try:
        return await _answer(connection)
    except BaseException:
        connection.close()
        raise


async def _answer(connection: socket.socket) -> ForkedKernel:
    try:
        told, pidfd = await _receive(connection, _ANSWER_S)
    except OSError as error:
        await _make_sure_that_none_lives(connection)
        raise ForkUnavailableError("no_answer", detail=str(error) or type(error).__name__) from error
    if pidfd is None:
        raise ForkUnavailableError("no_answer", detail=str(told))  # the parent hung up: it ended what it had begun
    return ForkedKernel(told["pid"], pidfd, connection)


async def _make_sure_that_none_lives(connection: socket.socket) -> None:
    """Give the request up, and wait until the parent has hung up: it does so once the kernel has been reaped."""
    try:
        connection.shutdown(socket.SHUT_WR)
        told: dict[str, Any] = {"pid": None}
        while told:
            told, pidfd = await _receive(connection, _GIVE_UP_S)
            if pidfd is not None:
                os.close(pidfd)
    except TimeoutError as error:
        raise KernelLostError("lost") from error
    except OSError:
        return


async def _receive(connection: socket.socket, seconds: float) -> tuple[dict[str, Any], int | None]:
    """Return an answer and the descriptor that came with it; an empty one when the parent hung up.

    Raises:
        TimeoutError: nothing came in time.
    """
    loop = asyncio.get_running_loop()
    readable: asyncio.Future[None] = loop.create_future()
    loop.add_reader(connection, _settle, readable)
    try:
        async with asyncio.timeout(seconds):
            await readable
    finally:
        loop.remove_reader(connection)
    packet, descriptors, _flags, _address = socket.recv_fds(connection, 4096, 1, socket.MSG_CMSG_CLOEXEC)
    return (json.loads(packet) if packet else {}), (descriptors[0] if descriptors else None)


def _settle(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)


async def _until_taken(seconds: float, call: Callable[..., Any], *arguments: Any) -> None:
    """Connect or send, again and again while the parent has too much to do.

    Raises:
        TimeoutError: it had for too long.
    """
    until = time.monotonic() + seconds
    while True:
        try:
            call(*arguments)
        except BlockingIOError:
            if time.monotonic() > until:
                raise TimeoutError from None
            await asyncio.sleep(0.01)
        else:
            return
