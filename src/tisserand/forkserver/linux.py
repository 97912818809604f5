"""The few calls of Linux that Python does not have."""

import ctypes
import os
import sys
from typing import Any

_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_PR_SET_NAME = 15
_PR_SET_NO_NEW_PRIVS = 38

_CAPABILITY_VERSION_3 = 0x20080522

_libc: Any = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


def prctl(option: int, value: int | bytes) -> None:
    """Set one attribute of this process, see the manual page of prctl.

    Raises:
        OSError: it refused.
    """
    argument = ctypes.c_char_p(value) if isinstance(value, bytes) else ctypes.c_ulong(value)
    if _libc.prctl(option, argument, 0, 0, 0) != 0:
        raise last_error()


def syscall(number: int, *arguments: object) -> int:
    """Call the system by number.

    Raises:
        OSError: it refused.
    """
    result: int = _libc.syscall(ctypes.c_long(number), *arguments)
    if result < 0:
        raise last_error()
    return result


def last_error() -> OSError:
    """Return what the last call complained of."""
    number = ctypes.get_errno()
    return OSError(number, os.strerror(number))


def die_with_parent(signum: int) -> None:
    """Have this process receive ``signum`` when the thread that forked it ends."""
    prctl(_PR_SET_PDEATHSIG, signum)


def name_process(name: str) -> None:
    """Name this process in listings such as ``ps`` and ``top``."""
    prctl(_PR_SET_NAME, name.encode()[:15])


def forbid_dumps() -> None:
    """Give ``/proc/self`` to root and refuse to be traced by processes without privileges."""
    prctl(_PR_SET_DUMPABLE, 0)


def gain_no_privileges() -> None:
    """Have programs that this process starts gain nothing from set-user-id bits or capabilities."""
    prctl(_PR_SET_NO_NEW_PRIVS, 1)


def give_up_capabilities() -> None:
    """Drop every privilege that root has beyond owning files (capabilities, see the manual page of that name).

    Raises:
        OSError: the system refused.
    """
    gain_no_privileges()  # or a program started later would get them back
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    nothing = (ctypes.c_uint32 * 6)()  # effective, permitted and inheritable, twice 32 bits each
    if _libc.capset(header, nothing) != 0:
        raise last_error()
