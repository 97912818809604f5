"""What a server costs: processor seconds and memory of its process and of everything below it."""

import contextlib
import time
from collections.abc import Iterator

import psutil

_QUIET_CPU_S = 0.02
_QUIET_FOR_S = 0.6
_LONGEST_S = 60.0


class ProcessTree:
    """A server's process, its kernels, and whatever forks them."""

    def __init__(self, pid: int) -> None:
        self._root = psutil.Process(pid)

    def _all(self) -> Iterator[psutil.Process]:
        yield self._root
        yield from self._root.children(recursive=True)

    def cpu_s(self) -> float:
        """Return the processor seconds used so far, those of children that have ended and were waited for included."""
        total = 0.0
        for process in self._all():
            with contextlib.suppress(psutil.NoSuchProcess):
                times = process.cpu_times()
                total += times.user + times.system + times.children_user + times.children_system
        return total

    def pss_mb(self) -> float:
        """Return the memory, each shared page divided among those who share it (PSS), in MB of 10^6 bytes."""
        total = 0
        for process in self._all():
            with contextlib.suppress(psutil.NoSuchProcess):
                total += process.memory_full_info().pss
        return total / 1e6

    def count(self) -> int:
        """Return how many processes there are."""
        return sum(1 for _ in self._all())

    def wait_until_quiet(self, longest_s: float = _LONGEST_S) -> float:
        """Wait until the processes rest, what they prepare for the next visitor included; return ``cpu_s()``."""
        end = time.monotonic() + longest_s
        before = self.cpu_s()
        while time.monotonic() < end:
            time.sleep(_QUIET_FOR_S)
            now = self.cpu_s()
            if now - before < _QUIET_CPU_S:
                return now
            before = now
        return before
