"""Starting over."""

from dataclasses import replace

import pytest

from tisserand.content.loading import load_module
from tisserand.domain.events import ChoiceMade, ExerciseRestarted, MeasurePredicted, MeetingPrepared, ThreadRead
from tisserand.i18n import Lang
from tisserand.services.restarts import RESTARTABLE, restart_exercise, restart_module
from tisserand.services.scenarios import choose, current_run, scenario_activity


def test_starting_over_keeps_the_history(session, scenario):
    choose(session, scenario, "door", 0, "leave", "u1")
    restart_exercise(session, scenario_activity(scenario), "u2")
    history = current_run(session, scenario)
    assert (history.run.at, history.runs, history.endings) == ("door", 1, ("outside",))
    assert len(session.records()) == 2


def test_starting_over_sent_twice_starts_over_once(session, scenario):
    choose(session, scenario, "door", 0, "knock", "u1")
    restart_exercise(session, scenario_activity(scenario), "u2")
    choose(session, scenario, "door", 0, "knock", "u3")
    restart_exercise(session, scenario_activity(scenario), "u2")
    assert current_run(session, scenario).run.at == "hall"


def test_there_is_nothing_to_start_over_before_anything_was_done(session, scenario):
    restart_exercise(session, scenario_activity(scenario), "u1")
    choose(session, scenario, "door", 0, "knock", "u2")
    restart_exercise(session, scenario_activity(scenario), "u3")
    restart_exercise(session, scenario_activity(scenario), "u4")
    assert [r.uuid for r in session.records() if isinstance(r.event, ExerciseRestarted)] == ["u3"]


def test_a_module_starts_over_with_what_was_begun_in_it(session):
    """Quizzes, scenarios and simulations; ratings and the plan stay, and so does what was never begun."""
    module = load_module("gerer-un-troll")
    mine = replace(session, module=module)
    begun = [activity for activity in module.activities if activity.kind in {"quiz", "scenario", "action_plan"}]
    for activity in begun:
        mine.record(activity.key, f"u-{activity.id}", ChoiceMade(0, "door", "knock"))
    restart_module(mine.log, "ada", module, Lang.FR)
    restarted = {one.activity for one in mine.records() if isinstance(one.event, ExerciseRestarted)}
    assert restarted == {activity.key for activity in begun if activity.kind in RESTARTABLE}
    assert len(restarted) >= 2
    restart_module(mine.log, "ada", module, Lang.FR)
    assert sum(isinstance(one.event, ExerciseRestarted) for one in mine.records()) == len(restarted)


@pytest.mark.parametrize(
    ("slug", "kind", "event"),
    [
        ("reseau-ou-communaute", "inquiry", MeasurePredicted("any", 0.2)),
        ("premiers-pas", "sandbox", ThreadRead("any")),
        ("groupe-de-proximite", "meeting", MeetingPrepared({})),
    ],
)
def test_inquiries_and_sandboxes_start_over_and_a_real_meeting_does_not(session, slug, kind, event):
    """What one practises; the tool for a real meeting is not practice."""
    module = load_module(slug)
    mine = replace(session, module=module)
    activity = next(one for one in module.activities if one.kind == kind)
    mine.record(activity.key, "u1", event)
    restart_module(mine.log, "ada", module, Lang.FR)
    restarted = [one.activity for one in mine.records() if isinstance(one.event, ExerciseRestarted)]
    assert restarted == ([] if kind == "meeting" else [activity.key])


def test_nobody_elses_practice_starts_over(session):
    """One learner's."""
    module = load_module("gerer-un-troll")
    activity = next(one for one in module.activities if one.kind == "quiz")
    replace(session, module=module, learner="grace").record(activity.key, "u1", ChoiceMade(0, "door", "knock"))
    restart_module(session.log, "ada", module, Lang.FR)
    assert len(session.log.records("grace")) == 1
