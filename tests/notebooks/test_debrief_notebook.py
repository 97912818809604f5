"""The notebook of a debrief runs from its first cell to its last, in a kernel, wherever pandas is."""

from pathlib import Path
from random import Random

import nbformat
import pytest
from held_workshop import workshop
from nbclient import NotebookClient

from tisserand.i18n import Lang
from tisserand.server.rooms.debrief import debrief_notebook

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(("lang", "people"), [(Lang.FR, 12), (Lang.EN, 4)])
def test_the_notebook_of_a_debrief_runs(lang: Lang, people: int, tmp_path: Path) -> None:
    """With what it says: shares and intervals, none for four people; moves; paths."""
    room, records = workshop(people, games=1)
    text = debrief_notebook(room, records, lang, Random(1))  # noqa: S311 - the same names each time
    notebook = nbformat.reads(text, as_version=4)
    NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}
    ).execute()
    shown = {
        cell.source: output["data"]["text/plain"]
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
    }
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert len(shown) == len(code)
    summary = next(text for source, text in shown.items() if "wilson" in source)
    word = {Lang.FR: "part", Lang.EN: "share"}[lang]
    assert (word in summary) is (people >= 5)
    assert not list(tmp_path.iterdir())
