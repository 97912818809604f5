"""The competency profile: what somebody says of themself, what they practised, the traces they gave.

The three lie side by side and are never made into one figure: they do not measure the same thing (docs/decisions/0016).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from tisserand.content.models.base import Code, Role
from tisserand.content.models.framework import Competency, CompetencyFramework
from tisserand.content.models.module import TrainingModule
from tisserand.domain.events import Record
from tisserand.domain.practice import Answers, Practice, practices
from tisserand.domain.progress import Playable
from tisserand.domain.self_ratings import RatingPair, SelfRating, Trace, self_ratings, traces_of


@dataclass(frozen=True)
class ModuleContent:
    """A module with those of its exercises that could be loaded."""

    module: TrainingModule
    exercises: tuple[Playable, ...] = ()


@dataclass(frozen=True)
class CompetencyStanding:
    """One competency of somebody's profile.

    Attributes:
        is_of_role: whether it belongs to a role that they chose.
        ratings: how they rated themself, by self-assessment; the pair rated last comes last.
        practices: every activity of the modules that practises it, begun or not, in the order of the catalogue.
    """

    competency: Competency
    is_of_role: bool = False
    ratings: tuple[RatingPair, ...] = ()
    practices: tuple[Practice, ...] = ()

    @property
    def code(self) -> Code:
        """The code of the competency."""
        return self.competency.code

    @property
    def rating(self) -> SelfRating | None:
        """The rating that counts now."""
        return self.ratings[-1].current if self.ratings else None

    @property
    def traces(self) -> tuple[Trace, ...]:
        """What they gave to show what they did."""
        return traces_of(self.ratings)

    @property
    def practised(self) -> tuple[Practice, ...]:
        """The activities in which they did something."""
        return tuple(practice for practice in self.practices if practice.is_begun)

    @property
    def is_blank(self) -> bool:
        """Whether there is neither a rating nor practice."""
        return not self.ratings and not self.practised

    def answers(self, which: str) -> Answers:
        """Return the ``first``, ``last``, ``sure`` or ``unsure`` answers to the questions of all quizzes, together."""
        of_quizzes = (getattr(one, which) for one in self.practices if one.activity.kind == "quiz")
        return sum(of_quizzes, Answers())


def competency_profile(
    framework: CompetencyFramework,
    contents: Sequence[ModuleContent],
    records: Iterable[Record],
    roles: Collection[Role],
) -> tuple[CompetencyStanding, ...]:
    """Return where somebody stands in every competency of the framework, those of their roles first.

    Args:
        framework: gives the competencies and their order.
        contents: the modules that count, in the order of the catalogue.
        records: one learner's, of all modules; in each activity in the order in which they were kept.
        roles: those they chose; there may be none.
    """
    kept = list(records)
    by_code: dict[Code, list[Practice]] = defaultdict(list)
    for content in contents:
        for code, practice in practices(content.module, content.exercises, kept):
            by_code[code].append(practice)
    ratings = self_ratings(kept, {one.code for one in framework.competencies})
    standings = (
        CompetencyStanding(one, one.role in roles, ratings.get(one.code, ()), tuple(by_code[one.code]))
        for one in framework.competencies
    )
    return tuple(sorted(standings, key=lambda standing: not standing.is_of_role))
