"""What a confined kernel may reach: Python, the libraries, its lesson, its own scratch folder, and nothing else.

Kept from it: the database and whatever else lies in the person's or the server's folders, other processes (their files
in ``/proc``, their memory, signals to them), connection files of other kernels, the network.
"""

import json
import sys
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tisserand.forkserver.landlock import Access, Ruleset, abi
from tisserand.forkserver.linux import give_up_capabilities
from tisserand.forkserver.request import KernelRequest

_PROGRAMS = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/nix/store")
_SYSTEM_FILES = (
    *("/etc/ld.so.cache", "/etc/localtime", "/etc/timezone", "/etc/locale.alias", "/etc/mime.types"),
    *("/etc/passwd", "/etc/group", "/etc/nsswitch.conf", "/etc/hosts", "/etc/host.conf", "/etc/resolv.conf"),
    *("/etc/ssl/openssl.cnf", "/etc/fonts", "/sys/devices/system/cpu"),
    *("/proc/cpuinfo", "/proc/meminfo", "/proc/stat"),
)
_OWN_FILES = ("cmdline", "comm", "fd", "limits", "maps", "smaps", "stat", "statm", "status")
"""In ``/proc/self``. Not ``net``: it lists the sockets of other kernels; nor ``environ`` and ``mem``."""
_DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
_CHANNELS = ("shell_port", "iopub_port", "stdin_port", "control_port", "hb_port")


def confine(request: KernelRequest) -> bool:
    """Give up what the request does not grant; return whether this system could enforce it.

    To be called while the process has one thread. Capabilities go in any case: a kernel of root's is then no more than
    any user who owns root's files.
    """
    confinement = request.confinement
    if confinement is None:
        return False
    version = abi()
    if version:
        rules = Ruleset(version)
        for path in [sys.prefix, sys.base_prefix, *_PROGRAMS, *filter(None, sys.path)]:
            rules.allow(path, Access.READ | Access.EXECUTE)
        for path in [*_SYSTEM_FILES, *(f"/proc/self/{name}" for name in _OWN_FILES), request.cwd]:
            rules.allow(path, Access.READ)
        for path in _DEVICES:
            rules.allow(path, Access.READ_FILE | Access.WRITE_FILE)
        for path in confinement.readable:
            rules.allow(path, Access.READ)
        for path in filter(None, [request.scratch, *confinement.writable]):
            rules.allow(path, Access.CHANGE_ALL)
        for port in confinement.connect_ports:
            rules.allow_connecting(port)
        _allow_channels(rules, request.argv)
        rules.enforce()
    give_up_capabilities()
    return bool(version)


def _allow_channels(rules: Ruleset, arguments: Sequence[str]) -> None:
    """Allow what the kernel's own channels need: not the folder they lie in, where those of other kernels lie too."""
    file = connection_file(arguments)
    if file is None:
        return
    rules.allow(file, Access.READ_FILE)
    told: dict[str, Any] = json.loads(file.read_text("utf-8"))
    if told.get("transport") == "ipc":
        rules.allow(Path(told["ip"]).parent, Access.MAKE_SOCK)
        # ipykernel listens on a port for what forks of the kernel print, and does without it after a warning.
        warnings.filterwarnings("ignore", message="Couldn't bind IOPub Pipe")
    else:
        for channel in _CHANNELS:
            rules.allow_listening(told[channel])
        rules.allow_listening(0)  # and on a port that the system chooses, for what forks of the kernel print


def connection_file(arguments: Sequence[str]) -> Path | None:
    """Return the connection file that ipykernel's arguments name."""
    for index, word in enumerate(arguments):
        if word == "-f" and index + 1 < len(arguments):
            return Path(arguments[index + 1])
        if word.startswith(("-f=", "--f=", "--IPKernelApp.connection_file=")):
            return Path(word.partition("=")[2])
    return None
