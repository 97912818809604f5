"""Where a room says it stands on a competency, before and after: how many on each level, and how many moved."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tisserand.content.models.base import LocalizedText
from tisserand.content.models.framework import Competency, CompetencyFramework
from tisserand.content.models.self_assessment import SelfAssessment
from tisserand.domain.analytics.intervals import KeyFigure, share_of
from tisserand.domain.assessment import MAX_LEVEL, assessment_state
from tisserand.domain.events import Record
from tisserand.domain.rooms.small_groups import Judgement, Picture, judge_next

MOVES = ("up", "same", "down")


@dataclass(frozen=True)
class LevelCount:
    """How many said so at one moment. ``level`` is 0 for "not yet"."""

    level: int
    count: int
    share: KeyFigure


@dataclass(frozen=True)
class Moment:
    """One moment of a self-assessment.

    Attributes:
        judged: whether its figures may be shown.
        levels: from 0 up; empty while figures are withheld.
    """

    judged: Judgement
    levels: tuple[LevelCount, ...] = ()


@dataclass(frozen=True)
class LevelsTally:
    """A competency before and after.

    Attributes:
        level_names: of the levels from 1 up.
        moves: of those who answered both times, how many went ``up``, stayed the ``same`` or went ``down``; empty while
            withheld. No mean of changes: with the two distributions it would tell about those who answered once.
    """

    competency: Competency
    level_names: tuple[LocalizedText, ...]
    before: Moment
    after: Moment
    moved: Judgement
    moves: Mapping[str, int]


def tally_levels(  # noqa: PLR0913 - two moments, and what was shown of them
    framework: CompetencyFramework,
    code: str,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    revealed: Iterable[tuple[Mapping[str, Any], Mapping[str, Any]]] = (),
    *,
    has_erased: bool = False,
) -> LevelsTally:
    """Return where a room stands on a competency.

    Args:
        framework: the competencies and the names of their levels.
        code: of the competency.
        before: by person, the level before the practice, 0 to 4; anything else is passed over.
        after: the same after it.
        revealed: the levels before and after (perhaps none) of each picture of this competency that was revealed
            before, oldest first.
        has_erased: whether people who were counted in them have erased their data since.

    Raises:
        LookupError: the framework has no such competency.
    """
    found = next((each for each in framework.competencies if each.code == code), None)
    if found is None:
        raise LookupError(code)
    firsts, seconds = zip(*((_levels(one), _levels(other)) for one, other in (*revealed, (before, after))), strict=True)
    boths = [_both(one, other) for one, other in zip(firsts, seconds, strict=True)]
    moved = _judged_last(boths, has_erased=has_erased)
    return LevelsTally(
        competency=found,
        level_names=framework.level_names,
        before=_moment(firsts, has_erased=has_erased),
        after=_moment(seconds, has_erased=has_erased),
        moved=moved,
        moves=_moves(boths[-1]) if moved.may_show else {},
    )


def levels_of_records(
    assessment: SelfAssessment, records: Mapping[str, Iterable[Record]], moment: str
) -> dict[str, dict[str, int]]:
    """Return, for each competency of a self-assessment, the level that each person gave themselves at a moment.

    Args:
        assessment: the form.
        records: of each person, in order.
        moment: ``before`` or ``after``.
    """
    found: dict[str, dict[str, int]] = {code: {} for code in assessment.competencies}
    for person, theirs in records.items():
        for code, rating in assessment_state(assessment, theirs, moment).ratings.items():
            found[code][person] = rating.level
    return found


def _levels(answers: Mapping[str, Any]) -> dict[str, int]:
    return {person: level for person, level in answers.items() if type(level) is int and level in range(MAX_LEVEL + 1)}


def _both(before: Mapping[str, int], after: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    return {person: (level, after[person]) for person, level in before.items() if person in after}


def _judged_last(pictures: Sequence[Picture], *, has_erased: bool) -> Judgement:
    return judge_next(pictures[:-1], pictures[-1], has_erased=has_erased)


def _moment(pictures: Sequence[Mapping[str, int]], *, has_erased: bool) -> Moment:
    judged = _judged_last(pictures, has_erased=has_erased)
    if not judged.may_show:
        return Moment(judged)
    found = Counter(pictures[-1].values())
    rows = (LevelCount(level, found[level], share_of(found[level], judged.n)) for level in range(MAX_LEVEL + 1))
    return Moment(judged, tuple(rows))


def _moves(both: Mapping[str, tuple[int, int]]) -> dict[str, int]:
    found = Counter("up" if to > at else "down" if to < at else "same" for at, to in both.values())
    return {move: found[move] for move in MOVES}
