"""Tests for tisserand.services.own_traces: in memory only, by pieces, confirmed, forgotten."""

from base64 import b64encode

import pytest

from tisserand.domain.events import OwnTracesOpened
from tisserand.domain.exports.sheet import MOST_BYTES
from tisserand.errors import ExportError, RefusedError, StaleViewError
from tisserand.notebook.personas.inquiry_play import EXPORT
from tisserand.services.own_traces import PIECE, OwnTraces, note_opened

COLUMNS = {"author": 0, "at": 1, "thread": 2, "post": 3, "reply_to": 4}


@pytest.fixture
def traces():
    found = OwnTraces()
    found.open(EXPORT.encode())
    return found


def piece(text):
    return b64encode(text.encode()).decode()


def test_a_file_comes_in_pieces_in_any_order_and_twice(traces):
    fresh, half = OwnTraces(), len(EXPORT) // 2
    assert not fresh.add_piece("up", 1, 2, piece(EXPORT[half:]))
    assert not fresh.add_piece("up", 1, 2, piece(EXPORT[half:]))
    assert fresh.add_piece("up", 0, 2, piece(EXPORT[:half]))
    assert fresh.add_piece("up", 0, 2, piece(EXPORT[:half])), "sent again after the end"
    assert fresh.sheet == traces.sheet


def test_another_file_takes_the_place_of_the_first():
    fresh = OwnTraces()
    fresh.add_piece("one", 0, 2, piece("a,b\n"))
    assert fresh.add_piece("two", 0, 1, piece(EXPORT))
    assert fresh.columns == {**COLUMNS}


def test_a_file_too_large_is_refused_before_it_is_all_here():
    with pytest.raises(ExportError):
        OwnTraces().add_piece("up", 0, MOST_BYTES // PIECE + 3, piece("a"))
    with pytest.raises(ValueError, match="piece"):
        OwnTraces().add_piece("up", 0, 1, "A" * (PIECE * 2))


def test_columns_are_confirmed_and_the_rows_thrown_away(traces):
    assert traces.phase == "columns"
    assert traces.needs_zone
    with pytest.raises(RefusedError):
        traces.confirm(COLUMNS, "auto", "Europe/Paris")  # day or month first?
    traces.confirm(COLUMNS, "day_first", "Europe/Paris")
    assert traces.phase == "measures"
    assert traces.sheet is None
    assert len(traces.reading.posts) == 84
    assert "Membre" not in traces.reading.posts.to_csv()


@pytest.mark.parametrize(
    ("columns", "error"),
    [
        ({**COLUMNS, "author": None}, RefusedError),
        ({**COLUMNS, "thread": None, "reply_to": None}, RefusedError),
        ({**COLUMNS, "thread": 0}, RefusedError),
        ({**COLUMNS, "author": 99}, ValueError),
        ({**COLUMNS, "author": True}, ValueError),
        ({"author": 0}, ValueError),
        ("author", ValueError),
    ],
)
def test_columns_that_can_not_be_are_refused_and_the_file_stays(traces, columns, error):
    with pytest.raises(error):
        traces.confirm(columns, "day_first", "UTC")
    assert traces.phase == "columns"


def test_faults_wait_for_a_decision():
    traces = OwnTraces()
    traces.open((EXPORT + "Membre 1;hier;Fil 2;900;\n").encode())
    traces.confirm(COLUMNS, "day_first", "UTC")
    assert traces.phase == "faults"
    with pytest.raises(StaleViewError):
        traces.predict("ties", "isolated", 0.1)
    traces.go_on()
    assert traces.phase == "measures"


def test_bets_are_kept_in_memory_and_the_first_one_counts(traces):
    traces.confirm(COLUMNS, "day_first", "UTC")
    traces.predict("participation", "once", 0.2)
    traces.predict("participation", "once", 0.9)
    assert traces.expected == {"participation": 0.2}
    with pytest.raises(ValueError, match="measure"):
        traces.predict("participation", "median", 0.2)


def test_forgotten_means_forgotten(traces):
    traces.confirm(COLUMNS, "day_first", "UTC")
    traces.predict("participation", "once", 0.2)
    traces.forget()
    assert traces.phase == "empty"
    assert (traces.sheet, traces.reading, traces.expected) == (None, None, {})
    assert vars(traces)["_pieces"] == {}


def test_nothing_but_the_way_is_recorded(session):
    note_opened(session, "export", "uuid-0001")
    assert [record.event for record in session.records()] == [OwnTracesOpened("export")]
    with pytest.raises(ValueError, match="how"):
        note_opened(session, "by heart", "uuid-0002")
