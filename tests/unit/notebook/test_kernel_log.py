import logging
import os
from types import SimpleNamespace

import pytest

from tisserand.notebook import kernel_log


class KernelStream:
    """Like ipykernel's: what is written reaches the page; the server's terminal is another descriptor."""

    __module__ = "ipykernel.iostream"

    def __init__(self, original):
        self._original_stdstream_copy = original
        self.page = ""

    def write(self, text):
        """Write into the page."""
        self.page += text

    def flush(self):
        """Do nothing: nothing is held back."""


@pytest.fixture
def terminal(monkeypatch):
    read, write = os.pipe()
    os.set_blocking(read, False)
    stream = KernelStream(write)
    monkeypatch.setattr(kernel_log, "sys", SimpleNamespace(stderr=stream))  # pytest puts its own back into sys
    log = logging.getLogger("tisserand")
    monkeypatch.setattr(log, "handlers", [])
    monkeypatch.setattr(log, "propagate", True)
    yield read, stream
    os.close(read)
    os.close(write)


def test_the_log_reaches_the_terminal_once_and_never_the_page(terminal):
    read, stream = terminal
    kernel_log.keep_log_off_the_page()
    kernel_log.keep_log_off_the_page()
    logging.getLogger("tisserand.notebook.lesson").error("détail")
    assert os.read(read, 10_000).decode().count("détail") == 1
    assert stream.page == ""


def test_outside_a_kernel_nothing_changes(monkeypatch):
    log = logging.getLogger("tisserand")
    monkeypatch.setattr(log, "handlers", [])
    kernel_log.keep_log_off_the_page()
    assert log.handlers == []
