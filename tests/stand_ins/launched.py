"""A command of ours or of somebody else that listens on a port: started, watched, stopped, killed."""

import contextlib
import os
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

_NONE_OF_THESE = ("TISSERAND_DATABASE_URL", "TISSERAND_CONTENT", "TISSERAND_LEARNER", "JUPYTER_CONFIG_PATH")


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Launched:
    """A command, with a private home.

    Attributes:
        command: what is run; it listens on ``port``.
        home: its private folder, made at the start.
        port: where it listens, on 127.0.0.1.
        environ: what it finds in its environment besides.
    """

    command: Sequence[str]
    home: Path
    port: int
    environ: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    _sockets: tempfile.TemporaryDirectory[str] | None = None

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        """What it wrote to its outputs."""
        return self.home / "log.txt"

    def start(self, path: str, seconds: float = 120) -> None:
        """Start it, and wait until ``path`` answers."""
        self.home.mkdir(parents=True, exist_ok=True)
        # The folder of a test has too long a name for sockets: the system takes 107 characters.
        self._sockets = self._sockets or tempfile.TemporaryDirectory(prefix="t-")
        private = {
            "TISSERAND_HOME": str(self.home / "tisserand"),
            "TISSERAND_LANG": "fr",
            "JUPYTER_CONFIG_DIR": str(self.home / "jupyter"),
            "JUPYTER_RUNTIME_DIR": self._sockets.name,
            "IPYTHONDIR": str(self.home / "ipython"),
        }
        environ = {name: value for name, value in os.environ.items() if name not in _NONE_OF_THESE}
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                env={**environ, **private, **self.environ},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.process.poll() is None:
            with contextlib.suppress(OSError), urllib.request.urlopen(self.url + path, timeout=5) as answer:  # noqa: S310 - our own address
                if answer.status == 200:
                    return
            time.sleep(0.05)
        raise AssertionError(f"no answer at {path} (ended: {self.process.poll()}):\n{self.log.read_text()[-3000:]}")

    def kill(self) -> None:
        """End it without warning (kill -9); its children have to notice by themselves."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait(5)

    def stop(self) -> None:
        """Stop it, politely first."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait(5)
        if self._sockets:
            self._sockets.cleanup()
            self._sockets = None
