"""The action plan as a calendar file (RFC 5545), one whole-day event a step."""

from datetime import UTC, datetime, timedelta

from tisserand import __version__
from tisserand.domain.events import PlanStepWritten, Record
from tisserand.domain.plan import PlanStep
from tisserand.i18n import Lang, translate
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
    # 70 ms to import, for one click among hundreds.
    from icalendar import Calendar  # noqa: PLC0415

    calendar = Calendar()
    calendar.add("prodid", f"-//Tisserand//{__version__}//{lang.upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", translate(lang, "services.ics_name"))
    written = [record for record in session.records(PLAN_ACTIVITY) if isinstance(record.event, PlanStepWritten)]
    for step in current_plan(session):
        if step.date is not None and not step.done:
            history = [record for record in written if record.event.step_id == step.id]  # type: ignore[attr-defined]
            calendar.add_component(_event(step, history, session.clock(), lang, title))
    return str(calendar.to_ical().decode("utf-8"))


def _event(step: PlanStep, history: list[Record], now: datetime, lang: Lang, title: str) -> object:
    from icalendar import Event  # noqa: PLC0415 - see above

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
