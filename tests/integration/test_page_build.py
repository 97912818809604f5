"""The committed files of the light page are those that its sources give."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow

WIDGETS = Path(__file__).resolve().parents[2] / "widgets"
PAGE = WIDGETS / "page"


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the sources with the pinned packages, in another place: names must not hang on where the build runs."""
    npm = shutil.which("npm")
    assert npm, "npm is missing: run `make test`, or install Debian's package `npm`"
    copy = tmp_path_factory.mktemp("build") / "widgets"
    shutil.copytree(WIDGETS, copy, ignore=shutil.ignore_patterns("node_modules", "built"))
    subprocess.run([npm, "ci", "--silent"], cwd=copy / "page", check=True, timeout=240)
    return copy / "page"


def build(workshop: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["node", "build.mjs"], cwd=workshop, capture_output=True, text=True, check=False)


def test_the_committed_files_are_what_the_sources_give(workshop: Path) -> None:
    """`make page` was run after the last change. Compressed copies hang on Node's version, and are left."""
    ran = build(workshop)
    assert ran.returncode == 0, ran.stderr
    made, kept = workshop / "built", PAGE / "built"
    assert {path.name for path in made.iterdir()} == {path.name for path in kept.iterdir()}, "run `make page`"
    for name in sorted(path.name for path in made.iterdir() if path.suffix in {".js", ".txt"}):
        assert (made / name).read_bytes() == (kept / name).read_bytes(), f"{name}: run `make page`"
    packages = [json.loads((folder / "manifest.json").read_text("utf-8"))["packages"] for folder in (made, kept)]
    assert packages[0] == packages[1]


def test_a_package_without_a_licence_text_stops_the_build(workshop: Path) -> None:
    """What we ship, we ship with its licence."""
    texts = workshop / "node_modules" / "d3-format"
    for path in texts.glob("LICEN*"):
        path.rename(path.with_name("gone"))
    ran = build(workshop)
    (texts / "gone").rename(texts / "LICENSE")
    assert ran.returncode != 0
    assert "d3-format" in ran.stderr
    assert "has no licence text" in ran.stderr


def test_a_file_over_its_budget_stops_the_build(workshop: Path) -> None:
    """A phone on a slow network pays for each kilobyte."""
    source = workshop / "build.mjs"
    text = source.read_text("utf-8")
    source.write_text(text.replace("page: 12_000", "page: 5_000"), "utf-8")
    ran = build(workshop)
    source.write_text(text, "utf-8")
    assert ran.returncode != 0
    assert "page weighs" in ran.stderr
