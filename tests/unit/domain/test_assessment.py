import pytest
from domain_builders import record, records, text
from hypothesis import given
from hypothesis import strategies as st

from tisserand.content.models.self_assessment import SelfAssessment
from tisserand.domain.assessment import assessment_state, compare, trace_missing
from tisserand.domain.events import CompetencyRated, ExerciseRestarted, PlanStepRemoved

FORM = SelfAssessment.model_validate(
    {
        "id": "form",
        "kind": "self_assessment",
        "title": text("title"),
        "role": "animator",
        "competencies": ["A4", "A5", "A6"],
    }
)


def rated(code, level, moment="before", **rest):
    return CompetencyRated(code, moment, level, **rest)


def test_the_last_rating_of_a_moment_counts():
    events = records(rated("A4", 1), rated("A5", 0), rated("A4", 3), rated("A4", 4, "after"))
    state = assessment_state(FORM, events, "before")
    assert {code: rating.level for code, rating in state.ratings.items()} == {"A4": 3, "A5": 0}
    assert not state.is_done


def test_a_self_assessment_is_done_when_all_is_rated():
    """Level 0, not yet, is a rating like the others."""
    events = records(*(rated(code, 0) for code in ("A6", "A4", "A5")))
    state = assessment_state(FORM, events, "before")
    assert state.is_done
    assert list(state.ratings) == ["A4", "A5", "A6"]
    assert not assessment_state(FORM, events, "after").is_done


def test_ratings_that_the_form_does_not_know_are_passed_over():
    events = records(rated("Z9", 2), rated("A4", 5), rated("A5", -1), PlanStepRemoved("x"))
    assert assessment_state(FORM, events, "before").ratings == {}


def test_starting_one_moment_over_leaves_the_other():
    events = [
        record(rated("A4", 1), 1, "self_assessment/form/before"),
        record(rated("A4", 2, "after"), 2, "self_assessment/form/after"),
        record(ExerciseRestarted(), 3, "self_assessment/form/after"),
    ]
    assert assessment_state(FORM, events, "before").ratings["A4"].level == 1
    assert assessment_state(FORM, events, "after").ratings == {}


@pytest.mark.parametrize(
    ("rating", "is_missing"),
    [
        (rated("A4", 1), False),
        (rated("A4", 2), True),
        (rated("A4", 2, trace_date="2026-03-02"), True),
        (rated("A4", 3, trace_sentence="  "), True),
        (rated("A4", 3, trace_sentence="I hid a post and said why."), False),
        (rated("A4", 4, trace_link="https://example.org/thread"), False),
    ],
)
def test_a_trace_is_asked_for_from_level_2(rating, is_missing):
    assert trace_missing(rating) is is_missing
    state = assessment_state(FORM, records(rating), "before")
    assert state.without_trace == (("A4",) if is_missing else ())


def test_before_and_after_stand_side_by_side():
    events = records(rated("A4", 1), rated("A5", 3), rated("A4", 3, "after"), rated("A6", 2, "after"))
    rows = compare(*(assessment_state(FORM, events, moment) for moment in ("before", "after")))
    levels = [
        (row.competency, row.before and row.before.level, row.after and row.after.level, row.change) for row in rows
    ]
    assert levels == [("A4", 1, 3, 2), ("A5", 3, None, None), ("A6", None, 2, None)]


@given(
    st.lists(
        st.builds(
            rated,
            st.sampled_from(["A4", "A5", "A6", "Z1"]),
            st.integers(-1, 5),
            st.sampled_from(["before", "after", "?"]),
        ),
        max_size=10,
    )
)
def test_records_that_come_again_change_nothing(events):
    once = records(*events)
    assert assessment_state(FORM, once + once, "before") == assessment_state(FORM, once, "before")
