import pytest
from domain_builders import choice, ending, real_scenarios, scenario, scene, variable
from hypothesis import given
from hypothesis import strategies as st
from scenario_strategies import scenarios

from tisserand.domain.exploration import explore
from tisserand.domain.scenario import available, choose, replay, start
from tisserand.errors import ExpressionError

FORUM = scenario(
    [
        scene(
            "opening",
            choice("reply", "thread", effects=["heat += 1"]),
            choice("warn", "thread", effects=["warned = 1"]),
        ),
        scene(
            "thread",
            choice("wait", "thread", effects=["heat += 1"]),
            choice("remind", "calm", when="warned and heat < 2"),
            choice("never", "calm", when="heat > 3"),
            choice("leave", "dead-end", when="heat == 3"),
            choice("vanish", "nowhere", when="heat == 3"),
        ),
        scene("dead-end", choice("hope", "calm", when="heat < 3"), choice("pray", "calm", when="heat < 2")),
        scene("forgotten", choice("x", "calm")),
    ],
    [ending("calm"), ending("burnt", "hard")],
    [variable("heat", high=3), variable("warned", high=1)],
)


def test_an_exploration_finds_what_can_be_reached():
    found = explore(FORUM)
    assert found.places == {"opening", "thread", "dead-end", "calm"}
    assert found.endings == {"calm"}
    assert found.is_complete


def test_an_exploration_tells_which_choices_are_ever_offered():
    assert explore(FORUM).offered == {
        "opening": {"reply", "warn"},
        "thread": {"wait", "remind", "leave", "vanish"},
        "dead-end": frozenset(),
    }


def test_an_exploration_tells_where_no_choice_is_offered_and_how_to_get_there():
    found = explore(FORUM)
    assert {(at.place, at.state["heat"]) for at in found.stuck} == {("dead-end", 3)}
    for situation in found.stuck:
        run = replay(FORUM, found.path_to(situation))
        assert (run.at, run.state) == situation
        assert available(FORUM, run) == ()


def test_an_exploration_tells_the_extent_of_each_variable():
    assert explore(FORUM).extents == {"heat": (0, 3), "warned": (0, 1)}


def test_an_exploration_tells_from_where_no_ending_can_be_reached():
    """Without a warning the thread only gets hotter: nobody gets out."""
    found = explore(FORUM)
    thread = {(at.state["heat"], at.state["warned"]) for at in found.hopeless if at.place == "thread"}
    assert thread == {(1, 0), (2, 0), (3, 0), (2, 1), (3, 1)}
    assert found.scenes_with_a_way_out == {"opening", "thread"}


def test_a_shortest_path_is_given_to_each_place():
    found = explore(FORUM)
    assert found.path_to("opening") == ()
    assert found.path_to("calm") == ("warn", "remind")
    with pytest.raises(KeyError):
        found.path_to("forgotten")


def test_the_limit_stops_an_exploration_and_is_told():
    found = explore(FORUM, limit=3)
    assert not found.is_complete
    assert len(found.moves) == 3
    assert explore(FORUM, limit=len(explore(FORUM).moves)).is_complete


def test_what_was_not_visited_is_not_called_hopeless():
    """At the limit, a way out may lie just behind."""
    chain = scenario(
        [scene(f"s{n}", choice("go", f"s{n + 1}" if n < 4 else "end")) for n in range(5)],
        [ending("end")],
    )
    assert explore(chain, limit=3).hopeless == ()
    assert explore(chain).hopeless == ()


def test_a_start_that_does_not_exist_reaches_nothing():
    nowhere = FORUM.model_copy(update={"start": "nowhere"})
    assert explore(nowhere).places == frozenset()


def test_an_unknown_variable_is_an_error_not_a_result():
    wrong = scenario([scene("a", choice("go", "end", when="calm > 2"))], [ending("end")])
    with pytest.raises(ExpressionError):
        explore(wrong)


@given(scenarios(), st.data())
def test_whatever_is_played_was_explored(drawn, data):
    found = explore(drawn)
    run = start(drawn)
    for _ in range(12):
        assert (run.at, run.state) in found.moves
        ids = {c.id for c in available(drawn, run)}
        if not ids:
            assert run.at in found.endings or (run.at, run.state) in found.stuck
            break
        assert ids <= found.offered[run.at]
        run = choose(drawn, run, data.draw(st.sampled_from(sorted(ids))))


def assert_can_be_played(found, every):
    for situation in list(found.moves)[::every]:
        run = replay(found.scenario, found.path_to(situation))
        assert (run.at, run.state) == situation
    assert set(found.stuck) <= set(found.hopeless)
    for bounds in found.scenario.variables:
        low, high = found.extents[bounds.id]
        assert bounds.min <= low <= high <= bounds.max


@given(scenarios())
def test_whatever_was_explored_can_be_played(drawn):
    assert_can_be_played(explore(drawn), every=3)


@pytest.mark.parametrize("real", real_scenarios(), ids=lambda real: real.id)
def test_what_was_explored_of_a_real_scenario_can_be_played(real):
    """At the limit it is a part of the scenario, which is enough here."""
    assert_can_be_played(explore(real, limit=3000), every=97)
