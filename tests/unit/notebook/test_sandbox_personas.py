"""The personas do every task of the practice forum, each in its own way, and forge what they can."""

import pytest

from tisserand.content.loading import load_module
from tisserand.domain.events import DraftKept, PostEdited, PostPublished
from tisserand.i18n import Lang
from tisserand.notebook import lesson as lesson_file
from tisserand.notebook.personas.browser import Expect
from tisserand.notebook.personas.persona import PERSONAS
from tisserand.rehearsal.kernel_report import statuses

SLUG, FORUM = "premiers-pas", "la-passerelle"
MODULE = load_module(SLUG)


@pytest.fixture(scope="module", autouse=True)
def _no_screen():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lesson_file, "display", lambda _widget: None)
        yield


def play(persona, lang="fr"):
    lesson = lesson_file.open_lesson(SLUG, lang=lang, persona=persona)
    lesson.sandbox(FORUM)
    return lesson, lesson.shown[0]


@pytest.fixture(scope="module")
def played():
    """What each persona did, once for all the tests that only look at it."""
    return {(persona, lang): play(persona, lang) for persona in PERSONAS for lang in Lang}


def events(lesson):
    return [record.event for record in lesson.session.records()]


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("persona", PERSONAS)
def test_each_persona_does_every_task(played, persona, lang):
    lesson, shown = played[persona, lang]
    assert [one for one in shown.sent if not one.is_as_expected] == []
    assert len(lesson.session.records()) == sum(one.recorded for one in shown.sent)
    assert statuses(lesson.session, MODULE)[shown.key] == "done"


def test_the_careful_one_keeps_drafts_and_is_answered_at_once(played):
    lesson, shown = played["careful", Lang.FR]
    assert [event for event in events(lesson) if isinstance(event, DraftKept)]
    forum = shown.widget._forum()
    assert {one.reaction for one in forum.arrived} >= {"demande-claire-pierrick", "affiche-merci"}
    assert "demande-vague-joel" not in {one.reaction for one in forum.arrived} | set(forum.due)


def test_the_novice_rewrites_what_was_too_vague(played):
    lesson, shown = played["novice", Lang.FR]
    assert len([event for event in events(lesson) if isinstance(event, PostEdited)]) == 2
    assert "demande-privee" in {one.reaction for one in shown.widget._forum().arrived}


def test_the_contrary_one_contests_everything_and_is_refused_dozens_of_times(played, caplog):
    lesson, shown = played["contrary", Lang.FR]
    contested = [event.contested for event in events(lesson) if isinstance(event, PostPublished) and event.contested]
    assert contested
    refused = [one for one in shown.sent if one.expected is Expect.REFUSED]
    assert len(refused) >= 150
    assert all(one.refused and not one.recorded for one in refused)
    assert not [record for record in caplog.records if record.levelname in {"WARNING", "ERROR"}]


def test_a_persona_does_the_same_each_time(played):
    def told(lesson):
        return [(record.uuid, record.event) for record in lesson.session.records()]

    assert told(play("novice")[0]) == told(played["novice", Lang.FR][0])
