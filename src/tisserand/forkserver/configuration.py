"""What a forking parent imports and prepares, and in which environment it lives."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

IMPORTED_LATE = (
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.zmqshell",
    "ipykernel.debugger",
    "IPython.core.debugger",
    "IPython.core.completerlib",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "IPython.utils.wildcard",
    "bdb",
    "cmd",
    "code",
    "faulthandler",
    "pdb",
    "psutil",
    "resource",
    "sqlite3",
    "tornado.gen",
    "tornado.locks",
    "tornado.platform.asyncio",
    "tornado.queues",
)
"""What ipykernel and IPython import while a kernel starts: once here, rather than in the memory of each kernel."""

FOR_LESSONS = (
    "ipywidgets",
    "anywidget",
    "numpy.random",
    "sqlalchemy.dialects.sqlite",
    "tisserand.notebook",
    "tisserand.widgets.balance",
    "tisserand.widgets.own_dosage",
)

DEFAULT_PREIMPORT = (*IMPORTED_LATE, *FOR_LESSONS)

_ALLOWED = frozenset(
    (
        *("HOME", "LANG", "LANGUAGE", "LOGNAME", "PATH", "TMPDIR", "TZ", "USER"),
        *("LD_LIBRARY_PATH", "PYTHONHOME", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "PYTHONUTF8", "VIRTUAL_ENV"),
        *("TISSERAND_CONTENT", "TISSERAND_LANG"),
    )
)
_ONE_THREAD = {  # a pool of native threads would not survive a fork
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "MALLOC_ARENA_MAX": "1",
}


@dataclass(frozen=True)
class ParentConfiguration:
    """What makes one forking parent differ from another.

    Attributes:
        preimport: modules that are imported once.
        prepare: ``module:function`` calls made once after that, to warm caches; they must start no thread.
        serves_children: whether child processes of the owner may ask for kernels too. Never in a server: in a
            container, what a kernel leaves behind could become a child of the server.
    """

    preimport: tuple[str, ...] = DEFAULT_PREIMPORT
    prepare: tuple[str, ...] = ()
    serves_children: bool = False

    def to_json(self) -> str:
        """Return the configuration as an argument of a command line."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> "ParentConfiguration":
        """Return what ``to_json`` wrote."""
        values: dict[str, Any] = json.loads(text)
        return cls(tuple(values["preimport"]), tuple(values["prepare"]), values["serves_children"])


def parent_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """Return what a forking parent may know of its owner's environment: an allow-list, so that no secret is in it.

    A process can't forget the environment it was started with (``/proc/<pid>/environ``), and its forks inherit that.
    """
    kept = {name: value for name, value in environ.items() if name in _ALLOWED or name.startswith("LC_")}
    return kept | _ONE_THREAD
