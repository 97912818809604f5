"""The action plan, and its calendar file."""

from dataclasses import replace
from datetime import UTC, date, datetime

import icalendar
import pytest

from tisserand.errors import RefusedError, StaleViewError
from tisserand.i18n import Lang
from tisserand.services.plan_calendar import plan_as_ics
from tisserand.services.plans import MOST_STEPS, current_plan, mark_plan_step, remove_plan_step, write_plan_step

LATER = datetime(2026, 3, 2, 8, 30, tzinfo=UTC)


def texts(steps):
    return [(step.id, step.text, str(step.date or "")) for step in steps]


def test_a_step_is_written_then_rewritten(session):
    write_plan_step(session, "s1", "Relire la charte", "", "u1")
    steps = write_plan_step(session, "s1", "Relire la charte à deux", "2026-04-01", "u2")
    assert texts(steps) == [("s1", "Relire la charte à deux", "2026-04-01")]
    assert len(session.records("action_plan")) == 2
    assert steps == current_plan(session)


def test_a_step_is_marked_done_and_undone(session):
    write_plan_step(session, "s1", "Relire", "", "u1")
    (step,) = mark_plan_step(session, "s1", "u2", done=True, note="fait à trois")
    assert (step.done, step.note) == (True, "fait à trois")
    assert mark_plan_step(session, "s1", "u3", done=False)[0].done is False


def test_a_step_removed_leaves_the_plan_and_stays_in_the_history(session):
    write_plan_step(session, "s1", "Relire", "", "u1")
    assert remove_plan_step(session, "s1", "u2") == ()
    assert len(session.records("action_plan")) == 2
    assert texts(write_plan_step(session, "s1", "Relire", "", "u3")) == [("s1", "Relire", "")], "and may come back"


def test_what_is_sent_twice_happens_once(session):
    for _ in range(2):
        write_plan_step(session, "s1", "Relire", "", "u1")
    for _ in range(2):
        mark_plan_step(session, "s1", "u2", done=True)
    for _ in range(2):
        assert remove_plan_step(session, "s1", "u3") == ()
    assert len(session.records()) == 3


def test_a_step_removed_in_another_window_can_not_be_marked_or_removed_again(session):
    write_plan_step(session, "s1", "Relire", "", "u1")
    remove_plan_step(session, "s1", "u2")
    with pytest.raises(StaleViewError):
        mark_plan_step(session, "s1", "u3", done=True)
    with pytest.raises(StaleViewError):
        remove_plan_step(session, "s1", "u4")
    assert len(session.records()) == 2


@pytest.mark.parametrize(
    ("step_id", "text", "day", "error"),
    [
        ("s1", "  \n ", "", RefusedError),
        ("s1", "x" * 2001, "", RefusedError),
        ("s1", "Relire", "demain", RefusedError),
        ("s1", None, "", TypeError),
        ("s1", "Relire", None, TypeError),
        ("<b>", "Relire", "", ValueError),
        ("", "Relire", "", ValueError),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_kept(session, step_id, text, day, error):
    with pytest.raises(error):
        write_plan_step(session, step_id, text, day, "u1")
    assert session.records() == []


def test_a_plan_has_an_end(session):
    for number in range(MOST_STEPS):
        write_plan_step(session, f"s{number}", "Relire", "", f"u{number}")
    with pytest.raises(RefusedError, match=str(MOST_STEPS)):
        write_plan_step(session, "one-more", "Relire", "", "u-one-more")
    assert len(write_plan_step(session, "s0", "Réécrire", "", "u-rewrite")) == MOST_STEPS


@pytest.mark.parametrize("done", [1, "true", None])
def test_done_is_yes_or_no(session, done):
    write_plan_step(session, "s1", "Relire", "", "u1")
    with pytest.raises(TypeError):
        mark_plan_step(session, "s1", "u2", done=done)


# The calendar


def parsed(text):
    return icalendar.Calendar.from_ical(text).walk("VEVENT")


def test_each_dated_step_that_is_not_done_is_a_whole_day(session):
    write_plan_step(session, "s1", "Relire la charte ; puis, en parler", "2026-04-01", "u1")
    write_plan_step(session, "s2", "Sans date", "", "u2")
    write_plan_step(session, "s3", "Déjà fait", "2026-03-01", "u3")
    mark_plan_step(session, "s3", "u4", done=True)
    text = plan_as_ics(session, Lang.FR, "Gérer un troll")
    (event,) = parsed(text)
    assert event.decoded("dtstart") == date(2026, 4, 1)
    assert "DTSTART;VALUE=DATE:20260401\r\n" in text
    assert str(event["summary"]) == "Plan d’action : Relire la charte ; puis, en parler"
    assert event["summary"].params["LANGUAGE"] == "fr"
    assert "Gérer un troll" in event["description"]
    assert event["dtstamp"].dt == datetime(2026, 3, 1, 12, tzinfo=UTC)
    assert "DTSTAMP:20260301T120000Z\r\n" in text


def test_the_titles_are_in_the_language_asked_for(session):
    write_plan_step(session, "s1", "Read the charter", "2026-04-01", "u1")
    (event,) = parsed(plan_as_ics(session, Lang.EN))
    assert str(event["summary"]) == "Action plan: Read the charter"
    assert event["summary"].params["LANGUAGE"] == "en"


def test_a_step_rewritten_moves_its_event_in_the_calendar(session):
    """Same UID, a greater SEQUENCE: the calendar replaces the event instead of adding one."""
    write_plan_step(session, "s1", "Relire", "2026-04-01", "u1")
    (before,) = parsed(plan_as_ics(session, Lang.FR))
    later = replace(session, clock=lambda: LATER)
    write_plan_step(later, "s1", "Relire", "2026-04-08", "u2")
    (after,) = parsed(plan_as_ics(later, Lang.FR))
    assert before["uid"] == after["uid"]
    assert (before["sequence"], after["sequence"]) == (0, 1)
    assert after["last-modified"].dt == LATER
    assert after.decoded("dtstart") == date(2026, 4, 8)


def test_two_people_with_the_same_step_have_different_uids(session):
    """Steps offered by the module may share their id between people; their first records never do."""
    write_plan_step(session, "suggestion-1", "Relire", "2026-04-01", "u1")
    bob = replace(session, learner="bob")
    write_plan_step(bob, "suggestion-1", "Relire", "2026-04-01", "u2")
    uids = {parsed(plan_as_ics(one, Lang.FR))[0]["uid"] for one in (session, bob)}
    assert len(uids) == 2


def test_long_lines_are_folded_and_nothing_is_lost(session):
    """At most 75 octets a line, CRLF, and the text comes back whole, line breaks and commas too."""
    words = "Écouter, puis répondre ; noter.\n" + "éà€ " * 200
    write_plan_step(session, "s1", words, "2026-04-01", "u1")
    text = plan_as_ics(session, Lang.FR)
    lines = text.encode().split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line or b"\r" in line for line in lines)
    (event,) = parsed(text)
    assert str(event["description"]) == words.strip()
    assert len(str(event["summary"])) <= len("Plan d’action : ") + 120
    assert str(event["summary"]).endswith("…")


def test_an_empty_plan_is_a_calendar_without_events(session):
    text = plan_as_ics(session, Lang.FR)
    assert parsed(text) == []
    assert text.startswith("BEGIN:VCALENDAR\r\n")
    assert text.endswith("END:VCALENDAR\r\n")
