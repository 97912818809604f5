"""The benchmark runs: its figures are for docs/performance.md, and never asserted."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

BENCH = Path(__file__).with_name("bench_workshop.py")


@pytest.mark.slow
@pytest.mark.browser
def test_one_visit_of_ours_gives_a_row_with_every_figure(tmp_path: Path) -> None:
    """A newcomer's visit is answered in a real browser, and counted on the server and on the wire."""
    out = tmp_path / "figures.json"
    command = [sys.executable, str(BENCH), "--parts", "compare", "--only", "Tisserand, our widget", "--visits", "1"]
    done = subprocess.run([*command, "--json", str(out)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    [row] = json.loads(out.read_text("utf-8"))["compare"]
    assert 0 < row["html"] <= row["answered"]
    assert 0 < row["clickable"] < row["answered"]
    assert min(row["cpu_s"], row["kb"], row["requests"]) > 0
    assert "| Tisserand, our widget |" in done.stdout


@pytest.mark.slow
def test_a_small_room_joins_and_answers(tmp_path: Path) -> None:
    """Three people at once, without a browser, with lessons prepared ahead and without."""
    out = tmp_path / "figures.json"
    command = [sys.executable, str(BENCH), "--parts", "rooms", "--sizes", "3", "--answer-for", "2"]
    done = subprocess.run([*command, "--json", str(out)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    rooms = json.loads(out.read_text("utf-8"))["rooms"]
    assert [room["prepared"] for room in rooms] == [True, False]
    assert all(room["joined"]["problems"] == [] and room["joined"]["last_live"] > 0 for room in rooms)
    assert rooms[-1]["answered"]["answers"] >= 3
    assert rooms[-1]["answered"]["errors"] == 0
