"""The guard that closes the network, in a process of its own: it can't be undone."""

import subprocess
import sys

import pytest

from tisserand.rehearsal.closed_network import is_local

TRY = """
import asyncio, socket, urllib.request
from tisserand.rehearsal import closed_network
closed_network.close_network()
server = socket.create_server(("127.0.0.1", 0))
socket.create_connection(server.getsockname()).close()
for attempt in (
    lambda: socket.create_connection(("192.0.2.1", 80), timeout=1),
    lambda: urllib.request.urlopen("http://example.org/", timeout=1),
    lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("192.0.2.1", 53)),
    lambda: socket.gethostbyname("example.org"),
    lambda: asyncio.run(asyncio.open_connection("192.0.2.1", 80)),
):
    try:
        attempt()
    except OSError as error:
        print("refused" if "closed" in str(error) else error)
print(closed_network.ATTEMPTS)
"""


def test_connections_to_other_machines_are_refused_and_noted_those_to_this_one_work():
    done = subprocess.run([sys.executable, "-c", TRY], capture_output=True, text=True, check=True)
    *refused, attempts = done.stdout.splitlines()
    assert refused == ["refused"] * 5
    assert attempts.count("192.0.2.1") == 3
    assert attempts.count("example.org") == 2


@pytest.mark.parametrize("address", [("127.0.0.1", 1), ("::1", 1, 0, 0), ("localhost", 1), ("", 0), None, b"localhost"])
def test_this_machine_is_local(address):
    assert is_local(address)


@pytest.mark.parametrize("address", [("192.0.2.1", 1), ("2001:db8::1", 1, 0, 0), ("example.org", 80), b"example.org"])
def test_other_machines_are_not(address):
    assert not is_local(address)
