"""Practising in a forum: what is kept, what is not, and what a forged message can't do."""

import pytest
from sandbox_table import SMALL

from tisserand.domain.events import DraftKept, PostPublished, ThreadRead
from tisserand.errors import ForumError, RefusedError
from tisserand.services import sandboxes
from tisserand.services.sandboxes import current_forum, sandbox_activity

ASK = ("", "Ouvrir lundi matin", "Qui ouvre ?", "vie", [], [])


def publish(session, *fields, uuid="u1"):
    return sandboxes.publish(session, SMALL, *fields, uuid)


def kept(session):
    return [record.event for record in session.records(sandbox_activity(SMALL))]


def test_a_post_is_kept_and_answered_from_the_log(session):
    history = publish(session, *ASK)
    assert kept(session) == [PostPublished("", "Qui ouvre ?", "Ouvrir lundi matin", "vie")]
    assert history.done == ("demander",)
    assert sandboxes.let_time_pass(session, SMALL, "u2").forum.arrived[0].reaction == "claire"
    assert current_forum(session, SMALL) == current_forum(session, SMALL)


def test_a_post_sent_twice_is_published_once(session):
    publish(session, *ASK)
    assert len(publish(session, *ASK).forum.own) == 1
    assert len(kept(session)) == 1


def test_a_post_is_cleaned_of_what_is_not_seen(session):
    history = publish(session, "prets", "", "  a\u202eb\x00  ", "", [], [])
    assert history.forum.own[0].text == "ab"


def test_reading_again_what_was_read_keeps_nothing(session):
    for uuid in ("u1", "u2"):
        sandboxes.read_thread(session, SMALL, "prets", uuid)
    assert kept(session) == [ThreadRead("prets")]
    publish(session, "prets", "", "moi aussi", "", [], [], uuid="u3")
    sandboxes.let_time_pass(session, SMALL, "u4")
    sandboxes.read_thread(session, SMALL, "prets", "u5")
    assert kept(session)[-1] == ThreadRead("prets")


def test_a_draft_that_did_not_change_keeps_nothing(session):
    for uuid in ("u1", "u2"):
        sandboxes.keep_draft(session, SMALL, "new", "Titre", "Texte", "vie", uuid)
    assert kept(session) == [DraftKept("new", "Titre", "Texte", "vie")]


def test_waiting_for_nothing_seeing_nothing_and_a_hint_too_many_keep_nothing(session):
    sandboxes.let_time_pass(session, SMALL, "u1")
    sandboxes.see_notifications(session, SMALL, "u2")
    for number in range(5):
        sandboxes.take_hint(session, SMALL, "trouver", f"h{number}")
    assert len(kept(session)) == 3


@pytest.mark.parametrize(
    ("fields", "error"),
    [
        (("", "Titre", "x" * 2001, "vie", [], []), RefusedError),
        (("", "T" * 151, "texte", "vie", [], []), RefusedError),
        (("", "Titre", "", "vie", [], []), ForumError),
        (("", "", "texte", "vie", [], []), ForumError),
        (("rien", "", "texte", "", [], []), ForumError),
        (("prets", "", "texte", "", [["prets-2", 9]], []), ForumError),
        (("prets", "", 7, "", [], []), TypeError),
        ((None, "", "texte", "", [], []), TypeError),
        (("prets", "", "texte", "", "prets-2", []), TypeError),
        (("prets", "", "texte", "", [["prets-2", True]], []), TypeError),
        (("prets", "", "texte", "", [["prets-2"]], []), ValueError),
        (("prets", "", "texte", "", [["prets-2", 1]] * 21, []), TypeError),
        (("prets", "", "texte", "", [], ["x"] * 9), TypeError),
    ],
)
def test_what_is_too_long_missing_or_forged_is_refused_and_keeps_nothing(session, fields, error):
    with pytest.raises(error):
        publish(session, *fields)
    assert kept(session) == []


def test_rewriting_reporting_voting_watching_and_a_profile_are_kept(session):
    publish(session, *ASK)
    history = sandboxes.edit_post(session, SMALL, "mine-1", "Ouvrir mardi", "Et mardi ?", [], [], "u2")
    assert history.forum.own[0].title == "Ouvrir mardi"
    assert sandboxes.flag_post(session, SMALL, "prets-2", "personne", "un mot", "u3").forum.flags["prets-2"].note
    assert sandboxes.answer_poll(session, SMALL, "creneau", "mardi", "je travaille", "u4").forum.votes
    assert sandboxes.watch_category(session, SMALL, "vie", "watching", "u5").forum.watched == {"vie": "watching"}
    assert sandboxes.write_profile(session, SMALL, "je lis", "je relis", "u6").forum.profile.helps == "je relis"
    assert sandboxes.mark_reply(session, SMALL, "prets-2", "u7", helped=True).forum.helped == {"prets-2"}
    with pytest.raises(TypeError):
        sandboxes.mark_reply(session, SMALL, "prets-2", "u8", helped=1)
