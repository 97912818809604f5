"""How fast and how light the workshop server is, against stock Voilà, Voilà with its preheated pool, and Panel.

    make bench                                    (everything: about half an hour on two cores)
    python tests/bench/bench_workshop.py --quick  (two visits, no slow link, rooms of 5 and 10)

One run measures everybody, one after another, on this machine: only ratios of the same run mean something. The first
run installs Panel into an environment of its own, in the person's cache folder. See docs/performance.md.
"""

import argparse
import json
import platform
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent
sys.path[:0] = [str(_HERE / "workshop"), str(_HERE.parent / "stand_ins")]

from browsing import visitors  # noqa: E402
from comparison import compare, compare_slowly, real_lessons  # noqa: E402
from report import as_markdown  # noqa: E402
from rivals import Rivals, panel_pin  # noqa: E402
from rooms import rooms  # noqa: E402
from stages import stages  # noqa: E402

PARTS = ("compare", "slow", "lessons", "rooms", "stages")
_PACKAGES = ("voila", "jupyter_server", "ipykernel", "ipywidgets", "anywidget", "tornado")


@dataclass(frozen=True)
class Amount:
    """How much is measured.

    Attributes:
        visits, slow_visits: of each rival, after one to warm up.
        sizes: of the rooms.
        answer_for_s: how long the largest room answers.
        openings: of a lesson, whose stages are timed.
    """

    visits: int
    slow_visits: int
    sizes: tuple[int, ...]
    answer_for_s: float
    openings: int


FULL = Amount(visits=6, slow_visits=3, sizes=(10, 30, 100), answer_for_s=60, openings=10)
QUICK = Amount(visits=2, slow_visits=1, sizes=(5, 10), answer_for_s=5, openings=3)


def measure(parts: Sequence[str], amount: Amount, only: str = "") -> dict[str, Any]:
    """Measure, and return the figures as JSON has them.

    Args:
        parts: some of :data:`PARTS`.
        amount: how much.
        only: part of the names of the rivals to compare; all of them by default.
    """
    figures: dict[str, Any] = {"machine": _machine()}
    with tempfile.TemporaryDirectory(prefix="tisserand-bench-") as folder:
        rivals = Rivals(Path(folder))
        chosen = [rival for rival in rivals.all() if only in rival.name]
        if "compare" in parts:
            _say("First visits")
            with visitors() as people:
                figures["compare"] = [row.figures() for row in compare(chosen, people, amount.visits)]
        if "slow" in parts:
            _say("First visits over a slow link")
            with visitors() as people:
                figures["slow"] = [row.figures() for row in compare_slowly(chosen, people, amount.slow_visits)]
        if "lessons" in parts:
            _say("First visits of the real lessons")
            with visitors() as people:
                found = real_lessons(rivals, people)
            figures["lessons"] = {path: {"kb": one.kb, "requests": one.requests} for path, one in found.items()}
        if "rooms" in parts:
            _say("Rooms")
            figures["rooms"] = [asdict(room) for room in rooms(rivals, amount.sizes, amount.answer_for_s)]
        if "stages" in parts:
            _say("Stages")
            figures["stages"] = stages(amount.openings)
    return figures


def _machine() -> dict[str, Any]:
    import psutil  # noqa: PLC0415 - only for the record

    return {
        "at": datetime.now(UTC).isoformat(timespec="minutes"),
        "cores": psutil.cpu_count(),
        "memory_gb": round(psutil.virtual_memory().total / 1e9),
        "load_before": psutil.getloadavg()[0],
        "system": f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
        "versions": {name: version(name) for name in _PACKAGES} | {"panel": panel_pin().partition("==")[2]},
    }


def _say(what: str) -> None:
    print(f"{what} …", flush=True)


def main() -> None:
    """Measure and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="measure little: to see that it works")
    parser.add_argument("--parts", help=f"some of {','.join(PARTS)}; by default all, without slow when quick")
    parser.add_argument("--visits", type=int, help="first visits of each rival")
    parser.add_argument("--sizes", help="people of each room: 10,30,100")
    parser.add_argument("--answer-for", type=float, help="seconds that the largest room answers")
    parser.add_argument("--only", default="", help="rivals whose names hold this")
    parser.add_argument("--json", type=Path, help="file to write the figures to")
    parser.add_argument("--show", type=Path, help="print the tables of such a file, and measure nothing")
    options = parser.parse_args()
    if options.show:
        print(as_markdown(json.loads(options.show.read_text("utf-8"))))
        return
    default = [part for part in PARTS if part != "slow"] if options.quick else PARTS
    figures = measure(options.parts.split(",") if options.parts else default, _amount(options), options.only)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1, ensure_ascii=False), "utf-8")
    print("\n" + as_markdown(figures))


def _amount(options: argparse.Namespace) -> Amount:
    amount = QUICK if options.quick else FULL
    if options.visits:
        amount = replace(amount, visits=options.visits, slow_visits=options.visits)
    if options.sizes:
        amount = replace(amount, sizes=tuple(int(size) for size in options.sizes.split(",")))
    if options.answer_for is not None:
        amount = replace(amount, answer_for_s=options.answer_for)
    return amount


if __name__ == "__main__":
    main()
