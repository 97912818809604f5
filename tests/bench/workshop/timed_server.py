"""``tisserand serve`` with a watch: the same command, with the stages of each page timed.

    python timed_server.py STAGES.jsonl serve --port …

Nothing of it is in the product: methods are wrapped here, and one line is written for each page.
"""

import functools
import json
import sys
from contextvars import ContextVar
from pathlib import Path
from time import perf_counter
from typing import Any

from tisserand.server.application import LessonPool  # first: it sets Jupyter's paths before Voilà is imported
from tisserand.server.keeper import Keeper
from tisserand.server.kernels import LessonKernels
from tisserand.server.lesson_page import LessonHandler
from tisserand.server.lesson_renderer import LessonPage
from tisserand.server.lesson_runs import LessonClient, LessonRun

_page: ContextVar[dict[str, Any] | None] = ContextVar("page", default=None)
"""The page that is being made; none for what is prepared in the background."""


def _note(stage: str, begun: float) -> None:
    page = _page.get()
    if page is not None:
        page["stages"].append([stage, begun - page["begun"], perf_counter() - page["begun"]])


def _timed(owner: type, name: str, stage: str) -> None:
    """Note how long a coroutine method takes under the name of a stage."""
    method = getattr(owner, name)

    @functools.wraps(method)
    async def timed(self: Any, *arguments: Any, **options: Any) -> Any:
        begun = perf_counter()
        try:
            return await method(self, *arguments, **options)
        finally:
            _note(stage, begun)

    setattr(owner, name, timed)


def _time_rendering() -> None:
    """Note when the first piece of a page goes out."""
    method = LessonPage.pieces

    async def timed(self: Any, opening: Any) -> Any:
        async for html in method(self, opening):
            page = _page.get()
            if page is not None:
                page.setdefault("first_piece", perf_counter() - page["begun"])
            yield html

    LessonPage.pieces = timed


def _time_pages(out: Path) -> None:
    method = LessonHandler.get

    async def timed(self: Any, *arguments: Any) -> None:
        page: dict[str, Any] = {"begun": perf_counter(), "stages": []}
        _page.set(page)
        await method(self, *arguments)
        page["complete"] = perf_counter() - page.pop("begun")
        with out.open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(page) + "\n")

    LessonHandler.get = timed


def _leave_background_out() -> None:
    method = LessonPool._refill

    async def unwatched(self: Any) -> None:
        _page.set(None)
        await method(self)

    LessonPool._refill = unwatched


def main() -> None:
    """Wrap the methods, then run the command line."""
    out = Path(sys.argv.pop(1))
    _timed(LessonKernels, "start_for_lesson", "fork the kernel")
    _timed(LessonClient, "connect", "connect to it")
    _timed(LessonRun, "play", "play its cells")
    _timed(LessonRun, "admit", "admit the person")
    _timed(LessonPool, "take", "a run of the lesson")
    _timed(Keeper, "rows", "read what the person did")
    _timed(LessonHandler, "_open", "the lesson opened for the person")
    _time_rendering()
    _time_pages(out)
    _leave_background_out()
    from tisserand.cli import main as tisserand  # noqa: PLC0415 - after the wrapping

    tisserand()


if __name__ == "__main__":
    main()
