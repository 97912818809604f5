"""Rating one's own competencies."""

from dataclasses import replace

import pytest

from tisserand.content.models.self_assessment import SelfAssessment
from tisserand.domain.events import CompetencyRated
from tisserand.errors import RefusedError
from tisserand.services.assessments import current_ratings, rate_competency

RATING = CompetencyRated("A4", "before", 2, "medium", "https://exemple.fr/fil", "2026-02-28", "J’ai recadré un fil.")


@pytest.fixture
def assessment():
    title = {"fr": "t", "en": "t"}
    return SelfAssessment.model_validate(
        {"id": "mine", "kind": "self_assessment", "role": "animator", "title": title, "competencies": ["A4", "A5"]}
    )


def test_a_rating_is_kept_under_its_moment(session, assessment):
    state = rate_competency(session, assessment, RATING, "u1")
    assert [record.event for record in session.records("self_assessment/mine/before")] == [RATING]
    assert state == current_ratings(session, assessment, "before")
    assert state != current_ratings(session, assessment, "after")


def test_a_rating_may_come_without_a_trace(session, assessment):
    bare = CompetencyRated("A5", "after", 4)
    rate_competency(session, assessment, bare, "u1")
    assert [record.event for record in session.records("self_assessment/mine/after")] == [bare]


def test_the_last_rating_counts_and_the_others_stay_in_the_history(session, assessment):
    rate_competency(session, assessment, RATING, "u1")
    again = rate_competency(session, assessment, replace(RATING, level=3), "u2")
    alone = rate_competency(replace(session, learner="bob"), assessment, replace(RATING, level=3), "u3")
    assert again == alone
    assert len(session.records()) == 2


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"competency": "Z9"}, RefusedError),
        ({"trace_link": "javascript:alert(1)"}, RefusedError),
        ({"trace_date": "hier"}, RefusedError),
        ({"trace_sentence": "x" * 2001}, RefusedError),
        ({"trace_sentence": None}, TypeError),
        ({"moment": "during"}, ValueError),
        ({"level": 5}, ValueError),
        ({"level": -1}, ValueError),
        ({"level": True}, ValueError),
        ({"level": "2"}, ValueError),
        ({"confidence": "absolute"}, ValueError),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_kept(session, assessment, change, error):
    with pytest.raises(error):
        rate_competency(session, assessment, replace(RATING, **change), "u1")
    assert session.records() == []
