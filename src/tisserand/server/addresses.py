"""Under which addresses and names the server is reached, and which names it answers to."""

import re
import socket
from collections.abc import Iterable
from contextlib import suppress
from ipaddress import ip_address
from urllib.parse import urlsplit

EVERYWHERE = frozenset({"0.0.0.0", "::", ""})  # noqa: S104 - compared with, not bound to
_HOST = re.compile(r"(\[(?P<figures>[0-9a-f:.]+)\]|(?P<name>[a-z0-9_.-]+))(:[0-9]{1,5})?")
_SOMEWHERE_ELSE = ("192.0.2.1", 9)  # of RFC 5737: nothing is sent there


def addresses(host: str, port: int, base_url: str) -> list[str]:
    """Return the addresses to open: this machine's, and that on the local network when the server listens there.

    Args:
        host: what the server listens on.
        port: its port.
        base_url: path that every address begins with.
    """
    names = ["localhost", *_own_addresses()] if host in EVERYWHERE else [host]
    return [f"http://{f'[{name}]' if ':' in name else name}:{port}{base_url}" for name in names]


def known_hosts(public_url: str, also: Iterable[str] = ()) -> frozenset[str]:
    """Return the names that pages may be asked for under, besides any address in figures.

    Args:
        public_url: the address that people open, if the server was told.
        also: further names.
    """
    own = socket.gethostname().lower()
    names = {"localhost", own, f"{own}.local", socket.getfqdn().lower(), *(name.lower() for name in also)}
    return frozenset({*names, urlsplit(public_url).hostname or "localhost"})


def base_of(public_url: str) -> str:
    """Return the path that every address of the server begins with, and ends with a slash.

    Raises:
        ValueError: browsers could not open it.
    """
    parts = urlsplit(public_url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment or parts.username:
        raise ValueError(public_url)
    return parts.path.rstrip("/") + "/"


def is_known(host: str, names: frozenset[str]) -> bool:
    """Return whether a request's ``Host`` is ours.

    A page of another site can have its own name point here (DNS rebinding) and would then count as ours in a browser.
    It can't do that with an address in figures.

    Args:
        host: as in the request, with its port or without.
        names: those of :func:`known_hosts`.
    """
    found = _HOST.fullmatch(host.lower())
    if not found:
        return False
    name = (found["figures"] or found["name"]).rstrip(".")
    with suppress(ValueError):
        ip_address(name)
        return True
    return name in names


def is_this_machine(host: str) -> bool:
    """Return whether what the server listens on, or was asked for under, is this machine only."""
    name = urlsplit(f"//{host}").hostname or ""
    if name == "localhost":
        return True
    with suppress(ValueError):
        return ip_address(name).is_loopback
    return False


def _own_addresses() -> list[str]:
    """Return the IPv4 addresses of this machine on its networks, the one by which it reaches others first."""
    found: list[str] = []
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect(_SOMEWHERE_ELSE)  # only has the system choose: Debian's own name leads to 127.0.1.1
        found.append(str(probe.getsockname()[0]))
    with suppress(OSError):
        found += sorted(str(entry[4][0]) for entry in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET))
    return [one for one in dict.fromkeys(found) if not one.startswith("127.")]
