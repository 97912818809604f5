"""Where somebody says they stand on the competencies of a self-assessment, and how that changed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tisserand.content.models.self_assessment import SelfAssessment
from tisserand.domain.distinct import distinct
from tisserand.domain.events import CompetencyRated, ExerciseRestarted, Record

MAX_LEVEL = 4
"""Levels go from 0, not yet, to 4, transmits."""

TRACE_FROM = 2
"""The level from which a trace of what was done is asked for."""

CONFIDENCES = ("low", "medium", "high")
"""How sure somebody may be of a rating."""


@dataclass(frozen=True)
class AssessmentState:
    """The ratings of one moment.

    Attributes:
        competencies: codes of those to rate, in the order of the file.
        moment: ``before`` or ``after``.
        ratings: the last one of each competency rated, by code.
    """

    competencies: tuple[str, ...]
    moment: str
    ratings: Mapping[str, CompetencyRated]

    @property
    def is_done(self) -> bool:
        """Whether every competency is rated."""
        return len(self.ratings) == len(self.competencies)

    @property
    def without_trace(self) -> tuple[str, ...]:
        """The competencies whose rating still lacks a trace."""
        return tuple(code for code, rating in self.ratings.items() if trace_missing(rating))


@dataclass(frozen=True)
class Comparison:
    """One competency before and after, each rated or not."""

    competency: str
    before: CompetencyRated | None
    after: CompetencyRated | None

    @property
    def change(self) -> int | None:
        """By how many levels the rating moved; ``None`` unless there are both."""
        return self.after.level - self.before.level if self.before is not None and self.after is not None else None


def trace_missing(rating: CompetencyRated) -> bool:
    """Return whether a rating of level 2 or more has neither a link nor a sentence; a date alone is no trace."""
    return rating.level >= TRACE_FROM and not (rating.trace_link.strip() or rating.trace_sentence.strip())


def assessment_state(assessment: SelfAssessment, records: Iterable[Record], moment: str) -> AssessmentState:
    """Return the ratings of one moment; the last rating of a competency counts.

    Ratings of competencies that the self-assessment no longer has, or on another scale, are passed over. Records of
    other moments may be among them.
    """
    ratings: dict[str, CompetencyRated] = {}
    for record in distinct(records):
        event = record.event
        if isinstance(event, ExerciseRestarted) and record.activity.endswith(f"/{moment}"):
            ratings.clear()
        elif isinstance(event, CompetencyRated) and event.moment == moment and _is_known(assessment, event):
            ratings[event.competency] = event
    in_order = {code: ratings[code] for code in assessment.competencies if code in ratings}
    return AssessmentState(assessment.competencies, moment, in_order)


def _is_known(assessment: SelfAssessment, event: CompetencyRated) -> bool:
    return event.competency in assessment.competencies and event.level in range(MAX_LEVEL + 1)


def compare(before: AssessmentState, after: AssessmentState) -> tuple[Comparison, ...]:
    """Return the competencies of both moments side by side, in the order of the file."""
    codes = dict.fromkeys((*before.competencies, *after.competencies))
    return tuple(Comparison(code, before.ratings.get(code), after.ratings.get(code)) for code in codes)
