"""How far somebody is in what a room works on: in a lesson, in an activity, in a question of a quiz."""

from collections.abc import Iterable
from dataclasses import dataclass

from tisserand.content.models.module import TrainingModule
from tisserand.domain.events import AnswerSubmitted, Record
from tisserand.domain.progress import ActivityStatus, ModuleProgress, Playable, module_progress


@dataclass(frozen=True)
class OwnProgress:
    """How far somebody is in a lesson.

    Attributes:
        lesson: activity by activity.
        answered: questions of quizzes that they answered, ``quiz/<id>/<question>``.
    """

    lesson: ModuleProgress
    answered: frozenset[str] = frozenset()

    def status(self, path: str) -> ActivityStatus:
        """Return how far they are in a part of the lesson.

        Args:
            path: as in a room's programme, without the lesson: ``<kind>/<id>``, with a question behind, or nothing for
                the whole lesson.
        """
        if not path:
            return self.lesson.status
        kind, exercise, *part = path.split("/")
        if kind == "quiz" and part:
            return "done" if path in self.answered else "not_begun"
        found = {
            one.status for one in self.lesson.activities if (one.activity.kind, one.activity.id) == (kind, exercise)
        }
        return found.pop() if len(found) == 1 else "begun" if found else "not_begun"


def own_progress(module: TrainingModule, exercises: Iterable[Playable], records: Iterable[Record]) -> OwnProgress:
    """Return how far the records of one learner lead in a lesson.

    Args:
        module: the lesson.
        exercises: those of it that could be loaded.
        records: in order.
    """
    known = tuple(records)
    answered = (
        f"{record.activity}/{record.event.question}" for record in known if isinstance(record.event, AnswerSubmitted)
    )
    return OwnProgress(module_progress(module, exercises, known), frozenset(answered))
