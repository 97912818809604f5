"""Which modules somebody could take next, from the gaps of their profile, each with its reasons."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tisserand.content.models.module import TrainingModule
from tisserand.domain.assessment import TRACE_FROM
from tisserand.domain.competency_profile import CompetencyStanding
from tisserand.domain.insights import LEAST_ANSWERS
from tisserand.domain.progress import ActivityStatus


class Gap(StrEnum):
    """What is missing in one competency, the most pressing first."""

    LOW_UNPRACTISED = "low_unpractised"
    """Rated 0 or 1, and nothing was practised."""

    MISSED = "missed"
    """Fewer than half of the last answers are right."""

    LOW = "low"
    """Rated 0 or 1, though something was practised."""

    WORD_ALONE = "word_alone"
    """Rated from 2 up, with neither practice nor a trace."""

    UNSEEN = "unseen"
    """Neither rated nor practised, and part of a role that was chosen."""


_WEIGHTS = {Gap.LOW_UNPRACTISED: 4, Gap.MISSED: 3, Gap.LOW: 2, Gap.WORD_ALONE: 2, Gap.UNSEEN: 1}
"""How much a gap counts when modules are put in order; an order of ours, which claims nothing."""


@dataclass(frozen=True)
class Reason:
    """Why a module: a competency that it deals with, and what is missing there."""

    standing: CompetencyStanding
    gap: Gap


@dataclass(frozen=True)
class Recommendation:
    """A module that somebody could take.

    Attributes:
        reasons: never empty; the most pressing first.
        is_finished: they have done all of it before: only answers missed at the end bring it back.
        first: titles of modules that it builds on and that are not finished.
    """

    module: TrainingModule
    reasons: tuple[Reason, ...]
    is_finished: bool = False
    first: tuple[TrainingModule, ...] = ()


def gap_of(standing: CompetencyStanding) -> Gap | None:
    """Return what is missing in one competency, or none."""
    rating, last = standing.rating, standing.answers("last")
    is_low = rating is not None and rating.level < TRACE_FROM
    if is_low and not standing.practised:
        return Gap.LOW_UNPRACTISED
    if last.count >= LEAST_ANSWERS and 2 * last.right < last.count:
        return Gap.MISSED
    if is_low:
        return Gap.LOW
    if rating is not None and not standing.practised and not standing.traces:
        return Gap.WORD_ALONE
    return Gap.UNSEEN if standing.is_of_role and standing.is_blank else None


def recommend(
    profile: Iterable[CompetencyStanding],
    modules: Sequence[TrainingModule],
    statuses: Mapping[str, ActivityStatus],
) -> tuple[Recommendation, ...]:
    """Return the modules that answer a gap, those for the chosen roles first, then by their reasons.

    A module that is under way is not recommended: it is to be gone on with. A finished one comes back only for answers
    missed at the end.

    Args:
        profile: from :func:`competency_profile`.
        modules: those that may be opened, in the order of the catalogue.
        statuses: how far each has come, by its id; one that is missing is not begun.
    """
    gaps = [Reason(one, gap) for one in profile if (gap := gap_of(one)) is not None]
    by_slug = {module.slug: module for module in modules}
    found = []
    for place, module in enumerate(modules):
        status = statuses.get(module.id, "not_begun")
        reasons = _reasons(module, gaps, is_finished=status == "done")
        if status == "begun" or not reasons:
            continue
        needed = (by_slug[slug] for slug in module.prerequisites if slug in by_slug)
        first = tuple(one for one in needed if statuses.get(one.id) != "done")
        one = Recommendation(module, reasons, status == "done", first)
        weight = sum(_WEIGHTS[reason.gap] for reason in reasons)
        found.append(((bool(first), not any(reason.standing.is_of_role for reason in reasons), -weight, place), one))
    return tuple(one for _, one in sorted(found, key=lambda pair: pair[0]))


def untaught(
    profile: Iterable[CompetencyStanding], modules: Iterable[TrainingModule]
) -> tuple[CompetencyStanding, ...]:
    """Return the competencies of the chosen roles that have a gap and that no module aims at or practises."""
    offered = tuple(modules)
    gaps = (one for one in profile if one.is_of_role and gap_of(one) is not None)
    return tuple(one for one in gaps if not any(_deals_with(module, one) for module in offered))


def _deals_with(module: TrainingModule, standing: CompetencyStanding) -> bool:
    """Return whether a module aims at a competency, or has an activity that practises it."""
    is_aim = any(objective.competency == standing.code for objective in module.objectives)
    return is_aim or any(practice.module.id == module.id for practice in standing.practices)


def _reasons(module: TrainingModule, gaps: Iterable[Reason], *, is_finished: bool) -> tuple[Reason, ...]:
    found = [reason for reason in gaps if _deals_with(module, reason.standing)]
    if is_finished:
        found = [reason for reason in found if reason.gap is Gap.MISSED]
    order = list(Gap)
    return tuple(sorted(found, key=lambda reason: (order.index(reason.gap), reason.standing.code)))
