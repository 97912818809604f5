"""Doing things in a practice forum, and what comes of it, minute by minute."""

import pytest
from sandbox_table import SMALL

from tisserand.domain import events
from tisserand.domain.sandbox_actions import MOST_POSTS, act
from tisserand.domain.sandbox_forum import start
from tisserand.domain.sandbox_threads import notifications, threads
from tisserand.errors import ForumError
from tisserand.i18n import Lang

GOOD = events.PostPublished("", "Qui ouvre ?", "Ouvrir lundi matin", "vie")
VAGUE = events.PostPublished("", "Rien ne va. Odile non plus.", "Aide", "vie")


def play(*done, forum=None):
    forum = forum or start(SMALL)
    for event in done:
        forum = act(SMALL, forum, event)
    return forum


def thread(forum, thread_id):
    return next(one for one in threads(SMALL, forum) if one.id == thread_id)


def came(forum):
    return [one.reaction for one in forum.arrived]


# What follows


def test_a_question_with_all_it_takes_is_answered_sooner_than_a_vague_one():
    good, vague = play(GOOD), play(VAGUE)
    assert (good.due["claire"] - good.now, vague.due["vague"] - vague.now) == (10, 600)
    answered = play(events.TimeLetPass(), forum=good)
    assert came(answered) == ["claire"]
    assert answered.now == good.now + 10
    assert [post.id for post in thread(answered, "mine-1").posts] == ["mine-1", "claire"]


def test_rewriting_in_time_takes_back_what_was_to_come():
    forum = play(VAGUE, events.PostEdited("mine-1", GOOD.text, GOOD.title))
    assert set(forum.due) == {"claire"}
    assert "demander" in forum.done
    assert forum.own[0].edited_at is not None


def test_a_contested_criterion_counts_as_met_and_only_one_that_is_not_met_can_be_contested():
    contested = events.PostPublished("", VAGUE.text, VAGUE.title, "vie", contested=["titre", "question", "prive", "x"])
    forum = play(contested)
    assert forum.own[0].lacks == frozenset()
    assert forum.own[0].contested == {"titre", "question", "prive"}
    assert set(forum.due) == {"claire"}
    assert play(events.PostPublished("", GOOD.text, GOOD.title, "vie", contested=["titre"])).own[0].contested == set()


def test_a_word_in_private_is_in_the_notifications_and_not_in_the_thread():
    forum = play(VAGUE, events.TimeLetPass())
    assert came(forum) == ["prive"]
    assert [post.id for post in thread(forum, "mine-1").posts] == ["mine-1"]
    (told,) = notifications(SMALL, forum)
    assert (told.reaction.id, told.is_unread) == ("prive", True)


def test_reporting_with_the_right_reason_hides_the_post_and_says_why():
    forum = play(events.PostFlagged("prets-2", "personne"), events.TimeLetPass())
    hidden = [post for post in thread(forum, "prets").posts if post.hidden_by]
    assert [(post.id, post.hidden_by.id) for post in hidden] == [("prets-2", "masque")]
    assert not play(events.PostFlagged("prets-2", "autre")).due


def test_the_last_reason_counts():
    forum = play(events.PostFlagged("prets-2", "personne"), events.PostFlagged("prets-2", "autre"))
    assert not forum.due


def test_quoting_the_paragraph_that_is_meant_spares_a_question():
    assert "duquel" in play(events.PostPublished("prets", "Et le mot ?")).due
    assert "duquel" not in play(events.PostPublished("prets", "Et le mot ?", quotes=[["prets-2", 2]])).due
    whole = [["prets-2", 1], ["prets-2", 2], ["prets-2", 3]]
    assert "duquel" in play(events.PostPublished("prets", "Et le mot ?", quotes=whole)).due


def test_a_vote_is_counted_and_the_poll_closes_when_it_is_decided():
    forum = play(events.PollAnswered("creneau", "mardi", "le lundi je travaille"))
    assert forum.due.keys() == {"decide"}
    closed = play(events.TimeLetPass(), forum=forum)
    with pytest.raises(ForumError, match="closed"):
        play(events.PollAnswered("creneau", "lundi"), forum=closed)


def test_a_new_thread_tells_those_who_watch_its_category():
    forum = play(events.CategoryWatched("vie", "watching"), events.TimeLetPass())
    assert thread(forum, "nouveau").posts[0].by == "bob"
    assert [one.reaction.id for one in notifications(SMALL, forum)] == ["nouveau"]
    muted = play(events.CategoryWatched("vie", "muted"), forum=forum)
    assert notifications(SMALL, muted) == ()
    assert thread(muted, "nouveau")


def test_coming_back_takes_an_answer_a_mark_and_a_word():
    forum = play(GOOD, events.TimeLetPass(), events.PostPublished("mine-1", "Cela marche."))
    assert "revenir" not in forum.done
    assert "revenir" in play(events.ReplyMarked("claire", helped=True), forum=forum).done
    early = play(
        GOOD, events.PostPublished("mine-1", "Alors ?"), events.TimeLetPass(), events.ReplyMarked("claire", helped=True)
    )
    assert "revenir" not in early.done


def test_a_task_done_stays_done_and_marks_can_be_taken_back():
    forum = play(events.ReplyMarked("prets-2", helped=True), events.ReplyMarked("prets-2", helped=False))
    assert forum.done == {"trouver"}
    assert forum.helped == frozenset()


def test_nothing_to_come_lets_no_time_pass():
    assert play(events.TimeLetPass()) == start(SMALL)


# Reading


def test_what_is_new_is_unread_until_the_thread_is_opened():
    forum = start(SMALL)
    assert thread(forum, "prets").unread == 2
    forum = play(events.ThreadRead("prets"), forum=forum)
    assert thread(forum, "prets").unread == 0
    forum = play(events.PostPublished("prets", "Moi aussi."), events.TimeLetPass(), forum=forum)
    assert thread(forum, "prets").unread == 1
    assert [one.is_unread for one in notifications(SMALL, forum)] == [True]
    seen = play(events.NotificationsSeen(), forum=forum)
    assert [one.is_unread for one in notifications(SMALL, seen)] == [False]
    assert thread(play(events.ThreadRead("prets"), forum=forum), "prets").unread == 0


def test_opening_a_thread_may_bring_what_was_due():
    forum = play(GOOD)
    for _ in range(12):
        forum = play(events.ThreadRead("prets"), forum=forum)
    assert came(forum) == ["claire"]


# Drafts


def test_a_draft_is_kept_until_it_is_published_or_emptied():
    forum = play(events.DraftKept("prets", "", "Je commence"))
    assert forum.drafts["prets"].text == "Je commence"
    assert play(events.PostPublished("prets", "Voilà"), forum=forum).drafts == {}
    assert play(events.DraftKept("prets", " ", "  "), forum=forum).drafts == {}


def test_the_prepared_draft_waits_until_it_is_touched():
    assert start(SMALL).has_prepared_draft
    assert play(events.DraftKept("prets", "", "ailleurs")).has_prepared_draft
    assert not play(events.DraftKept("new", "", "")).has_prepared_draft
    assert not play(GOOD).has_prepared_draft


def test_a_reply_in_one_s_own_thread_and_the_rewriting_of_its_first_post_have_drafts_of_their_own():
    forum = play(GOOD, events.DraftKept("mine-1", "", "réponse"), events.DraftKept("edit-mine-1", "t", "réécriture"))
    assert set(forum.drafts) == {"mine-1", "edit-mine-1"}
    edited = play(events.PostEdited("mine-1", "Qui ouvre ?", "Ouvrir mardi soir"), forum=forum)
    assert set(edited.drafts) == {"mine-1"}


# What can't be


@pytest.mark.parametrize(
    "event",
    [
        events.ThreadRead("nulle-part"),
        events.ThreadRead("claire"),
        events.ThreadRead("prets-1"),
        events.DraftKept("nulle-part", "", "x"),
        events.DraftKept("edit-mine-1", "", "x"),
        events.DraftKept("new", "x", "x", "nulle-part"),
        events.PostPublished("prets", "  "),
        events.PostPublished("", "x", " ", "vie"),
        events.PostPublished("", "x", "x", "nulle-part"),
        events.PostPublished("nulle-part", "x"),
        events.PostPublished("prets", "x", quotes=[["prets-2", 4]]),
        events.PostPublished("prets", "x", quotes=[["prets-2", 0]]),
        events.PostPublished("prets", "x", quotes=[["claire", 1]]),
        events.PostEdited("mine-1", "x"),
        events.PostEdited("prets-1", "x"),
        events.PostFlagged("nulle-part", "personne"),
        events.PostFlagged("prive", "personne"),
        events.PostFlagged("prets-2", "nulle-part"),
        events.ReplyMarked("claire", helped=True),
        events.CategoryWatched("nulle-part", "watching"),
        events.CategoryWatched("vie", "beaucoup"),
        events.PollAnswered("prets", "lundi"),
        events.PollAnswered("creneau", "jeudi"),
        events.HintTaken("nulle-part"),
    ],
    ids=lambda event: f"{event.kind} {list(event.payload().values())[:2]}",
)
def test_what_the_forum_can_not_take_is_refused_with_a_sentence(event):
    with pytest.raises(ForumError) as refused:
        play(event)
    for lang in Lang:
        assert refused.value.sentence(lang)


def test_one_s_own_posts_are_neither_reported_nor_marked():
    forum = play(GOOD)
    for event in (events.PostFlagged("mine-1", "personne"), events.ReplyMarked("mine-1", helped=True)):
        with pytest.raises(ForumError):
            play(event, forum=forum)


def test_a_forum_fills_up():
    forum = play(*[events.PostPublished("prets", "x")] * MOST_POSTS)
    with pytest.raises(ForumError, match=str(MOST_POSTS)):
        play(events.PostPublished("prets", "x"), forum=forum)


def test_hints_are_counted_up_to_the_way_itself():
    forum = play(*[events.HintTaken("trouver")] * 9)
    assert forum.hints == {"trouver": 3}
