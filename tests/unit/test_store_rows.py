"""A record as a kernel and the server tell it to each other."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tisserand.domain.events import AnswerSubmitted, Record
from tisserand.store.rows import message_of, record_of, row_of, row_of_message

texts = st.text(st.characters(exclude_categories=["Cs"]))
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False, allow_infinity=False) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=8,
)
records = st.builds(
    Record,
    uuid=texts,
    learner=texts,
    at=st.datetimes(timezones=st.just(UTC)),
    module_id=texts,
    module_version=st.integers(0, 1000),
    activity=texts,
    lang=st.sampled_from(["fr", "en"]),
    event=st.builds(
        AnswerSubmitted,
        question=texts,
        answer=values,
        certainty=st.none() | texts,
        points=st.floats(0, 10),
        max_points=st.floats(0, 10),
    ),
    room=st.none() | texts,
)


@given(records)
def test_a_record_comes_back_from_its_message(record):
    """Through JSON, as it travels."""
    message = json.loads(json.dumps(message_of(row_of(record))))
    assert record_of(row_of_message(message)) == record


def test_a_kind_of_a_newer_version_is_no_record():
    """It is kept where it is, and left out here."""
    event = AnswerSubmitted("q", "a", None, 1.0, 1.0)
    row = row_of(Record("u", "ada", datetime(2026, 3, 1, tzinfo=UTC), "m", 1, "quiz/q", "fr", event))
    assert record_of({**row, "kind": "from_the_future"}) is None


@pytest.mark.parametrize("message", [{}, {"at": None}, {"at": "yesterday"}, {"at": 3}])
def test_a_message_without_a_moment_tells_no_row(message):
    """The server answers 400."""
    with pytest.raises((KeyError, TypeError, ValueError)):
        row_of_message(message)
