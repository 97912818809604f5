"""The action plan as a calendar file (RFC 5545), one whole-day event a step."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from tisserand.domain.events import PlanStepWritten, Record
from tisserand.domain.plan import PlanStep
from tisserand.i18n import Lang, translate
from tisserand.services.calendar_file import calendar_text, new_calendar
from tisserand.services.plans import PLAN_ACTIVITY, current_plan
from tisserand.services.session import Session

_LONGEST_SUMMARY = 120


def plan_as_ics(session: Session, lang: Lang, title: str = "") -> str:
    """Return the dated steps that are not done yet as the text of an .ics file, with CRLF line ends.

    A step keeps its UID when it is rewritten, and its SEQUENCE grows: a calendar that reads the file again moves the
    event instead of adding one.

    Args:
        session: whose plan.
        lang: language of the titles.
        title: that of the module, for the description.

    Raises:
        StoreError: the log can't be read.
    """
    return whole_plan_as_ics([(session, title)], lang)


def whole_plan_as_ics(plans: Iterable[tuple[Session, str]], lang: Lang) -> str:
    """Return the dated steps ahead of several modules as the text of one .ics file.

    Args:
        plans: for each module, the person's session in it and its title, which may be empty.
        lang: language of the titles.

    Raises:
        StoreError: the log can't be read.
    """
    calendar = new_calendar(translate(lang, "services.ics_name"), lang)
    for session, title in plans:
        written = [record for record in session.records(PLAN_ACTIVITY) if isinstance(record.event, PlanStepWritten)]
        for step in current_plan(session):
            if step.date is not None and not step.done:
                history = [record for record in written if record.event.step_id == step.id]  # type: ignore[attr-defined]
                calendar.add_component(_event(step, history, session.clock(), lang, title))
    return calendar_text(calendar)


def _event(step: PlanStep, history: list[Record], now: datetime, lang: Lang, title: str) -> object:
    from icalendar import Event  # noqa: PLC0415 - see calendar_file

    event = Event()
    if step.date is not None:
        event.add("dtstart", step.date)
        event.add("dtend", step.date + timedelta(days=1))
    event.add("uid", f"{history[0].uuid}@tisserand")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("last-modified", history[-1].at.astimezone(UTC))
    event.add("sequence", len(history) - 1)
    event.add("transp", "TRANSPARENT")  # the day stays free for other things
    event.add("summary", translate(lang, "services.ics_summary", text=_one_line(step.text)), {"LANGUAGE": lang.value})
    described = translate(lang, "services.ics_description", title=title) if title else ""
    event.add("description", "\n\n".join(part for part in (step.text, described) if part), {"LANGUAGE": lang.value})
    return event


def _one_line(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_SUMMARY else f"{line[: _LONGEST_SUMMARY - 1].rstrip()}…"
