"""The path of one person over all the modules: their roles, their profile, what is under way, what could come next."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tisserand.content.loading import load_framework
from tisserand.content.models.base import Role
from tisserand.content.models.module import TrainingModule
from tisserand.domain.chosen_roles import chosen_roles
from tisserand.domain.competency_profile import CompetencyStanding, ModuleContent, competency_profile
from tisserand.domain.progress import ActivityStatus, ModuleProgress, module_progress
from tisserand.domain.recommendations import Recommendation, recommend, untaught
from tisserand.errors import TisserandError
from tisserand.services.chosen_roles import PATH, ROLES
from tisserand.services.progress import load_exercises
from tisserand.store.event_log import EventLog

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class LearningPath:
    """Where a person stands and what they could do next.

    Attributes:
        roles: those they chose.
        contents: the modules that may be opened, with their exercises, in the order of the catalogue.
        progress: how far they have come in each module, by its id.
        profile: every competency, those of the chosen roles first.
        recommendations: the modules that answer a gap, best first, each with its reasons.
        untaught: competencies of the chosen roles with a gap and no module.
        is_blank: whether nothing was ever recorded of them in these modules.
    """

    roles: tuple[Role, ...]
    contents: tuple[ModuleContent, ...]
    progress: Mapping[str, ModuleProgress]
    profile: tuple[CompetencyStanding, ...]
    recommendations: tuple[Recommendation, ...]
    untaught: tuple[CompetencyStanding, ...]
    is_blank: bool

    def modules(self, status: ActivityStatus) -> tuple[TrainingModule, ...]:
        """Return the modules that are not begun, under way (``begun``) or done."""
        return tuple(one.module for one in self.contents if self.progress[one.module.id].status == status)

    @property
    def shown(self) -> tuple[CompetencyStanding, ...]:
        """The competencies worth showing: those of the chosen roles, and others where there is something."""
        return tuple(one for one in self.profile if one.is_of_role or not one.is_blank)


def learning_path(event_log: EventLog, learner: str | None, modules: Sequence[TrainingModule]) -> LearningPath:
    """Return the path of a person, folded from all that is kept of them.

    Files of exercises are read once: away from an event loop, please. A framework that can't be read is logged and
    leaves the profile empty: that is its author's business.

    Args:
        event_log: where it is kept.
        learner: opaque id; none for somebody of whom nothing is kept.
        modules: those that may be opened, in the order of the catalogue.

    Raises:
        StoreError: the log can't be read.
    """
    records = event_log.records(learner) if learner else []
    contents = tuple(ModuleContent(module, load_exercises(module)) for module in modules)
    progress = {one.module.id: module_progress(one.module, one.exercises, records) for one in contents}
    roles = chosen_roles(one for one in records if (one.module_id, one.activity) == (PATH.id, ROLES))
    try:
        profile = competency_profile(load_framework(), contents, records, roles)
    except TisserandError:
        log.warning("the competency framework can't be loaded", exc_info=True)
        profile = ()
    return LearningPath(
        roles,
        contents,
        progress,
        profile,
        recommend(profile, modules, {module_id: one.status for module_id, one in progress.items()}),
        untaught(profile, modules),
        not any(one.module_id in progress for one in records),
    )
