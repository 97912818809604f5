"""``tisserand serve`` as somebody starts it in a terminal, and what it says when it can't."""

import json
import os
import pty
import select
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest
from tests.integration.workshop_server import free_port
from tests.integration.workshop_visitor import Visitor

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("workshop")]

TISSERAND = str(Path(sys.executable).with_name("tisserand"))


_STARTS = """
import json, os, sys, tempfile
from tisserand.cli import main
import tisserand.server.application  # seconds: once for all the cases

found = {}
for name, (arguments, environ) in json.load(sys.stdin).items():
    with tempfile.TemporaryFile() as said:
        child = os.fork()
        if child == 0:
            os.environ.update(environ)
            os.dup2(said.fileno(), 2)
            sys.argv = ["tisserand", "serve", "--no-browser", *arguments]
            main()
            os._exit(0)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        said.seek(0)
        found[name] = code, said.read().decode()
print(json.dumps(found))
"""
"""Starts the command once for each case, in children of one process."""


@pytest.fixture(scope="module")
def refusals(workshop_content, tmp_path_factory):
    """How the command ends, and what it says, where something keeps it from starting."""
    folder = tmp_path_factory.mktemp("refusals")
    (folder / "database").write_text("not a database, and dear to somebody")
    (folder / "password").write_text("short\n")
    (folder / "home").write_text("a file where a folder should be")
    (folder / "content" / "modules").mkdir(parents=True)
    (folder / "content" / "modules" / "catalog.yaml").write_text("modules: []\n")
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        cases = {
            "port": (["--port", str(taken)], {}),
            "host": (["--host", "203.0.113.7"], {}),
            "database": (["--database", str(folder / "database")], {}),
            "password": (["--password-file", str(folder / "password")], {}),
            "home": ([], {"TISSERAND_HOME": str(folder / "home")}),
            "notebooks": ([], {"TISSERAND_CONTENT": str(folder / "content")}),
        }
        usual = {
            "TISSERAND_CONTENT": str(workshop_content),
            "TISSERAND_HOME": str(folder / "usual"),
            "TISSERAND_LANG": "en",
            "TISSERAND_PORT": str(free_port()),
        }
        said = subprocess.run(
            [sys.executable, "-c", _STARTS],
            input=json.dumps(cases), env={**os.environ, **usual},
            capture_output=True, text=True, timeout=200, check=True,
        )  # fmt: skip
    return folder, taken, json.loads(said.stdout.splitlines()[-1])


def test_a_port_that_is_taken_is_named_with_another(refusals):
    """No other is taken in silence: it would not be the one that people were told."""
    _, port, found = refusals
    code, said = found["port"]
    assert code == 1
    assert f"Port {port} is taken" in said
    assert f"--port {port + 1}" in said


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        ("host", "can’t listen on 203.0.113.7"),
        ("database", "{folder}/database"),
        ("password", "{folder}/password"),
        ("home", "{folder}/home"),
        ("notebooks", "tisserand build"),
    ],
)
def test_what_keeps_it_from_starting_is_said_in_a_sentence(refusals, what, expected):
    """What, where, and how to mend it; no traceback, and nothing spoilt."""
    folder, _, found = refusals
    code, said = found[what]
    assert code == 1, said
    assert expected.format(folder=folder) in said
    assert "Traceback" not in said
    assert (folder / "database").read_text() == "not a database, and dear to somebody"


def wait_for(terminal, words, seconds=90):
    """Read a terminal as far as ``words``; return what was read."""
    said, end = b"", time.monotonic() + seconds
    while words.encode() not in said:
        assert time.monotonic() < end, said.decode("utf-8", "replace")
        if select.select([terminal], [], [], 0.5)[0]:
            said += os.read(terminal, 1)  # no further than the words
    return said.decode("utf-8", "replace")


def wait_for_end(child, terminal, seconds=30):
    """Wait until a process has ended, and read what it still says."""
    end = time.monotonic() + seconds
    while os.waitpid(child, os.WNOHANG)[0] == 0:
        assert time.monotonic() < end, "it did not stop"
        if select.select([terminal], [], [], 0.1)[0]:
            with suppress(OSError):  # a terminal whose program has ended
                os.read(terminal, 10_000)


def wait_for_port(port, seconds=60):
    """Wait until somebody listens."""
    end = time.monotonic() + seconds
    while True:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert time.monotonic() < end, "nobody listens"
        time.sleep(0.1)


@pytest.mark.skipif(os.name != "posix", reason="a pseudo-terminal is POSIX's")
def test_the_password_is_asked_for_at_the_first_start(workshop_content, tmp_path):
    """In a terminal: hidden, again when it is too short, and kept as a hash; Ctrl+C stops without a question."""
    port = free_port()
    env = {**os.environ, "TISSERAND_CONTENT": str(workshop_content), "TISSERAND_HOME": str(tmp_path / "home")}
    env = {**env, "TISSERAND_LANG": "en", "TERM": "xterm"}
    child, terminal = pty.fork()
    if child == 0:
        os.execve(TISSERAND, [TISSERAND, "serve", "--no-browser", "--port", str(port)], env)  # noqa: S606
    try:
        wait_for(terminal, "Trainer’s password")
        os.write(terminal, b"short\n")
        wait_for(terminal, "too short")
        wait_for(terminal, "Trainer’s password")
        os.write(terminal, b"correct horse\n")
        assert "correct horse" not in wait_for(terminal, "Ctrl+C")
        visitor = Visitor(f"http://127.0.0.1:{port}")
        wait_for_port(port)
        assert visitor.post("/en/trainer", action="enter", password="correct horse").status == 302  # noqa: S106
        os.write(terminal, b"\x03")
        wait_for_end(child, terminal)
    except BaseException:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        raise
    finally:
        os.close(terminal)
    assert "correct horse" not in (tmp_path / "home" / "server" / "trainer_password").read_text()
