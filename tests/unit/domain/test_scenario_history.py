from dataclasses import replace

from domain_builders import choice, ending, record, records, scenario, scene, variable
from hypothesis import given
from hypothesis import strategies as st
from scenario_strategies import scenarios

from tisserand.domain.events import AnswerSubmitted, ChoiceMade, ChoicesUndone, ExerciseRestarted
from tisserand.domain.scenario import available, choose, replay, start, undo
from tisserand.domain.scenario_history import scenario_run

FORUM = scenario(
    [
        scene("opening", choice("reply", "thread"), choice("warn", "thread")),
        scene("thread", choice("close", "calm"), choice("wait", "opening")),
    ],
    [ending("calm"), ending("burnt", "hard")],
    [variable("heat")],
)
REPLY, CLOSE = ChoiceMade(0, "opening", "reply"), ChoiceMade(1, "thread", "close")


def test_nothing_recorded_is_a_run_at_its_start():
    history = scenario_run(FORUM, [])
    assert (history.run, history.runs, history.endings, history.stopped) == (start(FORUM), 0, (), False)


def test_choices_make_the_run():
    history = scenario_run(FORUM, records(REPLY, CLOSE))
    assert history.run == replay(FORUM, ["reply", "close"])
    assert (history.runs, history.endings, history.stopped) == (1, ("calm",), False)


def test_starting_over_keeps_the_endings_reached():
    history = scenario_run(FORUM, records(REPLY, CLOSE, ExerciseRestarted(), REPLY))
    assert (history.run, history.runs, history.endings) == (replay(FORUM, ["reply"]), 2, ("calm",))


def test_starting_over_before_any_choice_is_not_another_run():
    assert scenario_run(FORUM, records(ExerciseRestarted(), ExerciseRestarted(), REPLY)).runs == 1


def test_going_back_keeps_the_ending_as_reached():
    history = scenario_run(FORUM, records(REPLY, CLOSE, ChoicesUndone(1)))
    assert (history.run, history.endings) == (replay(FORUM, ["reply"]), ("calm",))


def test_a_choice_from_an_out_of_date_page_is_passed_over():
    """Two notebooks showed the same scene: the second choice for the same step came too late."""
    history = scenario_run(FORUM, records(REPLY, ChoiceMade(0, "opening", "warn"), ChoicesUndone(7)))
    assert (history.run, history.stopped) == (replay(FORUM, ["reply"]), False)


def test_events_of_other_kinds_are_passed_over():
    answer = AnswerSubmitted("q", "a", None, 1, 1)
    assert scenario_run(FORUM, records(answer, REPLY)).run == replay(FORUM, ["reply"])


def test_a_choice_that_no_longer_exists_stops_the_run_there():
    history = scenario_run(FORUM, records(REPLY, ChoiceMade(1, "thread", "gone"), ChoiceMade(2, "later", "x")))
    assert (history.run, history.stopped) == (replay(FORUM, ["reply"]), True)


def test_a_scene_that_now_comes_elsewhere_stops_the_run_there():
    history = scenario_run(FORUM, records(REPLY, ChoiceMade(1, "gone", "close")))
    assert (history.run, history.stopped) == (replay(FORUM, ["reply"]), True)


def test_a_stopped_run_goes_on_with_the_next_choice():
    history = scenario_run(FORUM, records(REPLY, ChoiceMade(1, "thread", "gone"), CLOSE))
    assert (history.run, history.stopped) == (replay(FORUM, ["reply", "close"]), False)


@st.composite
def histories(draw):
    """A scenario, the events of somebody playing it, and the run they should give."""
    drawn = draw(scenarios())
    run, events = start(drawn), []
    for _ in range(draw(st.integers(0, 12))):
        choices = available(drawn, run)
        action = draw(st.sampled_from(["choose", "choose", "choose", "undo", "restart"]))
        if action == "choose" and choices:
            chosen = draw(st.sampled_from(choices)).id
            events.append(ChoiceMade(len(run.steps), run.at, chosen))
            run = choose(drawn, run, chosen)
        elif action == "undo":
            step = draw(st.integers(0, len(run.steps)))
            events.append(ChoicesUndone(step))
            run = undo(drawn, run, step)
        elif action == "restart":
            events.append(ExerciseRestarted())
            run = start(drawn)
    return drawn, events, run


@given(histories())
def test_the_fold_gives_what_was_played(history):
    drawn, events, run = history
    assert scenario_run(drawn, records(*events)).run == run


@given(histories(), st.data())
def test_records_that_come_again_change_nothing(history, data):
    drawn, events, _ = history
    once = records(*events)
    again = list(once)
    for copy in data.draw(st.lists(st.sampled_from(once), max_size=5)) if once else ():
        earliest = again.index(copy) + 1
        again.insert(data.draw(st.integers(earliest, len(again))), replace(copy))
    assert scenario_run(drawn, again) == scenario_run(drawn, once)
    assert scenario_run(drawn, once + once) == scenario_run(drawn, once)


@given(histories(), scenarios())
def test_records_of_another_version_never_break_the_fold(history, newer):
    _, events, _ = history
    folded = scenario_run(newer, records(*events)).run
    assert replay(newer, folded.choices) == folded


def test_the_same_event_with_another_uuid_is_another_event():
    history = scenario_run(FORUM, [record(REPLY, 1), record(ExerciseRestarted(), 2), record(REPLY, 3)])
    assert history.runs == 2
