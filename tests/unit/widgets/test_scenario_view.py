"""Tests for tisserand.widgets.scenario_view: what the player shows of a run."""

import json

import pytest

from tisserand.content.loading import load_scenario, load_sources
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
