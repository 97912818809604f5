"""The personas play every activity to its end through its widget, each in its own way, the same way each time."""

import json

import pytest

from tisserand.content.loading import load_module
from tisserand.i18n import Lang
from tisserand.notebook import lesson as lesson_file
from tisserand.notebook.personas.browser import Expect, Sent
from tisserand.notebook.personas.persona import PERSONAS
from tisserand.rehearsal.kernel_report import statuses

SLUG = "gerer-un-troll"
MODULE = load_module(SLUG)
KEYS = [*dict.fromkeys((one.kind, one.id, one.moment) for one in MODULE.activities), ("progress", None, None)]
SCENARIOS = [one.id for one in MODULE.activities if one.kind == "scenario"]


@pytest.fixture(autouse=True)
def _no_screen(monkeypatch):
    monkeypatch.setattr(lesson_file, "display", lambda _widget: None)


def play(persona, kind, exercise_id=None, moment=None, lang="fr"):
    lesson = lesson_file.open_lesson(SLUG, lang=lang, persona=persona)
    arguments = [one for one in (exercise_id, moment) if one]
    getattr(lesson, kind)(*arguments)
    return lesson, lesson.shown[0]


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("persona", PERSONAS)
@pytest.mark.parametrize(("kind", "exercise_id", "moment"), KEYS)
def test_each_persona_takes_each_activity_to_its_end(persona, kind, exercise_id, moment, lang):
    lesson, shown = play(persona, kind, exercise_id, moment, lang)
    assert [one for one in shown.sent if not one.is_as_expected] == []
    assert len(lesson.session.records()) == sum(one.recorded for one in shown.sent)
    if kind != "progress":
        assert statuses(lesson.session, MODULE)[shown.key] == "done"


@pytest.mark.parametrize("persona", PERSONAS)
def test_a_persona_does_the_same_each_time(persona):
    def run():
        lesson, shown = play(persona, "scenario", SCENARIOS[0])
        return [(record.uuid, record.event) for record in lesson.session.records()], shown.sent

    assert run() == run()


@pytest.mark.parametrize("scenario_id", SCENARIOS)
def test_personas_go_different_ways_in_a_scenario(scenario_id):
    ways = set()
    for persona in PERSONAS:
        _, shown = play(persona, "scenario", scenario_id)
        ways.add(json.dumps([step["choice_html"] for step in shown.widget.view["history"]]))
    assert len(ways) == len(PERSONAS)


def test_the_careful_one_gets_the_quiz_right_by_reading_the_feedback():
    _, shown = play("careful", "quiz", "signes-de-derapage")
    verdicts = {question["result"]["verdict"] for question in shown.widget.view["questions"]}
    assert verdicts <= {"right", "noted"}


@pytest.mark.parametrize("persona", ["novice", "contrary"])
def test_the_others_do_not(persona):
    _, shown = play(persona, "quiz", "signes-de-derapage")
    assert "wrong" in {question["result"]["verdict"] for question in shown.widget.view["questions"]}


def test_the_novice_goes_back_once():
    lesson, _ = play("novice", "scenario", SCENARIOS[0])
    assert [record.event.kind for record in lesson.session.records()].count("choices_undone") == 1


@pytest.mark.parametrize(("kind", "exercise_id", "moment"), KEYS)
def test_the_contrary_one_is_refused_dozens_of_times_without_a_trace(kind, exercise_id, moment, caplog):
    _, shown = play("contrary", kind, exercise_id, moment)
    refused = [one for one in shown.sent if one.expected is Expect.REFUSED]
    assert len(refused) >= 15
    assert all(one.refused and not one.recorded for one in refused)
    assert not [record for record in caplog.records if record.levelname in {"WARNING", "ERROR"}]


@pytest.mark.parametrize(
    ("expected", "refused", "recorded", "fine"),
    [
        (Expect.RECORDED, False, 1, True),
        (Expect.RECORDED, False, 0, False),
        (Expect.RECORDED, False, 2, False),
        (Expect.RECORDED, True, 0, False),
        (Expect.REFUSED, True, 0, True),
        (Expect.REFUSED, True, 1, False),
        (Expect.REFUSED, False, 0, False),
        (Expect.NOTHING, False, 0, True),
        (Expect.NOTHING, True, 0, True),
        (Expect.NOTHING, False, 1, False),
    ],
)
def test_an_intention_that_meets_another_fate_is_noticed(expected, refused, recorded, fine):
    assert Sent("x", expected, refused, recorded).is_as_expected is fine
