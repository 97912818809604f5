"""Processes by their numbers, where a number can't have changed hands: children that have not been reaped."""

import contextlib
import os
import signal
from collections.abc import Iterator
from pathlib import Path


def parent_of(pid: int) -> int:
    """Return the parent of a process, or 0 when it is gone."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return 0
    return int(status.rpartition(")")[2].split()[1])  # after the name, which may hold anything


def end_group(pid: int) -> None:
    """Kill a child that has not been reaped, and its process group."""
    for kill in (os.kill, os.killpg):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(pid, signal.SIGKILL)


def ended_children() -> Iterator[int]:
    """Yield the children that have ended, without reaping them: the caller does."""
    while True:
        try:
            ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        except ChildProcessError:
            return
        if ended is None:
            return
        yield ended.si_pid
