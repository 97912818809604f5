"""How long `tisserand check --run` takes, against plain papermill on the same notebooks, one after another.

    python tests/bench/bench_rehearsal.py [--personas careful novice] [--modules gerer-un-troll]

Both play every lesson in both languages, alone and with each persona, on an empty store. Ours has all the cores and
kernels forked from a warm process; papermill is the library as anybody would call it, one kernel after another.
"""

import argparse
import os
import platform
import tempfile
import time
from pathlib import Path

import papermill
from rich.console import Console

from tisserand.content.catalogue import published_modules
from tisserand.paths import content_root
from tisserand.rehearsal.run_all import PERSONAS, run_all

LANGS = ("fr", "en")


def plain(slugs: list[str], personas: list[str]) -> float:
    """Return the seconds that plain papermill takes."""
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TISSERAND_DATABASE_URL"] = "sqlite://"
        for slug in slugs:
            for lang in LANGS:
                for persona in personas:
                    papermill.execute_notebook(
                        content_root() / "notebooks" / slug / f"{lang}.ipynb",
                        Path(folder, "executed.ipynb"),
                        parameters={"lang": lang, "persona": persona},
                        kernel_name="python3",
                        progress_bar=False,
                    )
        del os.environ["TISSERAND_DATABASE_URL"]
    return time.monotonic() - started


def main() -> None:
    """Measure both and print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--modules", nargs="+", default=[module.slug for module in published_modules()])
    parser.add_argument("--personas", nargs="+", default=list(PERSONAS))
    options = parser.parse_args()
    report = run_all(options.modules, LANGS, options.personas, console=Console(quiet=True))
    failures = sum(bool(result.failures) for result in report.runs)
    print(f"{len(report.runs)} runs on {os.cpu_count()} cores, {platform.machine()}, {failures} failed")
    print(f"tisserand check --run   {report.seconds:7.1f} s", flush=True)
    seconds = plain(options.modules, options.personas)
    print(f"papermill, one by one   {seconds:7.1f} s    ours takes {report.seconds / seconds:.2f} of it")


if __name__ == "__main__":
    main()
