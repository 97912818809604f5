from typing import NamedTuple

import pytest
from domain_builders import choice, ending, real_scenarios, scenario, scene, text, variable
from hypothesis import given
from hypothesis import strategies as st
from scenario_strategies import scenarios

from tisserand.content.models.scenario import Scenario, Variable
from tisserand.domain.scenario import (
    ScenarioRun,
    available,
    choose,
    consequence_text,
    current_ending,
    current_scene,
    replay,
    scene_text,
    start,
    undo,
    visible_posts,
    wording,
)
from tisserand.domain.state import State
from tisserand.errors import ChoiceError
from tisserand.i18n import Lang

FORUM = scenario(
    [
        scene(
            "opening",
            choice("reply", "thread", effects=["heat += 2", "trust = heat"]),
            choice("warn", "thread", effects=["warned = 1"]),
            choice(
                "explode",
                "thread",
                effects=["heat += 99"],
                detours=[
                    {"when": "heat >= 5", "to": "burnt"},
                    {"when": "heat >= 4", "to": "calm"},
                ],
            ),
            choice("lost", "nowhere"),
        ),
        scene(
            "thread",
            choice("close", "calm"),
            choice(
                "remind",
                "calm",
                when="warned",
                consequence=text("nothing"),
                variants=[{"when": "heat > 3", "text": text("too hot")}],
            ),
            variants=[
                {"when": "heat >= 2", "text": text("warm")},
                {"when": "heat >= 1", "text": text("never shown")},
            ],
            posts=[
                {"by": "ana", "at": text("9:00"), "text": text("always")},
                {"by": "bob", "at": text("9:05"), "text": text("if warned"), "when": "warned"},
            ],
        ),
    ],
    [ending("calm"), ending("burnt", "hard")],
    [variable("heat"), variable("trust", high=1), variable("warned", high=1)],
)


def test_a_run_starts_at_the_first_scene_with_the_starting_values():
    run = start(FORUM)
    assert (run.at, dict(run.state), run.steps) == ("opening", {"heat": 0, "trust": 0, "warned": 0}, ())


def test_each_effect_sees_the_bounded_result_of_the_former_ones():
    run = choose(FORUM, start(FORUM), "reply")
    assert dict(run.state) == {"heat": 2, "trust": 1, "warned": 0}


def test_a_step_tells_the_state_before_and_after():
    (step,) = choose(FORUM, start(FORUM), "reply").steps
    assert (step.scene, step.choice, step.to) == ("opening", "reply", "thread")
    assert (step.before["heat"], step.after["heat"]) == (0, 2)


def test_the_first_detour_that_holds_after_the_effects_is_taken():
    run = choose(FORUM, start(FORUM), "explode")
    assert run.at == "burnt"
    assert current_ending(FORUM, run).outcome == "hard"
    assert current_scene(FORUM, run) is None


def test_a_guarded_choice_is_offered_only_to_those_who_did_what_it_remembers():
    assert [c.id for c in available(FORUM, replay(FORUM, ["reply"]))] == ["close"]
    assert [c.id for c in available(FORUM, replay(FORUM, ["warn"]))] == ["close", "remind"]
    assert available(FORUM, replay(FORUM, ["warn", "close"])) == ()


@pytest.mark.parametrize(
    ("before", "choice_id", "reason"),
    [
        (["reply"], "remind", "choice_not_offered"),
        (["reply"], "reply", "choice_unknown"),
        (["reply", "close"], "close", "choice_after_the_end"),
        ([], "lost", "choice_leads_nowhere"),
    ],
)
def test_a_choice_that_cannot_be_made_says_why(before, choice_id, reason):
    with pytest.raises(ChoiceError) as caught:
        choose(FORUM, replay(FORUM, before), choice_id)
    assert caught.value.reason == reason
    assert all(choice_id in caught.value.sentence(lang) for lang in Lang)


def test_undo_goes_back_to_any_earlier_step():
    run = replay(FORUM, ["warn", "remind"])
    assert undo(FORUM, run, 2) is run
    assert undo(FORUM, run, 1) == replay(FORUM, ["warn"])
    assert undo(FORUM, run, 0) == start(FORUM)


@pytest.mark.parametrize("step", [-1, 2])
def test_undo_to_a_step_that_was_not_made_is_refused(step):
    with pytest.raises(ChoiceError) as caught:
        undo(FORUM, replay(FORUM, ["warn"]), step)
    assert caught.value.values == {"step": step, "length": 1}


def test_the_first_variant_that_holds_is_the_text():
    thread = current_scene(FORUM, replay(FORUM, ["reply"]))
    assert scene_text(thread, State({"heat": 2})).fr == "warm"
    assert scene_text(thread, State({"heat": 0})).fr == "text of thread"


def test_a_post_shows_only_if_its_condition_holds():
    for path, shown in ((["reply"], ["always"]), (["warn"], ["always", "if warned"])):
        run = replay(FORUM, path)
        assert [post.text.fr for post in visible_posts(current_scene(FORUM, run), run.state)] == shown


def test_the_consequence_is_told_by_the_state_before_the_choice():
    remind = current_scene(FORUM, replay(FORUM, ["warn"])).choices[1]
    assert consequence_text(remind, State({"heat": 4})).fr == "too hot"
    assert consequence_text(remind, State({"heat": 3})).fr == "nothing"


def test_a_choice_without_consequence_tells_nothing():
    assert consequence_text(FORUM.scenes[0].choices[0], start(FORUM).state) is None


def test_a_value_is_called_by_the_first_word_that_reaches_it():
    words = [{"upto": upto, "text": text(word)} for upto, word in ((1, "calm"), (3, "tense"), (5, "burning"))]
    heat = Variable.model_validate(variable("heat", words=words))
    assert [wording(heat, value).fr for value in (0, 1, 2, 3, 5, 9)] == [
        "calm", "calm", "tense", "tense", "burning", "burning",
    ]  # fmt: skip
    assert wording(Variable.model_validate(variable("heat")), 2) is None


def test_a_state_never_changes():
    run = start(FORUM)
    with pytest.raises(TypeError):
        run.state["heat"] = 3
    assert hash(run) == hash(start(FORUM))


# Properties

REAL = real_scenarios()


class Played(NamedTuple):
    """A scenario, and a run of arbitrary choices among those offered."""

    scenario: Scenario
    run: ScenarioRun

    def __repr__(self):
        return f"Played({self.scenario.id}, {self.run.choices})"


@st.composite
def played(draw):
    drawn = draw(scenarios() if not REAL else scenarios() | st.sampled_from(REAL))
    run = start(drawn)
    for _ in range(draw(st.integers(0, 15))):
        if not (choices := available(drawn, run)):
            break
        run = choose(drawn, run, draw(st.sampled_from([c.id for c in choices])))
    return Played(drawn, run)


@given(played())
def test_the_engine_never_leaves_the_bounds(game):
    drawn, run = game
    for step in run.steps:
        for state in (step.before, step.after):
            assert all(v.min <= state[v.id] <= v.max for v in drawn.variables)
    assert set(run.state) == {v.id for v in drawn.variables}


@given(played())
def test_steps_hang_together(game):
    drawn, run = game
    assert [step.scene for step in run.steps] + [run.at] == [drawn.start] + [step.to for step in run.steps]
    states = [start(drawn).state] + [step.after for step in run.steps]
    assert [step.before for step in run.steps] + [run.state] == states


@given(played())
def test_replay_equals_play(game):
    drawn, run = game
    assert replay(drawn, run.choices) == run


@given(played(), st.data())
def test_undo_then_the_same_choices_gives_the_same_run(game, data):
    drawn, run = game
    step = data.draw(st.integers(0, len(run.steps)))
    back = undo(drawn, run, step)
    assert back == replay(drawn, run.choices[:step])
    for choice_id in run.choices[step:]:
        back = choose(drawn, back, choice_id)
    assert back == run


@given(scenarios(), st.lists(st.sampled_from(["choice-0", "choice-1", "choice-2", "x"]), max_size=10))
def test_only_what_is_offered_can_be_chosen(drawn, choice_ids):
    run = start(drawn)
    for choice_id in choice_ids:
        ids = {c.id for c in available(drawn, run)}
        try:
            run = choose(drawn, run, choice_id)
            assert choice_id in ids
        except ChoiceError:
            assert choice_id not in ids
