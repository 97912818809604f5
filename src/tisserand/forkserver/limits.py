"""What a kernel may take of the machine.

Memory is bounded by ``RLIMIT_DATA``: what the process adds to its private writable memory. ``RLIMIT_AS`` would count
the address space as well, of which the libraries alone reserve more than a gigabyte; ``RLIMIT_RSS`` does nothing on
Linux. A control group would also count page cache and shared memory, but few servers may write one: it is for whoever
deploys (``docs/kernels.md``).
"""

import contextlib
import os
from dataclasses import dataclass
from pathlib import Path

with contextlib.suppress(ImportError):  # Windows has none, and nothing is forked there
    import resource

_MB = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """The bounds of one kernel.

    Attributes:
        memory_mb: what its code may add to the memory of a kernel that has just started; then ``MemoryError``.
        cpu_s: seconds of processor time in all; then the kernel ends with ``-SIGXCPU``.
        niceness: added to that of the server.
    """

    memory_mb: int | None = None
    cpu_s: int | None = None
    niceness: int = 0

    def apply_at_birth(self) -> None:
        """Bound the processor time and the priority of this process."""
        if self.niceness:
            os.nice(self.niceness)
        if self.cpu_s is not None:
            # At the soft limit the default action of SIGXCPU tells why the kernel ended; the hard one can't be caught.
            resource.setrlimit(resource.RLIMIT_CPU, (self.cpu_s, self.cpu_s + 1))

    def apply_when_ready(self) -> None:
        """Bound the memory of this process, once its threads have their stacks."""
        if self.memory_mb is not None:
            most = private_bytes() + self.memory_mb * _MB
            resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def private_bytes() -> int:
    """Return what ``RLIMIT_DATA`` counts of this process (``VmData``, see proc_pid_status(5))."""
    for line in Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines():
        if line.startswith("VmData:"):
            return int(line.split()[1]) * 1024
    return 0
