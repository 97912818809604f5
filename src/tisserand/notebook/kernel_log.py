"""Sends our log to the terminal of whoever runs the server, never into the page.

In a kernel, ``sys.stderr`` and even file descriptor 2 end up under the cell as red text: ipykernel captures both. It
keeps a copy of the descriptor that the server gave it, and this is where the log goes.
"""

import logging
import sys
from io import FileIO, TextIOWrapper

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def keep_log_off_the_page() -> None:
    """Route the log of ``tisserand`` to the kernel's original standard error; once, and only inside a kernel."""
    log = logging.getLogger("tisserand")
    original = getattr(sys.stderr, "_original_stdstream_copy", None)
    if original is None or any(isinstance(handler, _TerminalHandler) for handler in log.handlers):
        return
    handler = _TerminalHandler(TextIOWrapper(FileIO(original, "w", closefd=False), "utf-8", write_through=True))
    handler.setFormatter(logging.Formatter(_FORMAT))
    log.addHandler(handler)
    log.propagate = False  # the root's last resort would print into the page


class _TerminalHandler(logging.StreamHandler[TextIOWrapper]):
    """Ours, to be known again."""
