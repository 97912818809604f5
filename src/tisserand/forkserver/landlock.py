"""Landlock: a process gives up, for itself and its children and for ever, the files and ports that it does not name.

A binding of the three system calls of https://docs.kernel.org/userspace-api/landlock.html. It needs no privilege, and
holds for root too. The packages on PyPI are young or pre-releases; this is what we need of it.
"""

import ctypes
import os
import stat
import sys
from enum import IntFlag
from pathlib import Path

from tisserand.forkserver.linux import gain_no_privileges, syscall

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446
_ASK_VERSION = 1
_PATH_BENEATH, _NET_PORT = 1, 2
_TCP_SINCE, _SCOPES_SINCE = 4, 6
_O_PATH = getattr(os, "O_PATH", 0)


class Access(IntFlag):
    """What may be done with files; the numbers are the system's."""

    EXECUTE = 1 << 0
    WRITE_FILE = 1 << 1
    READ_FILE = 1 << 2
    READ_DIR = 1 << 3
    REMOVE_DIR = 1 << 4
    REMOVE_FILE = 1 << 5
    MAKE_CHAR = 1 << 6
    MAKE_DIR = 1 << 7
    MAKE_REG = 1 << 8
    MAKE_SOCK = 1 << 9
    MAKE_FIFO = 1 << 10
    MAKE_BLOCK = 1 << 11
    MAKE_SYM = 1 << 12
    REFER = 1 << 13
    TRUNCATE = 1 << 14
    IOCTL_DEV = 1 << 15

    READ = READ_FILE | READ_DIR
    CHANGE = READ | WRITE_FILE | TRUNCATE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | MAKE_SOCK | MAKE_FIFO
    CHANGE_ALL = CHANGE | MAKE_SYM | REFER
    OF_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV


_SINCE = {Access.REFER: 2, Access.TRUNCATE: 3, Access.IOCTL_DEV: 5}
_BIND_TCP, _CONNECT_TCP = 1 << 0, 1 << 1
_ABSTRACT_SOCKETS, _SIGNALS = 1 << 0, 1 << 1


class _RulesetAttributes(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _PathBeneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("access", ctypes.c_uint64), ("folder", ctypes.c_int32))


class _NetPort(ctypes.Structure):
    _fields_ = (("access", ctypes.c_uint64), ("port", ctypes.c_uint64))


def abi() -> int:
    """Return the version that this system offers, or 0 when it offers none."""
    if sys.platform != "linux":
        return 0
    try:
        return syscall(_CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(_ASK_VERSION))
    except OSError:
        return 0


class Ruleset:
    """What this process will still be allowed.

    Files, TCP ports, signals to other processes and abstract sockets are concerned, as far as the system's version
    goes.
    """

    def __init__(self, version: int) -> None:
        every = Access(0)
        for right in Access:
            if _SINCE.get(right, 1) <= version:
                every |= right
        self._files = every
        self.holds_ports = version >= _TCP_SINCE
        net = _BIND_TCP | _CONNECT_TCP if self.holds_ports else 0
        scoped = _ABSTRACT_SOCKETS | _SIGNALS if version >= _SCOPES_SINCE else 0
        wanted = _RulesetAttributes(every, net, scoped)
        size = 24 if version >= _SCOPES_SINCE else 16 if version >= _TCP_SINCE else 8  # older systems know less of it
        self._fd = syscall(_CREATE_RULESET, ctypes.byref(wanted), ctypes.c_size_t(size), ctypes.c_uint32(0))

    def allow(self, path: str | Path, access: Access) -> None:
        """Allow ``access`` to a file, or to a folder and what is in it; nothing if it does not exist."""
        try:
            descriptor = os.open(path, _O_PATH | os.O_CLOEXEC)
        except OSError:
            return
        try:
            if not stat.S_ISDIR(os.fstat(descriptor).st_mode):
                access &= Access.OF_FILES
            rule = _PathBeneath(access & self._files, descriptor)
            self._add(_PATH_BENEATH, rule)
        finally:
            os.close(descriptor)

    def allow_connecting(self, port: int) -> None:
        """Allow to connect to a TCP port, of any machine."""
        if self.holds_ports:
            self._add(_NET_PORT, _NetPort(_CONNECT_TCP, port))

    def allow_listening(self, port: int) -> None:
        """Allow to listen on a TCP port."""
        if self.holds_ports:
            self._add(_NET_PORT, _NetPort(_BIND_TCP, port))

    def enforce(self) -> None:
        """Give up everything else, for this thread and all that it starts: call it while there is one thread."""
        gain_no_privileges()
        syscall(_RESTRICT_SELF, ctypes.c_int(self._fd), ctypes.c_uint32(0))
        os.close(self._fd)

    def _add(self, kind: int, rule: ctypes.Structure) -> None:
        syscall(_ADD_RULE, ctypes.c_int(self._fd), ctypes.c_int(kind), ctypes.byref(rule), ctypes.c_uint32(0))
