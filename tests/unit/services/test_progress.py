"""How far a person has come, in the real module."""

import logging

import pytest

from tisserand.content.loading import load_module
from tisserand.domain.scenario import available, current_ending
from tisserand.i18n import Lang
from tisserand.services.plans import write_plan_step
from tisserand.services.progress import current_progress, load_exercises, progress_of_all
from tisserand.services.scenarios import choose, current_run
from tisserand.services.session import throwaway_session


@pytest.fixture(scope="module")
def module():
    return load_module("gerer-un-troll")


@pytest.fixture(scope="module")
def exercises(module):
    return load_exercises(module)


@pytest.fixture
def session(module):
    return throwaway_session(module, Lang.FR, "ada")


def play_to_the_end(session, scenario):
    for turn in range(200):
        run = current_run(session, scenario).run
        if current_ending(scenario, run):
            return
        choice = available(scenario, run)[turn % len(available(scenario, run))]
        choose(session, scenario, run.at, len(run.steps), choice.id, f"{scenario.id}-{turn}")
    pytest.fail("no ending in 200 choices")


def test_a_scenario_played_to_an_ending_counts_as_done(session, module, exercises):
    scenario = next(one for one in exercises if one.kind == "scenario")
    play_to_the_end(session, scenario)
    found = current_progress(session, module, exercises)
    done = [one.activity.key for one in found.activities if one.status == "done"]
    assert done == [f"scenario/{scenario.id}"]


def test_each_exercise_is_loaded_once_though_the_module_names_it_twice(module, exercises):
    names = [one.id for one in module.activities if one.kind == "self_assessment"]
    assert len(names) == 2
    assert len([one for one in exercises if one.kind == "self_assessment"]) == len(set(names)) == 1


def test_an_exercise_that_can_not_be_loaded_is_left_out_and_logged(module, caplog):
    """A typo of the author's must not hide the person's progress elsewhere."""
    broken = module.activities[1].model_copy(update={"id": "no-such-exercise"})
    changed = module.model_copy(update={"activities": (broken, *module.activities[2:])})
    with caplog.at_level(logging.WARNING):
        found = load_exercises(changed)
    assert found
    assert "no-such-exercise" in caplog.text


@pytest.mark.parametrize(("lang", "words"), [(Lang.FR, "Pas encore commencé."), (Lang.EN, "Not begun yet.")])
def test_a_module_without_records_is_not_begun(session, module, lang, words):
    standing = progress_of_all(session.log, "ada", [module], lang)[module.id]
    assert (standing.begun, standing.percent, standing.words) == (False, 0, words)


def test_a_list_of_modules_says_how_far_the_person_has_come(session, module):
    write_plan_step(session, "s1", "Relire la charte", "2026-04-01", "u1")
    standing = progress_of_all(session.log, "ada", [module], Lang.FR)[module.id]
    total, plan = len(module.activities), next(one for one in module.activities if one.kind == "action_plan")
    assert standing.begun is True
    assert standing.percent == int(100 * plan.minutes / sum(one.minutes for one in module.activities))
    assert standing.words == f"1 activité terminée sur {total}."
    assert progress_of_all(session.log, "bob", [module], Lang.FR)[module.id].begun is False
