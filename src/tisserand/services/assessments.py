"""Rating one's own competencies."""

from dataclasses import replace

from tisserand.content.models.self_assessment import SelfAssessment
from tisserand.domain.assessment import CONFIDENCES, MAX_LEVEL, AssessmentState, assessment_state
from tisserand.domain.events import CompetencyRated
from tisserand.errors import RefusedError
from tisserand.services.limits import checked_day, checked_link, checked_text
from tisserand.services.session import Session

MOMENTS = ("before", "after")


def assessment_activity(assessment: SelfAssessment, moment: str) -> str:
    """Return the key under which a self-assessment is recorded: one for each of its two moments."""
    return f"self_assessment/{assessment.id}/{moment}"


def current_ratings(session: Session, assessment: SelfAssessment, moment: str) -> AssessmentState:
    """Return how the person rated themself at a moment, folded from the log.

    Raises:
        StoreError: the log can't be read.
    """
    return assessment_state(assessment, session.records(assessment_activity(assessment, moment)), moment)


def rate_competency(
    session: Session, assessment: SelfAssessment, rating: CompetencyRated, uuid: str
) -> AssessmentState:
    """Keep a rating and return those of its moment. The last rating of a competency counts.

    Args:
        session: who, where and when.
        assessment: the form.
        rating: what was chosen; the link, the day and the sentence of its trace may be empty.
        uuid: made by the client.

    Raises:
        RefusedError: the form has no such competency, or the trace breaks a limit.
        StoreError: it could not be kept.
        TypeError, ValueError: the moment, the level or the confidence does not exist: the message was forged.
    """
    if rating.competency not in assessment.competencies:
        raise RefusedError("no_such_competency")
    if rating.moment not in MOMENTS or rating.confidence not in {None, *CONFIDENCES}:
        raise ValueError("moment or confidence")
    if type(rating.level) is not int or not 0 <= rating.level <= MAX_LEVEL:
        raise ValueError("level")
    kept = replace(
        rating,
        trace_link=checked_link(rating.trace_link),
        trace_date=checked_day(rating.trace_date),
        trace_sentence=checked_text(rating.trace_sentence),
    )
    session.record(assessment_activity(assessment, rating.moment), uuid, kept)
    return current_ratings(session, assessment, rating.moment)
