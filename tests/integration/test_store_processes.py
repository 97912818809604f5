"""Several processes on one file, and processes that die."""

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tisserand.store.event_log import open_event_log
from tisserand.store.keep_aside import kept_aside

pytestmark = pytest.mark.slow

PREAMBLE = """
import os, signal, sys
from datetime import UTC, datetime
from tisserand.domain.events import AnswerSubmitted, Record
from tisserand.store.event_log import open_event_log

def record(uuid):
    event = AnswerSubmitted("first", uuid, None, 1.0, 1.0)
    return Record(uuid, "ada", datetime.now(UTC), "m1", 1, "quiz/q", "fr", event)

log = open_event_log("sqlite:///" + sys.argv[1])
name = sys.argv[2]
"""


def start(script, path, name):
    """Start a Python process that waits for one line on its standard input before the part after ``GO``."""
    code = PREAMBLE + textwrap.dedent(script).replace("GO", 'print("ready", flush=True); sys.stdin.readline()')
    return subprocess.Popen(
        [sys.executable, "-c", code, str(path), name], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def let_go(processes):
    """Let all of them begin at the same moment, and wait for their end."""
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.stdin.write("\n")
        process.stdin.flush()
    return [process.communicate()[0] for process in processes]


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "home" / "tisserand.db"


def test_two_processes_at_once_lose_nothing(path):
    """Each appends 300 records of its own to a file that neither has made yet, and 50 that both send."""
    script = """
    GO
    new = 0
    for i in range(300):
        assert log.append(record(f"{name}-{i}")) is True
        if i < 50:
            new += log.append(record(f"both-{i}"))
    print(new)
    """
    processes = [start(script, path, name) for name in ("a", "b")]
    new = [int(output) for output in let_go(processes)]
    assert [process.returncode for process in processes] == [0, 0]
    assert sum(new) == 50, "of two that send the same record, one is told that it is new"
    kept = [record.uuid for record in open_event_log(f"sqlite:///{path}").records("ada")]
    for name in ("a", "b"):
        assert [uuid for uuid in kept if uuid.startswith(f"{name}-")] == [f"{name}-{i}" for i in range(300)], "in order"
    assert sorted(uuid for uuid in kept if uuid.startswith("both")) == sorted(f"both-{i}" for i in range(50))


def test_six_processes_make_the_same_file_at_the_same_moment(path):
    """The folder, the file, its journal mode and its tables: whoever comes first, nobody fails."""
    for round_ in range(2):
        place = path.with_name(f"round-{round_}") / "tisserand.db"
        script = """
        GO
        log.append(record(name))
        """
        processes = [start(script, place, f"p{i}") for i in range(6)]
        let_go(processes)
        assert [process.returncode for process in processes] == [0] * 6
        kept = {record.uuid for record in open_event_log(f"sqlite:///{place}").records("ada")}
        assert kept == {f"p{i}" for i in range(6)}


def test_a_process_killed_right_after_a_commit_loses_nothing(path):
    """SIGKILL to itself in the statement that follows: what append said was kept is there, and the file goes on."""
    script = """
    GO
    for i in range(20):
        log.append(record(f"{name}-{i}"))
    os.kill(os.getpid(), signal.SIGKILL)
    """
    for name in ("a", "b"):
        process = start(script, path, name)
        let_go([process])
        assert process.returncode == -9
    kept = [record.uuid for record in open_event_log(f"sqlite:///{path}").records("ada")]
    assert kept == [f"{name}-{i}" for name in ("a", "b") for i in range(20)]


def test_a_process_killed_at_any_moment_leaves_a_sound_file_with_all_it_said_was_kept(path):
    """Killed from outside, in the middle of whatever it was doing, ten times over."""
    script = """
    GO
    i = 0
    while True:
        log.append(record(f"{name}-{i}"))
        print(i, flush=True)
        i += 1
    """
    for turn in range(10):
        process = start(script, path, str(turn))
        assert process.stdout.readline() == "ready\n"
        process.stdin.write("\n")
        process.stdin.flush()
        for _ in range(turn * 3 + 1):
            process.stdout.readline()
        process.kill()
        rest = process.communicate()[0].split()
        said = turn * 3 + 1 + len(rest)
        kept = [r.uuid for r in open_event_log(f"sqlite:///{path}").records("ada") if r.uuid.startswith(f"{turn}-")]
        assert kept[:said] == [f"{turn}-{i}" for i in range(said)]
        assert len(kept) - said in {0, 1}, "the one in flight may be there, without its acknowledgement"


def test_reading_while_another_process_writes_never_takes_the_file_for_damaged(path):
    """Looks without locks race with commits and checkpoints for three seconds: no error, no copy kept aside."""
    write = """
    GO
    for i in range(400):
        log.append(record(f"{name}-{i}"))
    """
    read = """
    GO
    counts = []
    while not counts or counts[-1] < 400:
        counts.append(len(log.records("ada")))
    print(counts == sorted(counts))
    """
    processes = [start(write, path, "w"), start(read, path, "r1"), start(read, path, "r2")]
    assert let_go(processes)[1:] == ["True\n", "True\n"]
    assert [process.returncode for process in processes] == [0, 0, 0]
    assert kept_aside(path) == []


def test_what_a_lesson_imports_to_start_is_neither_alembic_nor_sqlalchemy():
    """Opening a lesson where nothing was kept yet must be quick; Alembic comes with the first answer only."""
    code = """
import sys, tempfile
from tisserand.services.session import ModuleVersion, open_session
from tisserand.settings import Settings
from tisserand.i18n import Lang
from tisserand.services import assessments, own_data, plan_calendar, plans, progress, quizzes, restarts, scenarios
print("sqlalchemy" in sys.modules, "alembic" in sys.modules, "icalendar" in sys.modules)
url = "sqlite:///" + tempfile.gettempdir() + "/nowhere/tisserand.db"
session = open_session(ModuleVersion("m", 1), Lang.FR, settings=Settings(Lang.FR, url, "ada"))
session.records()
print("alembic" in sys.modules)
"""
    output = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert output.split() == ["False"] * 4
