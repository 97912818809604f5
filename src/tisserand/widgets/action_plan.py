"""The action plan: what the person means to do, and when."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from tisserand.content.models.module import TrainingModule
from tisserand.domain.plan import PlanStep, is_late, next_step
from tisserand.errors import StaleViewError
from tisserand.i18n import Lang, translate
from tisserand.services.plan_calendar import plan_as_ics
from tisserand.services.plans import (
    PLAN_ACTIVITY,
    current_plan,
    mark_plan_step,
    remove_plan_step,
    restore_plan_step,
    write_plan_step,
)
from tisserand.services.session import Session
from tisserand.widgets.activity import Activity, Intention

_DAYS_OF_A_WEEK = 7


def next_monday(today: date) -> date:
    """Return the first Monday after ``today``: soon, and with a week ahead of it."""
    return today + timedelta(days=_DAYS_OF_A_WEEK - today.weekday())


class ActionPlanWidget(Activity):
    """The plan of one person for one module.

    The step removed last can be brought back with ``restore``, until another one is removed or the page is reloaded.
    """

    name = "action_plan"

    def __init__(self, session: Session, module: TrainingModule, lang: Lang) -> None:
        self.module = module
        self._removed: PlanStep | None = None
        super().__init__(session, lang)

    def build_view(self) -> dict[str, Any]:
        """Return the steps, the suggestions that nobody took yet, and what can be done with them."""
        steps, today = current_plan(self.session), self.session.clock().date()
        following = next_step(steps, today)
        if self._removed and any(step.id == self._removed.id for step in steps):
            self._removed = None
        ahead = [step for step in steps if not step.done]
        suggestions = [one.in_lang(self.lang) for one in self.module.plan_suggestions]
        taken = {step.text for step in steps}
        return {
            "anchor": "activity-action_plan",
            "steps": [self._step(step, today, is_next=step is following and len(ahead) > 1) for step in steps],
            "count_text": self._count_text(steps),
            "needs_date": bool(ahead) and all(step.date is None for step in ahead),
            "default_date": next_monday(today).isoformat(),
            "removed": {"step_id": self._removed.id, "text": self._removed.text} if self._removed else None,
            "suggestions": [text for text in suggestions if text not in taken],
            "can_download": any(step.date for step in ahead),
            "warning": self.session.warning,
        }

    def intentions(self) -> Mapping[str, Callable[[Intention, str], None]]:
        """Take a step written, done or removed, the last removal undone, and the wish for a calendar file."""
        return {
            "write": self._write,
            "done": self._done,
            "remove": self._remove,
            "restore": self._restore,
            "download_ics": self._download,
        }

    def _write(self, intention: Intention, uuid: str) -> None:
        write_plan_step(self.session, intention["step_id"], intention["text"], intention.get("date", ""), uuid)
        self.announce(self._say("announce_written"))

    def _done(self, intention: Intention, uuid: str) -> None:
        done, note = intention["done"], intention.get("note", "")
        mark_plan_step(self.session, intention["step_id"], uuid, done=done, note=note)
        self.announce(self._say("announce_written"))

    def _remove(self, intention: Intention, uuid: str) -> None:
        step = next((one for one in current_plan(self.session) if one.id == intention["step_id"]), None)
        remove_plan_step(self.session, intention["step_id"], uuid)
        self._removed = step or self._removed
        self.announce(self._say("announce_removed"))

    def _restore(self, intention: Intention, uuid: str) -> None:
        if self.session.has(PLAN_ACTIVITY, uuid):  # sent again: it is there already
            return
        if self._removed is None or self._removed.id != intention["step_id"]:
            raise StaleViewError("step_gone")
        restore_plan_step(self.session, self._removed.id, uuid)
        self.announce(self._say("announce_restored"))

    def _download(self, _intention: Intention, _uuid: str) -> None:
        text = plan_as_ics(self.session, self.lang, self.module.title.in_lang(self.lang))
        self.send({"type": "download", "filename": self._say("filename"), "mime": "text/calendar", "text": text})
        self.announce(self._say("announce_downloaded"))

    def _step(self, step: PlanStep, today: date, *, is_next: bool) -> dict[str, Any]:
        return {
            "step_id": step.id,
            "text": step.text,
            "date": step.date.isoformat() if step.date else "",
            "done": step.done,
            "note": step.note,
            "is_past": is_late(step, today),
            "is_next": is_next,
        }

    def _count_text(self, steps: tuple[PlanStep, ...]) -> str | None:
        if not steps:
            return None
        done = sum(step.done for step in steps)
        return self._say("count", n=len(steps)) if not done else self._say("count_done", n=done, total=len(steps))

    def _say(self, key: str, **values: Any) -> str:
        return translate(self.lang, f"action_plan.{key}", **values)
