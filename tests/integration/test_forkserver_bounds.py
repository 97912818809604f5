"""A kernel takes no more than its limits, and a confined one reaches nothing but what it needs."""

import asyncio
import logging
import os
import platform
import signal
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from tests.integration.forked import CellError, kernel

from tisserand.forkserver import landlock, ordinary_launch, owner
from tisserand.forkserver.configuration import IMPORTED_LATE
from tisserand.forkserver.seccomp import MACHINES
from tisserand.paths import content_root

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("forkserver"),
    pytest.mark.skipif(not owner.can_fork(), reason="kernels are forked on Linux"),
]
needs_landlock = pytest.mark.skipif(landlock.abi() < 6, reason="this system has no Landlock, or an old one")

LIGHT = list(IMPORTED_LATE)


@pytest.fixture(params=["forked", "ordinary"])
def way(request, monkeypatch):
    """Both ways of launching a kernel keep its bounds."""
    if request.param == "ordinary":
        monkeypatch.setattr(owner, "can_fork", lambda: False)
        return ["json"]  # an owner of its own, which has not started yet
    return LIGHT


def test_what_is_too_large_for_the_memory_limit_raises_in_the_cell_and_the_kernel_goes_on(way):
    with kernel(preimport=way, memory_limit_mb=100) as asked:
        assert asked.run("kept = bytearray(60 * 2**20); print(len(kept))") == str(60 * 2**20)
        with pytest.raises(CellError, match="MemoryError"):
            asked.run("bytearray(60 * 2**20)")
        with pytest.raises(CellError, match="MemoryError"):
            asked.run("many = []\nwhile True: many.append('x' * 1000)")
        assert asked.run("many = kept = None; print(len(bytearray(60 * 2**20)))") == str(60 * 2**20)


def test_a_kernel_that_used_up_its_processor_time_ends_with_sigxcpu_and_a_sentence(way, caplog):
    caplog.set_level(logging.WARNING)
    with kernel(preimport=way, cpu_limit_s=4) as asked:
        asked.client.execute("while True: pass")
        until = time.monotonic() + 60
        while asked.manager.is_alive():
            assert time.monotonic() < until
            time.sleep(0.05)
        assert asyncio.run(asked.provisioner.wait()) == -signal.SIGXCPU
        assert asyncio.run(asked.provisioner.poll()) == -signal.SIGXCPU
        (sentence,) = [message for message in caplog.messages if asked.provisioner.kernel_id in message]
        assert "4" in sentence


def test_niceness_is_added_to_that_of_the_server():
    with kernel(preimport=LIGHT, niceness=3) as asked:
        assert psutil.Process(asked.pid).nice() == min(19, os.nice(0) + 3)


@pytest.fixture
def secret(tmp_path):
    """A file that only the server's user may read, as a database or a key is."""
    file = tmp_path / "secret"
    file.write_text("s3cret")
    file.chmod(stat.S_IRUSR | stat.S_IWUSR)
    return file


def refusal(asked, code):
    """Run code that the system should refuse; return the name of its error."""
    with pytest.raises(CellError) as caught:
        asked.run(code)
    return str(caught.value).partition(":")[0]


@needs_landlock
def test_a_confined_kernel_reads_no_secret_no_other_process_and_no_other_connection_file(way, secret, tmp_path):
    """Also when all of them are root's, whom file permissions don't stop."""
    (tmp_path / "lesson").mkdir()
    with (
        kernel(preimport=LIGHT) as other,
        kernel(preimport=way, confine=True, cwd=tmp_path / "lesson") as asked,
    ):
        parent = os.getppid()
        for path in [
            *(secret, "/etc/shadow", other.manager.connection_file, "/proc/self/environ", "/proc/self/net/unix"),
            *(f"/proc/{os.getpid()}/environ", f"/proc/{parent}/environ", f"/proc/{other.pid}/environ"),
            *(f"/proc/{os.getpid()}/mem", f"/proc/{other.pid}/maps"),
        ]:
            assert refusal(asked, f"open({str(path)!r}, 'rb').read(1)") == "PermissionError", path
        for folder in (tmp_path, "/proc", Path.home(), Path(asked.manager.connection_file).parent):
            assert refusal(asked, f"import os; os.listdir({str(folder)!r})") == "PermissionError", folder
        assert refusal(asked, f"open({str(tmp_path / 'lesson' / 'new')!r}, 'w')") == "PermissionError"
        program = f"import subprocess; subprocess.run(['cat', {str(secret)!r}], check=True)"
        assert refusal(asked, program) == "CalledProcessError", "nor does a program that it starts"


@needs_landlock
def test_a_confined_kernel_signals_traces_and_contacts_no_other_process(way):
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket(socket.AF_UNIX) as abstract:
        abstract.bind(f"\0tisserand-test-{os.getpid()}")
        abstract.listen()
        port = server.getsockname()[1]
        with kernel(preimport=way, confine=True) as asked:
            assert refusal(asked, f"import os; os.kill({os.getpid()}, 0)") == "PermissionError"
            assert (
                refusal(asked, f"import socket; socket.create_connection(('127.0.0.1', {port}))") == "PermissionError"
            )
            name = f"'\\0tisserand-test-{os.getpid()}'"
            assert refusal(asked, f"s = socket.socket(socket.AF_UNIX); s.connect({name})") == "PermissionError"
            assert refusal(asked, "socket.create_server(('127.0.0.1', 0))") == "PermissionError"
            trace = f"import ctypes; print(ctypes.CDLL(None).ptrace(16, {os.getpid()}, 0, 0))"
            assert asked.run(trace) == "-1"
            assert asked.run("print(open('/proc/self/status').read())").count("0000000000000000") >= 4, "capabilities"


@needs_landlock
def test_a_confined_kernel_does_what_a_lesson_needs(way, tmp_path):
    """Reads its folder and the content, writes in its scratch folder and where it was told, draws at random."""
    lesson, shared, given = (tmp_path / name for name in ("lesson", "shared", "given"))
    for folder in (lesson, shared, given):
        folder.mkdir()
        (folder / "file").write_text("text")
    traits = {"confine": True, "readable": [str(given)], "writable": [str(shared)]}
    with kernel(preimport=way, cwd=lesson, **traits) as asked:
        assert asked.run("print(open('file').read())") == "text"
        assert asked.run(f"print(open({str(given / 'file')!r}).read())") == "text"
        catalogue = content_root() / "modules" / "catalog.yaml"
        assert asked.run(f"print(open({str(catalogue)!r}).read())") == catalogue.read_text("utf-8").strip()
        asked.run(f"import os; open({str(shared / 'new')!r}, 'w').write('x'); os.remove({str(shared / 'new')!r})")
        assert refusal(asked, f"open({str(given / 'new')!r}, 'w')") == "PermissionError"
        scratch = Path(asked.run("import tempfile; f = tempfile.NamedTemporaryFile(); print(os.environ['HOME'])"))
        assert scratch.is_dir()
        asked.run("import secrets, zoneinfo, ssl; secrets.token_hex(); zoneinfo.ZoneInfo('Europe/Paris')")
        asked.run("from tisserand.notebook import open_lesson; import numpy; numpy.random.random()")
        asked.manager.shutdown_kernel(now=True)
    assert not scratch.exists(), "its scratch folder goes with it"


@pytest.mark.skipif(platform.machine() not in MACHINES, reason="no filter is written for this processor")
def test_a_confined_kernel_is_refused_what_landlock_does_not_cover(way, secret):
    """Sockets that are files, UDP, modes and owners, limits of other processes, memory that is not private."""
    path = secret.with_name("socket")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(path))
        listener.listen()
        with kernel(preimport=way, confine=True) as asked:
            asked.run("import mmap, os, resource, socket, sqlite3, subprocess")
            for code in [
                f"s = socket.socket(socket.AF_UNIX); s.connect({str(path)!r})",
                "socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
                f"os.chmod({str(secret)!r}, 0o666)",
                f"resource.prlimit({os.getpid()}, resource.RLIMIT_NOFILE)",
                f"os.setpriority(os.PRIO_PROCESS, {os.getpid()}, 19)",
                "os.memfd_create('outside of the limit')",
                "mmap.mmap(-1, 2**20)",
            ]:
                assert refusal(asked, code) == "PermissionError", code
            assert asked.run("print(subprocess.check_output(['echo', 'salut'], text=True))") == "salut"
            assert asked.run("print(resource.getrlimit(resource.RLIMIT_NOFILE)[0] > 0)") == "True"
            asked.run("sqlite3.connect(os.environ['HOME'] + '/x.db').execute('create table t(a)')")
            child = "import asyncio; p = await asyncio.create_subprocess_exec('echo', 'bonjour', stdout=-1)\n"
            assert asked.run(child + "print((await p.communicate())[0].decode())") == "bonjour"


@needs_landlock
def test_a_port_can_be_opened_to_a_confined_kernel():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        with kernel(preimport=LIGHT, confine=True, connect_ports=[port]) as asked:
            asked.run(f"import socket; socket.create_connection(('127.0.0.1', {port})).close()")


@needs_landlock
def test_a_confined_kernel_works_over_tcp_too():
    with kernel(preimport=LIGHT, confine=True, transport="tcp") as asked:
        assert asked.run("print(1)") == "1"


def test_where_a_system_has_no_landlock_that_is_told_once_and_kernels_still_run(monkeypatch, caplog):
    monkeypatch.setattr(ordinary_launch, "abi", lambda: 0)
    monkeypatch.setattr(ordinary_launch, "_told", set())
    for _ in range(2):
        with kernel(preimport=LIGHT, confine=True) as asked:
            assert asked.run("print(1)") == "1"
    assert len([message for message in caplog.messages if "Landlock" in message]) == 1


def test_nothing_of_one_kernel_is_in_the_memory_or_the_environment_of_the_next():
    """The parent never reads a request, so what is inherited can't hold a ticket."""
    backwards = "ticket-of-somebody-else"[::-1]
    search = f"""
import re
needle = {backwards!r}[::-1].encode()
found = 0
with open('/proc/self/maps') as maps, open('/proc/self/mem', 'rb', 0) as memory:
    for line in maps:
        start, end, rights = re.match(r'([0-9a-f]+)-([0-9a-f]+) (\\S+)', line).groups()
        if rights.startswith('rw'):
            memory.seek(int(start, 16))
            try: found += memory.read(int(end, 16) - int(start, 16)).count(needle)
            except OSError: pass
print(found)
"""
    draws = "import random; print(random.random())"
    with kernel(preimport=LIGHT, env={**os.environ, "TICKET": backwards[::-1]}) as first:
        assert int(first.run(search)) > 1, "the search finds it where it is"
        with kernel(preimport=LIGHT) as second:
            # once in the needle itself, and in what the search made of it; never in an environment
            assert second.run("import os; print('TICKET' in os.environ)") == "False"
            assert int(second.run(search)) <= 1
            assert first.run(draws) != second.run(draws)
        environment = Path(f"/proc/{second.provisioner.owner._running.process.pid}/environ").read_bytes()
        assert b"TICKET" not in environment


READER = """
import os, sys
from tisserand.forkserver.landlock import Ruleset, abi
from tisserand.forkserver.linux import give_up_capabilities
pid, who = sys.argv[1:]
if who.startswith("nobody"):
    os.setgid(65534); os.setuid(65534)
if who.endswith("with Landlock"):
    Ruleset(abi()).enforce()
elif who == "root without capabilities":
    give_up_capabilities()
try:
    open(f"/proc/{pid}/environ", "rb").read(); print("read")
except PermissionError:
    print("refused")
"""
SERVER = """
import os, sys, time
from tisserand.forkserver.linux import prctl
from tisserand.forkserver.secrecy import forbid_reading_this_process
who, guarded = sys.argv[1:]
if who == "nobody":
    os.setgid(65534); os.setuid(65534)
    prctl(4, 1)  # as a program is that this user started
if guarded == "True":
    assert forbid_reading_this_process()
print("ready", flush=True)
time.sleep(60)
"""


@pytest.mark.parametrize(
    ("reader", "guarded", "outcome"),
    [
        ("nobody", False, "read"),
        ("nobody", True, "refused"),
        pytest.param("nobody with Landlock", False, "refused", marks=needs_landlock),
        ("root", True, "read"),
        ("root without capabilities", False, "refused"),
        ("root without capabilities", True, "refused"),
    ],
)
def test_who_reads_the_environment_of_a_process_of_the_same_user(reader, guarded, outcome):
    """What confinement without Landlock, and forbid_reading_this_process, are each worth."""
    if os.getuid() != 0:
        pytest.skip("needs root, to become another user twice")
    user = reader.split()[0]
    with subprocess.Popen([sys.executable, "-c", SERVER, user, str(guarded)], stdout=subprocess.PIPE) as server:
        server.stdout.readline()
        command = [sys.executable, "-c", READER, str(server.pid), reader]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
        server.kill()
    assert said == outcome
