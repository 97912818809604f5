"""The ways through a scenario: nobody is followed where fewer than five went."""

import pytest
from domain_builders import choice, ending, real_scenarios, records, scenario, scene
from hypothesis import given
from hypothesis import strategies as st

from tisserand.content.loading import load_scenario
from tisserand.domain.events import ChoiceMade, ExerciseRestarted
from tisserand.domain.rooms.path_tally import runs_of_choices, runs_of_records, tally_paths
from tisserand.domain.scenario import available, choose, replay, start

FORK = scenario(
    [
        scene("s", choice("left", "l"), choice("right", "r")),
        scene("l", choice("end", "good"), choice("back", "s"), choice("over", "r")),
        scene("r", choice("end", "good"), choice("fail", "hard")),
    ],
    [ending("good"), ending("hard", "hard")],
)
REAL = load_scenario("lundi-matin")


def runs(*paths):
    return {f"p{number}": replay(FORK, path) for number, path in enumerate(paths)}


def places(tally):
    return {place.place: place.count for place in tally.places}


def passages(tally):
    return {(passage.at, passage.to): passage.count for passage in tally.passages}


def test_passages_and_endings_are_counted():
    """Each person once, even on a way that they took twice."""
    loop = ["left", "back", "left", "end"]
    tally = tally_paths(FORK, runs(*[["left", "end"]] * 4, loop, *[["right", "fail"]] * 5, ["right"]))
    assert passages(tally) == {
        ("s", "l"): 5, ("l", "s"): 1, ("l", "good"): 5, ("s", "r"): 6, ("r", "hard"): 5,
    }  # fmt: skip
    assert places(tally) == {"s": 11, "l": 5, "r": 6, "good": 5, "hard": 5}
    assert [(place.place, place.outcome) for place in tally.endings] == [("good", "good"), ("hard", "hard")]
    assert (tally.judged.n, tally.underway, tally.set_aside) == (11, 1, 0)
    here = next(place for place in tally.places if place.place == "l")
    assert [(one.choice, one.count) for one in here.choices] == [("end", 5), ("back", 1), ("over", 0)]
    assert here.choices[1].share.value == pytest.approx(1 / 5)


def test_nobody_is_followed_beyond_a_scene_that_fewer_than_five_reached():
    """It is told how many went there; not what they did, nor how they ended: the total would tell."""
    tally = tally_paths(FORK, runs(*[["left", "end"]] * 6, *[["right", "fail"]] * 4))
    assert places(tally) == {"s": 10, "l": 6, "r": 4, "good": 6, "hard": 0}
    assert ("r", "hard") not in passages(tally)
    assert (tally.set_aside, tally.underway, tally.has_all_endings) == (4, 0, False)
    assert [place.place for place in tally.places if place.is_little_trodden] == ["r"]


def test_who_is_not_followed_makes_no_other_scene_well_trodden():
    """Four of the five who came to the right had come through a scene of four."""
    wide = scenario(
        [
            scene("s", choice("a", "a"), choice("b", "b")),
            scene("a", choice("on", "c")),
            scene("b", choice("on", "c"), choice("end", "good")),
            scene("c", choice("end", "good"), choice("fail", "hard")),
        ],
        [ending("good"), ending("hard", "hard")],
    )
    paths = [["a", "on", "fail"]] * 4 + [["b", "on", "end"]] + [["b", "end"]] * 5
    tally = tally_paths(wide, {f"p{n}": replay(wide, path) for n, path in enumerate(paths)})
    assert {place.place for place in tally.places if place.is_little_trodden} == {"a", "c"}
    assert passages(tally) == {("s", "a"): 4, ("s", "b"): 6, ("b", "c"): 1, ("b", "good"): 5}
    assert tally.set_aside == 5
    assert tally.has_all_endings
    assert {place.place: place.count for place in tally.endings} == {"good": 6, "hard": 4}


def test_under_five_people_there_is_only_the_map():
    """And how many they are; those who have not begun are none of them."""
    tally = tally_paths(FORK, runs(*[["left"]] * 4, []))
    assert (tally.judged.n, tally.judged.reason, tally.places, tally.passages) == (4, "few", (), ())
    assert set(tally.map.spots) == {"s", "l", "r", "good", "hard"}


def test_one_more_choice_between_two_pictures_is_withheld():
    """Everybody saw who was still playing."""
    before = runs(*[["left"]] * 6)
    after = {**before, "p0": replay(FORK, ["left", "end"])}
    assert tally_paths(FORK, after, [before]).judged.reason == "difference"
    assert tally_paths(FORK, before, [before]).judged.may_show


def test_runs_come_from_lists_of_choices_or_from_records():
    """What does not fit is left out."""
    found = runs_of_choices(FORK, {"a": ["left", "end"], "b": ["nowhere"], "c": "left", "d": [], "e": [1]})
    assert {person: run.choices for person, run in found.items()} == {"a": ("left", "end"), "d": ()}
    kept = records(ChoiceMade(0, "s", "left"), ExerciseRestarted(), ChoiceMade(0, "s", "right"))
    assert runs_of_records(FORK, [*kept, *kept])["somebody"].choices == ("right",)


def random_run(numbers):
    run = start(REAL)
    for number in numbers:
        if not (open_now := available(REAL, run)):
            break
        run = choose(REAL, run, open_now[number % len(open_now)].id)
    return run


WAYS = st.lists(st.lists(st.integers(0, 5), min_size=1, max_size=12), min_size=5, max_size=25)


@given(WAYS)
def test_what_people_did_beyond_a_little_trodden_scene_changes_nothing(ways):
    """Not a figure of the picture but the endings, and these neither where fewer than five were not followed."""
    played = {f"p{number}": random_run(way) for number, way in enumerate(ways)}
    tally = tally_paths(REAL, played)
    little = {place.place for place in tally.places if place.is_little_trodden}
    cut = {}
    for person, run in played.items():
        end = next((number for number, step in enumerate(run.steps, 1) if step.to in little), len(run.steps))
        cut[person] = replay(REAL, run.choices[:end])
    other = tally_paths(REAL, cut)
    assert (other.passages, other.set_aside) == (tally.passages, tally.set_aside)
    if tally.set_aside < 5:
        assert other == tally
    else:
        assert [place for place in other.places if not place.outcome] == [
            place for place in tally.places if not place.outcome
        ]


@given(WAYS)
def test_what_is_told_of_a_scene_is_told_of_five_people_at_least(ways):
    """And the counts add up."""
    tally = tally_paths(REAL, {f"p{number}": random_run(way) for number, way in enumerate(ways)})
    reached = places(tally)
    assert all(reached[passage.at] >= 5 for passage in tally.passages)
    assert all(place.count >= 5 for place in tally.places if place.choices)
    ended = sum(place.count for place in tally.endings)
    uncounted = 0 if tally.has_all_endings else tally.set_aside
    assert ended + tally.underway + uncounted == tally.judged.n == len(ways)
    assert uncounted < 5


@pytest.mark.parametrize("each", real_scenarios(), ids=lambda each: each.id)
def test_every_scenario_can_be_pictured(each):
    """With a way that somebody can take."""
    first = start(each)
    first = choose(each, first, available(each, first)[0].id)
    assert tally_paths(each, {f"p{n}": first for n in range(5)}).places[0].count >= 0
