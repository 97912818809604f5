"""Doing something in a sandbox forum: one function of the forum and an event, which gives the next forum or refuses."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from tisserand.content.models.sandbox import Sandbox, WatchLevel
from tisserand.domain import events
from tisserand.domain.events import Event
from tisserand.domain.sandbox_conditions import parts_of, thread_of
from tisserand.domain.sandbox_forum import (
    EDITING,
    NEW,
    OWN,
    Draft,
    Flag,
    Forum,
    OwnPost,
    Profile,
    SandboxIndex,
    Vote,
    index_of,
)
from tisserand.domain.sandbox_reviews import examine
from tisserand.domain.sandbox_time import let_pass, settle
from tisserand.errors import ForumError

MOST_POSTS = 60
"""More than that in one forum, and a program is writing."""

WRITING, DECIDING, CLICKING = 5, 2, 1
"""How many minutes of the forum something takes."""


def act(sandbox: Sandbox, forum: Forum, event: Event) -> Forum:
    """Return the forum after an event, with all that follows from it; an event of another kind changes nothing.

    Raises:
        ForumError: what was done can't be: there is no such thread, post, reason …
    """
    step = _STEPS.get(type(event))
    if step is None:
        return forum
    index = index_of(sandbox)
    after = step(index, forum, event)
    changes_nothing_yet = isinstance(event, _ASIDE) and all(at > after.now for at in after.due.values())
    return after if changes_nothing_yet else settle(index, after)


def thread_exists(index: SandboxIndex, forum: Forum, thread: str) -> bool:
    """Return whether there is such a thread now: from the start, opened since, or the learner's own."""
    return thread in index.threads or thread_of(index, forum, thread) == thread


def polls_closed(index: SandboxIndex, forum: Forum) -> frozenset[str]:
    """Return the threads whose poll takes no more answers."""
    return frozenset(one.thread for one in forum.arrived if index.reactions[one.reaction].closes_poll)


def _require(holds: bool, reason: str, **values: Any) -> None:  # noqa: FBT001 - reads as a sentence
    if not holds:
        raise ForumError(f"refused.{reason}", **values)


def _read(index: SandboxIndex, forum: Forum, event: events.ThreadRead) -> Forum:
    _require(thread_exists(index, forum, event.thread), "no_thread")
    now = forum.now + CLICKING
    return replace(forum, now=now, read={**forum.read, event.thread: now})


def _draft(index: SandboxIndex, forum: Forum, event: events.DraftKept) -> Forum:
    place = event.place
    is_edit = place.startswith(EDITING) and forum.own_post(place.removeprefix(EDITING)) is not None
    is_known = place == NEW or is_edit or thread_exists(index, forum, place)
    _require(is_known, "no_thread")
    _require(not event.category or event.category in index.categories, "no_category")
    drafts = {name: draft for name, draft in forum.drafts.items() if name != place}
    if event.title.strip() or event.text.strip():
        drafts[place] = Draft(event.title, event.text, event.category)
    return replace(forum, drafts=drafts, has_prepared_draft=forum.has_prepared_draft and place != NEW)


def _publish(index: SandboxIndex, forum: Forum, event: events.PostPublished) -> Forum:
    _require(bool(event.text.strip()), "empty")
    _require(len(forum.own) < MOST_POSTS, "too_many", most=MOST_POSTS)
    now, name = forum.now + WRITING, f"{OWN}-{len(forum.own) + 1}"
    if event.thread:
        _require(thread_exists(index, forum, event.thread), "no_thread")
    else:
        _require(bool(event.title.strip()), "no_title")
        _require(event.category in index.categories, "no_category")
    post = OwnPost(name, event.thread or name, event.text, now, event.title, event.category)
    post = _examined(index, replace(post, quotes=_quotes(index, forum, event.quotes)), event.contested)
    place = event.thread or NEW
    drafts = {kept: draft for kept, draft in forum.drafts.items() if kept != place}
    prepared = forum.has_prepared_draft and place != NEW
    read = {**forum.read, post.thread: now}
    return replace(forum, now=now, own=(*forum.own, post), drafts=drafts, has_prepared_draft=prepared, read=read)


def _edit(index: SandboxIndex, forum: Forum, event: events.PostEdited) -> Forum:
    before = forum.own_post(event.post)
    if before is None:
        raise ForumError("refused.no_post")
    _require(bool(event.text.strip()), "empty")
    _require(bool(event.title.strip()) or not before.opens_thread, "no_title")
    now = forum.now + WRITING
    title = event.title if before.opens_thread else ""
    quotes = _quotes(index, forum, event.quotes)
    after = replace(before, title=title, text=event.text, quotes=quotes, edited_at=now)
    after = _examined(index, after, event.contested)
    own = tuple(after if post.id == after.id else post for post in forum.own)
    drafts = {kept: draft for kept, draft in forum.drafts.items() if kept != EDITING + event.post}
    return replace(forum, now=now, own=own, drafts=drafts)


def _quotes(index: SandboxIndex, forum: Forum, quotes: Iterable[Any]) -> tuple[tuple[str, int], ...]:
    found = dict.fromkeys((post, part) for post, part in quotes)
    for post, part in found:
        _require(1 <= part <= parts_of(index, forum, post), "no_post")
    return tuple(found)


def _examined(index: SandboxIndex, post: OwnPost, contested: Iterable[str]) -> OwnPost:
    review = index.reviews.get("" if post.opens_thread else post.thread)
    if review is None:
        return post
    findings = examine(review, post.title, post.text)
    disputed = frozenset(contested) & {finding.criterion.id for finding in findings if not finding.is_met}
    has = frozenset(finding.criterion.id for finding in findings if finding.is_met) | disputed
    lacks = frozenset(finding.criterion.id for finding in findings) - has
    return replace(post, contested=disputed, review=review.id, has=has, lacks=lacks)


def _flag(index: SandboxIndex, forum: Forum, event: events.PostFlagged) -> Forum:
    _require(thread_of(index, forum, event.post) is not None and forum.own_post(event.post) is None, "no_post")
    _require(event.reason in index.reasons, "no_reason")
    now = forum.now + DECIDING
    return replace(forum, now=now, flags={**forum.flags, event.post: Flag(event.reason, event.note, now)})


def _mark(index: SandboxIndex, forum: Forum, event: events.ReplyMarked) -> Forum:
    _require(thread_of(index, forum, event.post) is not None and forum.own_post(event.post) is None, "no_post")
    helped = forum.helped | {event.post} if event.helped else forum.helped - {event.post}
    return replace(forum, now=forum.now + CLICKING, helped=helped)


def _watch(index: SandboxIndex, forum: Forum, event: events.CategoryWatched) -> Forum:
    _require(event.category in index.categories, "no_category")
    _require(event.level in set(WatchLevel), "no_level")
    return replace(forum, now=forum.now + CLICKING, watched={**forum.watched, event.category: event.level})


def _profile(_index: SandboxIndex, forum: Forum, event: events.ProfileWritten) -> Forum:
    return replace(forum, now=forum.now + DECIDING, profile=Profile(event.does, event.helps))


def _vote(index: SandboxIndex, forum: Forum, event: events.PollAnswered) -> Forum:
    _require(event.option in index.polls.get(event.thread, ()), "no_option")
    _require(event.thread not in polls_closed(index, forum), "poll_closed")
    now = forum.now + DECIDING
    return replace(forum, now=now, votes={**forum.votes, event.thread: Vote(event.option, event.reason)})


def _pass(index: SandboxIndex, forum: Forum, _event: events.TimeLetPass) -> Forum:
    return let_pass(index, forum)


def _seen(_index: SandboxIndex, forum: Forum, _event: events.NotificationsSeen) -> Forum:
    return replace(forum, seen=forum.now)


def _hint(index: SandboxIndex, forum: Forum, event: events.HintTaken) -> Forum:
    _require(event.task in index.tasks, "no_task")
    most = len(index.tasks[event.task].hints) + 1  # the last one is the way itself
    taken = min(most, forum.hints.get(event.task, 0) + 1)
    return replace(forum, hints={**forum.hints, event.task: taken})


_ASIDE = (events.ThreadRead, events.DraftKept, events.HintTaken, events.NotificationsSeen)
"""What no condition is about: only the time that it takes may bring something."""

_STEPS: Mapping[type[Event], Callable[[SandboxIndex, Forum, Any], Forum]] = {
    events.ThreadRead: _read,
    events.DraftKept: _draft,
    events.PostPublished: _publish,
    events.PostEdited: _edit,
    events.PostFlagged: _flag,
    events.ReplyMarked: _mark,
    events.CategoryWatched: _watch,
    events.ProfileWritten: _profile,
    events.PollAnswered: _vote,
    events.TimeLetPass: _pass,
    events.NotificationsSeen: _seen,
    events.HintTaken: _hint,
}
