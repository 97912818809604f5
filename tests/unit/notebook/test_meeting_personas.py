"""The personas lead a meeting: one plans and takes notes, one begins at once, one forges and stops."""

import pytest

from tisserand.content.loading import load_module
from tisserand.content.models.module import Activity
from tisserand.domain.events import MeetingMoved, MeetingNoteWritten, MeetingPrepared
from tisserand.i18n import Lang
from tisserand.notebook import lesson as lesson_file
from tisserand.notebook.personas import find_persona
from tisserand.notebook.personas.browser import Expect
from tisserand.notebook.personas.persona import PERSONAS
from tisserand.notebook.place import read_place
from tisserand.rehearsal.kernel_report import describe, statuses
from tisserand.services.session import throwaway_session

MODULE = load_module("groupe-de-proximite").model_copy(
    update={"activities": (Activity(kind="meeting", id="codeveloppement", minutes=2),)}
)


@pytest.fixture
def play(monkeypatch):
    monkeypatch.setattr(lesson_file, "display", lambda _widget: None)

    def play(persona, lang=Lang.FR):
        session = throwaway_session(MODULE, lang, persona)
        lesson = lesson_file.Lesson(MODULE, session, read_place(), find_persona(persona))
        lesson.meeting("codeveloppement")
        return lesson

    return play


@pytest.mark.parametrize("persona", PERSONAS)
def test_each_persona_does_as_expected_and_the_activity_is_done(play, persona):
    lesson = play(persona)
    (shown,) = lesson.shown
    assert [one for one in shown.sent if not one.is_as_expected] == []
    assert statuses(lesson.session, MODULE)[shown.key] == "done"
    assert describe(lesson)["events"] == sum(one.recorded for one in shown.sent)


def test_the_careful_one_plans_and_leaves_no_note_behind(play):
    lesson = play("careful")
    kinds = {type(record.event) for record in lesson.session.records()}
    assert kinds == {MeetingPrepared, MeetingMoved}
    erased = [one for one in lesson.shown[0].sent if one.expected is Expect.ERASED]
    assert [one.recorded for one in erased] == [-7]
    assert sum(one.type == "note" for one in lesson.shown[0].sent) == 7


def test_the_contrary_one_gets_nothing_through(play):
    lesson = play("contrary")
    assert not [record for record in lesson.session.records() if isinstance(record.event, MeetingNoteWritten)]
    assert sum(one.refused for one in lesson.shown[0].sent) > 60
