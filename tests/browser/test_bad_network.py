"""A phone on bad Wi-Fi: the page comes back by itself or says what to do, and no confirmed answer is lost or doubled.

Shorter cuts, and a socket that nobody knows is half-open, are in ``test_lean_page.py``. What takes minutes is made
shorter here, and each test says how: the page's clock is moved on, or the server is told to lose patience sooner.
"""

import json
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from bad_network import BadNetwork
from launched import Launched, free_port
from playwright.sync_api import Page, expect

HURRIED = """
c.ServerApp.websocket_ping_interval = 1000  # the server gives a silent phone up after 1 or 2 s, where it waits 20 to 40
c.ServerApp.websocket_ping_timeout = 1000
"""

FORGETFUL = """
from tisserand.server.kernels import LessonKernels

as_it_is = LessonKernels.initialize_culler


def soon(kernels):
    kernels.cull_idle_timeout, kernels.cull_interval = 4, 1  # where they are 20 minutes and one
    ends = kernels.shutdown_kernel

    async def told(*arguments, **options):
        await ends(*arguments, **options)
        print("a kernel was ended", flush=True)

    kernels.shutdown_kernel = told
    as_it_is(kernels)


LessonKernels.initialize_culler = soon  # what a configuration file may set does not go so far
c.WorkshopApp.keep_ready = 0  # the one that ends is the person's
"""

QUESTION = ".ts-quiz [data-question]"
STATE = "#ts-state"


def launched(folder: Path, configuration: str) -> Launched:
    """``tisserand serve`` with a configuration file, not started."""
    port = free_port()
    command = [str(Path(sys.executable).with_name("tisserand")), "serve", "--no-browser", "--port", str(port)]
    server = Launched(command, folder, port)
    (folder / "jupyter").mkdir()
    (folder / "jupyter" / "jupyter_tisserand_config.py").write_text(configuration, "utf-8")
    return server


@pytest.fixture(scope="module")
def hurried(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Launched]:
    """A server that gives a silent page up within 2 s."""
    server = launched(tmp_path_factory.mktemp("hurried"), HURRIED)
    server.start("/fr/")
    yield server
    server.stop()


@pytest.fixture
def network(hurried: Launched) -> Iterator[BadNetwork]:
    """A network before that server."""
    with BadNetwork(hurried.port) as network:
        yield network


@pytest.fixture
def kept(hurried: Launched) -> Callable[[], int]:
    """Says how many answers were kept since the test began, and that none is there twice."""
    before = {uuid for uuid, _ in answers(hurried)}

    def count() -> int:
        new = [(uuid, answer) for uuid, answer in answers(hurried) if uuid not in before]
        doubled = [answer for answer, times in Counter(answer for _, answer in new).items() if times > 1]
        assert doubled == []
        return len(new)

    return count


def answers(server: Launched) -> list[tuple[str, tuple[str, str]]]:
    """Every answer in the database: its uuid, and who answered which question."""
    database = server.home / "tisserand" / "tisserand.db"
    if not database.exists():  # nothing is written before something is done
        return []
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        rows = connection.execute("select uuid, learner, payload from event where kind = 'answer_submitted'").fetchall()
    connection.close()
    return [(uuid, (learner, json.loads(payload)["question"])) for uuid, learner, payload in rows]


def open_lesson(page: Page, port: int) -> Page:
    """Open the lesson and wait until it can be used."""
    page.goto(f"http://127.0.0.1:{port}/fr/modules/gerer-un-troll")
    page.locator(f"{QUESTION} form:visible").first.wait_for()
    expect(page.locator(STATE)).to_have_attribute("data-state", "ready")
    return page


def answer(page: Page) -> Any:
    """Choose the first option of the question that stands open, or of the next one; return the question's card."""
    if not page.locator(f"{QUESTION} form:visible").count():
        page.locator(f"{QUESTION} .ts-next:visible").first.click()
    card = page.locator(f"{QUESTION}:visible:has(form)").first
    question = page.locator(f'.ts-quiz [data-question="{card.get_attribute("data-question")}"]')
    card.locator("input[type=radio]").first.check()
    card.locator("button[type=submit]").click()
    return question


def shows_feedback(question: Any) -> None:
    """The verdict is there: from now on the answer may not be lost."""
    expect(question.locator(".ts-verdict").first).to_be_visible(timeout=60_000)


def remembers(question: Any) -> None:
    """A page that was reloaded knows the answer; it stands open at another question."""
    expect(question.locator(".ts-verdict").first).to_be_attached(timeout=60_000)


def wait_for_line(server: Launched, words: str, seconds: float = 60) -> None:
    """Wait until the server has logged ``words``."""
    end = time.monotonic() + seconds
    while words not in server.log.read_text("utf-8"):
        assert time.monotonic() < end, f"the log never says {words!r}:\n{server.log.read_text('utf-8')[-2000:]}"
        time.sleep(0.1)


def say_back_online(page: Page) -> None:
    """Have the browser tell the page that the network is back, as phones do."""
    page.evaluate("dispatchEvent(new Event('online'))")


def is_back(page: Page) -> None:
    """The page says that the connection is back, or nothing any more."""
    expect(page.locator(STATE)).to_have_attribute("data-state", "ready", timeout=60_000)


def test_sixty_seconds_in_which_no_packet_gets_through(
    hurried: Launched, network: BadNetwork, visit: Any, kept: Callable[[], int]
) -> None:
    """The page says that it is away; what was answered meanwhile arrives by itself, once.

    The page's clock is moved on by sixty seconds in steps of five; the server gives the silent page up after 2 s, where
    it would after 40. Both lived through the whole of it, in about eight real seconds.
    """
    page = visit().page
    page.clock.install()
    open_lesson(page, network.port)
    shows_feedback(answer(page))
    assert kept() == 1
    network.pause()
    question = answer(page)
    for _ in range(12):
        page.wait_for_timeout(300)
        page.clock.fast_forward(5_000)
    expect(page.locator(STATE)).to_have_attribute("data-state", "away")
    expect(page.get_by_role("status").filter(has_text="coupée")).to_have_count(1)
    network.mend()
    say_back_online(page)
    shows_feedback(question)
    assert kept() == 2
    page.clock.fast_forward(10_000)
    is_back(page)


def test_ten_minutes_without_a_network(
    hurried: Launched, network: BadNetwork, visit: Any, kept: Callable[[], int]
) -> None:
    """The kernel has waited: it would for twenty minutes. The page comes back without a reload.

    The page's clock is moved on by ten minutes, and no time passes for the server, which would do nothing in them.
    """
    page = visit().page
    page.clock.install()
    open_lesson(page, network.port)
    network.cut()
    question = answer(page)
    for _ in range(20):
        page.wait_for_timeout(50)
        page.clock.fast_forward(30_000)
    expect(page.locator(STATE)).to_have_attribute("data-state", "away")
    network.mend()
    say_back_online(page)
    shows_feedback(question)
    assert kept() == 1
    page.clock.fast_forward(10_000)
    is_back(page)


def test_a_phone_that_was_locked_goes_on_where_it_was(
    hurried: Launched, network: BadNetwork, visit: Any, kept: Callable[[], int]
) -> None:
    """While it sleeps the server gives it up and its sockets die without a word; looking at it again is enough.

    The page is frozen as Chromium freezes one in the background. A Chromium without a screen never hides a page, so the
    event that says that it is looked at again is made by hand.
    """
    page = open_lesson(visit().page, network.port)
    shows_feedback(answer(page))
    phone = page.context.new_cdp_session(page)
    phone.send("Page.setWebLifecycleState", {"state": "frozen"})
    network.freeze()
    time.sleep(4)  # longer than the hurried server waits for a sign of life
    phone.send("Page.setWebLifecycleState", {"state": "active"})
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    shows_feedback(answer(page))
    assert kept() == 2
    is_back(page)


def test_a_phone_that_walks_into_another_network(
    hurried: Launched, network: BadNetwork, visit: Any, kept: Callable[[], int]
) -> None:
    """The old connections are lost without a word, the new ones come from another address: the person is the same."""
    page = open_lesson(visit().page, network.port)
    shows_feedback(answer(page))
    network.change("127.0.0.77")
    question = answer(page)
    say_back_online(page)
    shows_feedback(question)
    assert kept() == 2
    assert len({learner for _, (learner, _) in answers(hurried)[-2:]}) == 1
    is_back(page)


def test_a_server_killed_in_the_middle_of_an_answer(tmp_path: Path, visit: Any) -> None:
    """After a kill -9 and a new start, one reload shows every confirmed answer; the unconfirmed one is sent again."""
    server = launched(tmp_path, HURRIED)
    server.start("/fr/")
    try:
        made = visit()
        page = open_lesson(made.page, server.port)
        first = answer(page)
        shows_feedback(first)
        confirmed = answers(server)
        assert len(confirmed) == 1
        question = answer(page)
        server.kill()
        expect(page.locator(STATE)).to_have_attribute("data-state", "away", timeout=60_000)
        server.start("/fr/")
        say_back_online(page)
        expect(page.locator(STATE)).to_have_attribute("data-state", "gone", timeout=60_000)
        page.get_by_role("button", name="Recharger").click()
        remembers(question)
        remembers(first)
        found = answers(server)
        assert confirmed[0] in found
        assert len(found) == len({answer for _, answer in found}) == 2
    finally:
        server.stop()


def test_an_hour_away_ends_the_kernel_and_costs_one_reload(tmp_path: Path, visit: Any) -> None:
    """The page says that it has gone to sleep; a reload shows what was answered.

    The server is told to end a kernel without a page after 4 s, where it waits 20 minutes.
    """
    server = launched(tmp_path, FORGETFUL)
    server.start("/fr/")
    try:
        with BadNetwork(server.port) as network:
            page = open_lesson(visit().page, network.port)
            question = answer(page)
            shows_feedback(question)
            network.cut()
            unsent = answer(page)
            expect(page.locator(STATE)).to_have_attribute("data-state", "away", timeout=60_000)
            wait_for_line(server, "a kernel was ended")
            network.mend()
            say_back_online(page)
            expect(page.locator(STATE)).to_have_attribute("data-state", "gone", timeout=60_000)
            page.get_by_role("button", name="Recharger").click()
            remembers(unsent)
            remembers(question)
            found = answers(server)
            assert len(found) == len({answer for _, answer in found}) == 2
    finally:
        server.stop()
