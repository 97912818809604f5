"""The pictures of a room as fragments of HTML: what they say, and what they let through."""

import re
from html.parser import HTMLParser

import pytest
from pydantic import TypeAdapter

from tisserand.content.loading import load_balance, load_framework, load_scenario
from tisserand.content.models.quiz import Question
from tisserand.domain.balance.indicators import INDICATORS, Reading
from tisserand.domain.balance.outcome import IndicatorOutcome, Verdict
from tisserand.domain.balance.replays import Summary
from tisserand.domain.rooms.game_tally import tally_games
from tisserand.domain.rooms.level_tally import tally_levels
from tisserand.domain.rooms.path_tally import tally_paths
from tisserand.domain.rooms.question_tally import tally_question
from tisserand.domain.rooms.wall_tally import tally_wall
from tisserand.domain.scenario import available, choose, start
from tisserand.i18n import Lang
from tisserand.server.rooms.pictures import picture_html

VOID = {"input", "br", "img", "rect", "path", "circle"}
HOSTILE = '<img src=x onerror="alert(1)"> {{ 7 * 7 }} & </q></figure><script>alert(2)</script>'


class Balanced(HTMLParser):
    """Reads a fragment and says what was left open."""

    def __init__(self):
        super().__init__()
        self.open, self.seen = [], []

    def handle_starttag(self, tag, attrs):
        """Open an element."""
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        """Note an empty element."""
        self.seen.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        """Close the element that was opened last."""
        assert self.open.pop() == tag


def read(html):
    parser = Balanced()
    parser.feed(html)
    assert parser.open == []
    return parser.seen


def words(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html))


def text(words_in_it):
    return {"fr": words_in_it, "en": words_in_it}


def question(kind="single", **rest):
    return TypeAdapter(Question).validate_python({"id": "q", "kind": kind, "prompt": text("?"), **rest})


def option(option_id, **rest):
    return {"id": option_id, "text": text(f"option *{option_id}*"), "feedback": text(f"why {option_id}"), **rest}


SINGLE = question(options=[option("a"), option("b", correct=True), option("c", credit=0.5)])


def given_by(*answers):
    return {f"p{number}": answer for number, answer in enumerate(answers)}


def game(number):
    """Return a game whose figures are made by hand, a little higher each week."""
    blank = dict.fromkeys(Reading._fields, 0.1)
    readings = [Reading(**{**blank, "week": week, "active": 10.0 + number + week / 10}) for week in range(13 * 9)]
    outcomes = tuple(IndicatorOutcome(name, Verdict.TOOK_OFF, 0.1, 0.2) for name in INDICATORS)
    return Summary(outcomes, (), (), tuple(readings))


def some_tallies():
    scenario = load_scenario("le-bon-plan")
    run = start(scenario)
    while choices := available(scenario, run):
        run = choose(scenario, run, choices[0].id)
    balance = load_balance("jeune-groupe-de-pratiques")
    games = {f"p{number}": game(number) for number in range(11)}
    return {
        "question": tally_question(SINGLE, given_by(*"aabbbc")),
        "true_false": tally_question(question("true_false", answer=True), given_by(*[True] * 5)),
        "numeric": tally_question(question("numeric", answer=1.5, tolerance=0.5), given_by(1, 2, 3, 4, 5)),
        "levels": tally_levels(load_framework(), "A4", given_by(0, 1, 1, 2, 3), given_by(1, 1, 2, 2, 4)),
        "paths": tally_paths(scenario, {f"p{number}": run for number in range(6)}),
        "games": tally_games(balance, games),
        "no games": tally_games(balance, {}),
        "wall": tally_wall("?", [], {}),
    }


TALLIES = some_tallies()


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("big", [False, True])
@pytest.mark.parametrize("name", TALLIES)
def test_every_picture_is_well_formed_in_both_languages(name, big, lang):
    """With a table, but on the projector; every drawing has words, or is said in words beside it."""
    seen = read(picture_html(TALLIES[name], lang, big=big))
    tags = [tag for tag, _ in seen]
    assert tags[0] == "figure"
    assert "figcaption" in tags
    assert not {"h1", "h2", "script"} & set(tags)
    if big:
        assert not {"details", "table"} & set(tags)
    elif name not in {"wall", "no games"}:
        assert "table" in tags
    for tag, attributes in seen:
        if tag == "svg":
            assert attributes.get("aria-label") if attributes.get("role") == "img" else attributes["aria-hidden"]


def test_a_question_says_how_many_answered_what_is_right_and_why():
    """In words, in the order of the letters that the room speaks of."""
    html = picture_html(TALLIES["question"], Lang.EN, letters={"a": "C", "b": "A", "c": "B"})
    said = words(html)
    assert "6 people answered." in said
    assert "3 right, 1 partly right, 2 to look at again" in said
    assert re.search(r"A option b ✓ Right answer 3 people · 50% \(from 19% to 81%\) why b", said)
    assert said.index("option b") < said.index("option c") < said.index("option a")
    assert "Defensible" in said
    assert "<em>b</em>" in html


def test_withheld_figures_are_nowhere_in_the_picture():
    """Neither as numbers nor as widths; the options and what is right stay."""
    html = picture_html(tally_question(SINGLE, given_by(*"abbb")), Lang.FR)
    assert "4 personnes ont répondu." in words(html)
    assert "à partir de 5 réponses" in words(html).replace("\N{NO-BREAK SPACE}", " ")
    assert "Bonne réponse" in html
    assert "svg" not in html
    assert "%" not in html
    assert "<table" not in html


def test_a_difference_that_would_tell_too_much_is_explained():
    """With how many more answers it takes."""
    before = given_by(*"aabbb")
    html = picture_html(tally_question(SINGLE, {**before, "late": "a"}, [before]), Lang.EN)
    assert "what fewer than 5 people answered. 4 more answers are needed" in words(html)
    assert "svg" not in html


def test_what_people_typed_stays_text():
    """On the wall, in titles of groups, in the prompt, for the room and for a trainer."""

    class Written:
        uuid, person, answer = "u", "p", HOSTILE

    class Arranged:
        state, group = "highlighted", HOSTILE

    for to_trainer in (False, True):
        wall = tally_wall(HOSTILE, [Written()], {"u": Arranged()}, to_trainer=to_trainer)
        for big in (False, True):
            html = picture_html(wall, Lang.FR, big=big)
            assert not {"img", "script"} & {tag for tag, _ in read(html)}
            assert html.count("&lt;script&gt;alert(2)") == 2
            assert "{{ 7 * 7 }}" in html


def test_a_short_text_shows_no_text_that_was_typed():
    """Only whether it is an accepted one."""
    asked = question("short_text", accepted={"fr": ["écoute"], "en": ["listening"]})
    html = picture_html(tally_question(asked, given_by(*[HOSTILE] * 5)), Lang.EN)
    assert "alert" not in html
    assert "Answers accepted: listening." in html


def test_levels_say_before_after_and_who_moved():
    """As a sentence."""
    said = words(picture_html(TALLIES["levels"], Lang.EN))
    assert "Of the 5 people who answered both times: 3 moved up, 2 stayed." in said
    assert "0. Not yet" in said


def test_numbers_follow_the_language():
    """Commas in French."""
    assert "1,5, à 0,5 près" in words(picture_html(TALLIES["numeric"], Lang.FR))
    assert "1.5, within 0.5" in words(picture_html(TALLIES["numeric"], Lang.EN))


def test_fans_say_where_the_games_ended_and_what_became_of_them():
    """In words beside the drawing; the outer band only where it is about ten games or more."""
    html = picture_html(TALLIES["games"], Lang.EN)
    assert "the middle of the games is at 27, and half of them lie from 24 to 29" in words(html)
    assert "took off in 11" in words(html)
    assert "ts-pic-outer" in html
    few = tally_games(TALLIES["games"].profile, {f"p{number}": game(number) for number in range(5)})
    assert "ts-pic-outer" not in picture_html(few, Lang.EN)


def test_a_map_names_the_passage_taken_most():
    """For those who do not see it."""
    seen = read(picture_html(TALLIES["paths"], Lang.EN))
    label = next(attributes["aria-label"] for tag, attributes in seen if tag == "svg" and "aria-label" in attributes)
    assert "by 6 people" in label
