"""The debrief of a workshop: what it tells, whom it does not tell of, and what a spreadsheet or Python makes of it."""

import ast
import csv
import io
import re
from random import Random

import nbformat
import pandas as pd
import pytest
from held_workshop import PEOPLE, TEXTS, workshop
from hypothesis import given
from hypothesis import strategies as st

from tisserand.domain.rooms.debrief import drawn_names, participation
from tisserand.i18n import Lang
from tisserand.server.rooms.debrief import debrief_csv, debrief_file, debrief_notebook, debrief_page
from tisserand.server.rooms.debrief_notebook import in_quotes, plain
from tisserand.server.rooms.debrief_results import results_of
from tisserand.server.rooms.debrief_runs import decided_steps
from tisserand.server.rooms.debrief_sheet import neutral
from tisserand.widgets.plain_text import plain_text

ROOM, RECORDS = workshop()
SMALL, FEW_RECORDS = workshop(4, 2)


def luck(seed):
    return Random(seed)  # noqa: S311 - the same names each time


def page(lang=Lang.FR, room=ROOM, records=RECORDS):
    return debrief_page(room, records, lang, "/", path="rooms/abc/debrief")


def sheet(lang, room=ROOM, records=RECORDS):
    text = debrief_csv(room, records, lang).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";" if lang is Lang.FR else ","))


def notebook(lang=Lang.EN, room=ROOM, records=RECORDS, seed=1):
    return nbformat.reads(debrief_notebook(room, records, lang, luck(seed)), as_version=4)


def data_of(made):
    source = next(cell.source for cell in made.cells if "DATA =" in cell.source)
    tree = ast.parse(source)
    value = next(node.value for node in tree.body if isinstance(node, ast.Assign) and node.targets[0].id == "DATA")
    return pd.read_csv(io.StringIO(ast.literal_eval(value)), dtype=str, keep_default_na=False)


def test_participation_counts_each_person_once():
    """Whoever left is among those who joined."""
    taken = participation(ROOM, [*RECORDS, *RECORDS])
    assert (taken.joined, taken.left, taken.active, taken.practised, taken.voted) == (12, 1, 12, 12, 12)
    assert [(asked.people, bool(asked.prompt)) for asked in taken.asked] == [(12, False), (5, True)]


def test_results_are_what_was_asked_then_what_was_practised():
    """Each once; a question that was asked is not told again from lessons."""
    results = results_of(ROOM, RECORDS, Lang.FR)
    assert [(result.origin, result.item.split("/")[1] if "/" in result.item else "wall") for result in results] == [
        ("asked", "quiz"),
        ("asked", "wall"),
        ("practised", "quiz"),
        ("practised", "self_assessment"),
        ("practised", "scenario"),
        ("practised", "balance"),
    ]


def test_a_picture_that_would_tell_a_latecomers_answer_gives_way_to_the_one_that_was_shown():
    """Twelve answered; the room saw eleven."""
    first = results_of(ROOM, RECORDS, Lang.FR)[0]
    assert first.as_shown
    assert first.tallies[0].n == 11
    assert first.tallies[0].judged.may_show
    assert "Telle que la salle l’a vue" in page()


def test_the_first_answers_are_told_and_not_those_after_feedback():
    """Everybody chose the first option in the end."""
    practised = results_of(ROOM, RECORDS, Lang.FR)[2].tallies[0]
    assert practised.n == 12
    assert practised.bars[0].count < 12


@pytest.mark.parametrize("lang", list(Lang))
def test_the_page_names_nobody_and_runs_nothing(lang):
    """Neither ids, nor pseudonyms, nor markup that was typed."""
    html = page(lang)
    assert "&lt;script&gt;alert(1)" in html
    assert "<script" not in html
    for person in PEOPLE:
        assert person not in html
    assert "private words" not in html
    assert TEXTS[2] not in html  # it was not moderated


def test_the_page_of_a_small_room_shows_no_figure():
    """Neither in pictures nor in tables; how many answered, yes."""
    html = page(Lang.EN, SMALL, FEW_RECORDS)
    assert "4 people answered." in html
    assert not re.search(r"\d+\s?%", re.sub(r"<style.*?</style>", "", html))
    told = [row for row in sheet(Lang.EN, SMALL, FEW_RECORDS)[6:] if row[2] != "4 texts"]
    assert "4" in {row[4] for row in told}
    assert {tuple(row[5:9]) for row in told} == {("", "", "", "")}


def test_decisions_are_told_by_run_and_group():
    """With how many voted, and the reasons that a group wrote, as text; how few voted is not broken down."""
    steps = decided_steps(ROOM, Lang.EN)
    assert [(step.run, step.group, step.step) for step in steps] == [(1, 0, 1), (2, 1, 1)]
    assert steps[0].how == "12 people answered."
    assert steps[0].decided.startswith("A. ")
    assert steps[1].decided.startswith("B. ")
    html = page(Lang.FR)
    assert "Toute la salle" in html
    assert "Groupe 1" in html
    assert "Parce que =HYPERLINK" in html
    assert "<script" not in html
    rows = [row for row in sheet(Lang.FR) if row[0] == "Ce qui a été décidé ensemble"]
    assert len(rows) == 2


@pytest.mark.parametrize("lang", list(Lang))
def test_a_spreadsheet_reads_the_sheet_and_computes_nothing(lang):
    """With its mark, in columns of one length, formulas made harmless."""
    assert debrief_csv(ROOM, RECORDS, lang).startswith(b"\xef\xbb\xbf")
    rows = sheet(lang)
    assert {len(row) for row in rows} == {10}
    cells = [cell for row in rows for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
    assert "'=1+1" in cells
    assert "'@toi, <b>oui</b> | non" in cells


@given(st.text())
def test_no_cell_begins_like_a_formula(text):
    """Whatever was typed; and nothing is lost."""
    made = neutral(text)
    assert not made.lstrip().startswith(("=", "+", "-", "@"))
    assert made.removeprefix("'") == text or made == text


def test_files_are_named_by_the_day():
    """In ASCII."""
    assert debrief_file(ROOM, Lang.FR, ".csv") == "bilan-atelier-2026-03-02.csv"


def test_the_notebook_holds_answers_under_names_drawn_anew():
    """Two notebooks do not have the same ones; neither has an id or a pseudonym."""
    one, other = notebook(seed=1), notebook(seed=2)
    first, second = data_of(one), data_of(other)
    assert sorted(first["person"].unique())[1:] == [f"P{number:02d}" for number in range(1, 13)]
    assert not first.equals(second)
    for text in (nbformat.writes(one), nbformat.writes(other)):
        assert not [person for person in PEOPLE if person in text]
        assert "Nom id" not in text
        assert "private words" not in text
    texts = first[first["kind"] == "text"]
    assert set(texts["person"]) == {""}
    assert TEXTS[2] not in set(texts["answer"])
    assert {TEXTS[1], TEXTS[3]} <= set(texts["answer"])


def test_names_are_drawn_whatever_the_order_of_arrival():
    """A name says nothing of when somebody came."""
    assert drawn_names(PEOPLE, luck(5)) == drawn_names(reversed(PEOPLE), luck(5))
    assert drawn_names(PEOPLE, luck(5)) != drawn_names(PEOPLE, luck(6))


@pytest.mark.parametrize("lang", list(Lang))
def test_the_notebook_says_what_it_is_and_how_to_erase_it(lang):
    """Before any answer; for JupyterLab, without outputs."""
    made = notebook(lang)
    assert {"fr": "Pour l’effacer", "en": "To erase it"}[lang.value] in made.cells[1].source
    assert made.metadata.kernelspec.name == "python3"
    assert not [cell for cell in made.cells if cell.get("outputs")]
    assert all(
        len(line) <= 120 or "," in line
        for cell in made.cells
        for line in cell.source.splitlines()
        if cell.cell_type == "code"
    )


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_data_come_back_from_the_source_of_a_cell(text):
    """Quotes, backslashes, other line ends and what does not print."""
    assert ast.literal_eval(f'"""\\\n{in_quotes(text)}"""') == text


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"])))
def test_a_text_in_a_markdown_cell_shows_as_it_is(text):
    """Nothing of it is markup: what Markdown shows of it is its words."""
    assert plain_text(plain(text)) == " ".join(text.split())
