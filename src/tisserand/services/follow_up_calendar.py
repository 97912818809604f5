"""The days on which something is to be answered again, as a calendar file (RFC 5545) with reminders."""

from datetime import UTC, timedelta
from hashlib import blake2b

from tisserand.domain.events import ReviewAnswered
from tisserand.i18n import translate
from tisserand.services.calendar_file import calendar_text, new_calendar
from tisserand.services.follow_up import current_follow_up
from tisserand.services.whole_session import WholeSession

_REMINDER = timedelta(hours=9)
"""How long after midnight of the day the calendar reminds."""


def follow_up_as_ics(whole: WholeSession) -> str:
    """Return the days of a follow-up as the text of an .ics file, one whole-day event a day.

    The first day to come keeps its UID whatever the day, and so do the second and the others, with a SEQUENCE that
    grows: a calendar that reads the file again after some answers moves its events instead of adding new ones.

    Raises:
        StoreError: the log can't be read.
    """
    from icalendar import Alarm, Event  # noqa: PLC0415 - see calendar_file

    lang, now = whole.lang, whole.clock()
    answers = sum(isinstance(record.event, ReviewAnswered) for record in whole.records())
    calendar = new_calendar(translate(lang, "review.ics_name"), lang)
    whose = blake2b(whole.learner.encode(), digest_size=8, person=b"follow-up").hexdigest()  # the id stays untold
    for number, due in enumerate(current_follow_up(whole).days, 1):
        title = translate(lang, "review.ics_summary", n=due.count)
        event = Event()
        event.add("dtstart", due.day)
        event.add("dtend", due.day + timedelta(days=1))
        event.add("uid", f"follow-up-{number}-{whose}@tisserand")
        event.add("dtstamp", now.astimezone(UTC))
        event.add("sequence", answers)
        event.add("transp", "TRANSPARENT")  # the day stays free for other things
        event.add("summary", title, {"LANGUAGE": lang.value})
        event.add("description", translate(lang, "review.ics_description"), {"LANGUAGE": lang.value})
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", _REMINDER)
        alarm.add("description", title)
        event.add_component(alarm)
        calendar.add_component(event)
    return calendar_text(calendar)
