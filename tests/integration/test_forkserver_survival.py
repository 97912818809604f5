"""What is killed takes with it what depended on it, leaves nothing behind, and does not stop what comes next."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest
from tests.integration.forked import async_manager, kernel

from tisserand.errors import ForkUnavailableError
from tisserand.forkserver import owner
from tisserand.forkserver.configuration import IMPORTED_LATE, ParentConfiguration
from tisserand.forkserver.owner import ParentOwner

pytestmark = [
    pytest.mark.slow,
    pytest.mark.xdist_group("forkserver"),
    pytest.mark.skipif(not owner.can_fork(), reason="kernels are forked on Linux"),
]

LIGHT = list(IMPORTED_LATE)


def wait_until(condition, seconds=10):
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.02)


def test_a_killed_kernel_is_seen_and_the_others_go_on():
    with kernel(preimport=LIGHT) as first, kernel(preimport=LIGHT) as second:
        os.kill(first.pid, signal.SIGKILL)
        wait_until(lambda: not first.manager.is_alive())
        assert asyncio.run(first.provisioner.poll()) == -signal.SIGKILL
        assert second.run("print('alive')") == "alive"


@pytest.mark.parametrize("confine", [False, True])
def test_a_killed_parent_takes_its_kernels_along_and_the_next_kernel_has_a_new_one(caplog, confine):
    preimport = [*LIGHT, "this"]  # a parent of its own, so that no other test loses it
    with kernel(preimport=preimport, confine=confine) as asked:
        parent = asked.provisioner.owner._running
        parent.process.kill()
        wait_until(lambda: not psutil.pid_exists(asked.pid))
        wait_until(lambda: not asked.manager.is_alive())
        assert asyncio.run(asked.provisioner.poll()) == -signal.SIGKILL
        with kernel(preimport=preimport) as following:
            assert following.run("print('alive')") == "alive"
            assert following.provisioner.owner._running is not parent
            assert len([one for one in caplog.messages if "-9" in one]) == 1
        wait_until(lambda: not parent.socket.parent.exists())
        asked.provisioner.owner.stop()


SERVER = """
import asyncio, json, sys, time
sys.path.insert(0, sys.argv[1])
from tests.integration.forked import kernel
with kernel(preimport=json.loads(sys.argv[2])) as asked:
    parent = asked.provisioner.owner._running
    child = asked.run("import subprocess; print(subprocess.Popen(['sleep', '600']).pid)")
    said = [asked.pid, parent.process.pid, int(child), str(parent.socket.parent), asked.manager.connection_file]
    print(json.dumps(said), flush=True)
    time.sleep(600)
"""


def test_a_killed_server_leaves_no_parent_no_kernel_and_no_folder():
    root = str(Path(__file__).parents[2])
    command = [sys.executable, "-c", SERVER, root, json.dumps(LIGHT)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        *pids, folder, connection_file = json.loads(server.stdout.readline())
        assert all(psutil.pid_exists(pid) for pid in pids)
        server.kill()
    wait_until(lambda: not any(psutil.pid_exists(pid) for pid in pids))
    wait_until(lambda: not Path(folder).exists())
    Path(connection_file).unlink()  # jupyter_client's own, which nobody was left to remove


def test_a_parent_that_was_told_to_end_ends_its_kernels():
    running = owner.launch(ParentConfiguration(IMPORTED_LATE))
    running.process.terminate()
    assert running.process.wait(10) == 0
    assert not running.socket.parent.exists()
    running.stop()


def test_many_who_start_it_at_once_get_one_parent_and_the_loop_goes_on():
    async def everybody():
        its_owner = ParentOwner(ParentConfiguration(IMPORTED_LATE))
        longest, last, tasks = 0.0, time.monotonic(), [asyncio.ensure_future(its_owner.start()) for _ in range(50)]
        while not all(task.done() for task in tasks):
            await asyncio.sleep(0.005)
            longest, last = max(longest, time.monotonic() - last), time.monotonic()
        its_owner.stop()
        return {task.result().process.pid for task in tasks}, longest

    pids, longest = asyncio.run(everybody())
    assert len(pids) == 1
    assert longest < 1, "the event loop was held up while the parent started"


def test_a_caller_who_gives_up_does_not_stop_the_start_for_the_others():
    async def two():
        its_owner = ParentOwner(ParentConfiguration(IMPORTED_LATE))
        hasty, patient = asyncio.ensure_future(its_owner.start()), asyncio.ensure_future(its_owner.start())
        await asyncio.sleep(0.05)
        hasty.cancel()
        try:
            return (await patient).is_alive
        finally:
            its_owner.stop()

    assert asyncio.run(two())


def test_a_parent_that_keeps_dying_is_not_started_for_ever():
    its_owner = ParentOwner(ParentConfiguration(("json",)))

    async def die():
        running = await its_owner.start()
        running.process.kill()
        running.process.wait()

    for _ in range(3):
        asyncio.run(die())
    with pytest.raises(ForkUnavailableError) as caught:
        asyncio.run(die())
    assert caught.value.reason == "too_often"
    assert asyncio.run(its_owner.warm()) is False
    its_owner.stop()


def test_sixty_whole_kernels_leave_no_process_no_file_and_no_descriptor():
    """Each answers its client before it is shut down: half of them politely, half at once."""

    async def one(gate, number):
        async with gate:
            its_manager = async_manager(preimport=LIGHT, confine=number % 3 == 0)
            await its_manager.start_kernel()
            client = its_manager.client()
            client.start_channels()
            await client.wait_for_ready(timeout=60)
            client.stop_channels()
            pid, file = its_manager.provisioner.pid, Path(its_manager.connection_file)
            await its_manager.shutdown_kernel(now=number % 2 == 0)
            return pid, list(file.parent.glob(f"{file.stem}*"))

    async def sixty():
        gate = asyncio.Semaphore(10)
        return await asyncio.gather(*(one(gate, number) for number in range(60)))

    with kernel(preimport=LIGHT) as first:
        parent = first.provisioner.owner._running
    asyncio.run(sixty())  # what is opened once and kept, is now
    before = traces(parent)
    for pid, files in asyncio.run(sixty()):
        assert not psutil.pid_exists(pid)
        assert files == []
    assert psutil.Process(parent.process.pid).children() == []
    assert traces(parent) == before


def traces(parent):
    descriptors = [len(list(Path(f"/proc/{pid}/fd").iterdir())) for pid in (parent.process.pid, os.getpid())]
    return descriptors, sorted(parent.socket.parent.iterdir())
