"""What the server answers, and to whom: every door that is not ours is closed."""

import json
import re
import socket
from http import HTTPStatus
from uuid import uuid4

import pytest
from tests.integration.workshop_rules import rules_of_a_server
from tests.integration.workshop_server import PASSWORD

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("workshop")]

JUPYTER = [
    *("/api", "/api/contents", "/api/contents/bonjour/fr.ipynb", "/api/kernels", "/api/kernelspecs", "/api/sessions"),
    *(
        "/api/status",
        "/api/terminals",
        "/api/config/notebook",
        "/api/nbconvert",
        "/api/events",
        "/api/events/subscribe",
    ),
    *("/api/me", "/api/shutdown", "/api/security/csp-report", "/api/spec.yaml", "/files/bonjour/fr.ipynb"),
    *(
        "/view/bonjour/fr.ipynb",
        "/nbconvert/html/bonjour/fr.ipynb",
        "/terminals/1",
        "/terminals/websocket/1",
        "/metrics",
    ),
    *("/login", "/logout", "/kernelspecs/python3/logo-64x64.png", "/lab", "/lab/tree", "/lab/api/settings", "/tree"),
    *("/edit/x", "/notebooks/bonjour/fr.ipynb", "/static/favicon.ico", "/custom/custom.css", "/hub", "/proxy/22"),
    *("/voila", "/voila/tree", "/voila/render/bonjour/fr.ipynb", "/voila/files/bonjour/fr.ipynb", "/voila/query/x"),
    *("/voila/execution/x", "/voila/api/shutdown/x", "/tisserand", "/workshop", "/.git/config", "/robots.txt"),
]

ESCAPES = [
    *("/etc/passwd", "//etc/passwd", "../../../../../../etc/passwd", "..%2f..%2f..%2f..%2f..%2fetc%2fpasswd"),
    *("%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd", "....//....//etc/passwd", "..\\..\\etc\\passwd", "%00/etc/passwd"),
    *("..%252f..%252fetc/passwd", "tisserand/static/../../../../../../../etc/passwd"),
    *(
        "lab/static/%2e%2e/%2e%2e/conf.json",
        "..%2f..%2fconf.json/static/x",
        "x",
        "",
        "lab",
        "lab/static",
        "lab/static/",
    ),
]

PLACES = ("front/", "voila/static/", "voila/templates/", "voila/labextensions/", "voila/api/themes/", "fr/modules/")


def test_the_rules_of_the_router_are_ours_alone(workshop):
    """A version of jupyter_server that brings new doors opens none: asked of the application itself."""
    found = rules_of_a_server(workshop.content, workshop.folder / "rules")
    assert found["handlers"] == found["routes"]
    assert len(found["rules"]) == len(set(found["rules"]))
    assert found["rules"][-1] == ".*$"
    foreign = {name for name in found["handlers"] if not name.startswith("tisserand.")}
    assert foreign == {
        "voila.static_file_handler.TemplateStaticFileHandler",
        "voila.static_file_handler.MultiStaticFileHandler",
        "jupyterlab_server.themes_handler.ThemesHandler",
        "jupyter_server.base.handlers.FileFindHandler",
    }
    assert found["jupyterlab"] == []


@pytest.mark.parametrize("path", JUPYTER)
def test_what_belongs_to_jupyter_does_not_exist(settled, path):
    """For somebody who has joined, with any method."""
    ada = settled["court"].visitor
    answer = ada.get(path, Accept_Language="en")
    assert (answer.status, answer.heading) == (HTTPStatus.NOT_FOUND, "This page does not exist")
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        assert ada.ask(method, path).status in {HTTPStatus.FORBIDDEN, HTTPStatus.NOT_FOUND}


@pytest.mark.parametrize("place", PLACES)
def test_no_path_leads_out(workshop, place):
    """No file of the machine, and no page that tells how it failed."""
    for escape in ESCAPES:
        answer = workshop.visitor().get(f"/{place}{escape}")
        assert (escape, answer.status) in {(escape, status) for status in (400, 403, 404)}
        assert not re.search("root:|base_template|Traceback", answer.text)


def test_the_secrets_of_the_server_are_no_pages(ada, workshop):
    """Whatever path one tries from its folder of notebooks."""
    for name in ("cookie_secret", "trainer_password", "tisserand.db"):
        for before in ("", "/files", "/voila/files", "/voila/static", "/front"):
            assert ada.get(f"{before}/../../home/server/{name}").status >= 400


def test_no_page_may_be_framed_or_bring_anything_from_elsewhere(ada):
    """Pages, errors and lessons alike."""
    for path in ("/fr/", "/fr/data", "/fr/resume", "/fr/trainer", "/nowhere", "/fr/modules/court"):
        policy = ada.get(path).headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in policy
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert not re.search(r"https?:", policy)


def test_no_page_has_a_script_written_in_it(ada):
    """The policy would not run it; there is none to be run."""
    for path in ("/fr/", "/fr/data", "/fr/modules/court"):
        for attributes in re.findall(r"<script([^>]*)>", ada.get(path).text):
            assert "src=" in attributes or "json" in attributes
        assert not re.search(r"<[^>]+\son\w+=", ada.get(path).text)


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8866", "127.0.0.1.evil.example", "localhost.evil.example"]
)
def test_another_name_is_not_ours(settled, host):
    """A page of another site may have its name lead here: DNS rebinding."""
    lesson = settled["court"]
    ada = lesson.visitor
    answer = ada.get("/en/", Host=host)
    assert answer.status == HTTPStatus.MISDIRECTED_REQUEST
    assert answer.heading == "This server does not know itself under this name"
    assert ada.get(f"/api/kernels/{lesson.kernel_id}", Host=host).status == HTTPStatus.MISDIRECTED_REQUEST
    assert ada.refusal(lesson.kernel_id, host=host) == HTTPStatus.FORBIDDEN


@pytest.mark.parametrize("name", ["localhost", "192.168.1.20", "[::1]"])
def test_our_own_names_are(ada, workshop, name):
    """With the port, as browsers write it."""
    assert ada.get("/fr/", Host=f"{name}:{workshop.port}").status == HTTPStatus.OK


@pytest.mark.parametrize("path", ["/fr/data", "/fr/resume", "/fr/trainer", "/fr/modules/court/start-over"])
@pytest.mark.parametrize("token", ["", "x", "2|00000000|00|1700000000"])
def test_a_form_of_another_site_is_refused(ada, path, token):
    """It does not know the token."""
    ada.get("/fr/data")
    answer = ada.post(path, _xsrf=token, action="code")
    assert (answer.status, answer.heading) == (HTTPStatus.FORBIDDEN, "Cette page n’est pas pour vous")


def test_a_token_of_somebody_else_is_refused(ada, grace):
    """It belongs to a cookie."""
    token = re.search(r'name="_xsrf" value="([^"]+)"', grace.get("/fr/data").text)[1]
    ada.get("/fr/data")
    assert ada.post("/fr/data", _xsrf=token, action="code").status == HTTPStatus.FORBIDDEN


def test_a_form_of_a_megabyte_is_not_read(ada):
    """64 kB are more than any form has."""
    token = re.search(r'name="_xsrf" value="([^"]+)"', ada.get("/fr/data").text)[1]
    try:
        status = ada.post("/fr/data", _xsrf=token, action="name", name="x" * 2**20).status
    except OSError:  # closed while the rest was being sent
        status = HTTPStatus.BAD_REQUEST
    assert status == HTTPStatus.BAD_REQUEST
    assert ada.get("/fr/").status == HTTPStatus.OK


def test_a_request_that_is_none_breaks_nothing(workshop, ada):
    """Bytes, and headers without end."""
    for said in (
        b"\0\xff\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET " + b"x" * 10_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    ):
        with socket.create_connection(("127.0.0.1", workshop.port), timeout=10) as line:
            line.sendall(said)
            line.shutdown(socket.SHUT_WR)
            assert b"Traceback" not in line.recv(10_000)
    assert ada.get("/fr/").status == HTTPStatus.OK


def test_the_trainers_page_is_the_trainers(ada, grace):
    """Nobody sees it, or has lessons made ready, without the password."""
    ada.join()
    assert 'type="password"' in ada.get("/fr/trainer").text
    for action in ("ready", "leave", ""):
        answer = ada.post("/fr/trainer", action=action, **{"ready-court": "5"})
        assert answer.status == HTTPStatus.FORBIDDEN
        assert "ts-join" not in answer.text
    assert grace.post("/fr/trainer", action="enter", password=PASSWORD).status == HTTPStatus.FOUND
    text = grace.get("/fr/trainer").text
    assert "ts-join" in text
    assert "<svg" in text
    for typed in ("9" * 5000, "-1", "x", "1e9", "٣"):
        assert grace.post("/fr/trainer", action="ready", **{"ready-court": typed}).status == HTTPStatus.OK
    assert grace.post("/fr/trainer", action="leave").status == HTTPStatus.FOUND
    assert 'type="password"' in grace.get("/fr/trainer").text


def test_a_trainers_cookie_is_not_made_up(ada):
    """Nor is that of a person good for it."""
    ada.join()
    for value in ("", "x", ada.cookies["tisserand_person"]):
        ada.cookies["tisserand_trainer"] = value
        assert 'type="password"' in ada.get("/fr/trainer").text


def test_html_in_a_name_stays_text(ada):
    """On one's own page."""
    ada.post("/fr/data", action="name", name='"><script>alert(1)</script>')
    text = ada.get("/fr/data").text
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in text


def test_a_name_that_is_too_long_is_refused_in_a_sentence(ada):
    """In the language of the page."""
    assert "40" in ada.post("/en/data", action="name", name="n" * 41).text
    assert 'value="nn' not in ada.get("/en/data").text


@pytest.mark.parametrize("forged", ["x", "2|1:0|10:1700000000|16:tisserand_person|4:e30=|00"])
def test_a_forged_cookie_is_a_stranger(ada, grace, forged):
    """And what one person has stays out of reach."""
    ada.join()
    grace.cookies["tisserand_person"] = forged
    assert "Rien n’est enregistré à votre sujet." in grace.get("/fr/data").text
    whole = ada.cookies["tisserand_person"].strip('"')
    name, _, signature = whole.rpartition("|")
    grace.cookies["tisserand_person"] = f"{name}|{signature[:-1]}{'0' if signature[-1] != '0' else '1'}"
    assert 'value="code"' not in grace.get("/fr/data").text


def test_a_code_goes_on_elsewhere_once(ada, grace, workshop):
    """With what was done; and is not found in the database."""
    lesson = ada.lesson("court")
    line = ada.connect(lesson.kernel_id)
    said = {"type": "answer", "question": "quand", "answer": "plus-tard", "certainty": "low", "uuid": uuid4().hex}
    line.hear(until=line.tell(lesson.ours("quiz"), said), seconds=30)
    line.close()
    code = re.search(r'class="ts-code"[^>]*>([^<]+)<', ada.post("/fr/data", action="code").text)[1]
    assert re.fullmatch(r"[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}", code)
    for path in workshop.database.parent.glob("tisserand.db*"):
        assert code.replace("-", "").encode() not in path.read_bytes()
    assert grace.post("/fr/resume", code=code.lower()).status == HTTPStatus.FOUND
    exports = [json.loads(visitor.post("/fr/data", action="export").text) for visitor in (ada, grace)]
    assert exports[0]["learner"] == exports[1]["learner"]
    stranger = workshop.visitor()
    answer = stranger.post("/en/resume", code=code)
    assert (answer.status, "not known" in answer.text) == (HTTPStatus.FORBIDDEN, True)


def test_nothing_is_kept_of_somebody_who_only_looks(ada):
    """No cookie that names them."""
    for path in ("/fr/", "/fr/data", "/fr/resume", "/fr/trainer", "/nowhere"):
        ada.get(path)
    assert "tisserand_person" not in ada.cookies


def test_the_versions_of_errors_are_in_both_languages(ada):
    """Whatever the address asks for."""
    assert ada.get("/fr/nowhere").heading == "Cette page n’existe pas"
    assert ada.get("/en/nowhere").heading == "This page does not exist"
