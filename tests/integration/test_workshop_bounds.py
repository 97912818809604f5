"""How much there is of everything, and the clear page where it ends: a server for five, set up by its configuration."""

import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from http import HTTPStatus

import psutil
import pytest
from tests.integration.workshop_server import PASSWORD, WorkshopServer

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("workshop")]

PLACES = 5
CONFIG = f"""
c.WorkshopApp.max_participants = {PLACES}
c.WorkshopApp.keep_ready = 1
c.WorkshopApp.default_lang = "en"
c.ServerApp.port = 1  # the command line wins
c.ServerApp.ip = "localhost"
c.ServerApp.allow_unauthenticated_access = True  # what safety hangs on is not the file's
c.ServerApp.disable_check_xsrf = True
c.LessonKernels.allowed_message_types = []
c.LessonKernels.allow_tracebacks = True
"""


@pytest.fixture(scope="module")
def small(tmp_path_factory, workshop_content):
    """The server."""
    server = WorkshopServer(tmp_path_factory.mktemp("small"), workshop_content)
    (server.folder / "config").mkdir()
    (server.folder / "config" / "jupyter_tisserand_config.py").write_text(CONFIG)
    yield server.start()
    server.stop()


@pytest.fixture
def empty(small):
    """The server, with nobody in: everybody who came is erased."""
    came = []

    def visitor():
        came.append(small.visitor())
        return came[-1]

    yield visitor
    for one in came:
        one.leave()


def at_once(count, act):
    """Return what ``act`` gives ``count`` times at the same moment."""
    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(act, range(count)))


def test_the_configuration_file_is_read(small):
    """The first page is in its language, the name its own; the port is that of the command line."""
    assert small.visitor().get("/").headers["Location"] == "/en/"
    assert f"http://localhost:{small.port}/" in small.log


def test_the_configuration_file_opens_nothing(small, empty):
    """Forms are checked, and code is refused, whatever it says."""
    ada = empty()
    ada.get("/fr/data")
    assert ada.post("/fr/data", _xsrf="x", action="name", name="x").status == HTTPStatus.FORBIDDEN
    lesson = ada.lesson("boutons")
    line = ada.connect(lesson.kernel_id)
    line.say("execute_request", {"code": "print('executed')", "silent": False})
    asked = line.say("kernel_info_request", {})
    heard = [one for one in line.hear(until=asked) if one["kind"] != "status"]
    assert {one["parent"].get("msg_id") for one in heard} == {asked}
    line.close()


def test_twenty_who_come_at_once_find_five_places_and_a_clear_page(empty):
    """Exactly five lessons; the others are told, in their language, and may come again."""
    visitors = [empty() for _ in range(20)]
    answers = at_once(20, lambda number: visitors[number].get("/fr/modules/court"))
    found = [answer.status for answer in answers]
    assert found.count(HTTPStatus.OK) == PLACES
    assert found.count(HTTPStatus.SERVICE_UNAVAILABLE) == 20 - PLACES
    assert all('"kernelUrl": "' in answer.text for answer in answers if answer.status == HTTPStatus.OK)
    refused = next(answer for answer in answers if answer.status != HTTPStatus.OK)
    assert refused.heading == "Le serveur est complet"
    assert empty().get("/en/modules/court").heading == "The server is full"
    inside = next(one for one, status in zip(visitors, found, strict=True) if status == HTTPStatus.OK)
    assert inside.get("/fr/modules/court").status == HTTPStatus.OK  # a reload keeps its place
    inside.post("/fr/data", action="erase", confirm="yes")
    assert empty().get("/fr/modules/court").status == HTTPStatus.OK


def test_one_person_who_opens_twenty_pages_at_once_is_told(empty):
    """In both languages; and has three lessons at most."""
    ada = empty()
    ada.get("/fr/modules/court")
    answers = at_once(20, lambda _: ada.get("/fr/modules/boutons"))
    found = [answer.status for answer in answers]
    assert set(found) == {HTTPStatus.OK, HTTPStatus.TOO_MANY_REQUESTS}
    told = next(answer for answer in answers if answer.status != HTTPStatus.OK)
    assert told.heading == "Trop de pages à la fois"
    pages = at_once(30, lambda _: ada.get("/en/modules/nowhere"))
    assert {page.status for page in pages} == {HTTPStatus.NOT_FOUND}
    for _ in range(4):
        at_once(20, lambda _: ada.get("/en/modules/boutons"))
    last = ada.get("/en/modules/boutons")  # nothing else is being opened: it is the rate
    assert (last.status, last.heading) == (HTTPStatus.TOO_MANY_REQUESTS, "Too many pages at once")
    assert empty().get("/fr/modules/court").status == HTTPStatus.OK


def test_wrong_passwords_are_counted_even_at_once(empty):
    """Five, then a wait; whatever comes in the same moment."""
    ada = empty()
    ada.get("/fr/trainer")
    answers = at_once(12, lambda number: ada.post("/fr/trainer", action="enter", password=f"guess number {number}"))
    found = [answer.status for answer in answers]
    assert found.count(HTTPStatus.FORBIDDEN) == 5
    assert found.count(HTTPStatus.TOO_MANY_REQUESTS) == 7
    last = ada.post("/en/trainer", action="enter", password=PASSWORD)
    assert (last.status, "Too many tries" in last.text) == (HTTPStatus.TOO_MANY_REQUESTS, True)


def test_wrong_codes_are_counted_and_right_ones_are_not(empty):
    """A room behind one address types its own codes; somebody who guesses is stopped after ten."""
    ada = empty()
    ada.post("/fr/data", action="name", name="Ada")
    for _ in range(15):
        code = ada.post("/fr/data", action="code").text.partition('class="ts-code"')[2].partition(">")[2][:9]
        assert ada.post("/fr/resume", code=code).status == HTTPStatus.FOUND
    found = [empty().post("/fr/resume", code=f"AAAA-AA{number:02}").status for number in range(22, 34)]
    assert found == [HTTPStatus.FORBIDDEN] * 10 + [HTTPStatus.TOO_MANY_REQUESTS] * 2


def test_requests_without_end_are_answered_with_a_page(small):
    """Of one person; somebody else at the same address has their own allowance."""
    ada, grace = small.visitor(), small.visitor()
    for visitor in (ada, grace):
        visitor.post("/fr/data", action="name", name="x")
    answers = at_once(8, lambda _: [ada.get("/fr/resume") for _ in range(100)])
    found = [answer.status for some in answers for answer in some]
    assert found.count(HTTPStatus.OK) >= 400
    assert HTTPStatus.TOO_MANY_REQUESTS in found
    assert grace.get("/fr/").status == HTTPStatus.OK


def test_lessons_open_again_when_all_the_kernels_were_killed(small, empty):
    """Those that waited for somebody died with the process from which they were forked: nobody gets one of them."""
    empty().lesson("court")
    time.sleep(1)  # others are being made ready
    for process in psutil.Process(small.process.pid).children(recursive=True):
        with suppress(psutil.NoSuchProcess):
            process.kill()
    for _ in range(3):
        lesson = empty().lesson("court")
        line = lesson.visitor.connect(lesson.kernel_id)
        assert line.hear(until=line.say("kernel_info_request", {}))
        line.close()


def test_nothing_of_all_that_is_in_the_database(small, empty):
    """Visits, refusals and names leave no trace there; a code asked for makes the file, and is no event."""
    ada = empty()
    ada.post("/fr/data", action="name", name="Ada")
    ada.post("/fr/data", action="code")
    with sqlite3.connect(small.database) as connection:
        assert connection.execute("SELECT count(*) FROM resume_code").fetchone()[0] >= 1
        assert connection.execute("SELECT count(*) FROM event").fetchone() == (0,)
