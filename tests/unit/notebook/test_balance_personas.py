"""The personas play a balance to its end: one moderate, one who changes little, one in the corners."""

import pytest

from tisserand.content.loading import load_module
from tisserand.content.models.module import Activity
from tisserand.domain.events import QuarterDecided
from tisserand.i18n import Lang
from tisserand.notebook import lesson as lesson_file
from tisserand.notebook.personas import find_persona
from tisserand.notebook.personas.browser import Expect
from tisserand.notebook.personas.persona import PERSONAS
from tisserand.notebook.place import read_place
from tisserand.rehearsal.kernel_report import describe, statuses
from tisserand.services.session import throwaway_session

BALANCE = "suite-de-formation"
ACTIVITIES = (
    {"kind": "balance", "id": BALANCE, "minutes": 10},
    {"kind": "own_dosage", "minutes": 3},
    {"kind": "action_plan", "minutes": 2},
)
MODULE = load_module("equilibrer-la-gouvernance").model_copy(
    update={"activities": tuple(Activity.model_validate(one) for one in ACTIVITIES)}
)


@pytest.fixture(scope="module", autouse=True)
def _no_screen():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lesson_file, "display", lambda _widget: None)
        yield


def play(persona, lang=Lang.FR):
    session = throwaway_session(MODULE, lang, persona)
    lesson = lesson_file.Lesson(MODULE, session, read_place(), find_persona(persona))
    lesson.balance(BALANCE)
    return lesson, lesson.shown[0]


@pytest.fixture(scope="module")
def played():
    """What each persona did, once for all the tests that only look at it."""
    return {persona: play(persona) for persona in PERSONAS}


def decisions(lesson):
    return [record.event for record in lesson.session.records() if isinstance(record.event, QuarterDecided)]


@pytest.mark.parametrize("persona", PERSONAS)
def test_each_persona_plays_the_two_years(played, persona):
    lesson, shown = played[persona]
    assert [one for one in shown.sent if not one.is_as_expected] == []
    assert len(lesson.session.records()) == sum(one.recorded for one in shown.sent)
    assert statuses(lesson.session, MODULE)[shown.key] == "done"
    assert len(decisions(lesson)) == 8
    (told,) = describe(lesson)["activities"]
    assert (told["events"], told["kept"], told["state"]) == (10, 10, "done")  # begun, predicted, eight quarters


def test_a_persona_does_the_same_each_time_whatever_the_language(played):
    french, english = (
        [(record.uuid, record.event) for record in lesson.session.records()]
        for lesson, _ in (played["novice"], play("novice", Lang.EN))
    )
    assert french == english


def test_the_careful_one_moves_little_and_waits_once(played):
    lesson, _ = played["careful"]
    made = decisions(lesson)
    assert [event.quarter for event in made if not event.actions] == [4]
    assert all(max(event.preferences.values()) < 70 for event in made)


def test_the_novice_leaves_the_dosages_as_they_were(played):
    lesson, _ = played["novice"]
    assert len({str(event.preferences) + str(event.orientations) for event in decisions(lesson)}) == 1


def test_the_contrary_one_goes_from_corner_to_corner_and_is_refused_dozens_of_times_without_a_trace(played):
    lesson, shown = played["contrary"]
    cornered = {name for event in decisions(lesson) for name, part in event.preferences.items() if part == 100}
    assert cornered == {"technical", "organisational", "political"}
    refused = [one for one in shown.sent if one.expected is Expect.REFUSED]
    assert len(refused) >= 100
    assert all(one.refused and not one.recorded for one in refused)


@pytest.mark.parametrize("persona", PERSONAS)
def test_each_persona_places_their_community_and_the_plan_shows_the_step_that_they_took_from_it(persona):
    session = throwaway_session(MODULE, Lang.FR, persona)
    lesson = lesson_file.Lesson(MODULE, session, read_place(), find_persona(persona))
    lesson.own_dosage()
    lesson.action_plan()
    dosage, plan = lesson.shown
    assert [one for one in (*dosage.sent, *plan.sent) if not one.is_as_expected] == []
    assert all((one["events"], one["state"]) == (one["kept"], "done") for one in describe(lesson)["activities"])
    took_it = dosage.widget.view["gap"]["in_plan"]
    assert took_it == (persona != "novice")
    assert took_it == (dosage.widget.view["gap"]["step"] in [step["text"] for step in plan.widget.view["steps"]])


def send(shown, **content):
    message = {"content": {"data": {"method": "custom", "content": content}}, "buffers": []}
    shown.widget.comm.handle_msg(message)
    assert shown.widget.view["problem"] is None


def test_the_plan_is_shown_anew_when_a_step_goes_into_it_and_the_dosage_when_it_is_taken_out():
    lesson = lesson_file.Lesson(MODULE, throwaway_session(MODULE, Lang.FR, "ada"), read_place())
    lesson.action_plan()
    lesson.own_dosage()
    plan, dosage = lesson.shown
    view = dosage.widget.view
    parts = {kind: view["today"][kind]["parts"] for kind in ("preferences", "orientations")}
    send(dosage, type="place", uuid="u-0000001", today=parts, wanted=parts)
    send(dosage, type="to_plan", uuid="u-0000002")
    (step,) = plan.widget.view["steps"]
    assert dosage.widget.view["gap"]["in_plan"]
    send(plan, type="remove", uuid="u-0000003", step_id=step["step_id"])
    assert not dosage.widget.view["gap"]["in_plan"]
