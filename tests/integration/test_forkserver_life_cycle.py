"""A forked kernel lives and ends as an ordinary one does."""

import asyncio
import logging
import os
import signal
import time
from pathlib import Path

import psutil
import pytest
from tests.integration.forked import CellError, async_manager, kernel

from tisserand.forkserver.forked_kernel import ForkedKernel
from tisserand.forkserver.provisioner import ForkProvisioner

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("forkserver")]


def ended(asked, seconds=10):
    """Wait for the end of a kernel, and return its exit code."""
    until = time.monotonic() + seconds
    while asked.manager.is_alive():
        assert time.monotonic() < until, "the kernel did not end"
        time.sleep(0.02)
    return asyncio.run(asked.provisioner.poll())


def test_a_kernel_is_forked_and_runs_in_its_own_folder_and_environment(tmp_path):
    with kernel(cwd=tmp_path, env={"PATH": os.environ["PATH"], "GREETING": "bonjour", "TZ": "Asia/Tokyo"}) as asked:
        assert isinstance(asked.provisioner._kernel, ForkedKernel)
        assert asked.run("import os; print(os.getcwd())") == str(tmp_path)
        assert asked.run("print(os.environ['GREETING'], 'HOME' in os.environ)") == "bonjour False"
        assert asked.run("import time; print(time.tzname[0])") == "JST"
        assert asked.run("import sys; print([p for p in sys.path if not os.path.isabs(p)])") == "['']"
        assert asked.run("import subprocess; print(subprocess.check_output(['echo', 'salut'], text=True))") == "salut"
        assert asked.run("import asyncio; print(await asyncio.sleep(0, 'awaited'))") == "awaited"


def test_the_comm_targets_of_ipywidgets_are_there_and_a_lesson_opens():
    with kernel() as asked:
        targets = asked.run("print(sorted(get_ipython().kernel.comm_manager.targets))")
        assert targets == "['jupyter.widget', 'jupyter.widget.control']"
        assert asked.run("import ipywidgets; print(ipywidgets.IntSlider(3).value)") == "3"


def test_a_talkative_descriptor_1_blocks_nothing():
    """The echo of ipykernel goes to the original descriptor: four times what a pipe holds passes."""
    with kernel() as asked:
        asked.run("import os\nfor _ in range(40): os.write(1, b'x' * 7000 + b'\\n')")
        assert asked.run("print('still here')").endswith("still here")


def test_an_interrupt_stops_a_cell_and_the_kernel_goes_on():
    with kernel() as asked:
        asked.run("import subprocess, time; child = subprocess.Popen(['sleep', '60'])")
        sent = asked.client.execute("time.sleep(60)")
        time.sleep(0.3)
        asked.manager.interrupt_kernel()
        reply = asked.reply_to(sent)
        assert reply["content"]["ename"] == "KeyboardInterrupt"
        assert asked.run("print(child.wait(10))") == str(-signal.SIGINT), "its process group is interrupted too"


def test_a_restart_gives_a_new_process_without_memory_of_the_old():
    with kernel() as asked:
        asked.run("before = 1")
        first = asked.pid
        asked.manager.restart_kernel(now=True)
        asked.client.wait_for_ready(timeout=30)
        assert asked.pid != first
        assert not psutil.pid_exists(first)
        with pytest.raises(CellError, match="NameError"):
            asked.run("before")


def test_a_polite_shutdown_leaves_nothing_and_gives_zero():
    with kernel() as asked:
        pid, connection_file = asked.pid, asked.manager.connection_file
        asked.run("import atexit, os; atexit.register(os.system, 'true')")
        asked.manager.shutdown_kernel()
        assert asyncio.run(asked.provisioner.poll()) == 0
    assert not psutil.pid_exists(pid)
    assert not Path(connection_file).exists()


def test_what_is_kept_of_a_kernel_names_its_process_and_gives_no_power_over_it():
    """After a restart of the server the number may be anybody's; and the kernel ended with the server."""
    with kernel() as asked:
        info = asyncio.run(asked.provisioner.get_provisioner_info())
        assert (info["pid"], info["pgid"]) == (asked.pid, asked.pid)
        other = ForkProvisioner(kernel_spec=asked.manager.kernel_spec)
        asyncio.run(other.load_provisioner_info(info))
        assert not other.has_process
        asyncio.run(other.kill())
        assert asyncio.run(other.wait()) == 0
        assert asked.run("print('alive')") == "alive"


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("import ctypes; ctypes.string_at(0)", -signal.SIGSEGV),
        ("import os; os._exit(7)", 7),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", -signal.SIGKILL),
    ],
)
def test_the_exit_code_is_exact(code, expected):
    with kernel() as asked:
        asked.client.execute(code)
        assert ended(asked) == expected


def test_what_a_kernel_started_in_its_group_ends_with_it():
    with kernel() as asked:
        child = int(asked.run("import subprocess; print(subprocess.Popen(['sleep', '600']).pid)"))
        asked.client.execute("import os; os._exit(0)")
        assert ended(asked) == 0
    until = time.monotonic() + 5
    while psutil.pid_exists(child) and time.monotonic() < until:
        time.sleep(0.02)
    assert not psutil.pid_exists(child)


def test_twenty_at_once_are_ready_and_each_is_itself():
    async def one(number):
        its_manager = async_manager()
        await its_manager.start_kernel(env={**os.environ, "NUMBER": str(number)})
        client = its_manager.client()
        client.start_channels()
        try:
            await client.wait_for_ready(timeout=60)
            said = []
            await client.execute_interactive(
                "import os, random; print(os.environ['NUMBER'], random.random())",
                timeout=30,
                output_hook=lambda message: said.append(message["content"].get("text", "")),
            )
            return "".join(said).split()
        finally:
            client.stop_channels()
            await its_manager.shutdown_kernel(now=True)

    async def all_of_them():
        return await asyncio.gather(*(one(number) for number in range(20)))

    answers = asyncio.run(all_of_them())
    assert [int(number) for number, _ in answers] == list(range(20))
    assert len({dice for _, dice in answers}) == 20


def test_with_ipc_the_five_channels_are_files_and_none_is_left(caplog):
    caplog.set_level(logging.WARNING)
    with kernel() as asked:
        file = Path(asked.manager.connection_file)
        assert len(list(file.parent.glob(f"{file.stem}-ipc-*"))) == 5
    assert list(file.parent.glob(f"{file.stem}*")) == []
    assert caplog.messages == []
