"""Tests for tisserand.widgets.scenario_view: what the player shows of a run."""

import json
from typing import Any

import pytest

from tisserand.content.loading import load_meeting, load_scenario, load_sources
from tisserand.content.models.scenario import Scenario
from tisserand.domain.scenario import available, choose, current_ending, start
from tisserand.domain.scenario_history import ScenarioHistory
from tisserand.i18n import Lang
from tisserand.widgets.scenario_view import ScenarioView, tone

NAME = "le-troll-avait-raison"


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load_scenario(NAME)


def history(scenario: Scenario, choices: int) -> ScenarioHistory:
    """A run of as many choices as asked for, always the last one offered, or fewer if it ends."""
    run = start(scenario)
    for _ in range(choices):
        offered = available(scenario, run)
        if not offered:
            break
        run = choose(scenario, run, offered[-1].id)
    ending = current_ending(scenario, run)
    return ScenarioHistory(run, 1, (ending.id,) if ending else ())


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("choices", [0, 1, 4, 30])
def test_every_moment_can_be_shown_as_json(scenario: Scenario, lang: Lang, choices: int) -> None:
    """At the start, on the way and at the end, in both languages."""
    view = ScenarioView(scenario, lang, load_sources()).build(history(scenario, choices))
    json.dumps(view)
    assert (view["scene"] is None) == (view["ending"] is not None)
    assert (view["debrief"] is not None) == (view["ending"] is not None)


def test_a_meter_always_says_its_value_in_words(scenario: Scenario) -> None:
    """Never a number alone, and never a hidden memory."""
    meters = ScenarioView(scenario, Lang.FR, {}).build(history(scenario, 0))["meters"]
    assert {meter["id"] for meter in meters} == {variable.id for variable in scenario.variables if variable.shown}
    assert all(meter["word"] and not meter["word"].isdigit() for meter in meters)


def test_the_debrief_hides_what_was_not_visited(scenario: Scenario) -> None:
    """Only the moments gone through have a number; titles of the others are not sent to the browser at all."""
    done = history(scenario, 30)
    view = ScenarioView(scenario, Lang.FR, load_sources()).build(done)
    numbered = {node["id"] for node in view["debrief"]["map"]["nodes"] if node["number"] is not None}
    assert numbered == {step.scene for step in done.run.steps} | {done.run.at}
    unseen = [ending.title.fr for ending in scenario.endings if ending.id != done.run.at]
    assert not [title for title in unseen if title in json.dumps(view, ensure_ascii=False)]


def test_the_debrief_gives_the_reason_of_every_choice_and_what_else_was_offered(scenario: Scenario) -> None:
    """One reason for each step; the choices not taken are those that the state allowed."""
    done = history(scenario, 30)
    debrief = ScenarioView(scenario, Lang.EN, load_sources()).build(done)["debrief"]
    assert len(debrief["whys"]) == len(done.run.steps)
    assert all(why["why_html"] for why in debrief["whys"])
    assert debrief["untried"]


def test_a_change_says_where_it_comes_from_and_goes_to(scenario: Scenario) -> None:
    """Words of both values, and an arrow that colour only repeats."""
    view = ScenarioView(scenario, Lang.FR, {}).build(history(scenario, 1))
    assert view["last"]["changes"]
    for change in view["last"]["changes"]:
        assert change["arrow"] in {"▲", "▼"}
        assert "«" in change["text"]


def test_tones_follow_which_end_is_better(scenario: Scenario) -> None:
    """The same value is good where low is better and hard where high is."""
    low = next(variable for variable in scenario.variables if variable.better == "low")
    high = low.model_copy(update={"better": "high"})
    assert (tone(low, low.min), tone(high, low.min)) == ("good", "hard")
    assert tone(low.model_copy(update={"better": None}), 1) == "neutral"


def test_each_choice_left_aside_says_what_it_would_have_done(scenario: Scenario) -> None:
    """What it tells, changes and why, in the state of that moment; not where it leads."""
    done = history(scenario, 30)
    untried = ScenarioView(scenario, Lang.FR, load_sources()).build(done)["debrief"]["untried"]
    assert all(one["consequence_html"] and one["why_html"] for one in untried)
    assert any(one["changes"] for one in untried)


SESSIONS = ("la-demande-de-samira", "midi-a-distance")


def in_the_room(name: str, choices: int, lang: Lang = Lang.FR) -> dict[str, Any]:
    """The view of a played session after so many choices, always the last one offered."""
    story = load_scenario(name)
    assert story.agenda
    views = ScenarioView(story, lang, load_sources(), load_meeting(story.agenda.meeting))
    return views.build(history(story, choices))


def test_a_thread_has_no_room(scenario: Scenario) -> None:
    """The clock and the shares are those of a session."""
    assert ScenarioView(scenario, Lang.FR, {}).build(history(scenario, 2))["room"] is None


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("name", SESSIONS)
def test_a_room_has_its_clock_its_steps_and_who_was_heard(name: str, lang: Lang) -> None:
    """At every moment; at the end the clock has nothing more to say and all the steps are past."""
    for choices in range(13):
        view = in_the_room(name, choices, lang)
        json.dumps(view)
        room = view["room"]
        shares = [one["share"] for one in room["heard"]]
        assert sum(shares) == pytest.approx(1, abs=0.01) or not any(shares)
        places = [step["place"] for step in room["steps"]]
        assert places == sorted(places, key=["past", "now", "ahead"].index)
        assert places.count("now") == (view["scene"] is not None)
        assert (room["clock"] is not None) == (view["scene"] is not None)


def test_what_a_choice_makes_people_say_is_heard_at_once_then_belongs_to_the_session() -> None:
    """It stands below with its consequence, and above once the next choice is made; never in both places."""
    story = load_scenario("la-demande-de-samira")
    views = ScenarioView(story, Lang.FR, {}, load_meeting("codeveloppement"))
    run = choose(story, start(story), "couloir")
    first = views.build(ScenarioHistory(run, 1, ()))
    said = first["last"]["posts"][0]
    assert said["by"] == "Hélène Roussel"
    assert said["at"] is None
    assert said not in first["thread"]
    assert said in views.build(ScenarioHistory(choose(story, run, "passer"), 1, ()))["thread"]


def test_minutes_lost_are_told_as_minutes_and_not_as_a_hidden_variable() -> None:
    """The delay has no meter; a change says how many minutes."""
    story = load_scenario("la-demande-de-samira")
    run = choose(story, start(story), "couloir")
    view = ScenarioView(story, Lang.EN, {}, load_meeting("codeveloppement")).build(ScenarioHistory(run, 1, ()))
    assert "3 minutes more than planned" in [change["text"] for change in view["last"]["changes"]]
    assert view["room"]["clock"]["late"] == "3 minutes late"
    assert "late" not in {meter["id"] for meter in view["meters"]}


def test_what_practitioners_differ_on_is_told_in_the_debrief_of_the_moments_gone_through() -> None:
    """Not before the end."""
    assert in_the_room("la-demande-de-samira", 3)["debrief"] is None
    whys = in_the_room("la-demande-de-samira", 30)["debrief"]["whys"]
    assert sum(bool(why["debate_html"]) for why in whys) >= 4
