"""Starting over."""

from tisserand.domain.events import ExerciseRestarted
from tisserand.services.restarts import restart_exercise
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
