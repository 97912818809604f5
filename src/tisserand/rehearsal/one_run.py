"""One run: a notebook, a persona, a kernel of its own, nothing kept."""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
import papermill
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import NotebookNode
from papermill.exceptions import PapermillExecutionError
from traitlets.config import Config

from tisserand.content.loading import load_module
from tisserand.errors import TisserandError
from tisserand.forkserver.kernelspec import KERNEL_NAME
from tisserand.rehearsal import inspection
from tisserand.rehearsal.report import ActivityOutcome, Failure, RunResult

_CLOSE_NETWORK = "from tisserand.rehearsal.closed_network import close_network\n\nclose_network()"
_SHOW_REPORT = "from tisserand.rehearsal.kernel_report import show_report\n\nshow_report(lesson)"
_STDERR = 2
_TERMINAL = "terminal.txt"
_NO_ENTRY = (
    "TISSERAND_DATABASE_URL",
    "TISSERAND_LEARNER",
    "SERVER_SOFTWARE",
    "HTTP_COOKIE",
    "HTTP_X_TISSERAND_LEARNER",
)


@dataclass(frozen=True)
class Run:
    """What to play.

    Attributes:
        root: the content.
        slug, lang: which notebook.
        persona: who plays it; an empty text for nobody.
        timeout: seconds that the whole run may take.
        cell_timeout: seconds that one cell may take.
        keep: folder for the executed notebook of a run that fails, if wanted.
        parent_socket: of the process that kernels are forked from; none to launch them in the ordinary way.
    """

    root: Path
    slug: str
    lang: str
    persona: str = ""
    timeout: float = 300
    cell_timeout: float = 60
    keep: Path | None = None
    parent_socket: Path | None = None

    @property
    def notebook(self) -> Path:
        """Where the notebook lies."""
        return self.root / "notebooks" / self.slug / f"{self.lang}.ipynb"


def play_run(run: Run) -> RunResult:
    """Execute a notebook as ``run`` says and return what happened; whatever goes wrong is a failure of the result."""
    started = time.monotonic()
    if not run.notebook.is_file():
        return RunResult(run.slug, run.lang, run.persona, 0, failures=(Failure("no_notebook"),))
    with tempfile.TemporaryDirectory(prefix="tisserand-") as folder:
        home, executed = Path(folder, "home"), Path(folder, "executed.ipynb")
        with _environment(run, home), _terminal_in(Path(folder, _TERMINAL)):
            stopped = _execute(run, Path(folder), executed)
        notebook = nbformat.read(executed, as_version=4) if executed.is_file() else nbformat.v4.new_notebook()
        kept = sorted(str(path.relative_to(home)) for path in home.rglob("*"))
        result = _result(run, notebook, stopped, kept, time.monotonic() - started)
        if result.failures and run.keep and executed.is_file():
            run.keep.mkdir(parents=True, exist_ok=True)
            name = "-".join(filter(None, (run.slug, run.lang, run.persona)))
            (run.keep / f"{name}.ipynb").write_bytes(executed.read_bytes())
    return result


@contextmanager
def _environment(run: Run, home: Path) -> Iterator[None]:
    """Give the kernel an environment in which nothing of this person's can be reached."""
    before = dict(os.environ)
    os.environ.update(TISSERAND_HOME=str(home), TISSERAND_STRICT="1", TISSERAND_CONTENT=str(run.root))
    for name in _NO_ENTRY:
        os.environ.pop(name, None)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@contextmanager
def _terminal_in(path: Path) -> Iterator[None]:
    """Send what this process and its kernel write to the terminal into a file: a progress bar is drawn there."""
    terminal = os.dup(_STDERR)
    with path.open("wb") as file:
        os.dup2(file.fileno(), _STDERR)
    try:
        yield
    finally:
        os.dup2(terminal, _STDERR)
        os.close(terminal)


def _execute(run: Run, folder: Path, executed: Path) -> list[Failure]:
    """Run papermill and return why it stopped, if it did; errors in cells are read from the notebook afterwards."""
    deadline = time.monotonic() + run.timeout
    try:
        papermill.execute_notebook(
            with_own_cells(nbformat.read(run.notebook, as_version=4)),
            executed,
            parameters={"lang": run.lang, "persona": run.persona},
            cwd=run.notebook.parent,
            progress_bar=False,
            timeout_func=_limits(deadline, run.cell_timeout),
            kernel_name=KERNEL_NAME if run.parent_socket else None,
            config=_kernel_config(folder, run.parent_socket),
        )
    except PapermillExecutionError:
        return []  # the outputs tell it with their cell
    except CellTimeoutError as error:
        return [Failure("timeout", {"seconds": f"{run.cell_timeout:.0f}", "total": f"{run.timeout:.0f}"}, str(error))]
    except DeadKernelError as error:
        return [Failure("kernel_died", detail=f"{error}\n{_last_lines(folder)}")]
    except Exception as error:  # noqa: BLE001 - one run that breaks must not stop the others
        return [Failure("not_run", detail=f"{type(error).__name__}: {error}\n{_last_lines(folder)}")]
    return []


def _last_lines(folder: Path) -> str:
    """Return the end of what the kernel wrote to its terminal: why it died, if it knew."""
    return (folder / _TERMINAL).read_text(encoding="utf-8", errors="replace")[-2000:].strip()


def with_own_cells(notebook: NotebookNode) -> NotebookNode:
    """Return the notebook with a cell before it that closes the network, and one after it that reports."""
    cells = [
        nbformat.v4.new_code_cell(source, metadata={"tags": [inspection.OWN_TAG]})
        for source in (_CLOSE_NETWORK, _SHOW_REPORT)
    ]
    notebook.cells = [cells[0], *notebook.cells, cells[1]]
    return notebook


def _limits(deadline: float, cell_timeout: float) -> Callable[[Any], int]:
    """Return how long nbclient lets a cell run: its own limit, or what is left of the whole run's."""
    return lambda _cell: max(1, int(min(cell_timeout, deadline - time.monotonic())))


def _kernel_config(folder: Path, parent_socket: Path | None) -> Config:
    """Return the settings of a kernel that shares no port with the others: sockets in a folder of its own."""
    config = Config()
    if parent_socket:
        config.ForkProvisioner.parent_socket = str(parent_socket)
    if sys.platform != "win32":
        config.ConnectionFileMixin.transport = "ipc"
        config.ConnectionFileMixin.ip = str(folder / "k")
    return config


def _result(run: Run, notebook: NotebookNode, stopped: list[Failure], kept: list[str], seconds: float) -> RunResult:
    told = inspection.kernel_report(notebook)
    shown = told["activities"] if told else []
    failures = stopped or [  # a run that was stopped saved no widget states
        *inspection.output_failures(notebook),
        *inspection.widget_failures(notebook, len(shown), _runtime(run)),
    ]
    if not any("parameters" in cell.metadata.get("tags", ()) for _, cell in inspection.code_cells(notebook)):
        failures.append(Failure("no_parameters_cell"))
    if kept:
        failures.append(Failure("data_written", {"files": ", ".join(kept)}))
    if told:
        failures += _activity_failures(run, told)
    elif not failures:
        failures.append(Failure("no_report"))
    return RunResult(
        slug=run.slug,
        lang=run.lang,
        persona=run.persona,
        seconds=seconds,
        cells=inspection.cell_times(notebook),
        widgets=len(inspection.widget_views(notebook)),
        models=len(inspection.widget_models(notebook)),
        other_packages=inspection.other_packages(notebook),
        exceptions=inspection.callback_exceptions(notebook),
        activities=tuple(
            ActivityOutcome(**{name: one[name] for name in ActivityOutcome.__dataclass_fields__}) for one in shown
        ),
        events=told["events"] if told else 0,
        failures=tuple(failures),
    )


def _runtime(run: Run) -> str:
    """Return what shows the lesson on a web page."""
    try:
        return load_module(run.slug, run.root).runtime
    except TisserandError:  # the checks say why; the lesson may still play
        return "auto"


def _activity_failures(run: Run, told: dict[str, Any]) -> list[Failure]:
    """Return what became of the activities otherwise than it should."""
    keys = {one["key"] for one in told["activities"]}
    failures = [Failure("not_shown", {"activity": key}) for key in told["expected"] if key not in keys]
    failures += [Failure("network", {"address": address}) for address in told["network"]]
    for one in told["activities"]:
        failures += [Failure("intention", {"activity": one["key"], "what": what}) for what in one["unexpected"]]
        if one["state"] and one["events"] != one["kept"]:
            values = {"activity": one["key"], "recorded": one["kept"], "events": one["events"]}
            failures.append(Failure("events_lost", values))
        if run.persona and one["state"] not in {None, "done"}:
            failures.append(Failure(f"no_end_{one['state']}", {"activity": one["key"]}))
    total = sum(one["recorded"] for one in told["activities"])
    if told["events"] != total:
        failures.append(Failure("events_lost", {"activity": "*", "recorded": total, "events": told["events"]}))
    return failures
