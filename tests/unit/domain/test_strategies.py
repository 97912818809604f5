from domain_builders import choice, ending, scenario, scene, variable

from tisserand.domain.strategies import (
    always_first,
    always_longest,
    always_response,
    best_outcome,
    follow,
    strategies,
)
from tisserand.i18n import Lang


def reply(choice_id, to, response=None, fr="court", en="short", **rest):
    return choice(choice_id, to, **{"text": {"fr": fr, "en": en}, "response": response, **rest})


FORUM = scenario(
    [
        scene(
            "opening",
            reply("ignore", "thread", "R0"),
            reply("remind", "thread", "R3", fr="bien plus long", en="s", effects=["firm += 1"]),
            reply("mock", "burnt", "R9", en="longer in English"),
        ),
        scene("thread", reply("read-on", "last")),
        scene(
            "last",
            reply("ignore-again", "hushed", "R0"),
            reply("remind-again", "calm", "R3", when="firm", fr="bien plus long encore"),
        ),
    ],
    [ending("calm"), ending("hushed", "mixed"), ending("burnt", "hard")],
    [variable("firm", high=1)],
)
CIRCLE = scenario([scene("a", choice("again", "a"), choice("out", "end"))], [ending("end")])


def test_always_the_first_choice():
    assert follow(FORUM, always_first) == {"hushed"}


def test_always_the_longest_choice_depends_on_the_language():
    assert follow(FORUM, always_longest(Lang.FR)) == {"calm"}
    assert follow(FORUM, always_longest(Lang.EN)) == {"burnt"}


def test_always_the_same_response_goes_on_where_nothing_is_answered():
    assert follow(FORUM, always_response("R0")) == {"hushed"}
    assert follow(FORUM, always_response("R3")) == {"calm"}


def test_a_response_that_is_not_offered_leads_to_no_ending():
    assert follow(FORUM, always_response("R5")) == frozenset()


def test_going_round_in_circles_leads_to_no_ending():
    assert follow(CIRCLE, always_first) == frozenset()


def test_good_ranks_before_mixed_before_hard():
    assert best_outcome(FORUM, ["burnt", "hushed", "calm"]) == "good"
    assert best_outcome(FORUM, ["burnt", "hushed"]) == "mixed"
    assert best_outcome(FORUM, ["burnt"]) == "hard"
    assert best_outcome(FORUM, []) is None


def test_all_strategies_of_a_scenario_are_played():
    played = {(s.name, s.lang or s.response): (set(s.endings), s.best) for s in strategies(FORUM)}
    assert played == {
        ("first", None): ({"hushed"}, "mixed"),
        ("longest", Lang.FR): ({"calm"}, "good"),
        ("longest", Lang.EN): ({"burnt"}, "hard"),
        ("response", "R0"): ({"hushed"}, "mixed"),
        ("response", "R3"): ({"calm"}, "good"),
        ("response", "R9"): ({"burnt"}, "hard"),
    }
