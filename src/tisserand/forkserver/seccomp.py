"""System calls that a confined kernel has no use for, refused: what Landlock does not cover.

Landlock knows files being opened, TCP, signals. It does not know sockets that are files (a root's Docker listens on
one), UDP, the modes and owners of files, limits and priorities of other processes, nor memory that is shared rather
than private. A filter of the system (https://docs.kernel.org/userspace-api/seccomp_filter.html) refuses the calls, or
those of their arguments that it can see, with "Operation not permitted".
"""

import ctypes
import errno
import platform
import sys
from dataclasses import dataclass

from tisserand.forkserver.linux import gain_no_privileges, syscall

_LOAD, _AND, _EQUALS, _AT_LEAST, _RETURN = 0x20, 0x54, 0x15, 0x35, 0x06  # of the BPF machine
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000 | errno.EPERM
_NUMBER, _MACHINE, _ARGUMENTS = 0, 4, 16  # where the description of a call holds them
_SET_FILTER, _ALL_THREADS = 1, 1
_X32_CALLS = 0x40000000

_AF_INET, _AF_INET6, _SOCK_STREAM, _SOCK_TYPES = 2, 10, 1, 0xF
_SHARED_AND_ANONYMOUS = 0x21

REFUSED = (
    *("chmod", "fchmod", "fchmodat", "fchmodat2", "chown", "fchown", "lchown", "fchownat"),
    *("setxattr", "lsetxattr", "fsetxattr", "setxattrat", "removexattr", "lremovexattr", "fremovexattr"),
    *("removexattrat", "utime", "utimes", "futimesat", "utimensat", "file_setattr"),
    *("memfd_create", "memfd_secret", "shmget", "semget", "msgget", "mq_open"),
    *("ptrace", "process_vm_readv", "process_vm_writev", "pidfd_getfd", "kcmp"),
    *("add_key", "request_key", "keyctl", "bpf", "perf_event_open", "userfaultfd"),
    *("io_uring_setup", "io_uring_enter", "io_uring_register"),  # would do the others unseen
)
"""Modes and owners, memory outside of the limit, other processes, and doors that programs rarely need."""
FOR_ITSELF_ONLY = {
    "prlimit64": 0,
    **dict.fromkeys(("setpriority", "ioprio_set"), 1),
}
"""Refused unless the argument at this place is 0, which means the caller. Not sched_setscheduler and its kin: ZeroMQ's
threads name themselves by their number, and end the process when they are refused."""


@dataclass(frozen=True)
class Machine:
    """How a kind of processor numbers system calls; those that it does not have are missing."""

    audit: int
    seccomp: int
    calls: dict[str, int]


def _numbers(text: str) -> dict[str, int]:
    words = text.split()
    return dict(zip(words[::2], map(int, words[1::2]), strict=True))


_EVERYWHERE = """fchmodat2 452 setxattrat 463 removexattrat 466 file_setattr 469 memfd_secret 447 pidfd_getfd 438
 io_uring_setup 425 io_uring_enter 426 io_uring_register 427 """
MACHINES = {
    "x86_64": Machine(
        0xC000003E,
        317,
        _numbers(
            _EVERYWHERE
            + """socket 41 mmap 9 prlimit64 302 sched_setaffinity 203 sched_setscheduler 144 sched_setparam 142
            sched_setattr 314 setpriority 141 ioprio_set 251 chmod 90 fchmod 91 fchmodat 268 chown 92 fchown 93
            lchown 94 fchownat 260 setxattr 188 lsetxattr 189 fsetxattr 190 removexattr 197 lremovexattr 198
            fremovexattr 199 utime 132 utimes 235 futimesat 261 utimensat 280 memfd_create 319 shmget 29
            semget 64 msgget 68 mq_open 240 ptrace 101 process_vm_readv 310 process_vm_writev 311 kcmp 312
            add_key 248 request_key 249 keyctl 250 bpf 321 perf_event_open 298 userfaultfd 323"""
        ),
    ),
    "aarch64": Machine(
        0xC00000B7,
        277,
        _numbers(
            _EVERYWHERE
            + """socket 198 mmap 222 prlimit64 261 sched_setaffinity 122 sched_setscheduler 119 sched_setparam 118
            sched_setattr 274 setpriority 140 ioprio_set 30 fchmod 52 fchmodat 53 fchown 55 fchownat 54
            setxattr 5 lsetxattr 6 fsetxattr 7 removexattr 14 lremovexattr 15 fremovexattr 16 utimensat 88
            memfd_create 279 shmget 194 semget 190 msgget 186 mq_open 180 ptrace 117 process_vm_readv 270
            process_vm_writev 271 kcmp 272 add_key 217 request_key 218 keyctl 219 bpf 280 perf_event_open 241
            userfaultfd 282"""
        ),
    ),
}


class _Step(ctypes.Structure):
    _fields_ = (
        ("code", ctypes.c_uint16),
        ("if_so", ctypes.c_uint8),
        ("if_not", ctypes.c_uint8),
        ("k", ctypes.c_uint32),
    )


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_uint16), ("steps", ctypes.POINTER(_Step)))


_AStep = tuple[int, int, int, int]


def refuse_calls() -> bool:
    """Refuse these calls to this process, all its threads and what it starts; return whether this system could."""
    machine = MACHINES.get(platform.machine()) if sys.platform == "linux" and sys.byteorder == "little" else None
    if machine is None:
        return False
    steps = [_Step(*step) for step in program(machine)]
    filled = _Program(len(steps), (_Step * len(steps))(*steps))
    gain_no_privileges()
    try:
        syscall(machine.seccomp, ctypes.c_uint(_SET_FILTER), ctypes.c_uint(_ALL_THREADS), ctypes.byref(filled))
    except OSError:
        return False
    return True


def program(machine: Machine) -> list[_AStep]:
    """Return the filter for a machine: one block for each call, and each block ends with a verdict."""
    steps = [
        (_LOAD, 0, 0, _MACHINE),
        (_EQUALS, 1, 0, machine.audit),
        (_RETURN, 0, 0, _REFUSE),  # calls in the manner of another machine, whose numbers mean others
        (_LOAD, 0, 0, _NUMBER),
        (_AT_LEAST, 0, 1, _X32_CALLS),
        (_RETURN, 0, 0, _REFUSE),
    ]
    blocks = {name: [(_RETURN, 0, 0, _REFUSE)] for name in REFUSED}
    blocks |= {name: _only_if(place, 0) for name, place in FOR_ITSELF_ONLY.items()}
    blocks["mmap"] = [_load(3), (_AND, 0, 0, _SHARED_AND_ANONYMOUS), *_verdict(_SHARED_AND_ANONYMOUS, _REFUSE, _ALLOW)]
    blocks["socket"] = [
        _load(0),
        (_EQUALS, 2, 0, _AF_INET),
        (_EQUALS, 1, 0, _AF_INET6),
        (_RETURN, 0, 0, _REFUSE),
        _load(1),
        (_AND, 0, 0, _SOCK_TYPES),
        *_verdict(_SOCK_STREAM, _ALLOW, _REFUSE),
    ]
    for name, block in blocks.items():
        if name in machine.calls:
            steps += [(_EQUALS, 0, len(block), machine.calls[name]), *block]
    return [*steps, (_RETURN, 0, 0, _ALLOW)]


def _load(argument: int) -> _AStep:
    return (_LOAD, 0, 0, _ARGUMENTS + 8 * argument)


def _verdict(value: int, if_so: int, if_not: int) -> list[_AStep]:
    return [(_EQUALS, 0, 1, value), (_RETURN, 0, 0, if_so), (_RETURN, 0, 0, if_not)]


def _only_if(argument: int, value: int) -> list[_AStep]:
    return [_load(argument), *_verdict(value, _ALLOW, _REFUSE)]
