"""A rehearsal sees what is wrong with a lesson: each fault, made on purpose, is told with its place."""

import asyncio
import os
from dataclasses import replace

import pytest

from tisserand.forkserver.configuration import ParentConfiguration
from tisserand.forkserver.owner import can_fork, owner_of
from tisserand.i18n import Lang
from tisserand.rehearsal.one_run import Run, play_run

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("rehearsal")]

SCENARIO = 'lesson.scenario("le-troll-avait-raison")'


@pytest.fixture(scope="module")
def parent_socket():
    """The process that the kernels of these runs are forked from."""
    if not can_fork():
        pytest.skip("kernels are forked on Linux")
    owner = owner_of(ParentConfiguration())
    yield asyncio.run(owner.start()).socket
    owner.stop()


@pytest.fixture(params=["forked", "ordinary"])
def way(request):
    """Both ways of having a kernel, as arguments of a run: its guarantees hold in each."""
    return {"parent_socket": request.getfixturevalue("parent_socket")} if request.param == "forked" else {}


def reasons(result):
    return [failure.reason for failure in result.failures]


@pytest.mark.parametrize("persona", ["", "careful", "novice", "contrary"])
def test_a_good_lesson_passes_alone_and_with_each_persona(write_lesson, parent_socket, persona):
    result = play_run(Run(write_lesson(SCENARIO), "essai", "fr", persona, parent_socket=parent_socket))
    assert reasons(result) == []
    assert (len(result.cells), result.widgets, result.exceptions) == (3, 1, 0)
    assert result.models >= 1
    (activity,) = result.activities
    assert activity.state == ("done" if persona else "not_begun")
    assert result.events == activity.events == activity.recorded
    assert bool(activity.refused) is (persona == "contrary")
    assert activity.sent >= activity.refused + activity.recorded


def test_an_ordinary_kernel_tells_the_same_as_a_forked_one(write_lesson, parent_socket):
    root = write_lesson(SCENARIO)
    ordinary, forked = (
        play_run(Run(root, "essai", "fr", "careful", parent_socket=socket)) for socket in (None, parent_socket)
    )
    assert replace(forked, seconds=0, cells=()) == replace(ordinary, seconds=0, cells=())
    assert [cell.first_line for cell in forked.cells] == [cell.first_line for cell in ordinary.cells]


def test_a_typo_stops_the_run_with_the_cell_its_source_and_the_nearest_name(write_lesson):
    result = play_run(Run(write_lesson('lesson.scenario("le-troll-avait-raizon")'), "essai", "fr"))
    (failure,) = result.failures
    assert (failure.reason, failure.values) == ("cell_error", {"cell": 3})
    assert 'lesson.scenario("le-troll-avait-raizon")' in failure.detail
    assert "le-troll-avait-raison" in failure.detail.splitlines()[-1]
    assert "3" in failure.sentence(Lang.FR)


FAULTS = {
    "print('attention', file=__import__('sys').stderr)": "cell_stderr",
    "import warnings; warnings.warn('attention')": "cell_stderr",
    "import socket\ntry: socket.create_connection(('192.0.2.1', 80))\nexcept OSError: pass": "network",
    "import os; os.makedirs(os.environ['TISSERAND_HOME'] + '/x')": "data_written",
    "display({'application/vnd.jupyter.widget-view+json': {'model_id': 'gone'}}, raw=True)": "model_missing",
    "w = lesson.shown[0].widget; w.on_msg(lambda *_: 1 / 0)\nw._handle_custom_msg({}, [])": "cell_error",
    "lesson.shown[0].widget._esm = 'import x from \"https://cdn.example.org/x.js\"'": "remote",
}


@pytest.mark.parametrize(("cell", "reason"), FAULTS.items())
def test_each_fault_is_found(write_lesson, way, cell, reason):
    result = play_run(Run(write_lesson(SCENARIO, cell), "essai", "fr", **way))
    assert reasons(result) == [reason]
    assert result.exceptions == (reason == "cell_error")


def test_an_activity_that_the_lesson_forgot_is_named(write_lesson):
    result = play_run(Run(write_lesson(), "essai", "fr"))
    assert [(failure.reason, failure.values) for failure in result.failures] == [
        ("not_shown", {"activity": "scenario/le-troll-avait-raison"})
    ]


def test_events_that_came_by_another_way_are_found(write_lesson):
    """The log must hold what the persona sent, no more."""
    cell = (
        "from tisserand.domain.events import ExerciseRestarted\n"
        "lesson.session.record('scenario/le-troll-avait-raison', 'x' * 12, ExerciseRestarted())"
    )
    result = play_run(Run(write_lesson(SCENARIO, cell), "essai", "fr", "careful"))
    assert set(reasons(result)) == {"events_lost"}


ENDLESS = "import time; time.sleep(600)"


def test_a_cell_that_never_ends_is_stopped_and_shown(write_lesson, way):
    result = play_run(Run(write_lesson(ENDLESS), "essai", "fr", cell_timeout=12, **way))
    assert reasons(result) == ["timeout"]
    assert ENDLESS in result.failures[0].detail


def test_a_run_that_never_ends_is_stopped(write_lesson):
    result = play_run(Run(write_lesson(ENDLESS), "essai", "fr", timeout=10, cell_timeout=600))
    assert reasons(result) == ["timeout"]
    assert result.seconds < 120


def test_a_kernel_that_dies_is_told(write_lesson, way):
    cell = "import os, sys; os.write(2, b'the last words'); sys.stderr.flush(); os._exit(1)"
    result = play_run(Run(write_lesson(cell), "essai", "fr", **way))
    assert reasons(result) == ["kernel_died"]
    assert "the last words" in result.failures[0].detail


def test_a_missing_notebook_is_told(write_lesson):
    assert reasons(play_run(Run(write_lesson(SCENARIO), "essai", "en"))) == ["no_notebook"]


def test_the_notebook_of_a_failed_run_is_kept_and_the_environment_given_back(write_lesson, tmp_path):
    before = dict(os.environ)
    play_run(Run(write_lesson("1 / 0"), "essai", "fr", keep=tmp_path / "report"))
    assert [path.name for path in (tmp_path / "report").iterdir()] == ["essai-fr.ipynb"]
    assert dict(os.environ) == before


def test_the_persons_own_data_cannot_be_reached(write_lesson, way, monkeypatch, tmp_path):
    """Even a lesson that records something by itself, run by somebody whose database is named in the environment."""
    own = tmp_path / "own.db"
    monkeypatch.setenv("TISSERAND_DATABASE_URL", f"sqlite:///{own}")
    monkeypatch.setenv("TISSERAND_LEARNER", "anna")
    cell = (
        "from tisserand.domain.events import ExerciseRestarted\n"
        "lesson.session.record('scenario/le-troll-avait-raison', 'x' * 12, ExerciseRestarted())\n"
        "assert lesson.session.learner == 'local'"
    )
    result = play_run(Run(write_lesson(SCENARIO, cell), "essai", "fr", **way))
    assert "data_written" in reasons(result)
    assert "cell_error" not in reasons(result)
    assert not own.exists()
