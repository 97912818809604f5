"""A lesson played ahead: what each cell showed, and what the server tells its kernel."""

import nbformat
import pytest

from tisserand.notebook import workshop
from tisserand.server.lesson_runs import _CELL, ADMIT, PLAY, spread


def output(**fields):
    return nbformat.from_dict(fields)


def mark(index):
    return output(output_type="display_data", data={_CELL: str(index)}, metadata={})


def shown(text):
    return output(output_type="display_data", data={"text/plain": text}, metadata={})


def cells(count):
    return [nbformat.v4.new_code_cell() for _ in range(count)]


def test_each_cell_gets_what_it_showed():
    played = cells(3)
    spread([mark(0), shown("a"), shown("b"), mark(1), mark(2), shown("c")], played)
    assert [[one.data["text/plain"] for one in cell.outputs] for cell in played] == [["a", "b"], [], ["c"]]


def test_what_went_wrong_is_shown_to_nobody():
    """Neither the error nor what a library wrote to standard error; what stood before it stays."""
    played = cells(2)
    error = output(output_type="error", ename="ValueError", evalue="secret", traceback=["secret"])
    noise = output(output_type="stream", name="stderr", text="secret")
    spread([mark(0), shown("a"), noise, error], played)
    assert "secret" not in str(played)
    assert [len(cell.outputs) for cell in played] == [1, 0]


def test_the_server_and_the_kernel_agree_on_the_mark():
    assert workshop.CELL == _CELL


@pytest.mark.parametrize(("line", "name"), [(PLAY, "play"), (ADMIT, "admit")])
def test_what_the_server_has_a_kernel_run_exists(monkeypatch, line, name):
    """The lines name their functions as text: the server's layer may not import the kernel's."""
    calls = []
    monkeypatch.setattr(workshop, name, calls.append)
    names = {}
    exec(line.format(["x = 'é\\n'"]), names)  # noqa: S102 - our own line
    assert calls == [["x = 'é\\n'"]]
    assert set(names) == {"__builtins__"}
