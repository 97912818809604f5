"""For a process that holds secrets, such as a server that launches kernels: not to be read by others of its user."""

import sys

from tisserand.forkserver.linux import forbid_dumps


def forbid_reading_this_process() -> bool:
    """Refuse other processes without privileges this one's memory, environment and descriptors; return whether it held.

    With ``PR_SET_DUMPABLE`` 0, ``/proc/<pid>/{environ,mem,fd,maps…}`` belong to root, and ptrace(2) needs a capability.
    It leaves no core dump either. A process of root's that has its capabilities reads on: confinement takes them from
    kernels. Files on disk are not concerned. It has to be called again after executing another program.
    """
    if sys.platform != "linux":
        return False
    try:
        forbid_dumps()
    except OSError:
        return False
    return True
