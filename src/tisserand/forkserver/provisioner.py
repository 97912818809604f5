"""The kernel provisioner ``tisserand-fork``: forks kernels, or launches them in the ordinary way where it can't."""

import asyncio
import logging
import shutil
import signal
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from jupyter_client.provisioning import LocalProvisioner
from traitlets import Bool, Int, List, Unicode

from tisserand.errors import ContentRootError, ForkUnavailableError, KernelLostError
from tisserand.forkserver.configuration import DEFAULT_PREIMPORT, ParentConfiguration
from tisserand.forkserver.forked_kernel import ForkedKernel, fork_kernel
from tisserand.forkserver.limits import Limits
from tisserand.forkserver.ordinary_launch import ipykernel_arguments, ordinary_command, tell_once, tell_what_holds
from tisserand.forkserver.owner import ParentOwner, owner_of
from tisserand.forkserver.request import Confinement, KernelRequest
from tisserand.i18n import translate
from tisserand.paths import content_root, front_end_folder
from tisserand.settings import read_settings

log = logging.getLogger(__name__)

_STDERR = 2


class ForkProvisioner(LocalProvisioner):  # type: ignore[misc]  # jupyter_client is not followed by mypy
    """Launches kernels by forking a process that has imported everything already.

    Only launching and what depends on the process differ from ``LocalProvisioner``, and these go to it whenever a
    kernel had to be launched in the ordinary way. The limits and the confinement hold in both cases.
    """

    preimport = List(Unicode(), list(DEFAULT_PREIMPORT), config=True, help="Modules imported once, before any kernel.")
    prepare = List(Unicode(), config=True, help="module:function calls made once after that; they start no thread.")
    memory_limit_mb = Int(None, allow_none=True, config=True, help="What a kernel may add to its memory.")
    cpu_limit_s = Int(None, allow_none=True, config=True, help="Processor time of a kernel in all.")
    niceness = Int(0, config=True, help="Added to the niceness of the server, for its kernels.")
    confine = Bool(default_value=False, config=True, help="Whether a kernel reaches only what it needs.")
    readable = List(Unicode(), config=True, help="What else a confined kernel may read.")
    writable = List(Unicode(), config=True, help="What else a confined kernel may read and write.")
    connect_ports = List(Int(), config=True, help="TCP ports that a confined kernel may connect to.")
    parent_socket = Unicode(config=True, help="Of a parent that another process owns and shares with its children.")

    _kernel: ForkedKernel | None = None
    _exit_code: int | None = None
    _scratch: tuple[Path, ...] = ()

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
            ForkUnavailableError: it should be confined, and is not a kernel that could be.
        """
        self._exit_code = None
        request = self._request(kwargs)
        tell_what_holds(request)
        try:
            self._kernel = await self._fork(cmd, request, _descriptor(kwargs.get("stderr")))
        except ForkUnavailableError as error:
            tell_once(error)
            return await super().launch_kernel(self._ordinary(cmd, request), **kwargs)
        self.pid = self.pgid = self._kernel.pid
        self.cwd = request.cwd
        return self.connection_info

    def _request(self, kwargs: dict[str, Any]) -> KernelRequest:
        """Return the kernel that these arguments and the traits describe, but for ipykernel's own arguments."""
        confinement = None
        if self.confine:
            readable = (*content_folders(), *self.readable)
            confinement = Confinement(readable, tuple(self.writable), tuple(self.connect_ports))
        return KernelRequest(
            argv=(),
            env={name: str(value) for name, value in kwargs["env"].items() if name != "JPY_PARENT_PID"},
            cwd=str(kwargs.get("cwd") or Path.cwd()),
            limits=Limits(self.memory_limit_mb, self.cpu_limit_s, self.niceness),
            confinement=confinement,
        )

    async def _fork(self, command: list[str], request: KernelRequest, stderr: int) -> ForkedKernel:
        arguments = ipykernel_arguments(command)
        parent = None if self.parent_socket else await self.owner.start()
        socket = parent.socket if parent else Path(self.parent_socket)
        request = replace(request, argv=arguments, scratch=self._new_scratch(socket.parent))
        try:
            return await fork_kernel(socket, request, stderr)
        except KernelLostError:
            if parent:
                self.owner.replace(parent)
            raise

    def _ordinary(self, command: list[str], request: KernelRequest) -> list[str]:
        try:
            arguments = ipykernel_arguments(command)
        except ForkUnavailableError:
            if self.confine:
                raise
            return command
        return ordinary_command(command, replace(request, argv=arguments, scratch=self._new_scratch(None)))

    def _new_scratch(self, beside: Path | None) -> str | None:
        """Make a folder that goes with the kernel, if it is to be confined."""
        if not self.confine:
            return None
        folder = Path(tempfile.mkdtemp(prefix="scratch-" if beside else "tisserand-scratch-", dir=beside))
        self._scratch = (*self._scratch, folder)
        return str(folder)

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
        if not self.has_process:
            return self._exit_code or 0
        if self._kernel is None:
            code: int | None = await super().wait()
        else:
            while (code := self._kernel.poll()) is None:  # noqa: ASYNC110 - as jupyter_client does; nothing sets an event
                await asyncio.sleep(0.02)
            self._kernel.close()
            self._kernel = None
        self._exit_code = code
        if self.cpu_limit_s and code == -getattr(signal, "SIGXCPU", 0):
            log.warning(_say("cpu_used_up", kernel=self.kernel_id, seconds=self.cpu_limit_s))
        return code

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

    async def cleanup(self, restart: bool = False) -> None:  # noqa: FBT001, FBT002 - jupyter_client's signature
        """Remove what the kernel left in its scratch folder."""
        scratch, self._scratch = self._scratch, ()
        for folder in scratch:
            await asyncio.to_thread(shutil.rmtree, folder, ignore_errors=True)
        await super().cleanup(restart)


def content_folders() -> tuple[str, ...]:
    """Return the folders of the content that a lesson reads; not the whole checkout, where a database may lie."""
    try:
        root, front_end = content_root(), front_end_folder()
    except ContentRootError:
        return ()
    return (*(str(root / name) for name in ("modules", "exercises", "notebooks")), str(front_end))


def _say(key: str, **values: Any) -> str:
    return translate(read_settings().lang, f"forkserver.{key}", **values)


def _descriptor(stream: Any) -> int:
    """Return the descriptor of what would be given to ``Popen``: ours by default."""
    if stream is None:
        return _STDERR
    return int(stream.fileno()) if hasattr(stream, "fileno") else int(stream)
