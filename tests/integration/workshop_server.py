"""``tisserand serve`` for tests with raw clients: one process, a data folder and a content of its own."""

import os
import re
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

from tests.integration.workshop_visitor import Visitor

PASSWORD = "correct horse battery"  # noqa: S105 - of a server that lives for a test


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class WorkshopServer:
    """The server, not started yet."""

    folder: Path
    content: Path
    options: tuple[str, ...] = ()
    environ: dict[str, str] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def database(self) -> Path:
        """Where its answers are."""
        return self.folder / "home" / "tisserand.db"

    @property
    def log(self) -> str:
        """What it wrote so far."""
        return (self.folder / "log.txt").read_text("utf-8", "replace")

    def start(self, seconds: float = 240) -> "WorkshopServer":
        """Start it and wait until its home page answers."""
        self.folder.mkdir(parents=True, exist_ok=True)
        password = self.folder / "password"
        password.write_text(PASSWORD, "utf-8")
        environ = {
            **os.environ,
            "TISSERAND_HOME": str(self.folder / "home"),
            "TISSERAND_CONTENT": str(self.content),
            "TISSERAND_LANG": "fr",
            "JUPYTER_CONFIG_DIR": str(self.folder / "config"),
            "SOME_SECRET_OF_THE_SERVER": "must-not-reach-kernels",
            **self.environ,
        }
        environ.pop("TISSERAND_DATABASE_URL", None)
        command = [str(Path(sys.executable).with_name("tisserand")), "serve", "--no-browser", "--port", str(self.port)]
        command += ["--password-file", str(password), *self.options]
        with (self.folder / "log.txt").open("ab") as log:
            self.process = subprocess.Popen(
                command, env=environ, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.process.poll() is None:
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0 and re.search(r"Ctrl\+C", self.log):
                    return self
            time.sleep(0.1)
        raise AssertionError(f"it did not start:\n{self.log[-3000:]}")

    def stop(self) -> None:
        """Stop it, politely first."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, 9)
                self.process.wait(5)

    def visitor(self) -> Visitor:
        """Return somebody new."""
        return Visitor(self.url)
