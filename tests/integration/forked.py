"""A kernel of a test: launched, asked, shut down."""

import uuid
from contextlib import contextmanager
from pathlib import Path

from jupyter_client import AsyncKernelManager, KernelManager
from jupyter_core.paths import jupyter_runtime_dir
from traitlets.config import Config


class Asked:
    """A running kernel, and what its code printed."""

    def __init__(self, manager, client):
        self.manager = manager
        self.client = client

    @property
    def provisioner(self):
        """The kernel's provisioner."""
        return self.manager.provisioner

    @property
    def pid(self):
        """The kernel's process."""
        return self.manager.provisioner.pid

    def reply_to(self, message_id, timeout=10):
        """Return the reply to a message, passing over those to earlier ones."""
        while True:
            reply = self.client.get_shell_msg(timeout=timeout)
            if reply["parent_header"].get("msg_id") == message_id:
                return reply

    def run(self, code, timeout=30):
        """Run code; return what it wrote to its standard output, or raise with the name of its error."""
        written = []

        def hear(message):
            if message["msg_type"] == "stream" and message["content"]["name"] == "stdout":
                written.append(message["content"]["text"])

        reply = self.client.execute_interactive(code, timeout=timeout, output_hook=hear, store_history=False)
        if reply["content"]["status"] == "error":
            raise CellError(f"{reply['content']['ename']}: {reply['content']['evalue']}")
        return "".join(written).strip()


class CellError(Exception):
    """Code run in a kernel raised."""


def manager(kind=KernelManager, **traits):
    """Return the manager of a kernel that is not launched yet; ``traits`` are those of ForkProvisioner."""
    config = Config()
    config.ForkProvisioner.update(traits)
    file = Path(jupyter_runtime_dir(), f"kernel-{uuid.uuid4()}.json")
    file.parent.mkdir(parents=True, exist_ok=True)
    return kind(kernel_name="tisserand", transport="ipc", connection_file=str(file), config=config)


def async_manager(**traits):
    """Return such a manager for an event loop."""
    return manager(AsyncKernelManager, **traits)


@contextmanager
def kernel(cwd=None, env=None, **traits):
    """Give a kernel that is ready; shut down afterwards, unless it has ended."""
    its_manager = manager(**traits)
    extra = {name: value for name, value in (("cwd", cwd), ("env", env)) if value is not None}
    its_manager.start_kernel(**extra)
    client = its_manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=60)
        yield Asked(its_manager, client)
    finally:
        client.stop_channels()
        if its_manager.has_kernel:
            its_manager.shutdown_kernel(now=True)
