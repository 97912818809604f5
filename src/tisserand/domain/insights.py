"""Where what somebody says of themself and what they did tell different things, with the figures that show it.

The bounds below are conventions of this project, chosen to stay silent rather than to accuse on two answers; no study
sets them. What is named is a gap to look at, never a verdict: a quiz tells what one recognises on paper, a level what
one has done, and both are few.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from tisserand.domain.assessment import TRACE_FROM
from tisserand.domain.competency_profile import CompetencyStanding
from tisserand.domain.practice import Answers
from tisserand.domain.self_ratings import SelfRating

LEAST_ANSWERS = 3
"""Fewer answers than these say nothing of how well somebody rates themself."""

LEAST_CONTRADICTED = 2
"""So many sure answers must be wrong, or unsure ones right, before it is named."""


class InsightKind(StrEnum):
    """What is worth telling."""

    AHEAD = "ahead"
    """The level is from 2 up, and fewer than half of the answers are right."""

    BEHIND = "behind"
    """The level is 0 or 1, three quarters of the answers are right, and (at 1) something else was practised too."""

    SURE_AND_WRONG = "sure_and_wrong"
    """A third or more of the answers that they were sure of are wrong."""

    UNSURE_AND_RIGHT = "unsure_and_right"
    """Half or more of the answers that they were unsure of are right."""

    WORD_ALONE = "word_alone"
    """The level is from 2 up, with neither practice nor a trace."""

    NO_TRACE = "no_trace"
    """The level is from 2 up, with practice but without a trace."""


@dataclass(frozen=True)
class Insight:
    """Something worth telling, with the figures that it rests on.

    Attributes:
        figures: those that its sentence names: ``level``, ``right`` of ``total`` answers, ``n`` of ``total``.
        after: whether the answers are the last ones, since the rating came after the practice.
    """

    kind: InsightKind
    figures: Mapping[str, int] = field(default_factory=dict)
    after: bool = False


def insights(standing: CompetencyStanding) -> tuple[Insight, ...]:
    """Return what is worth telling of one competency; most often nothing.

    A rating made before the practice is set beside the first answers, which no explanation had yet helped; one made
    after it beside the last answers.
    """
    rating = standing.rating
    found = [*_of_rating(standing, rating)] if rating is not None else []
    return (*found, *_of_certainty(standing))


def _of_rating(standing: CompetencyStanding, rating: SelfRating) -> Iterator[Insight]:
    is_after = rating.moment == "after"
    answers = standing.answers("last" if is_after else "first")
    figures = {"level": rating.level, "right": answers.right, "total": answers.count}
    if answers.count >= LEAST_ANSWERS:
        if rating.level >= TRACE_FROM and 2 * answers.right < answers.count:
            yield Insight(InsightKind.AHEAD, figures, is_after)
        if rating.level < TRACE_FROM and 4 * answers.right >= 3 * answers.count and _has_done_more(standing, rating):
            yield Insight(InsightKind.BEHIND, figures, is_after)
    if rating.level >= TRACE_FROM and not standing.traces:
        kind = InsightKind.NO_TRACE if standing.practised else InsightKind.WORD_ALONE
        yield Insight(kind, {"level": rating.level})


def _has_done_more(standing: CompetencyStanding, rating: SelfRating) -> bool:
    """Return whether a low level says less than was shown: level 1 is to know, which is all that a quiz can show."""
    return rating.level == 0 or any(one.status == "done" for one in standing.practised if one.activity.kind != "quiz")


def _of_certainty(standing: CompetencyStanding) -> Iterator[Insight]:
    sure, unsure = standing.answers("sure"), standing.answers("unsure")
    if _is_many(sure.wrong, sure) and 3 * sure.wrong >= sure.count:
        yield Insight(InsightKind.SURE_AND_WRONG, {"n": sure.wrong, "total": sure.count})
    if _is_many(unsure.right, unsure) and 2 * unsure.right >= unsure.count:
        yield Insight(InsightKind.UNSURE_AND_RIGHT, {"n": unsure.right, "total": unsure.count})


def _is_many(contradicted: int, answers: Answers) -> bool:
    return contradicted >= LEAST_CONTRADICTED and answers.count >= LEAST_ANSWERS
