"""Folding what somebody did: any order, any repetition, any version of the forum."""

from dataclasses import replace

from domain_builders import records
from hypothesis import given
from hypothesis import strategies as st
from sandbox_table import SMALL, sandbox

from tisserand.domain import events
from tisserand.domain.events import AnswerSubmitted, ExerciseRestarted
from tisserand.domain.sandbox_actions import act
from tisserand.domain.sandbox_forum import start
from tisserand.domain.sandbox_history import sandbox_history
from tisserand.domain.sandbox_threads import notifications, threads

GOOD = events.PostPublished("", "Qui ouvre ?", "Ouvrir lundi matin", "vie")
POSTS = st.sampled_from(["prets-1", "prets-2", "creneau-1", "claire", "duquel", "prive", "mine-1", "mine-2", "rien"])
THREADS = st.sampled_from(["", "prets", "creneau", "nouveau", "mine-1", "rien"])
WORDS = st.one_of(st.sampled_from(["", "Qui ouvre ?", "Odile ?", "Un.\n\nDeux."]), st.text(max_size=40))
QUOTES = st.lists(st.tuples(POSTS, st.integers(-1, 4)).map(list), max_size=3)
EVENTS = st.one_of(
    st.builds(events.ThreadRead, THREADS),
    st.builds(events.DraftKept, st.one_of(THREADS, st.sampled_from(["new", "edit-mine-1"])), WORDS, WORDS),
    st.builds(
        events.PostPublished,
        THREADS,
        WORDS,
        WORDS,
        st.sampled_from(["vie", "entraide", "rien"]),
        QUOTES,
        st.just(["titre"]),
    ),
    st.builds(events.PostEdited, POSTS, WORDS, WORDS, QUOTES),
    st.builds(events.PostFlagged, POSTS, st.sampled_from(["personne", "autre", "rien"])),
    st.builds(events.ReplyMarked, POSTS, st.booleans()),
    st.builds(events.CategoryWatched, st.sampled_from(["vie", "rien"]), st.sampled_from(["watching", "muted", "rien"])),
    st.builds(events.ProfileWritten, WORDS, WORDS),
    st.builds(events.PollAnswered, THREADS, st.sampled_from(["lundi", "mardi", "rien"]), WORDS),
    st.builds(events.TimeLetPass),
    st.builds(events.NotificationsSeen),
    st.builds(events.HintTaken, st.sampled_from(["trouver", "rien"])),
    st.just(ExerciseRestarted()),
    st.just(AnswerSubmitted("q", "a", None, 1, 1)),
)


def test_nothing_recorded_is_the_forum_as_one_arrives():
    history = sandbox_history(SMALL, [])
    assert (history.forum, history.done, history.attempts) == (start(SMALL), (), 0)


def test_the_fold_is_what_was_played():
    played = [GOOD, events.TimeLetPass(), events.ReplyMarked("claire", helped=True)]
    forum = start(SMALL)
    for event in played:
        forum = act(SMALL, forum, event)
    assert sandbox_history(SMALL, records(*played)).forum == forum


def test_starting_over_empties_the_forum_and_keeps_the_tasks_done():
    history = sandbox_history(SMALL, records(GOOD, ExerciseRestarted(), events.ReplyMarked("prets-2", helped=True)))
    assert history.forum.own == ()
    assert history.done == ("trouver", "demander")
    assert history.attempts == 2


def test_what_the_forum_no_longer_has_is_passed_over():
    newer = sandbox(reactions=[])
    history = sandbox_history(newer, records(GOOD, events.ReplyMarked("claire", helped=True)))
    assert history.forum.helped == frozenset()
    assert len(history.forum.own) == 1


@given(st.lists(EVENTS, max_size=25))
def test_whatever_the_events_and_their_order_the_fold_holds_together(drawn):
    history = sandbox_history(SMALL, records(*drawn))
    forum = history.forum
    assert forum.now >= start(SMALL).now
    assert all(at > forum.now for at in forum.due.values())
    assert not set(forum.due) & {one.reaction for one in forum.arrived}
    assert len({one.reaction for one in forum.arrived}) == len(forum.arrived)
    assert [post.id for post in forum.own] == [f"mine-{n}" for n in range(1, len(forum.own) + 1)]
    assert forum.done <= set(history.done)
    seen = threads(SMALL, forum)
    assert all(thread.posts for thread in seen)
    assert len({post.id for thread in seen for post in thread.posts}) == sum(len(thread.posts) for thread in seen)
    assert len(notifications(SMALL, forum)) <= len(forum.arrived)


@given(st.lists(EVENTS, max_size=15), st.data())
def test_records_that_come_again_change_nothing(drawn, data):
    once = records(*drawn)
    again = list(once)
    for copy in data.draw(st.lists(st.sampled_from(once), max_size=5)) if once else ():
        again.insert(data.draw(st.integers(again.index(copy) + 1, len(again))), replace(copy))
    assert sandbox_history(SMALL, again) == sandbox_history(SMALL, once)


@given(st.randoms(use_true_random=False))
def test_marks_flags_and_votes_of_different_things_may_come_in_any_order(luck):
    """What two notebooks recorded at once is folded alike, whichever was first, but for the minutes."""
    apart = [
        events.ReplyMarked("prets-2", helped=True),
        events.PostFlagged("creneau-1", "autre"),
        events.PollAnswered("creneau", "mardi"),
        events.CategoryWatched("entraide", "muted"),
    ]
    shuffled = luck.sample(apart, len(apart))
    one, other = (sandbox_history(SMALL, records(*order)).forum for order in (apart, shuffled))
    assert (one.helped, one.votes, one.watched, one.done, one.now) == (
        other.helped,
        other.votes,
        other.watched,
        other.done,
        other.now,
    )
    assert {post: flag.reason for post, flag in one.flags.items()} == {
        post: flag.reason for post, flag in other.flags.items()
    }
