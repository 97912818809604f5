"""The loop of the forking parent: who may ask, what becomes of each connection, which kernels live."""

import contextlib
import json
import os
import select
import shutil
import signal
import socket
import struct
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from tisserand.forkserver.kernel_child import accept_bounds, become_kernel, detach, direct_output, run_and_leave, settle
from tisserand.forkserver.processes import end_group, ended_children, parent_of
from tisserand.forkserver.request import MAX_BYTES, RequestError, parse_request

_OWNER = 0
"""Standard input: the pipe that ends when the owner is gone."""
_PATIENCE_S = 5.0
_MOST_WAITING = 256
_MOST_ACCEPTED_AT_ONCE = 64
_LAST_BREATH_S = 2.0
_BAD_REQUEST = os.EX_USAGE
_GONE = select.POLLHUP | select.POLLRDHUP | select.POLLERR | select.POLLNVAL


@dataclass
class _Waiting:
    """A connection that has not sent its request yet."""

    connection: socket.socket
    until: float


@dataclass
class _Kernel:
    """A living kernel, and the connection on which its end is told."""

    pid: int
    connection: socket.socket


@dataclass
class _Signals:
    """Signals as bytes of a pipe, so that one poll sees everything."""

    reader: int
    writer: int

    @classmethod
    def listen(cls) -> "_Signals":
        reader, writer = os.pipe2(os.O_NONBLOCK | os.O_CLOEXEC)
        signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
        for signum in (signal.SIGCHLD, signal.SIGTERM, signal.SIGINT):
            signal.signal(signum, lambda *_: None)
        return cls(reader, writer)

    def received(self) -> set[int]:
        with contextlib.suppress(BlockingIOError):
            return set(os.read(self.reader, 4096))
        return set()


@dataclass
class Nursery:
    """Serves one unix socket until its owner is gone.

    Attributes:
        path: of the socket, in a folder that only this user can enter, and that goes with the nursery.
        owner: process that may ask for kernels.
        serves_children: whether its child processes may, too.
    """

    path: Path
    owner: int
    serves_children: bool = False
    _waiting: dict[int, _Waiting] = field(default_factory=dict)
    _kernels: dict[int, _Kernel] = field(default_factory=dict)
    _pid_of: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._pid = os.getpid()
        self._poll = select.poll()  # no descriptor of its own, unlike epoll: nothing to inherit
        self._signals = _Signals.listen()
        self._owner_fd = os.pidfd_open(self.owner)
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET | socket.SOCK_NONBLOCK)
        self._listener.bind(str(self.path))
        self._listener.listen(1024)
        for descriptor in (self._listener.fileno(), self._signals.reader, self._owner_fd, _OWNER):
            self._poll.register(descriptor, select.POLLIN)

    def serve(self) -> None:
        """Serve until the owner is gone; nothing that a client does ends this."""
        try:
            while self._turn():
                pass
        finally:
            self._end_all()

    def _turn(self) -> bool:
        """Handle what has happened; return whether to go on."""
        for descriptor, event in self._poll.poll(self._until_next_deadline()):
            if descriptor in {_OWNER, self._owner_fd}:
                return False
            if descriptor == self._signals.reader:
                if self._signals.received() & {signal.SIGTERM, signal.SIGINT}:
                    return False
                self._reap()
            elif descriptor == self._listener.fileno():
                self._accept()
            elif descriptor in self._waiting:
                self._heard(self._waiting[descriptor].connection, event)
            elif descriptor in self._pid_of:
                self._abandoned(descriptor)
        self._drop_late()
        return True

    # Connections

    def _accept(self) -> None:
        for _ in range(_MOST_ACCEPTED_AT_ONCE):
            try:
                connection, _address = self._listener.accept()
            except BlockingIOError:
                return
            except OSError as error:  # most likely no descriptor is left
                complain(f"a connection could not be accepted: {error}")
                if not self._drop_oldest():
                    time.sleep(0.05)
                return
            connection.setblocking(False)  # noqa: FBT003 - the socket's own signature
            if not self._is_welcome(connection):
                connection.close()
                continue
            if len(self._waiting) >= _MOST_WAITING:
                self._drop_oldest()
            self._waiting[connection.fileno()] = _Waiting(connection, time.monotonic() + _PATIENCE_S)
            self._poll.register(connection.fileno(), select.POLLIN)

    def _is_welcome(self, connection: socket.socket) -> bool:
        """Whether the peer is the owner itself: a kernel, which has the same user, must not ask for another one."""
        credentials = connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
        pid, uid, _gid = struct.unpack("3i", credentials)
        if uid != os.getuid():
            return False
        return pid == self.owner or (self.serves_children and parent_of(pid) == self.owner)

    def _drop_oldest(self) -> bool:
        for descriptor in self._waiting:
            self._drop(descriptor)
            return True
        return False

    def _drop_late(self) -> None:
        now = time.monotonic()
        for descriptor in [one for one, waiting in self._waiting.items() if waiting.until <= now]:
            self._drop(descriptor)

    def _drop(self, descriptor: int) -> None:
        self._poll.unregister(descriptor)
        self._waiting.pop(descriptor).connection.close()

    def _until_next_deadline(self) -> float | None:
        if not self._waiting:
            return None
        first = min(waiting.until for waiting in self._waiting.values())
        return max(0.0, (first - time.monotonic()) * 1000)

    def _heard(self, connection: socket.socket, event: int) -> None:
        """Fork a kernel for a connection that has something to read."""
        descriptor = connection.fileno()
        if event & _GONE:
            self._drop(descriptor)
            return
        try:
            pid = os.fork()
        except OSError as error:
            complain(f"no kernel could be forked: {error}")
            self._drop(descriptor)
            return
        if pid == 0:
            run_and_leave(lambda: self._be_child(connection))
        self._poll.unregister(descriptor)
        self._waiting.pop(descriptor)
        self._announce(_Kernel(pid, connection))

    def _announce(self, kernel: _Kernel) -> None:
        connection = kernel.connection
        self._kernels[kernel.pid] = kernel
        self._pid_of[connection.fileno()] = kernel.pid
        self._poll.register(connection.fileno(), select.POLLRDHUP)
        try:
            pidfd = os.pidfd_open(kernel.pid)  # before it is reaped: no other process can have its number
            try:
                socket.send_fds(connection, [encode({"pid": kernel.pid})], [pidfd])
            finally:
                os.close(pidfd)
        except OSError:
            end_group(kernel.pid)

    def _abandoned(self, descriptor: int) -> None:
        """End a kernel whose client wants it no more, or is gone; its end is told when it is reaped."""
        self._poll.unregister(descriptor)
        end_group(self._pid_of.pop(descriptor))

    # Kernels

    def _reap(self) -> None:
        for pid in ended_children():
            kernel = self._kernels.pop(pid, None)
            if kernel is not None:
                end_group(pid)  # what it started and left behind; the number is its own until waitpid
            _, status = os.waitpid(pid, 0)
            if kernel is None:
                continue
            descriptor = kernel.connection.fileno()
            if self._pid_of.pop(descriptor, None) is not None:
                self._poll.unregister(descriptor)
            with contextlib.suppress(OSError):
                kernel.connection.send(encode({"exit": os.waitstatus_to_exitcode(status)}))
            kernel.connection.close()

    def _be_child(self, connection: socket.socket) -> None:
        detach(self._pid)
        self._listener.close()
        others = [waiting.connection for waiting in self._waiting.values()]
        others += [kernel.connection for kernel in self._kernels.values()]
        for other in others:
            if other is not connection:
                other.close()
        for descriptor in (self._signals.reader, self._signals.writer, self._owner_fd):
            os.close(descriptor)
        packet, descriptors, _flags, _address = socket.recv_fds(
            connection, MAX_BYTES + 1, 1, socket.MSG_CMSG_CLOEXEC | socket.MSG_DONTWAIT
        )
        connection.close()
        direct_output(descriptors[0] if descriptors else None)
        try:
            request = parse_request(packet)
        except RequestError as error:
            complain(f"not a request for a kernel: {error}")
            sys.exit(_BAD_REQUEST)
        settle(request)
        accept_bounds(request)
        become_kernel(request)

    def _end_all(self) -> None:
        """End every kernel, and leave nothing behind."""
        for pid in self._kernels:
            end_group(pid)
        until = time.monotonic() + _LAST_BREATH_S
        while self._kernels and time.monotonic() < until:
            self._reap()
            time.sleep(0.01)
        shutil.rmtree(self.path.parent, ignore_errors=True)


def encode(value: dict[str, int]) -> bytes:
    """Return an answer as a packet."""
    return json.dumps(value).encode()


def complain(sentence: str) -> None:
    """Write to the terminal of whoever runs the server."""
    with contextlib.suppress(OSError):
        os.write(2, f"tisserand.forkserver: {sentence}\n".encode())
