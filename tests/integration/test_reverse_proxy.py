"""The nginx example of the guide, started as it stands in front of a real server."""

import json
import re
import shutil
import subprocess
from http import HTTPStatus
from pathlib import Path
from uuid import uuid4

import pytest
from tests.integration.workshop_server import WorkshopServer, free_port
from tests.integration.workshop_visitor import Visitor

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("workshop")]

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "nginx.conf"
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin:/usr/local/bin")

_AROUND = """
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/error.log warn;
events {{ }}
http {{
  access_log {folder}/access.log;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
{example}
}}
"""


def configuration(folder: Path, port: int, server_port: int) -> str:
    """Return the example with ports and files of the test; everything else is as the guide has it."""
    example = EXAMPLE.read_text("utf-8")
    for written, own in (
        ("listen 443 ssl", f"listen 127.0.0.1:{port} ssl"),
        ("http://127.0.0.1:8866", f"http://127.0.0.1:{server_port}"),
        ("/etc/ssl/certs/example.org.pem", f"{folder}/cert.pem"),
        ("/etc/ssl/private/example.org.key", f"{folder}/key.pem"),
    ):
        assert example.count(written) == 1
        example = example.replace(written, own)
    return _AROUND.format(folder=folder, example=example)


@pytest.fixture(scope="module")
def behind(tmp_path_factory, workshop_content):
    """A visitor's address: nginx with TLS and a path, Tisserand behind it."""
    assert NGINX, "nginx is missing: run `make test`, or install Debian's package `nginx-light`"
    folder, port = tmp_path_factory.mktemp("nginx"), free_port()
    url = f"https://127.0.0.1:{port}/community/"
    certificate = ["-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    subprocess.run(["openssl", "req", *certificate, *files], check=True, capture_output=True)
    server = WorkshopServer(tmp_path_factory.mktemp("behind"), workshop_content, ("--public-url", url))
    (folder / "nginx.conf").write_text(configuration(folder, port, server.port), "utf-8")
    command = [NGINX, "-p", str(folder), "-e", f"{folder}/error.log", "-c", f"{folder}/nginx.conf"]
    proxy = subprocess.Popen(command)
    try:
        server.start()
        yield url, server
    finally:
        proxy.terminate()
        proxy.wait(10)
        server.stop()


@pytest.fixture
def ada(behind):
    """Somebody."""
    return Visitor(behind[0])


def test_the_whole_way_through_the_proxy(ada, behind):
    """Home, a lesson, its websocket, an answer, and what was kept of it."""
    url, server = behind
    assert url in server.log
    assert ada.get("/").headers["Location"] == "/community/fr/"
    home = ada.get("/fr/")
    assert home.status == HTTPStatus.OK
    for address in re.findall(r'(?:href|src)="(/[^"]*)"', home.text):
        assert address.startswith("/community/")
        assert Visitor(url).get(address.removeprefix("/community")).status == HTTPStatus.OK
    lesson = ada.lesson("court")
    line = ada.connect(lesson.kernel_id, origin=url.removesuffix("/community/"), suppress_origin=False)
    said = {"type": "answer", "question": "quand", "answer": "plus-tard", "certainty": "low", "uuid": uuid4().hex}
    line.hear(until=line.tell(lesson.ours("quiz"), said), seconds=30)
    line.close()
    exported = json.loads(ada.post("/fr/data", action="export").text)
    assert [one["uuid"] for one in exported["records"]] == [said["uuid"]]


def test_cookies_are_for_encrypted_connections_and_this_path(ada):
    """Both of them."""
    ada.lesson("court")
    ada.get("/fr/data")
    kept = {line.partition("=")[0]: line for line in ada.set_cookies}
    assert set(kept) == {"tisserand_person", "tisserand_xsrf"}
    for line in kept.values():
        assert {"Secure", "HttpOnly", "Path=/community/", "SameSite=Lax"} <= {part.strip() for part in line.split(";")}


def test_forms_and_websockets_of_other_sites_are_refused(ada):
    """As without the proxy."""
    lesson = ada.lesson("court")
    assert ada.post("/fr/data", _xsrf="x", action="code").status == HTTPStatus.FORBIDDEN
    assert ada.refusal(lesson.kernel_id, origin="https://evil.example", suppress_origin=False) == HTTPStatus.FORBIDDEN
    assert Visitor(ada.url).refusal(lesson.kernel_id) == HTTPStatus.FORBIDDEN


def test_the_policy_names_the_address_that_people_open(ada):
    """And the browser is told to come back encrypted."""
    answer = ada.get("/fr/")
    port = ada.url.split(":")[2].partition("/")[0]
    assert f"connect-src 'self' wss://127.0.0.1:{port}" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Strict-Transport-Security"]


def test_what_a_visitor_says_of_their_address_is_not_believed(ada):
    """Wrong passwords are counted by the real one."""
    token = re.search(r'name="_xsrf" value="([^"]+)"', ada.get("/fr/trainer").text)[1]
    found = []
    for number in range(7):
        forged = {"X_Real_IP": f"203.0.113.{number}", "X_Forwarded_For": f"203.0.113.{number}", "X_Scheme": "http"}
        found.append(ada.post("/fr/trainer", token, forged, action="enter", password="a wrong one").status)  # noqa: S106
    assert found == [HTTPStatus.FORBIDDEN] * 5 + [HTTPStatus.TOO_MANY_REQUESTS] * 2


def test_a_form_of_a_megabyte_stops_at_the_proxy(ada):
    """Tisserand never sees it."""
    assert ada.ask("POST", "/fr/data", b"x" * 2**20).status == HTTPStatus.REQUEST_ENTITY_TOO_LARGE
