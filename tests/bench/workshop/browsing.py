"""First visits in a real Chromium, each in a fresh browser context: how long until the feedback, how many bytes."""

import json
import shutil
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import material
from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

_ARGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",  # whatever a page asks of other hosts is not there
)
_PATIENCE_S = 60
_LOOK_EVERY_MS = 100
_SETTLE_MS = 700

_ANSWER = """(words) => {
  const CLICK_AGAIN_MS = 300;
  function* elements(root) {
    for (const node of root.querySelectorAll("*")) {
      yield node;
      if (node.shadowRoot) yield* elements(node.shadowRoot);
    }
  }
  const own = (node) =>
    [...node.childNodes].some((child) => child.nodeType === 3 && child.data.includes(words.feedback));
  const says = (node, text) => node?.textContent.includes(text);
  let clicked = -1e9;
  const look = () => {
    let radio = null, button = null;
    for (const node of elements(document)) {
      if (own(node) && node.getClientRects().length) {
        return requestAnimationFrame(() => (window.benchAnswered = performance.now()));
      }
      const label = node.closest("label") ?? node.labels?.[0];
      if (node.matches("input[type=radio]") && says(label, words.option)) radio = node;
      if (node.matches("button") && says(node, words.button)) button = node;
    }
    if (radio && button && performance.now() - clicked > CLICK_AGAIN_MS) {
      window.benchClickable ??= performance.now();
      clicked = performance.now();
      if (!radio.checked) radio.click();
      button.click();
    }
    setTimeout(look, 20);
  };
  look();
}"""
"""Played in the page: chooses an option and presses the button as soon as both are there, again every 0.3 s until the
feedback shows. Times are those of the page's own clock, which starts with the navigation."""


@dataclass
class Traffic:
    """What came over the wire in one visit.

    Attributes:
        requests: asked of the network, one of them for each websocket.
        body_bytes: received, headers included and compressed as they came; without pictures.
        picture_bytes: pictures.
        socket_bytes: frames of websockets, both ways.
    """

    requests: int = 0
    body_bytes: float = 0
    picture_bytes: float = 0
    socket_bytes: float = 0
    urls: list[str] = field(default_factory=list)
    _pictures: set[str] = field(default_factory=set)

    @property
    def kb(self) -> float:
        """Thousands of bytes, pictures left out."""
        return (self.body_bytes + self.socket_bytes) / 1000

    def listen(self, session: CDPSession) -> None:
        """Count what a page's network does from now on."""
        session.on("Network.requestWillBeSent", self._asked)
        session.on("Network.responseReceived", self._answered)
        session.on("Network.loadingFinished", self._loaded)
        session.on("Network.webSocketCreated", lambda event: self._count(event["url"]))
        session.on("Network.webSocketFrameReceived", self._frame)
        session.on("Network.webSocketFrameSent", self._frame)
        session.send("Network.enable")

    def _count(self, url: str) -> None:
        self.requests += 1
        self.urls.append(url)

    def _asked(self, event: dict[str, Any]) -> None:
        url = event["request"]["url"]
        if url.startswith("http"):
            self._count(url)

    def _answered(self, event: dict[str, Any]) -> None:
        if event["type"] == "Image":
            self._pictures.add(event["requestId"])

    def _loaded(self, event: dict[str, Any]) -> None:
        if event["requestId"] in self._pictures:
            self.picture_bytes += event["encodedDataLength"]
        else:
            self.body_bytes += event["encodedDataLength"]

    def _frame(self, event: dict[str, Any]) -> None:
        frame = event["response"]
        is_text = frame["opcode"] == 1
        self.socket_bytes += len(frame["payloadData"].encode()) if is_text else len(frame["payloadData"]) * 3 / 4


@dataclass
class FirstVisit:
    """What a newcomer lived through, in seconds of the page's clock.

    Attributes:
        html: the page is complete.
        clickable: the option and the button are there.
        answered: the feedback is on the screen.
        traffic: over the wire until then and a little longer.
    """

    html: float
    clickable: float
    answered: float
    traffic: Traffic


class Visitors:
    """A Chromium whose visitors stay."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._pages: list[Page] = []

    def visit(self, url: str) -> FirstVisit:
        """Open the small quiz as a newcomer, answer it, and leave the page open."""
        page, traffic = self._open(url, json.dumps({"option": material.OPTIONS[1], "button": material.BUTTON,
                                                    "feedback": material.FEEDBACK}))  # fmt: skip
        end = time.monotonic() + _PATIENCE_S
        while not page.evaluate("window.benchAnswered"):  # wait_for_function would need what our policy forbids
            if time.monotonic() > end:
                raise TimeoutError(f"no feedback at {url} within {_PATIENCE_S} s")
            page.wait_for_timeout(_LOOK_EVERY_MS)
        page.wait_for_timeout(_SETTLE_MS)
        html, clickable, answered = page.evaluate(
            "[performance.getEntriesByType('navigation')[0].responseEnd, window.benchClickable, window.benchAnswered]"
        )
        return FirstVisit(html / 1000, clickable / 1000, answered / 1000, traffic)

    def read(self, url: str, selector: str) -> Traffic:
        """Open a real lesson as a newcomer and wait for all of it."""
        page, traffic = self._open(url, None)
        page.locator(selector).first.wait_for(timeout=_PATIENCE_S * 1000)
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(2 * _SETTLE_MS)
        return traffic

    def leave(self) -> None:
        """Close all the pages."""
        for page in self._pages:
            page.context.close()
        self._pages.clear()

    def _open(self, url: str, words: str | None) -> tuple[Page, Traffic]:
        page = self._browser.new_context(locale="fr-FR", viewport={"width": 1280, "height": 900}).new_page()
        self._pages.append(page)
        traffic = Traffic()
        traffic.listen(page.context.new_cdp_session(page))
        if words:
            page.add_init_script(f"({_ANSWER})({words})")
        page.goto(url, wait_until="commit", timeout=_PATIENCE_S * 1000)
        return page, traffic


@contextmanager
def visitors() -> Iterator[Visitors]:
    """Start the system's Chromium; every host name but this machine's address is unknown to it."""
    chromium = shutil.which("chromium")
    if not chromium:
        raise SystemExit("Chromium is missing: run `make test` once, or install Debian's package `chromium`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(_ARGS))
        yield Visitors(browser)
        browser.close()


def median(values: list[float]) -> float:
    """Return the median."""
    return statistics.median(values)
