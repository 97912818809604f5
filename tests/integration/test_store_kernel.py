"""A learner's kernel that dies between the commit and the feedback."""

import os
import signal
import time

import pytest
from jupyter_client.manager import KernelManager

pytestmark = pytest.mark.slow

OPEN = """
from tisserand.content.loading import load_module, load_quiz
from tisserand.i18n import Lang
from tisserand.services.quizzes import current_quiz, submit_answer
from tisserand.services.session import open_session
session = open_session(load_module("gerer-un-troll"), Lang.FR)
quiz = load_quiz("signes-de-derapage")
question = next(one for one in quiz.questions if one.kind == "single")
"""
KILL_AFTER_THE_COMMIT = """
import os, signal
from tisserand.store.sql_event_log import SqlEventLog
keep = SqlEventLog.append

def append_then_die(log, record):
    keep(log, record)
    os.kill(os.getpid(), signal.SIGKILL)

SqlEventLog.append = append_then_die
"""
ANSWER = """
submit_answer(session, quiz, question.id, question.options[0].id, None, "the-answer-of-the-person")
print("feedback")
"""
REOPENED = """
answered = current_quiz(session, quiz).of(question.id)
print(session.warning, len(session.records()), answered.current.answer == question.options[0].id)
"""


class Kernel:
    """A real kernel on the person's own folder."""

    def __init__(self, home):
        self._manager = KernelManager(kernel_name="python3")
        self._manager.start_kernel(env=_environment(home))
        self._client = self._manager.client()
        self._client.start_channels()
        self._client.wait_for_ready(timeout=60)

    def run(self, code):
        """Return what the code printed; raise if it failed."""
        printed = []

        def listen(message):
            if message["msg_type"] == "stream":
                printed.append(message["content"]["text"])

        reply = self._client.execute_interactive(code, timeout=60, output_hook=listen)
        assert reply["content"]["status"] == "ok", reply["content"]
        return "".join(printed)

    def run_until_death(self, code):
        """Run code that kills the kernel; return what it printed until then, and how the process ended."""
        self._client.execute(code)
        process = self._manager.provisioner.process
        deadline = time.monotonic() + 60
        while process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.05)
        printed = []
        while True:
            try:
                message = self._client.get_iopub_msg(timeout=0.5)
            except Exception:  # noqa: BLE001 - queue.Empty: nothing more was said
                return "".join(printed), process.returncode
            if message["msg_type"] == "stream":
                printed.append(message["content"]["text"])

    def stop(self):
        """End the kernel, if it still lives."""
        self._client.stop_channels()
        self._manager.shutdown_kernel(now=True)


def _environment(home):
    return {**os.environ, "TISSERAND_HOME": str(home), "TISSERAND_DATABASE_URL": ""}


def test_a_kernel_killed_between_commit_and_feedback_has_kept_the_answer(tmp_path):
    """Kill -9 right after the commit: no feedback was shown, and the lesson reopened shows the answer."""
    first = Kernel(tmp_path / "home")
    try:
        first.run(OPEN)
        printed, status = first.run_until_death(KILL_AFTER_THE_COMMIT + ANSWER)
    finally:
        first.stop()
    assert (printed, status) == ("", -signal.SIGKILL)
    second = Kernel(tmp_path / "home")
    try:
        output = second.run(OPEN + REOPENED)
    finally:
        second.stop()
    assert output == "None 1 True\n"
