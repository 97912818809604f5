"""Where somebody stands in a module."""

from typing import Any

from tisserand.content.models.module import Activity as ModuleActivity
from tisserand.content.models.module import TrainingModule
from tisserand.domain.progress import COUNTED, ActivityProgress, ModuleProgress, module_progress
from tisserand.i18n import Lang, translate
from tisserand.services.progress import load_exercises
from tisserand.services.session import Session
from tisserand.widgets.activity import Activity


def activity_anchor(key: str) -> str:
    """Return the id of an activity's place in the page, from ``Activity.key``."""
    return f"activity-{key.replace('/', '-')}"


class ProgressWidget(Activity):
    """The activities of a module with their state in words; the lesson refreshes it when something is recorded."""

    name = "progress"

    def __init__(self, session: Session, module: TrainingModule, lang: Lang) -> None:
        self.module = module
        self._exercises = {(one.kind.value, one.id): one for one in load_exercises(module)}
        super().__init__(session, lang)

    def build_view(self) -> dict[str, Any]:
        """Return each activity with its state, and how much is left."""
        progress = module_progress(self.module, self._exercises.values(), self.session.records())
        done = sum(one.status == "done" for one in progress.activities)
        minutes = sum(one.activity.minutes for one in progress.activities if one.status != "done")
        return {
            "done": done,
            "total": len(progress.activities),
            "text": self._text(done, len(progress.activities)),
            "remaining_text": self._say("remaining", n=minutes) if minutes else None,
            "activities": [self._step(one, progress) for one in progress.activities],
            "warning": self.session.warning,
        }

    def _text(self, done: int, total: int) -> str:
        if done in {0, total}:
            return self._say("text_all" if done else "text_none", total=total)
        return self._say("text", n=done, total=total)

    def _step(self, one: ActivityProgress, progress: ModuleProgress) -> dict[str, Any]:
        activity = one.activity
        counted = one.status == "begun" and one.total and activity.kind in COUNTED
        return {
            "key": activity.key,
            "anchor": activity_anchor(activity.key),
            "kind": self._say(f"kind_{activity.kind}"),
            "title": self._title(activity),
            "state": one.status,
            "state_text": (
                self._say("state_begun_count", done=one.count, total=one.total)
                if counted
                else self._say(f"state_{one.status}")
            ),
            "minutes_text": self._say("minutes", n=activity.minutes),
            "is_next": activity is progress.next_activity,
        }

    def _title(self, activity: ModuleActivity) -> str:
        exercise = self._exercises.get((activity.kind, activity.id or ""))
        title = exercise.title.in_lang(self.lang) if exercise else self._say(f"kind_{activity.kind}")
        if activity.kind in {"action_plan", "own_dosage", "own_traces"}:
            return self._say(f"title_{activity.kind}")
        return self._say(f"title_{activity.moment}", title=title) if activity.moment else title

    def _say(self, key: str, **values: Any) -> str:
        return translate(self.lang, f"progress.{key}", **values)
