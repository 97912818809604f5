"""The kernel provisioner ``tisserand-fork``: forks kernels, or launches them in the ordinary way where it can't."""

import asyncio
import logging
import shutil
import signal
import sys
from pathlib import Path
from typing import Any

from jupyter_client.provisioning import LocalProvisioner
from traitlets import Int, List, Unicode

from tisserand.errors import ForkUnavailableError, KernelLostError
from tisserand.forkserver.configuration import DEFAULT_PREIMPORT, ParentConfiguration
from tisserand.forkserver.forked_kernel import ForkedKernel, fork_kernel
from tisserand.forkserver.limits import Limits
from tisserand.forkserver.owner import ParentOwner, owner_of
from tisserand.forkserver.request import KernelRequest
from tisserand.i18n import translate
from tisserand.settings import read_settings

log = logging.getLogger(__name__)

_LAUNCHERS = ("ipykernel_launcher", "ipykernel")
_STDERR = 2
_told_reasons: set[str] = set()


class ForkProvisioner(LocalProvisioner):  # type: ignore[misc]  # jupyter_client is not followed by mypy
    """Launches kernels by forking a process that has imported everything already.

    Only launching and what depends on the process differ from ``LocalProvisioner``, and these go to it whenever a
    kernel had to be launched in the ordinary way.
    """

    preimport = List(Unicode(), list(DEFAULT_PREIMPORT), config=True, help="Modules imported once, before any kernel.")
    prepare = List(Unicode(), config=True, help="module:function calls made once after that; they start no thread.")
    memory_limit_mb = Int(None, allow_none=True, config=True, help="What a kernel may add to its memory.")
    cpu_limit_s = Int(None, allow_none=True, config=True, help="Processor time of a kernel in all.")
    niceness = Int(0, config=True, help="Added to the niceness of the server, for its kernels.")

    _kernel: ForkedKernel | None = None
    _exit_code: int | None = None

    @property
    def owner(self) -> ParentOwner:
        """The owner of the process that this kernel is forked from: warm it ahead, stop it."""
        return owner_of(ParentConfiguration(tuple(self.preimport), tuple(self.prepare)))

    @property
    def has_process(self) -> bool:
        """Whether a kernel was launched and has not been waited for."""
        return self._kernel is not None or bool(super().has_process)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Fork a kernel, or launch it in the ordinary way; return how to connect to it.

        Args:
            cmd: ``python -m ipykernel_launcher -f file``.
            kwargs: as for ``Popen``; of these, ``env``, ``cwd`` and ``stderr`` count for a fork.

        Raises:
            KernelLostError: a kernel may have been forked, but nobody knows.
        """
        self._exit_code = None
        try:
            self._kernel = await self._fork(cmd, kwargs)
        except ForkUnavailableError as error:
            tell_once(error)
            return await super().launch_kernel(cmd, **kwargs)
        self.pid = self.pgid = self._kernel.pid
        self.cwd = kwargs.get("cwd") or Path.cwd()
        return self.connection_info

    async def _fork(self, cmd: list[str], kwargs: dict[str, Any]) -> ForkedKernel:
        request = KernelRequest(
            argv=ipykernel_arguments(cmd),
            env={name: str(value) for name, value in kwargs["env"].items() if name != "JPY_PARENT_PID"},
            cwd=str(kwargs.get("cwd") or Path.cwd()),
            limits=Limits(self.memory_limit_mb, self.cpu_limit_s, self.niceness),
        )
        parent = await self.owner.start()
        stderr = _descriptor(kwargs.get("stderr"))
        try:
            return await fork_kernel(parent.socket, request, stderr)
        except KernelLostError:
            self.owner.replace(parent)
            raise

    async def poll(self) -> int | None:
        """Return the exit code of the kernel, or none while it runs; never wait."""
        if self._kernel is not None:
            return self._kernel.poll()
        if self._exit_code is not None:
            return self._exit_code
        code: int | None = await super().poll()
        return code

    async def wait(self) -> int | None:
        """Wait until the kernel has ended, and return its exit code."""
        if self._kernel is None:
            ordinary: int | None = await super().wait() if super().has_process else self._exit_code or 0
            return ordinary
        while (code := self._kernel.poll()) is None:  # noqa: ASYNC110 - as jupyter_client does; a process sets no event
            await asyncio.sleep(0.02)
        self._exit_code = code
        self._kernel.close()
        self._kernel = None
        if self.cpu_limit_s and code == -signal.SIGXCPU:
            log.warning(_say("cpu_used_up", kernel=self.kernel_id, seconds=self.cpu_limit_s))
        return self._exit_code

    async def send_signal(self, signum: int) -> None:
        """Signal the kernel and what it started in its process group."""
        if self._kernel is None:
            await super().send_signal(signum)
        else:
            self._kernel.send_signal(signum)

    async def kill(self, restart: bool = False) -> None:  # noqa: FBT001, FBT002 - jupyter_client's signature
        """Kill the kernel."""
        if self._kernel is None:
            await super().kill(restart)
        else:
            self._kernel.send_signal(signal.SIGKILL)

    async def terminate(self, restart: bool = False) -> None:  # noqa: FBT001, FBT002 - jupyter_client's signature
        """Ask the kernel to end."""
        if self._kernel is None:
            await super().terminate(restart)
        else:
            self._kernel.send_signal(signal.SIGTERM)


def ipykernel_arguments(command: list[str]) -> tuple[str, ...]:
    """Return the arguments that a kernel's command line gives to ipykernel.

    Raises:
        ForkUnavailableError: it is another program, or another Python.
    """
    launchers = [index for index, word in enumerate(command) if word == "-m"]
    ours = shutil.which(command[0]) == shutil.which(sys.executable)
    if not ours or not launchers or command[launchers[0] + 1 : launchers[0] + 2] not in ([one] for one in _LAUNCHERS):
        raise ForkUnavailableError("other_program", command=" ".join(command[:3]))
    return tuple(command[launchers[0] + 2 :])


def tell_once(error: ForkUnavailableError) -> None:
    """Log why kernels are launched in the ordinary way, the first time that it is so."""
    if error.reason not in _told_reasons:
        _told_reasons.add(error.reason)
        log.warning(_say("fallback", reason=error.sentence(read_settings().lang)))


def _say(key: str, **values: Any) -> str:
    return translate(read_settings().lang, f"forkserver.{key}", **values)


def _descriptor(stream: Any) -> int:
    """Return the descriptor of what would be given to ``Popen``: ours by default."""
    if stream is None:
        return _STDERR
    return int(stream.fileno()) if hasattr(stream, "fileno") else int(stream)
