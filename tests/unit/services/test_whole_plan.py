"""The action plan over all modules, and its one calendar file."""

from dataclasses import replace
from datetime import UTC, date, datetime

import icalendar
import pytest

from tisserand.content.loading import load_module
from tisserand.errors import RefusedError, StaleViewError
from tisserand.i18n import Lang
from tisserand.services.plans import (
    current_plan,
    mark_plan_step,
    remove_plan_step,
    restore_plan_step,
    revise_plan_step,
    write_plan_step,
)
from tisserand.services.session import ModuleVersion, Session
from tisserand.services.whole_plan import PlannedStep, all_steps_as_ics, plan_session, step_taken_away, whole_plan
from tisserand.services.whole_session import WholeSession
from tisserand.store.memory_log import MemoryEventLog

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
TROLL = load_module("gerer-un-troll")
GONE = ModuleVersion("mod-gone", 2)


@pytest.fixture
def log():
    return MemoryEventLog()


@pytest.fixture
def whole(log):
    return WholeSession(log, "ada", Lang.FR, (TROLL,), lambda: NOON)


@pytest.fixture
def troll(log):
    return Session(log, "ada", Lang.FR, TROLL, lambda: NOON)


@pytest.fixture
def gone(log):
    """A module that is no longer offered."""
    return Session(log, "ada", Lang.FR, GONE, lambda: NOON)


def revised(session, **changes):
    step = {"text": "Relire", "date": "", "done": False, "note": "", **changes}
    return revise_plan_step(session, "s1", f"u-{len(session.records())}", **step)


def test_the_steps_of_all_modules_come_by_their_days_the_undated_then_those_done_last(whole, troll, gone):
    """Two modules may use the same id for a step: they stay two."""
    write_plan_step(troll, "s1", "later", "2026-05-01", "u1")
    write_plan_step(gone, "s1", "soon", "2026-03-05", "u2")
    write_plan_step(troll, "s2", "some day", "", "u3")
    write_plan_step(gone, "s2", "done", "2026-03-02", "u4")
    mark_plan_step(gone, "s2", "u5", done=True)
    found = whole_plan(whole)
    assert [one.step.text for one in found] == ["soon", "later", "some day", "done"]
    assert [one.module for one in found] == [None, TROLL, TROLL, None]
    assert whole_plan(replace(whole, learner="bob")) == ()


def test_a_step_is_changed_in_the_module_where_it_was_written(whole, troll, gone):
    write_plan_step(troll, "s1", "Relire", "", "u1")
    write_plan_step(gone, "s1", "Relire", "", "u2")
    session = plan_session(whole, "mod-gone")
    assert session.module == GONE
    remove_plan_step(session, "s1", "u3")
    assert [one.module_id for one in whole_plan(whole)] == [TROLL.id]


def test_nobody_changes_the_plan_of_a_module_that_they_have_none_for(whole, troll):
    write_plan_step(troll, "s1", "Relire", "", "u1")
    for learner, module_id in (("ada", "mod-gone"), ("bob", TROLL.id)):
        with pytest.raises(StaleViewError):
            plan_session(replace(whole, learner=learner), module_id)


def test_a_form_records_only_what_differs(troll):
    write_plan_step(troll, "s1", "Relire", "", "u1")
    revised(troll)
    assert len(troll.records()) == 1
    (step,) = revised(troll, date="2026-04-01")
    assert (step.date, len(troll.records())) == (date(2026, 4, 1), 2)
    (step,) = revised(troll, date="2026-04-01", done=True, note="Fait à trois")
    assert (step.done, step.note, len(troll.records())) == (True, "Fait à trois", 3)
    (step,) = revised(troll, text="Relire à deux", done=False)
    assert (step.text, step.done, step.note, len(troll.records())) == ("Relire à deux", False, "", 5)


@pytest.mark.parametrize(
    "changes", [{"date": "demain", "done": True}, {"text": " "}, {"note": "x" * 2001, "text": "y"}]
)
def test_a_form_with_a_fault_keeps_nothing(troll, changes):
    write_plan_step(troll, "s1", "Relire", "", "u1")
    before = current_plan(troll)
    with pytest.raises(RefusedError):
        revised(troll, **changes)
    assert current_plan(troll) == before
    assert len(troll.records()) == 1


def test_a_form_for_a_step_removed_meanwhile_is_refused(troll):
    write_plan_step(troll, "s1", "Relire", "", "u1")
    remove_plan_step(troll, "s1", "u2")
    with pytest.raises(StaleViewError):
        revised(troll)


def test_a_removed_step_comes_back_as_it_was_once(whole, troll):
    write_plan_step(troll, "s1", "Relire", "2026-04-01", "u1")
    (before,) = mark_plan_step(troll, "s1", "u2", done=True, note="Fait à trois")
    remove_plan_step(troll, "s1", "u3")
    assert step_taken_away(whole, TROLL.id, "s1") == PlannedStep(TROLL.id, TROLL, before)
    assert restore_plan_step(troll, "s1", "u4") == (before,)
    assert step_taken_away(whole, TROLL.id, "s1") is None
    assert restore_plan_step(troll, "s1", "u4") == (before,), "sent again"
    with pytest.raises(StaleViewError):
        restore_plan_step(troll, "s1", "u5")
    with pytest.raises(StaleViewError):
        restore_plan_step(troll, "never", "u6")


def test_one_calendar_holds_the_steps_of_all_modules(whole, troll, gone):
    write_plan_step(troll, "s1", "Relire", "2026-04-01", "u1")
    write_plan_step(gone, "s1", "Appeler", "2026-04-02", "u2")
    write_plan_step(gone, "s2", "Sans date", "", "u3")
    text = all_steps_as_ics(whole)
    events = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert [event.decoded("dtstart") for event in events] == [date(2026, 4, 1), date(2026, 4, 2)]
    assert len({event["uid"] for event in events}) == 2
    assert TROLL.title.fr in str(events[0]["description"])
    assert str(events[1]["description"]) == "Appeler", "the title of a module that is gone is unknown"
    assert text.count("BEGIN:VCALENDAR") == 1
