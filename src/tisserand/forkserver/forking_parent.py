"""The process that has imported everything and forks a kernel for each request: ``python -P -m …forking_parent JSON``.

It has one thread, no event loop and no ZeroMQ context, or its forks would not be sound; it refuses to serve when an
import started a thread. It reads no request itself: the child does, so nothing of one kernel (its environment holds a
ticket) stays in the memory that the next one inherits.

Standard input is a pipe from the owner: its end means that the owner is gone. Standard output carries one line of JSON
when the socket accepts connections, or why there will be none. One connection (unix, SOCK_SEQPACKET) is one kernel: a
packet with the request and a descriptor for its standard error; ``{"pid": n}`` with a pidfd comes back at once, and
``{"exit": code}`` at the end. A connection that its client shuts down ends its kernel.
"""

import gc
import importlib
import json
import os
import sys
import threading
import time
from pathlib import Path
from typing import Any

from tisserand.forkserver.configuration import ParentConfiguration
from tisserand.forkserver.nursery import Nursery


def call(name: str) -> None:
    """Call a function given as ``module:function``."""
    module, _, function = name.partition(":")
    getattr(importlib.import_module(module), function)()


def get_ready(configuration: ParentConfiguration) -> dict[str, str]:
    """Import and prepare what kernels will share; return what failed and why: a missing one must not close a room."""
    failed = {}
    for name in (*configuration.preimport, *configuration.prepare):
        try:
            call(name) if ":" in name else importlib.import_module(name)
        except Exception as error:  # noqa: BLE001 - whatever a module raises
            failed[name] = f"{type(error).__name__}: {error}"
    return failed


def threads() -> str:
    """Return which threads this process has besides the main one, or an empty text."""
    native = len(os.listdir("/proc/self/task")) - 1  # noqa: PTH208 - names are not needed
    if not native:
        return ""
    named = [thread.name for thread in threading.enumerate() if thread is not threading.main_thread()]
    return ", ".join([*named, f"{native - len(named)} native"] if native > len(named) else named)


def main(socket_path: str, configuration: ParentConfiguration) -> None:
    """Prepare, say so, and serve until the owner is gone."""
    started = time.perf_counter()
    owner = os.getppid()
    sys.modules["debugpy"] = None  # type: ignore[assignment]  # no debugger: 30 MB and 0.3 s less for each kernel
    failed = get_ready(configuration)
    if found := threads():
        say({"unsafe": found})
        return
    gc.collect()
    gc.freeze()  # the collector must not write on pages that the kernels share
    gc.disable()
    nursery = Nursery(Path(socket_path), owner, serves_children=configuration.serves_children)
    say({"ready": round(time.perf_counter() - started, 3), "failed": failed})
    nursery.serve()


def say(value: dict[str, Any]) -> None:
    """Write one line to the owner; whatever comes later goes to the null device, since nobody reads the pipe then."""
    os.write(1, json.dumps(value).encode() + b"\n")
    with open(os.devnull, "wb") as null:  # noqa: PTH123 - a descriptor
        os.dup2(null.fileno(), 1)


if __name__ == "__main__":
    main(sys.argv[1], ParentConfiguration.from_json(sys.argv[2]))
