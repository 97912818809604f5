"""Tests for tisserand.server.static_files: found by name, sent compressed, kept for ever."""

import asyncio
import gzip
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
from tornado.httpclient import AsyncHTTPClient, HTTPResponse
from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port
from tornado.web import Application

from tisserand.server.static_files import StaticFileHandler, compress, digest_name, read_compressed

TEXT = "const é = 1;\n" * 50
FILE = compress(TEXT, ".js")
NAME = digest_name("page", ".js", FILE)

Ask = Callable[..., HTTPResponse]


@pytest.fixture
def ask() -> Ask:
    """Ask a server for a path, with headers."""

    def ask(path: str, *, method: str = "GET", **headers: str) -> HTTPResponse:
        async def run() -> HTTPResponse:
            application = Application([(r"/front/([\w.-]+)", StaticFileHandler, {"files": {NAME: FILE}})])
            server = HTTPServer(application)
            socket, port = bind_unused_port()
            server.add_socket(socket)
            try:
                client = AsyncHTTPClient(force_instance=True)
                names = {name.replace("_", "-"): value for name, value in headers.items()}
                url = f"http://127.0.0.1:{port}{path}"
                return await client.fetch(
                    url, method=method, headers=names, decompress_response=False, raise_error=False
                )
            finally:
                server.stop()

        return asyncio.run(run())

    return ask


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [
        ("gzip, deflate, br", "br"),
        ("GZIP", "gzip"),
        ("gzip;q=0.5, br;q=0", "gzip"),
        ("br;q=0.0, gzip;q=0", None),
        ("identity", None),
        ("", None),
        ("brother", None),
    ],
)
def test_the_best_form_that_the_browser_takes(ask: Ask, accepted: str, encoding: str | None) -> None:
    """Brotli, gzip, or as it is; caches keep them apart."""
    answer = ask(f"/front/{NAME}", Accept_Encoding=accepted)
    assert answer.headers.get("Content-Encoding") == encoding
    assert answer.headers["Vary"] == "Accept-Encoding"
    plain = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[encoding](answer.body)
    assert plain.decode() == TEXT


def test_a_file_is_kept_for_ever_and_never_asked_again(ask: Ask) -> None:
    """Its name changes with its content: no tag, no date."""
    answer = ask(f"/front/{NAME}")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert not {"Etag", "Last-Modified", "Set-Cookie"} & set(answer.headers)


def test_the_headers_alone(ask: Ask) -> None:
    """HEAD is GET without a body."""
    answer = ask(f"/front/{NAME}", method="HEAD", Accept_Encoding="br")
    assert (answer.code, answer.body, answer.headers["Content-Encoding"]) == (200, b"", "br")


@pytest.mark.parametrize(
    "path",
    [
        "/front/page-0.js",
        f"/front/{NAME}.br",
        "/front/..",
        "/front/..%2f..%2fetc%2fpasswd",
        "/front/%2e%2e/pyproject.toml",
        f"/front/{NAME}%00",
        f"/front//{NAME}",
    ],
)
def test_no_other_name_is_a_file(ask: Ask, path: str) -> None:
    """There is no folder behind the names: nothing can be reached by tricks."""
    answer = ask(path)
    assert answer.code == 404
    assert b"Traceback" not in answer.body
    assert "immutable" not in answer.headers.get("Cache-Control", "")


def test_a_name_changes_with_the_content() -> None:
    """And only then."""
    assert digest_name("page", ".js", compress(TEXT, ".js")) == NAME
    assert digest_name("page", ".js", compress(TEXT + " ", ".js")) != NAME


def test_a_file_comes_with_its_compressed_copies(tmp_path: Path) -> None:
    """Those that the build made are not made again."""
    for name, content in (("a.js", b"plain"), ("a.js.br", b"1"), ("a.js.gz", b"2")):
        (tmp_path / name).write_bytes(content)
    file = read_compressed(tmp_path / "a.js")
    assert file.best_for("gzip, br") == ("br", b"1")
    assert file.best_for("gzip") == ("gzip", b"2")
