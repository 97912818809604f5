"""All the runs, on all the cores."""

import asyncio
import json
import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import replace
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path

from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from tisserand.content.lesson_notebook import markdown_path
from tisserand.content.loading import unknown_name
from tisserand.errors import ForkUnavailableError, UnknownNameError
from tisserand.forkserver.configuration import ParentConfiguration
from tisserand.forkserver.kernelspec import KERNEL_NAME
from tisserand.forkserver.owner import owner_of
from tisserand.i18n import translate
from tisserand.paths import content_root
from tisserand.rehearsal.one_run import Run, play_run
from tisserand.rehearsal.report import Failure, Report, RunResult
from tisserand.rehearsal.report_page import render_report
from tisserand.settings import read_settings

PERSONAS = ("", "careful", "novice", "contrary")


def run_all(  # noqa: PLR0913 - what to play, and within which limits
    slugs: Sequence[str] | None = None,
    langs: Sequence[str] = ("fr", "en"),
    personas: Sequence[str] = PERSONAS,
    *,
    jobs: int | None = None,
    timeout: float = 300,
    cell_timeout: float = 60,
    report_folder: Path | None = None,
    console: Console | None = None,
) -> Report:
    """Play every lesson in every language, alone and with each persona.

    Args:
        slugs: modules to play; all of them by default.
        langs: languages to play.
        personas: who plays; an empty text for nobody.
        jobs: how many at once; by default the cores this process may use.
        timeout: seconds that one run may take.
        cell_timeout: seconds that one cell may take.
        report_folder: where ``rehearsal.html``, ``rehearsal.json`` and the notebooks that failed are written.
        console: where the progress bar is drawn; the terminal's error output by default.

    Raises:
        UnknownNameError: a slug names no module.
    """
    root = content_root()
    known = sorted(path.parent.name for path in (root / "modules").glob("*/module.yaml"))
    for slug in slugs or ():
        if slug not in known:
            raise UnknownNameError(unknown_name(slug, known))
    runs = [
        Run(root, slug, lang, persona, timeout, cell_timeout, report_folder)
        for slug in slugs or known
        for lang in langs
        for persona in personas
        if markdown_path(root, slug, lang).is_file()  # a draft may lack a language
    ]
    jobs = min(jobs or _cores(), max(1, len(runs)))
    started = time.monotonic()
    results = dict(_results(runs, jobs, console or Console(stderr=True)))
    report = Report(tuple(results[run] for run in runs), time.monotonic() - started, jobs)
    if report_folder:
        write_report(report, report_folder)
    return report


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _results(runs: Sequence[Run], jobs: int, console: Console) -> Iterator[tuple[Run, RunResult]]:
    """Give each run with its result, as they come, moving the progress bar."""
    title = translate(read_settings().lang, "rehearsal.progress")
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    # Spawned, not forked: a child must not inherit the threads and the sockets of a parent that runs a progress bar.
    with (
        ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool,
        Progress(*columns, console=console, transient=True) as progress,
        _parent_of_kernels(pool, jobs) as parent_socket,
    ):
        task = progress.add_task(title, total=len(runs))
        waiting = {pool.submit(play_run, replace(run, parent_socket=parent_socket)): run for run in runs}
        for done in as_completed(waiting):
            yield waiting[done], _result_of(done, waiting[done])
            progress.advance(task)


@contextmanager
def _parent_of_kernels(pool: ProcessPoolExecutor, jobs: int) -> Iterator[Path | None]:
    """Give the socket of a process that all the kernels are forked from; none where they can't be.

    It imports what a lesson needs while the workers import papermill.
    """
    for _ in range(jobs):
        pool.submit(import_module, play_run.__module__)
    owner = owner_of(ParentConfiguration(serves_children=True))
    try:
        KernelSpecManager().get_kernel_spec(KERNEL_NAME)
        socket = asyncio.run(owner.start()).socket
    except (ForkUnavailableError, NoSuchKernel):
        socket = None
    try:
        yield socket
    finally:
        owner.stop()


def _result_of(done: Future[RunResult], run: Run) -> RunResult:
    try:
        return done.result()
    except Exception as error:  # noqa: BLE001 - a worker that died is one run that failed
        failure = Failure("not_run", detail=f"{type(error).__name__}: {error}")
        return RunResult(run.slug, run.lang, run.persona, 0, failures=(failure,))


def write_report(report: Report, folder: Path) -> None:
    """Write ``rehearsal.json`` and ``rehearsal.html`` (in the language of the settings) into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(report.to_json(), ensure_ascii=False, indent=1)
    (folder / "rehearsal.json").write_text(text + "\n", encoding="utf-8")
    (folder / "rehearsal.html").write_text(render_report(report, read_settings().lang), encoding="utf-8")
