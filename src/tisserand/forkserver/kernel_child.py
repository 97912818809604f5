"""Runs in a fork of the parent: becomes a kernel, in the environment and within the bounds of its request."""

import atexit
import contextlib
import gc
import os
import random
import signal
import sys
import time
import traceback
from collections.abc import Callable, Mapping
from typing import NoReturn

from tisserand.forkserver.confinement import confine
from tisserand.forkserver.linux import die_with_parent, name_process
from tisserand.forkserver.request import KernelRequest
from tisserand.forkserver.seccomp import refuse_calls

_STDIN, _STDOUT, _STDERR = 0, 1, 2
_LAST_FLUSH_S = 2.0


def run_and_leave(work: Callable[[], None]) -> NoReturn:
    """Do the work of a forked child and end the process as Python would, without returning into the parent's loop."""
    code = 1
    try:
        work()
        code = 0
    except SystemExit as error:
        code = error.code if isinstance(error.code, int) else int(error.code is not None)
    except BaseException:  # noqa: BLE001 - nothing may reach the loop that forked us
        with contextlib.suppress(BaseException):
            traceback.print_exc(file=sys.__stderr__)
    finally:
        with contextlib.suppress(BaseException):
            atexit._run_exitfuncs()  # noqa: SLF001 - what Py_Finalize calls, and we never get there
        with contextlib.suppress(BaseException):
            sys.__stderr__.flush()  # type: ignore[union-attr]  # suppressed
        os._exit(code)


def detach(parent_pid: int) -> None:
    """Lead a process group of its own, live no longer than the parent, and take signals as a new program does."""
    os.setsid()
    die_with_parent(signal.SIGKILL)
    if os.getppid() != parent_pid:
        os._exit(1)
    name_process("tisserand-kernel")
    signal.set_wakeup_fd(-1)
    for signum in (signal.SIGTERM, signal.SIGCHLD, signal.SIGHUP):
        signal.signal(signum, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    gc.enable()


def direct_output(stderr: int | None) -> None:
    """Read nothing, print to the null device, and complain where the provisioner said.

    ipykernel echoes to the original descriptor 1 what subprocesses print: a pipe that nobody reads would fill up.
    """
    with open(os.devnull, "r+b") as null:  # noqa: PTH123 - descriptors, not files
        os.dup2(null.fileno(), _STDIN)
        os.dup2(null.fileno(), _STDOUT)
        os.dup2(null.fileno() if stderr is None else stderr, _STDERR)
    if stderr is not None:
        os.close(stderr)


def settle(request: KernelRequest) -> None:
    """Take the environment and the folder of the request, and dice of its own."""
    os.environ.clear()
    os.environ.update(request.env)
    time.tzset()
    os.chdir(request.cwd)
    find_own_modules(request.env)
    random.seed()
    if numpy_random := sys.modules.get("numpy.random"):
        numpy_random.seed()


def accept_bounds(request: KernelRequest) -> None:
    """Keep to the limits, the scratch folder and the confinement of the request from now on."""
    if request.scratch is not None:
        os.environ.update(HOME=request.scratch, TMPDIR=request.scratch, IPYTHONDIR=f"{request.scratch}/ipython")
    request.limits.apply_at_birth()
    confine(request)


def find_own_modules(env: Mapping[str, str]) -> None:
    """Import from the kernel's folder too, after the standard library.

    IPython does so in a kernel, but not when Python was started with ``-P``, as the parent was.
    """
    if "PYTHONSAFEPATH" not in env:
        sys.path.insert(next((at for at, path in enumerate(sys.path) if "site-packages" in path), len(sys.path)), "")


def become_kernel(request: KernelRequest, parent_handle: int = 0) -> None:
    """Be the kernel until it is shut down.

    Args:
        request: the kernel.
        parent_handle: process whose end ipykernel watches for; none for a fork, which the system ends with its parent.
    """
    from ipykernel.kernelapp import IPKernelApp  # noqa: PLC0415 - imported by the parent, unless told otherwise

    # No history: neither a database nor its thread for each kernel.
    arguments = [*request.argv, "--HistoryManager.enabled=False"]
    sys.argv = ["ipykernel_launcher.py", *arguments]
    IPKernelApp.clear_instance()
    app = IPKernelApp.instance(parent_handle=parent_handle)
    app.initialize(arguments)
    if ipywidgets := sys.modules.get("ipywidgets"):
        # ipywidgets does this when it is imported, if there is a kernel: in the parent there was none.
        ipywidgets.register_comm_target()
    if request.confinement is not None:
        refuse_calls()  # the channels have been opened, for which sockets of any kind were needed
    request.limits.apply_when_ready()
    app.start()
    if app.control_thread is not None:
        # It may be flushing the output, which closing the kernel stops first: ten seconds would pass (ipykernel 7.4).
        app.control_thread.join(_LAST_FLUSH_S)
