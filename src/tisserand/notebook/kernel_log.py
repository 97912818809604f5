"""Sends our log to the terminal of whoever runs the server, never into the page.

In a kernel, ``sys.stderr`` and, where ipykernel watches it, even file descriptor 2 end up under the cell as red text.
ipykernel then keeps a copy of the descriptor that the server gave it, and this is where the log goes; where it does not
watch (Windows, a test), the log goes to the descriptor itself.
"""

import logging
import sys
from io import FileIO, TextIOWrapper
from typing import Any

_STDERR = 2
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def keep_log_off_the_page() -> None:
    """Route the log of ``tisserand`` to the kernel's original standard error; once, and only inside a kernel."""
    log = logging.getLogger("tisserand")
    if not _is_kernel_stream(sys.stderr) or any(isinstance(handler, _TerminalHandler) for handler in log.handlers):
        return
    descriptor = getattr(sys.stderr, "_original_stdstream_copy", None) or _STDERR
    terminal = TextIOWrapper(FileIO(descriptor, "w", closefd=False), "utf-8", write_through=True)
    handler = _TerminalHandler(terminal)
    handler.setFormatter(logging.Formatter(_FORMAT))
    log.addHandler(handler)
    log.propagate = False  # the root's last resort would print into the page


def _is_kernel_stream(stream: Any) -> bool:
    return any(base.__module__.startswith("ipykernel.") for base in type(stream).__mro__)


class _TerminalHandler(logging.StreamHandler[TextIOWrapper]):
    """Ours, to be known again."""
