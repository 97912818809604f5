"""The lesson's page on bad networks, and with widgets that are not ours."""

import contextlib
import json
import re
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from bad_network import BadNetwork
from bench_lessons import write_content
from playwright.sync_api import Page, expect

HICCUP = 2.5  # seconds that are not worth a word


@pytest.fixture(scope="module")
def bench(launch: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Any:
    """``tisserand serve`` on the small modules of the tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TISSERAND_CONTENT", str(write_content(tmp_path_factory.mktemp("content") / "good")))
        return launch("serve", path="/fr/")


@pytest.fixture
def network(bench: Any) -> Iterator[BadNetwork]:
    """A network before the server, to be spoilt."""
    network = BadNetwork(bench.port)
    yield network
    network.close()


@pytest.fixture
def watched(visit: Any) -> Callable[..., Any]:
    """A visit whose page must never break the security policy."""
    made = []

    def open_(**options: Any) -> Any:
        new = visit(**options)
        new.refused = []
        new.page.on(
            "console", lambda message: new.refused.append(message.text) if "Content Security" in message.text else None
        )
        made.append(new)
        return new

    yield open_
    for one in made:
        assert one.refused == [], "something inline, or from elsewhere"
        assert one.foreign_requests() == []


def open_module(made: Any, port: int, slug: str = "bonjour", lang: str = "fr", found: str = ".ts-scenario") -> Page:
    """Open a module and wait until it can be used."""
    made.page.goto(f"http://127.0.0.1:{port}/{lang}/modules/{slug}")
    made.page.locator(found).first.wait_for(timeout=120_000)
    expect(made.page.locator("#ts-state")).to_have_attribute("data-state", "ready")
    return made.page


def choose(page: Page) -> str:
    """Take the first choice of the scenario; return the title of the scene that was left."""
    title = page.locator(".ts-scenario .ts-scene-title").first.inner_text()
    page.locator(".ts-scenario .ts-choice").first.click()
    return title


def has_moved(page: Page, title: str, timeout: int = 30_000) -> None:
    """The scenario shows another scene, or its end."""
    page.wait_for_function(
        """title => document.querySelector(".ts-scenario .ts-ending")
          || document.querySelector(".ts-scenario .ts-scene-title")?.innerText !== title""",
        arg=title,
        timeout=timeout,
    )


def choices_kept(page: Page, port: int) -> int:
    """How many choices the server keeps of this person."""
    other = page.context.new_page()
    other.goto(f"http://127.0.0.1:{port}/fr/data")
    with other.expect_download() as waiting:
        other.get_by_role("button", name="Télécharger mes données").click()
    kinds = [record["kind"] for record in json.loads(waiting.value.path().read_text("utf-8"))["records"]]
    other.close()
    return kinds.count("choice_made")


def state(page: Page) -> str | None:
    """What the page says of itself."""
    return page.locator("#ts-state").get_attribute("data-state")


def kill_kernels(server: Any) -> None:
    """Have the kernels die at once."""
    for child in psutil.Process(server.process.pid).children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):  # it went along with the one before
            if "ipykernel" in " ".join(child.cmdline()):
                child.kill()


@pytest.mark.parametrize("narrow", [False, True], ids=["1280", "360"])
@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_lesson_is_light_strict_and_accessible(
    serve: Any, watched: Any, shots: Path | None, lang: str, narrow: bool
) -> None:
    """Eight requests and 250 kB at most; no script but our own files; nothing for axe."""
    made = watched(lang=lang, narrow=narrow)
    client = made.context.new_cdp_session(made.page)
    client.send("Network.enable")
    sizes: list[int] = []
    client.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    sockets: list[str] = []
    made.page.on("websocket", lambda socket: sockets.append(socket.url))
    with made.page.expect_response(re.compile("/modules/")) as answer:
        page = open_module(made, serve.port, "gerer-un-troll", lang, ".ts-action_plan")
    policy = answer.value.headers["content-security-policy"]
    assert "script-src 'self';" in policy
    assert "unsafe-eval" not in policy
    asked = {url for url in made.requests if not url.startswith("data:")}
    assert len(asked) + len(sockets) <= 8, asked
    assert sum(sizes) < 250_000
    assert page.locator("script:not([type]), script[type='text/javascript']").count() == 0
    assert page.evaluate("document.documentElement.lang") == lang
    assert page.get_by_role("main").count() == 1
    assert made.wider_than_screen() == []
    assert made.axe() == []
    assert made.errors == []
    if shots:
        page.screenshot(path=shots / f"lean-{lang}-{'360' if narrow else '1280'}.png")


def test_prose_can_be_read_while_the_kernel_starts(serve: Any) -> None:
    """All of it comes before the page knows of a kernel."""
    with urllib.request.urlopen(f"{serve.url}/fr/modules/gerer-un-troll") as answer:  # noqa: S310 - our own address
        html = answer.read().decode()
    head, _, rest = html.partition('id="ts-page-config"')
    assert head.count("<h2") == html.count("<h2")
    assert "<template" in rest


def test_a_dropped_connection_comes_back_without_a_word(bench: Any, network: BadNetwork, watched: Any) -> None:
    """The socket is another, the person sees nothing, and the next choice arrives."""
    page = open_module(watched(), network.port)
    said = page.evaluate_handle(
        """() => { const said = [], bar = document.getElementById("ts-state");
          new MutationObserver(() => said.push(bar.dataset.state)).observe(bar, { attributes: true }); return said; }"""
    )
    network.drop()
    has_moved(page, choose(page))
    assert said.json_value() == []
    assert choices_kept(page, bench.port) == 1


def test_five_seconds_without_a_network_and_a_choice_meanwhile(
    bench: Any, network: BadNetwork, watched: Any, shots: Path | None
) -> None:
    """The page says so, then that all is well; the choice is kept once."""
    made = watched()
    page = open_module(made, network.port)
    network.cut()
    title = choose(page)
    expect(page.locator("#ts-state")).to_have_attribute("data-state", "away", timeout=8_000)
    assert "coupée" in page.locator("#ts-state").inner_text()
    assert page.get_by_role("status").filter(has_text="coupée").count() == 1
    assert made.axe() == []
    if shots:
        page.screenshot(path=shots / "lean-away.png")
    page.wait_for_timeout(3000)
    network.mend()
    has_moved(page, title)
    assert state(page) in {"back", "ready"}
    expect(page.locator("#ts-state")).to_have_attribute("data-state", "ready", timeout=10_000)
    assert choices_kept(page, bench.port) == 1


def test_a_network_that_swallows_everything_is_found_out(bench: Any, network: BadNetwork, watched: Any) -> None:
    """Half-open: no side knows. The answer is not confirmed, so it is sent again over a new socket, and kept once."""
    page = open_module(watched(), network.port)
    network.freeze()
    has_moved(page, choose(page), timeout=40_000)
    assert choices_kept(page, bench.port) == 1


def test_the_answer_that_reached_the_kernel_is_not_counted_twice(bench: Any, network: BadNetwork, watched: Any) -> None:
    """The choice is kept, but the network breaks before the page learns it: it sends it again, with the same uuid."""
    page = open_module(watched(), network.port)
    title = page.locator(".ts-scenario .ts-scene-title").first.inner_text()
    page.locator(".ts-scenario .ts-choice").first.click()
    network.cut()
    page.wait_for_timeout(1500)
    network.mend()
    has_moved(page, title)
    page.wait_for_timeout(1500)
    assert choices_kept(page, bench.port) == 1


def test_a_kernel_that_died_with_an_answer_under_way(
    bench: Any, network: BadNetwork, watched: Any, shots: Path | None
) -> None:
    """The page offers to reload; then the answer is sent to the new kernel by itself, and kept once."""
    made = watched()
    page = open_module(made, network.port)
    network.freeze()
    title = choose(page)
    kill_kernels(bench)
    expect(page.locator("#ts-state")).to_have_attribute("data-state", "gone", timeout=60_000)
    assert made.axe() == []
    if shots:
        page.screenshot(path=shots / "lean-gone.png")
    page.get_by_role("button", name="Recharger").click()
    page.wait_for_function("() => document.getElementById('ts-state').dataset.state !== 'gone'")
    page.locator(".ts-scenario").first.wait_for(timeout=120_000)
    has_moved(page, title)
    page.wait_for_timeout(1000)
    assert choices_kept(page, bench.port) == 1
    page.reload()
    page.locator(".ts-scenario").first.wait_for(timeout=120_000)
    page.wait_for_timeout(1000)
    assert choices_kept(page, bench.port) == 1


def test_what_is_being_typed_survives_a_reconnection(bench: Any, network: BadNetwork, watched: Any) -> None:
    """The focus, the words, the caret, what is unfolded, and the place on the page."""
    page = open_module(watched(), network.port, found=".ts-action_plan")
    page.locator("main details > summary").first.click()
    field = page.locator(".ts-action_plan textarea, .ts-action_plan input[type=text]").first
    field.click()
    page.keyboard.type("Écrire à Noor")
    page.keyboard.press("Home")
    before = page.evaluate("[scrollY, document.querySelectorAll('main details[open]').length]")
    network.cut()
    page.wait_for_timeout(1000)
    network.mend()
    time.sleep(3)
    page.keyboard.type("Demain : ")
    expect(field).to_have_value("Demain : Écrire à Noor")
    expect(field).to_be_focused()
    assert page.evaluate("[scrollY, document.querySelectorAll('main details[open]').length]") == before


def test_controls_of_ipywidgets_bring_the_full_manager(bench: Any, watched: Any, shots: Path | None) -> None:
    """Slider, button, Output, table, upload, in our page; mathematics without a script."""
    made = watched()
    page = open_module(made, bench.port, "commandes", found=".widget-slider")
    assert [url for url in made.requests if "full_manager" in url]
    page.get_by_text("au début").wait_for()
    page.get_by_role("button", name="Dire").click()
    page.get_by_text("depuis le clic").wait_for()
    expect(page.locator("#rich")).to_have_text("riche")
    page.locator(".noUi-handle").first.focus()
    page.keyboard.press("ArrowRight")
    page.get_by_text("vaut 4").wait_for()
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name=re.compile("Fichier")).click()
    chooser.value.set_files({"name": "note.txt", "mimeType": "text/plain", "buffer": b"bonjour"})
    page.get_by_text("reçu note.txt b'bonjour'").wait_for()
    assert page.locator("table.dataframe").count() == 1
    page.get_by_text("du texte").wait_for()
    assert page.locator("math").count() == 2
    assert page.locator("math").first.bounding_box()["height"] > 10
    if shots:
        page.screenshot(path=shots / "lean-controls.png", full_page=True)


def test_a_widget_that_comes_late_changes_the_manager_and_nothing_else(bench: Any, watched: Any) -> None:
    """What is typed, focused, ticked and unfolded stays; our widgets go on working under ipywidgets' manager."""
    made = watched()
    page = open_module(made, bench.port, "tardif", found=".ts-quiz")
    assert not [url for url in made.requests if "full_manager" in url]
    page.locator(".ts-quiz input[type=radio]").first.check()
    field = page.locator(".ts-action_plan textarea, .ts-action_plan input[type=text]").first
    field.click()
    page.keyboard.type("Relire la charte")
    page.locator(".widget-slider").wait_for(timeout=30_000)
    assert [url for url in made.requests if "full_manager" in url]
    page.keyboard.type(" lundi")
    expect(field).to_have_value("Relire la charte lundi")
    expect(page.locator(".ts-quiz input[type=radio]").first).to_be_checked()
    assert page.locator(".ts-quiz").count() == 1
    question = page.locator(".ts-quiz [data-question]").first
    for group in question.locator("fieldset").all():
        group.locator("input[type=radio]").first.check()
    question.locator("button[type=submit]").click()
    question.locator(".ts-verdict").first.wait_for()


def test_a_widget_of_somebody_else_exchanges_bytes(bench: Any, watched: Any) -> None:
    """Anywidget's own runtime, in our small manager: bytes both ways, values in order, its style, a layout."""
    made = watched()
    page = open_module(made, bench.port, "ailleurs", found="#said")
    assert not [url for url in made.requests if "full_manager" in url]
    expect(page.locator("#said")).to_have_text("octets 97,98,99")
    assert page.locator("#said").evaluate("node => getComputedStyle(node).color") == "rgb(1, 2, 3)"
    assert page.get_by_text("gras").evaluate("node => node.parentElement.style.margin") == "7px"
    page.get_by_role("button", name="Envoyer").click()
    expect(page.locator("#said")).to_have_text("python b'\\x07\\x08' n=50 33")


_SLOW_SOCKET = """
  const Real = WebSocket;
  window.WebSocket = class {
    constructor(...where) {
      setTimeout(() => {
        this.real = new Real(...where);
        this.real.binaryType = "arraybuffer";
        for (const event of ["open", "message", "close"]) this.real[`on${event}`] = (what) => this[`on${event}`](what);
      }, 3000);
    }
    send(bytes) { this.real.send(bytes); }
    close() { this.real?.close(); }
  };
"""


def test_a_choice_made_before_the_line_is_open_arrives(bench: Any, watched: Any) -> None:
    """The activities show before the websocket is there; nobody has to know."""
    made = watched()
    made.page.add_init_script(_SLOW_SOCKET)
    page = open_module(made, bench.port)
    has_moved(page, choose(page))
    assert choices_kept(page, bench.port) == 1


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_the_compatible_mode_shows_the_same_lesson(
    launch: Callable[..., Any], visit: Any, shots: Path | None, lang: str
) -> None:
    """Voilà's own front end in our frame: the activities work, nothing comes from another host."""
    server = launch("serve", "--compatible", path="/fr/")
    made = visit(lang=lang)
    page = open_module(made, server.port, "gerer-un-troll", lang, ".ts-action_plan")
    assert page.locator("body").get_attribute("data-runtime") == "stock"
    has_moved(page, choose(page))
    assert made.foreign_requests() == []
    assert made.axe() == []
    if shots:
        page.screenshot(path=shots / f"compatible-{lang}.png")
    server.stop()
