"""Where forking is impossible or unsafe, a kernel is launched in the ordinary way, and the reason is told once."""

import os
import signal
import time

import pytest
from tests.integration.forked import kernel, manager

from tisserand.errors import ForkUnavailableError
from tisserand.forkserver import ordinary_launch, owner
from tisserand.forkserver.configuration import IMPORTED_LATE

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("forkserver"),
    pytest.mark.skipif(not owner.can_fork(), reason="kernels are forked on Linux"),
]


@pytest.fixture(autouse=True)
def nothing_told_yet(monkeypatch):
    monkeypatch.setattr(ordinary_launch, "_told", set())


@pytest.fixture
def importable(tmp_path, monkeypatch):
    """Write a module that a forking parent can import."""
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))

    def write(name, text):
        (tmp_path / f"{name}.py").write_text(text)
        return name

    return write


def test_a_module_that_starts_a_thread_makes_forking_unsafe(importable, caplog):
    module = importable(
        "with_a_thread", "import threading, time\nthreading.Thread(target=time.sleep, args=(60,)).start()"
    )
    for _ in range(2):
        with kernel(preimport=[module]) as asked:
            assert asked.provisioner._kernel is None
            assert asked.run("print('alive')") == "alive"
    (told,) = caplog.messages
    assert "Thread-1" in told


def test_a_native_thread_is_found_too(importable, caplog):
    module = importable("with_a_native_thread", "import zmq\ncontext = zmq.Context()\nsocket = context.socket(zmq.PUB)")
    with kernel(preimport=[module]) as asked:
        assert asked.provisioner._kernel is None
    assert "2 native" in caplog.messages[0]


def test_a_parent_that_ends_at_its_start_is_done_without(importable, caplog):
    module = importable("that_ends", "import os; os._exit(3)")
    with kernel(preimport=[module]) as asked:
        assert asked.run("print('alive')") == "alive"
    assert "exit 3" in caplog.messages[0]


def test_a_module_that_is_missing_is_told_and_kernels_are_forked_all_the_same(caplog):
    with kernel(preimport=[*IMPORTED_LATE, "no_such_module"], prepare=["json:no_such_function"]) as asked:
        assert asked.provisioner._kernel is not None
        asked.provisioner.owner.stop()
    first, second = caplog.messages
    assert "no_such_module" in first
    assert "no_such_function" in second


def test_what_was_prepared_is_there_in_each_kernel(importable):
    module = importable("warmed", "ready = []\ndef warm(): ready.append(__import__('os').getpid())")
    with kernel(preimport=[*IMPORTED_LATE], prepare=[f"{module}:warm"]) as asked:
        parent = asked.provisioner.owner._running.process.pid
        assert asked.run("import warmed; print(warmed.ready)") == str([parent])
        asked.provisioner.owner.stop()


def test_an_ordinary_kernel_is_interrupted_restarted_and_shut_down_as_ever(monkeypatch):
    monkeypatch.setattr(owner, "can_fork", lambda: False)
    with kernel(preimport=["json"]) as asked:
        sent = asked.client.execute("import time; time.sleep(60)")
        time.sleep(0.5)
        asked.manager.interrupt_kernel()
        assert asked.reply_to(sent)["content"]["ename"] == "KeyboardInterrupt"
        first = asked.pid
        asked.manager.restart_kernel(now=True)
        asked.client.wait_for_ready(timeout=60)
        assert asked.pid != first
        os.kill(asked.pid, signal.SIGKILL)


def test_a_program_that_cannot_be_confined_is_not_launched_when_it_should_be(caplog):
    its_manager = manager(confine=True)
    its_manager.kernel_spec.argv = ["sh", "-c", "sleep 60", "{connection_file}"]
    with pytest.raises(ForkUnavailableError):
        its_manager.start_kernel()
    its_manager.cleanup_connection_file()
    assert len(caplog.messages) >= 1
