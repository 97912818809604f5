"""Runs inside a rehearsed kernel: closes the network, so that a lesson that needs it fails here and not on the day.

An audit hook sees every connection that Python code makes. The sockets of the kernel itself belong to ZeroMQ and are
not concerned; neither are connections to this machine.
"""

import socket
import sys
from ipaddress import ip_address
from typing import Any

ATTEMPTS: list[str] = []
"""Where somebody tried to connect: told in the report, since the lesson may have caught the error."""

_CONNECTING = {"socket.connect", "socket.sendto", "socket.sendmsg"}
_LOOKING_UP = {"socket.getaddrinfo", "socket.gethostbyname"}


def is_local(address: Any) -> bool:
    """Return whether a socket address, or a host name, is on this machine."""
    host = address[0] if isinstance(address, tuple) else address
    if host is None or not isinstance(address, tuple | str | bytes):
        return True
    name = host.decode("ascii", "replace") if isinstance(host, bytes) else str(host)
    if name in {"", "localhost", socket.gethostname()}:
        return True
    try:
        found = ip_address(name)
    except ValueError:
        return False
    return found.is_loopback or found.is_unspecified


def close_network() -> None:
    """Refuse connections to other machines from now on, in this process; it can't be undone.

    Connecting then raises ``PermissionError``.
    """
    sys.addaudithook(_watch)


def _watch(event: str, arguments: tuple[Any, ...]) -> None:
    if event in _CONNECTING:
        its_socket, address = arguments[0], arguments[-1]
        if getattr(its_socket, "family", None) in {socket.AF_INET, socket.AF_INET6} and not is_local(address):
            _refuse(address)
    elif event in _LOOKING_UP and not is_local(arguments[0]):
        _refuse(arguments[0])


def _refuse(address: Any) -> None:
    ATTEMPTS.append(str(address))
    raise PermissionError(f"the network is closed during a rehearsal: {address}")
