"""What the provisioner asks of a forking parent, as one packet: a kernel, for whom and within which bounds."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from tisserand.forkserver.limits import Limits

MAX_BYTES = 128 * 1024
"""A packet must fit into a socket's buffer (net.core.wmem_default is 208 KiB); an environment takes a few."""


class RequestError(ValueError):
    """A packet is not a request for a kernel."""


@dataclass(frozen=True)
class Confinement:
    """The files and ports that a confined kernel may use, besides what any Python program needs.

    Attributes:
        readable: files and folders that it may read.
        writable: files and folders that it may read and write.
        connect_ports: TCP ports that it may connect to.
    """

    readable: tuple[str, ...] = ()
    writable: tuple[str, ...] = ()
    connect_ports: tuple[int, ...] = ()


@dataclass(frozen=True)
class KernelRequest:
    """A kernel to be forked.

    Attributes:
        argv: the arguments of ipykernel.
        env: its whole environment.
        cwd: its folder.
        scratch: a folder of its own, for its home and its temporary files; kept as they are when none.
        limits: what it may take.
        confinement: what it may reach; everything when none.
    """

    argv: tuple[str, ...]
    env: Mapping[str, str]
    cwd: str
    scratch: str | None = None
    limits: Limits = field(default_factory=Limits)
    confinement: Confinement | None = None

    def encode(self) -> bytes:
        """Return the request as a packet.

        Raises:
            RequestError: it is larger than a packet may be.
        """
        packet = json.dumps(asdict(self)).encode()
        if len(packet) > MAX_BYTES:
            raise RequestError(f"{len(packet)} bytes, most of them environment; a request has at most {MAX_BYTES}")
        return packet


def parse_request(packet: bytes) -> KernelRequest:
    """Return the request that a packet holds.

    Raises:
        RequestError: it holds none.
    """
    if len(packet) > MAX_BYTES:
        raise RequestError("too large")
    try:
        value = json.loads(packet)
    except (ValueError, RecursionError) as error:
        raise RequestError("not JSON") from error
    names = KernelRequest.__dataclass_fields__
    if not isinstance(value, dict) or set(value) != set(names):
        raise RequestError(f"expected an object with exactly {sorted(names)}")
    env = value["env"]
    if not isinstance(env, dict) or any(not name or "=" in name for name in env):
        raise RequestError("env: expected an object of variables")
    return KernelRequest(
        argv=_texts("argv", value["argv"]),
        env=dict(zip(_texts("env", list(env)), _texts("env", list(env.values())), strict=True)),
        cwd=_text("cwd", value["cwd"]),
        scratch=None if value["scratch"] is None else _text("scratch", value["scratch"]),
        limits=_limits(value["limits"]),
        confinement=None if value["confinement"] is None else _confinement(value["confinement"]),
    )


def _limits(value: Any) -> Limits:
    _has_exactly("limits", value, set(Limits.__dataclass_fields__))
    for name in ("memory_mb", "cpu_s"):
        if value[name] is not None:
            _number(name, value[name], 1, 2**31)
    return Limits(value["memory_mb"], value["cpu_s"], _number("niceness", value["niceness"], 0, 19))


def _confinement(value: Any) -> Confinement:
    _has_exactly("confinement", value, set(Confinement.__dataclass_fields__))
    ports = value["connect_ports"]
    if not isinstance(ports, list):
        raise RequestError("connect_ports: expected a list")
    return Confinement(
        readable=_texts("readable", value["readable"]),
        writable=_texts("writable", value["writable"]),
        connect_ports=tuple(_number("connect_ports", port, 1, 65535) for port in ports),
    )


def _has_exactly(what: str, value: Any, names: set[str]) -> None:
    if not isinstance(value, dict) or set(value) != names:
        raise RequestError(f"{what}: expected an object with exactly {sorted(names)}")


def _text(what: str, value: Any) -> str:
    if not isinstance(value, str) or "\0" in value:
        raise RequestError(f"{what}: expected text")
    try:
        value.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError as error:
        raise RequestError(f"{what}: not text that a system call takes") from error
    return value


def _texts(what: str, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise RequestError(f"{what}: expected a list")
    return tuple(_text(what, each) for each in value)


def _number(what: str, value: Any, least: int, most: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise RequestError(f"{what}: expected a whole number from {least} to {most}")
    return value
