"""The clock of a meeting that is played, and who has been heard."""

import pytest
from domain_builders import choice, ending, scenario, scene, text, variable

from tisserand.domain.scenario import choose, replay, said_after, start
from tisserand.domain.scenario_meeting import clock_at, heard
from tisserand.i18n import Lang

CAST = [{"id": who, "name": who.title(), "role": text(who)} for who in ("ada", "bo", "cy")]


def said(who, words, **rest):
    return {"by": who, "text": {"fr": words, "en": f"{words} and more"}, **rest}


def session(**agenda):
    return scenario(
        [
            scene(
                "tell",
                choice("let", "help", effects=["late += 20"], posts=[said("bo", "one two three")]),
                choice("stop", "help", posts=[said("ada", "one", when="late == 0"), said("bo", "no", when="late > 0")]),
                minute=10,
                posts=[said("ada", "one two"), said("bo", "hm", when="late > 0")],
            ),
            scene("help", choice("end", "done"), minute=25),
        ],
        [ending("done", posts=[said("ada", "one two three four")])],
        [variable("late", 0, 20)],
        cast=CAST,
        agenda={"meeting": "small", "begins": "23:50", "minutes": 40, "late": "late", **agenda},
    )


def clock(story, *choices):
    run = replay(story, choices)
    return clock_at(story, next(one for one in story.scenes if one.id == run.at), run.state)


def test_the_clock_is_the_minute_of_the_scene_plus_what_was_lost():
    found = clock(session(begins="14:00"), "stop")
    assert (found.hour, found.minute, found.late, found.left) == (14, 25, 0, 15)
    found = clock(session(begins="14:00"), "let")
    assert (found.hour, found.minute, found.late, found.left) == (14, 45, 20, 0)


def test_midnight_is_gone_past_and_no_time_is_left_never_less():
    found = clock(session(), "let")
    assert (found.hour, found.minute) == (0, 35)
    assert clock(session(minutes=10), "let").left == 0


def test_without_an_agenda_or_a_minute_there_is_no_clock():
    plain = scenario([scene("tell", choice("end", "done"))], [ending("done")])
    assert clock_at(plain, plain.scenes[0], start(plain).state) is None
    story = session()
    timeless = story.scenes[0].model_copy(update={"minute": None})
    assert clock_at(story, timeless, start(story).state) is None


@pytest.mark.parametrize(
    ("choices", "words"), [((), (2, 0, 0)), (("let",), (2, 3, 0)), (("stop",), (3, 0, 0)), (("stop", "end"), (7, 0, 0))]
)
def test_what_counts_is_what_was_heard_so_far(choices, words):
    story = session()
    found = heard(story, replay(story, choices), Lang.FR)
    assert tuple(one.words for one in found) == words
    assert sum(one.share for one in found) == pytest.approx(1)


def test_words_are_counted_in_the_language_of_the_reader_and_silence_is_no_division_by_zero():
    story = session()
    assert heard(story, start(story), Lang.EN)[0].words == 4
    silent = story.model_copy(update={"scenes": tuple(one.model_copy(update={"posts": ()}) for one in story.scenes)})
    assert {one.share for one in heard(silent, start(silent), Lang.FR)} == {0.0}


def test_what_a_choice_makes_people_say_depends_on_the_state_before_it():
    story = session()
    stop = story.scenes[0].choices[1]
    assert [post.by for post in said_after(stop, start(story).state)] == ["ada"]
    assert [post.by for post in said_after(stop, choose(story, start(story), "let").state)] == ["bo"]
