"""Tests for tisserand.domain.rooms.own_progress: how far somebody is in what a room works on."""

import pytest
from domain_builders import record, text
from quiz_builders import answer, quiz

from tisserand.content.models.module import TrainingModule
from tisserand.content.models.self_assessment import SelfAssessment
from tisserand.domain.events import CompetencyRated
from tisserand.domain.rooms.own_progress import own_progress

FORM = SelfAssessment.model_validate(
    {"id": "form", "kind": "self_assessment", "title": text("t"), "role": "animator", "competencies": ["A4"]}
)
MODULE = TrainingModule.model_validate(
    {
        "id": "module",
        "slug": "slug",
        "version": 1,
        "status": "published",
        "role": "animator",
        "title": text("t"),
        "summary": text("s"),
        "duration_min": 20,
        "objectives": [{"competency": "A4", "level": 2, "text": text("o")}],
        "activities": [
            {"kind": "self_assessment", "id": "form", "moment": "before", "minutes": 2},
            {"kind": "quiz", "id": "a-quiz", "minutes": 8},
            {"kind": "self_assessment", "id": "form", "moment": "after", "minutes": 2},
        ],
    }
)


def progress(*done):
    """What these records lead to: pairs of an activity and an event."""
    records = [record(event, number, activity) for number, (activity, event) in enumerate(done)]
    return own_progress(MODULE, [quiz("one", "two"), FORM], records)


@pytest.mark.parametrize("path", ["", "quiz/a-quiz", "quiz/a-quiz/one", "self_assessment/form", "scenario/elsewhere"])
def test_nothing_done_is_not_begun(path):
    """In the lesson, its activities, their questions; and in what the lesson does not have."""
    assert progress().status(path) == "not_begun"


def test_one_answer_does_its_question_and_begins_the_rest():
    found = progress(("quiz/a-quiz", answer("one", "no")))
    assert found.status("quiz/a-quiz/one") == "done"
    assert found.status("quiz/a-quiz/two") == "not_begun"
    assert (found.status("quiz/a-quiz"), found.status("")) == ("begun", "begun")


def test_a_self_assessment_is_done_once_both_moments_are():
    """A programme names it once."""
    before = ("self_assessment/form/before", CompetencyRated("A4", "before", 1))
    after = ("self_assessment/form/after", CompetencyRated("A4", "after", 2))
    assert progress(before).status("self_assessment/form") == "begun"
    assert progress(before, after).status("self_assessment/form") == "done"
