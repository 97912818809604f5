from domain_builders import choice, ending, scenario, scene, text, variable
from hypothesis import assume, given
from scenario_strategies import scenarios

from tisserand.domain.exploration import explore
from tisserand.domain.scenario_paths import Extent, path_lengths, reading_words
from tisserand.i18n import Lang

FORUM = scenario(
    [
        scene(
            "opening",
            choice("short-cut", "end", text=text("one two"), consequence=text("ouch")),
            choice("long-way", "thread", text=text("one")),
            title=text("A title"),
            text={"fr": "un deux trois", "en": "one"},
        ),
        scene(
            "thread",
            choice("again", "thread", text=text("x"), effects=["heat += 1"], when="heat < 2"),
            choice("back", "opening", text=text("x")),
            choice("go", "end", text=text("x")),
            title=text("Title"),
            text=text("l'ami, peut-être : dit-il !"),
            posts=[
                {"by": "ana", "at": text("9:00"), "text": text("four words in all"), "quote": text("a quote")},
                {"by": "ana", "at": text("9:00"), "text": text("hidden " * 50), "when": "heat > 2"},
            ],
        ),
    ],
    [ending("end", title=text("End"), text=text("It ends"), debrief=text("learnt a lot"))],
    [variable("heat", high=2)],
    intro=text("Read this first"),
)


def test_the_longest_way_goes_round_a_loop_only_while_something_changes():
    """Opening, thread, thread, thread, end: going back to the opening is a loop."""
    assert path_lengths(explore(FORUM)).least == 1
    looped = path_lengths(explore(FORUM)).most
    assert looped >= 4


def test_words_are_those_that_a_reader_meets():
    french, english = (reading_words(explore(FORUM), lang) for lang in (Lang.FR, Lang.EN))
    introduction, end = 3 + 1, 1 + 2 + 3
    assert french.least == introduction + (2 + 3 + 3) + 1 + end
    assert english.least == introduction + (2 + 1 + 3) + 1 + end
    assert french.most > french.least


def test_a_scenario_without_a_reachable_ending_has_no_length():
    circle = scenario([scene("a", choice("again", "a"))], [ending("end")])
    assert path_lengths(explore(circle)) is None
    assert reading_words(explore(circle), Lang.FR) is None


def test_a_straight_scenario_has_one_length():
    straight = scenario([scene("a", choice("go", "b")), scene("b", choice("go", "end"))], [ending("end")])
    assert path_lengths(explore(straight)) == Extent(2, 2)


def all_simple_paths(found, situation, visited=()):
    """Yield the length of every way to an ending that meets no situation twice."""
    if situation.place in found.endings:
        yield len(visited)
    for move in found.moves[situation]:
        if move.to not in visited and move.to != situation:
            yield from all_simple_paths(found, move.to, (*visited, situation))


@given(scenarios())
def test_lengths_agree_with_counting_all_the_ways(drawn):
    found = explore(drawn)
    assume(found.endings and len(found.moves) <= 12)
    lengths = list(all_simple_paths(found, next(iter(found.moves))))
    extent = path_lengths(found)
    assert extent.least == min(lengths) == min(len(found.path_to(ending_id)) for ending_id in found.endings)
    assert extent.least <= extent.most <= max(lengths)
    words = reading_words(found, Lang.FR)
    assert words.least <= words.most
