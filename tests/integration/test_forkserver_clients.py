"""Whoever connects to the forking parent, however badly, harms nobody: kernels live on, and new ones are forked."""

import asyncio
import contextlib
import json
import os
import socket
import struct
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.integration.forked import kernel

from tisserand.errors import ForkUnavailableError, KernelLostError
from tisserand.forkserver import forked_kernel, owner
from tisserand.forkserver.configuration import IMPORTED_LATE, ParentConfiguration
from tisserand.forkserver.forked_kernel import fork_kernel
from tisserand.forkserver.request import MAX_BYTES, KernelRequest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("forkserver"),
    pytest.mark.skipif(not owner.can_fork(), reason="kernels are forked on Linux"),
]

SHOWS_VERSION = KernelRequest(argv=("--version",), env={"PATH": os.defpath}, cwd="/")
"""A kernel that ends by itself as soon as it has read its arguments."""
NOT_A_REQUEST = os.EX_USAGE


@pytest.fixture(scope="module")
def parent():
    """A forking parent that imports ipykernel alone."""
    running = owner.launch(ParentConfiguration(IMPORTED_LATE))
    yield running
    running.stop()


def connect(parent):
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    connection.settimeout(10)
    connection.connect(str(parent.socket))
    return connection


def send(parent, packet):
    connection = connect(parent)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4 * MAX_BYTES)
    connection.send(packet)
    return connection


def answers(connection):
    """All that the parent says until it hangs up."""
    said = {}
    with contextlib.suppress(ConnectionResetError):
        while packet := connection.recv(4096):
            said |= json.loads(packet)
    connection.close()
    return said


def still_serves(parent):
    return answers(send(parent, SHOWS_VERSION.encode()))["exit"] == 0


def descriptors(parent):
    return len(list(Path(f"/proc/{parent.process.pid}/fd").iterdir()))


def traces(parent):
    """What a kernel could leave: descriptors of the parent and of ours, files in the parent's folder."""
    own = len(list(Path("/proc/self/fd").iterdir()))
    return descriptors(parent), own, sorted(parent.socket.parent.iterdir())


def test_a_request_is_answered_with_a_process_and_then_with_its_exit_code(parent):
    said = answers(send(parent, SHOWS_VERSION.encode()))
    assert said["exit"] == 0
    assert said["pid"] > 0


@given(st.binary(min_size=1, max_size=200))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_malformed_request_ends_its_own_child_and_nothing_else(parent, packet):
    assert answers(send(parent, packet))["exit"] == NOT_A_REQUEST
    assert parent.is_alive


def test_a_request_of_any_size_is_read_within_its_bound(parent):
    assert answers(send(parent, b"x" * (MAX_BYTES + 1)))["exit"] == NOT_A_REQUEST
    assert still_serves(parent)


def test_silent_clients_delay_nobody_and_are_dropped(parent):
    before = descriptors(parent)
    silent = [connect(parent) for _ in range(20)]
    started = time.monotonic()
    assert still_serves(parent)
    assert time.monotonic() - started < 4, "it waited for the silent ones"
    for connection in silent:
        assert connection.recv(1) == b"", "dropped after some seconds"
        connection.close()
    assert descriptors(parent) == before


def test_clients_that_leave_before_or_after_asking_are_forgotten(parent):
    before = descriptors(parent)
    for _ in range(50):
        connect(parent).close()
        send(parent, SHOWS_VERSION.encode()).close()
        abrupt = send(parent, b"{")
        abrupt.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        abrupt.close()
    assert still_serves(parent)
    wait_until(lambda: descriptors(parent) == before and not psutil.Process(parent.process.pid).children())


def test_a_thousand_connections_are_bounded_and_leave_nothing(parent):
    before = descriptors(parent)
    crowd = [connect(parent) for _ in range(1000)]
    assert still_serves(parent)
    assert descriptors(parent) < before + 300
    for connection in crowd:
        connection.close()
    wait_until(lambda: descriptors(parent) == before)


def test_a_client_that_leaves_ends_its_kernel(parent):
    asked = send(parent, sleeping_kernel().encode())
    pid = json.loads(asked.recv(4096))["pid"]
    assert psutil.pid_exists(pid)
    asked.close()
    wait_until(lambda: not psutil.pid_exists(pid))


def test_another_process_of_the_same_user_is_turned_away(parent):
    """Otherwise a confined kernel would ask for one that is not."""
    script = (
        "import socket, sys; s = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET); s.connect(sys.argv[1]);"
        "s.settimeout(5)\n"
        "try: s.send(sys.argv[2].encode()); print(s.recv(100))\n"
        "except OSError as error: print(type(error).__name__)"
    )
    command = [sys.executable, "-c", script, str(parent.socket), SHOWS_VERSION.encode().decode()]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    assert said in {"b''", "BrokenPipeError", "ConnectionResetError"}


def test_a_child_of_the_owner_is_served_only_where_that_was_asked_for():
    sharing = owner.launch(ParentConfiguration(IMPORTED_LATE, serves_children=True))
    try:
        script = (
            "import socket, sys; s = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET); s.connect(sys.argv[1]);"
            "s.send(sys.argv[2].encode()); print(s.recv(100).decode())"
        )
        command = [sys.executable, "-c", script, str(sharing.socket), SHOWS_VERSION.encode().decode()]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        assert "pid" in json.loads(said)
    finally:
        sharing.stop()


def test_the_socket_lies_where_only_its_user_can_go(parent):
    assert parent.socket.parent.stat().st_mode & 0o777 == 0o700


def test_a_kernel_cannot_ask_for_another_one():
    with kernel() as asked:
        path = asked.provisioner.owner._running.socket
        said = asked.run(
            "import socket; s = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET); s.settimeout(5)\n"
            f"try: s.connect({str(path)!r}); s.send(b'x'); print(s.recv(100))\n"
            "except OSError as error: print(type(error).__name__)"
        )
    assert said in {"b''", "BrokenPipeError", "ConnectionResetError"}


def test_a_lost_answer_leaves_no_kernel_behind_before_another_way_is_tried(parent, monkeypatch):
    """The answer comes later than we wait: the kernel that was forked is ended, and that is certain."""
    monkeypatch.setattr(forked_kernel, "_ANSWER_S", 0.0)
    with pytest.raises(ForkUnavailableError) as caught:
        asyncio.run(fork_kernel(parent.socket, sleeping_kernel(), 2))
    assert caught.value.reason == "no_answer"
    assert psutil.Process(parent.process.pid).children() == []


def test_a_parent_that_answers_no_more_is_not_followed_by_a_second_kernel(monkeypatch):
    monkeypatch.setattr(forked_kernel, "_ANSWER_S", 0.2)
    monkeypatch.setattr(forked_kernel, "_GIVE_UP_S", 0.2)
    stuck = owner.launch(ParentConfiguration(IMPORTED_LATE))
    process = psutil.Process(stuck.process.pid)
    try:
        process.suspend()
        with pytest.raises(KernelLostError):
            asyncio.run(fork_kernel(stuck.socket, sleeping_kernel(), 2))
        process.resume()
        time.sleep(0.5)
        assert process.children() == [], "it finds that nobody waits any more"
    finally:
        process.resume()
        stuck.stop()


def test_five_hundred_raw_forks_leave_no_process_no_file_and_no_descriptor(parent):
    """Each is a whole fork (request, pidfd, exit code), but a kernel that ends while it reads its arguments.

    Kernels that answer a client are started and stopped by the sixty in ``test_forkserver_survival.py``.
    """
    before = traces(parent)

    async def one(gate):
        async with gate:
            forked = await fork_kernel(parent.socket, SHOWS_VERSION, 2)
            while (code := forked.poll()) is None:  # noqa: ASYNC110
                await asyncio.sleep(0.005)
            forked.close()
            return code

    async def all_of_them():
        gate = asyncio.Semaphore(25)
        return await asyncio.gather(*(one(gate) for _ in range(500)))

    assert asyncio.run(all_of_them()) == [0] * 500
    assert psutil.Process(parent.process.pid).children() == []
    assert traces(parent) == before


def sleeping_kernel():
    """A kernel that goes on: it made its own connection file, and nobody connects."""
    return KernelRequest(argv=(), env={"PATH": os.defpath, "HOME": "/nonexistent"}, cwd="/")


def wait_until(condition, seconds=10):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.02)
