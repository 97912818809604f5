"""A real server, a real Chromium, and axe-core in the page."""

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

sys.path.insert(0, str(Path(__file__).parent))  # test folders are not packages

expect.set_options(timeout=30_000)  # a machine that runs the whole suite on two cores is slow: 5 s are not enough

AXE = Path(__file__).parent / "node_modules" / "axe-core" / "axe.min.js"
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything here as a browser test; one file stays on one worker, so that each server starts once."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.slow)
            item.add_marker(pytest.mark.xdist_group(item.path.stem))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class Server:
    """A command of ours that listens on a port, with a data folder of its own."""

    command: list[str]
    home: Path
    port: int
    log: Path
    process: subprocess.Popen[bytes] | None = field(default=None)

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.port}"

    def start(self, path: str, seconds: float = 120) -> None:
        """Start it and wait until ``path`` answers."""
        environ = {**os.environ, "TISSERAND_HOME": str(self.home), "TISSERAND_LANG": "fr"}
        environ.pop("TISSERAND_DATABASE_URL", None)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(self.command, env=environ, stdout=log, stderr=log, start_new_session=True)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.process.poll() is not None:
                break
            with contextlib.suppress(OSError), urllib.request.urlopen(self.url + path, timeout=5) as answer:  # noqa: S310 - our own address
                if answer.status == 200:
                    return
            time.sleep(0.3)
        raise AssertionError(f"no answer at {path}:\n{self.log.read_text()[-3000:]}")

    def stop(self) -> None:
        """Stop it, politely first."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, 9)
                self.process.wait(5)


@pytest.fixture(scope="module")
def launch(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Server]]:
    """``launch("serve", path="/fr/")`` starts a command of ours on a fresh data folder and waits for ``path``."""
    servers: list[Server] = []

    def start(*arguments: str, path: str) -> Server:
        folder, port = tmp_path_factory.mktemp(arguments[0]), free_port()
        tisserand = str(Path(sys.executable).with_name("tisserand"))
        command = [tisserand, *arguments, "--no-browser", "--port", str(port)]
        servers.append(Server(command, folder / "home", port, folder / "log.txt"))
        servers[-1].start(path)
        return servers[-1]

    yield start
    for server in servers:
        server.stop()


@pytest.fixture(scope="module")
def serve(launch: Callable[..., Server]) -> Server:
    """``tisserand serve``."""
    return launch("serve", path="/fr/")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium."""
    chromium = shutil.which("chromium")
    assert chromium, "Chromium is missing: run `make test`, or install Debian's package `chromium`"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=_ARGS)
        yield browser
        browser.close()


@dataclass
class Visit:
    """A page, with what it asked for and what it complained of."""

    page: Page
    context: BrowserContext
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def foreign_requests(self) -> list[str]:
        """Addresses on other hosts that the page asked for."""
        return [
            url for url in self.requests if not url.startswith(("http://127.0.0.1", "ws://127.0.0.1", "data:", "blob:"))
        ]

    def axe(self, within: str = "body") -> list[str]:
        """Serious and critical findings of axe-core, one line each."""
        # Through the protocol, since the page's own security policy forbids foreign scripts.
        self.page.evaluate(AXE.read_text("utf-8"))
        result: dict[str, Any] = self.page.evaluate("within => axe.run(within)", within)
        return [
            f"{finding['impact']} {finding['id']}: {node['target']} {node['html'][:160]}"
            for finding in result["violations"]
            if finding["impact"] in {"serious", "critical"}
            for node in finding["nodes"]
        ]

    def wider_than_screen(self) -> list[str]:
        """What sticks out to the right of the screen."""
        return self.page.evaluate(
            """() => {
              const width = document.documentElement.clientWidth;
              if (document.documentElement.scrollWidth <= width) return [];
              return [...document.querySelectorAll("main *")]
                .filter((node) => node.getBoundingClientRect().right > width + 1)
                .slice(0, 5)
                .map((node) => node.outerHTML.slice(0, 120));
            }"""
        )


@pytest.fixture
def visit(browser: Browser) -> Iterator[Any]:
    """Make visits: ``visit(width=…, lang=…, dark=…)`` opens a fresh browser context."""
    contexts: list[BrowserContext] = []

    def make(*, narrow: bool = False, lang: str = "fr", dark: bool = False) -> Visit:
        context = browser.new_context(
            viewport=NARROW if narrow else WIDE,
            locale={"fr": "fr-FR", "en": "en-GB"}[lang],
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            has_touch=narrow,
        )
        contexts.append(context)
        page = context.new_page()
        made = Visit(page, context)
        page.on("request", lambda request: made.requests.append(request.url))
        page.on("pageerror", lambda error: made.errors.append(str(error)))
        page.set_default_timeout(60_000)
        return made

    yield make
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def shots() -> Path | None:
    """Where to keep screenshots: the folder named by ``TISSERAND_SHOTS``, or nowhere."""
    folder = os.environ.get("TISSERAND_SHOTS")
    if not folder:
        return None
    Path(folder).mkdir(parents=True, exist_ok=True)
    return Path(folder)
