"""``/<lang>/plan``: the action plan over all modules, to be followed, told, printed and put in a calendar."""

from datetime import UTC, datetime
from typing import Any, NamedTuple
from urllib.parse import urlencode
from uuid import uuid4

from tisserand.domain.plan import is_late, next_step
from tisserand.errors import RefusedError, StaleViewError
from tisserand.i18n import Lang, translate
from tisserand.server.whole_handler import WholeHandler
from tisserand.services.day_words import day_in_words
from tisserand.services.limits import LONGEST_TEXT
from tisserand.services.plans import (
    current_plan,
    mark_plan_step,
    remove_plan_step,
    restore_plan_step,
    revise_plan_step,
)
from tisserand.services.session import Session
from tisserand.services.whole_plan import PlannedStep, all_steps_as_ics, plan_session, step_taken_away, whole_plan

_SAID = {"save": "saved", "done": "marked", "restore": "restored"}
"""What the page says after each action; a removal has its own words."""


class TypedStep(NamedTuple):
    """What a person typed of a step: it comes back when it can't be kept."""

    text: str
    date: str
    done: bool
    note: str


class PlanHandler(WholeHandler):
    """Every step of every module of the person."""

    async def get(self, lang_code: str) -> None:
        """Show the plan, with what was just done of it."""
        lang, said = Lang(lang_code), self.get_query_argument("said", "")
        place = self.get_query_argument("module", ""), self.get_query_argument("step", "")
        message = translate(lang, f"plan_page.{said}") if said in _SAID.values() else ""
        opened = place if said == "marked" else None
        await self._show(lang, message=message, opened=opened, removed=place if said == "removed" else None)

    async def post(self, lang_code: str) -> None:
        """Do what a button says, then show the plan again under an address that can be reloaded."""
        lang, action, typed = Lang(lang_code), self.get_body_argument("action", ""), self._typed()
        module_id, step_id = self.get_body_argument("module", ""), self.get_body_argument("step", "")
        uuid = self.get_body_argument("uuid", "")
        try:
            await self.keep(lang, lambda whole: _apply(plan_session(whole, module_id), action, step_id, uuid, typed))
        except (RefusedError, StaleViewError) as error:
            await self._show(lang, problem=error.sentence(lang), opened=(module_id, step_id), typed=typed)
        except ValueError:  # a forged form: nothing was kept
            await self._show(lang)
        else:
            said = urlencode({"said": _SAID.get(action, "removed"), "module": module_id, "step": step_id})
            anchor = "" if action == "remove" else f"#step-{module_id}-{step_id}"
            self.redirect(f"{self.base_url}{lang}/plan?{said}{anchor}", status=303)

    def _typed(self) -> TypedStep:
        def text(name: str) -> str:
            return self.get_body_argument(name, "").replace("\r\n", "\n")

        return TypedStep(text("text"), text("date"), text("done") == "yes", text("note"))

    async def _show(  # noqa: PLR0913 - what a page can say
        self,
        lang: Lang,
        *,
        message: str = "",
        problem: str = "",
        opened: tuple[str, str] | None = None,
        removed: tuple[str, str] | None = None,
        typed: TypedStep | None = None,
    ) -> None:
        steps, today = await self.ask(lang, whole_plan), datetime.now(UTC).date()
        gone = await self.ask(lang, lambda whole: step_taken_away(whole, *removed)) if removed else None
        following = next_step([one.step for one in steps], today)
        self.render_page(
            "plan.html",
            lang,
            path="plan",
            steps=steps,
            following=next((one for one in steps if one.step is following), None),
            count=_count(steps, lang),
            removed=gone,
            opened=opened,
            typed=typed,
            message=message,
            problem=problem,
            longest=LONGEST_TEXT,
            today=today,
            day_in_words=day_in_words,
            is_late=is_late,
            new_uuid=lambda: uuid4().hex,
            xsrf=self.xsrf_form_html(),
        )


class PlanCalendarHandler(WholeHandler):
    """``/<lang>/plan/calendar.ics``: the dated steps ahead, in one file."""

    async def get(self, lang_code: str) -> None:
        """Send it."""
        lang = Lang(lang_code)
        text = await self.ask(lang, all_steps_as_ics)
        self.send_file(text, "text/calendar", translate(lang, "plan_page.filename"))


def _apply(session: Session, action: str, step_id: str, uuid: str, typed: TypedStep) -> None:
    """Do to a step what a button says.

    Raises:
        StaleViewError: the step is not in the plan.
        RefusedError: something does not fit.
        StoreError: it could not be kept.
        ValueError: there is no such button.
    """
    match action:
        case "save":
            revise_plan_step(session, step_id, uuid, **typed._asdict())
        case "done":
            note = next((one.note for one in current_plan(session) if one.id == step_id), "")
            mark_plan_step(session, step_id, uuid, done=True, note=note)
        case "remove":
            remove_plan_step(session, step_id, uuid)
        case "restore":
            restore_plan_step(session, step_id, uuid)
        case _:
            raise ValueError(action)


def _count(steps: tuple[PlannedStep, ...], lang: Lang) -> str:
    done = sum(one.step.done for one in steps)
    values: dict[str, Any] = {"n": done, "total": len(steps)} if done else {"n": len(steps)}
    return translate(lang, "plan_page.count_done" if done else "plan_page.count", **values)
