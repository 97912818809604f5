"""Practising in a sandbox forum. What the learner writes stays in their own log: nothing is sent to anybody."""

from collections.abc import Sequence
from typing import Any

from tisserand.content.models.sandbox import Sandbox
from tisserand.domain import events
from tisserand.domain.events import Event
from tisserand.domain.sandbox_actions import act
from tisserand.domain.sandbox_history import SandboxHistory, sandbox_history
from tisserand.services.limits import checked_text
from tisserand.services.session import Session

LONGEST_LINE = 150
"""Characters of a title, and of a line of the profile."""

LONGEST_NOTE = 500
"""Characters of what goes with a flag, and of the reason for a vote."""

_MOST_QUOTES = 20
_MOST_CONTESTED = 8


def sandbox_activity(sandbox: Sandbox) -> str:
    """Return the key under which a sandbox is recorded."""
    return f"sandbox/{sandbox.id}"


def current_forum(session: Session, sandbox: Sandbox) -> SandboxHistory:
    """Return where the person is, folded from the log.

    Raises:
        StoreError: the log can't be read.
    """
    return sandbox_history(sandbox, session.records(sandbox_activity(sandbox)))


def read_thread(session: Session, sandbox: Sandbox, thread: str, uuid: str) -> SandboxHistory:
    """Open a thread, and return where the person is. Nothing is kept of one in which there is nothing new to read.

    Raises:
        ForumError: there is no such thread.
        StoreError: it could not be kept.
        TypeError, ValueError: the message was forged.
    """
    event = events.ThreadRead(_name(thread))
    history = current_forum(session, sandbox)
    after = act(sandbox, history.forum, event)
    news = [one.at for one in history.forum.arrived if one.thread == thread]
    is_current = thread in history.forum.read and all(at <= history.forum.read[thread] for at in news)
    return history if is_current and after.done == history.forum.done else _do(session, sandbox, event, uuid)


def keep_draft(  # noqa: PLR0913, PLR0917 - where it would go, and its three parts
    session: Session, sandbox: Sandbox, place: str, title: str, text: str, category: str, uuid: str
) -> SandboxHistory:
    """Keep what is being written, so that it is found again; nothing is kept of what did not change.

    Raises:
        ForumError: there is no such place.
        RefusedError: a text is too long.
        StoreError: it could not be kept.
        TypeError, ValueError: the message was forged.
    """
    words, line = checked_text(text), checked_text(title, LONGEST_LINE)
    event = events.DraftKept(_name(place), line, words, _name(category))
    history = current_forum(session, sandbox)
    kept = history.forum.drafts.get(place)
    if kept is not None and (kept.title, kept.text, kept.category) == (line, words, category):
        return history
    return _do(session, sandbox, event, uuid)


def publish(  # noqa: PLR0913, PLR0917 - where it goes, its parts, and what is said about it
    session: Session,
    sandbox: Sandbox,
    thread: str,
    title: str,
    text: str,
    category: str,
    quotes: Sequence[Any],
    contested: Sequence[str],
    uuid: str,
) -> SandboxHistory:
    """Publish a post in the sandbox: a reply, or with an empty ``thread`` the first one of a new thread.

    Args:
        session: who, where and when.
        sandbox: what is played.
        thread: where the reply goes, or empty.
        title: of a new thread.
        text: what is said.
        category: of a new thread.
        quotes: pairs of a post and the number of one of its paragraphs.
        contested: criteria that the person does not agree with for this text.
        uuid: made by the client; sent twice, it is published once.

    Raises:
        ForumError: it can't go there, or something is missing.
        RefusedError: a text is too long.
        StoreError: it could not be kept.
        TypeError, ValueError: the message was forged.
    """
    event = events.PostPublished(
        _name(thread),
        checked_text(text),
        checked_text(title, LONGEST_LINE),
        _name(category),
        _quotes(quotes),
        _names(contested, _MOST_CONTESTED),
    )
    return _do(session, sandbox, event, uuid)


def edit_post(  # noqa: PLR0913, PLR0917 - which post, its parts, and what is said about it
    session: Session,
    sandbox: Sandbox,
    post: str,
    title: str,
    text: str,
    quotes: Sequence[Any],
    contested: Sequence[str],
    uuid: str,
) -> SandboxHistory:
    """Rewrite a post of one's own; arguments and errors are those of :func:`publish`."""
    event = events.PostEdited(
        _name(post),
        checked_text(text),
        checked_text(title, LONGEST_LINE),
        _quotes(quotes),
        _names(contested, _MOST_CONTESTED),
    )
    return _do(session, sandbox, event, uuid)


def flag_post(  # noqa: PLR0913, PLR0917 - which post, and the two things asked
    session: Session, sandbox: Sandbox, post: str, reason: str, note: str, uuid: str
) -> SandboxHistory:
    """Report a post to those who look after the forum; raises as :func:`publish`."""
    event = events.PostFlagged(_name(post), _name(reason), checked_text(note, LONGEST_NOTE))
    return _do(session, sandbox, event, uuid)


def mark_reply(session: Session, sandbox: Sandbox, post: str, uuid: str, *, helped: bool) -> SandboxHistory:
    """Mark a reply as the one that helped, or take the mark away; raises as :func:`publish`."""
    if type(helped) is not bool:
        raise TypeError("helped")
    return _do(session, sandbox, events.ReplyMarked(_name(post), helped), uuid)


def watch_category(session: Session, sandbox: Sandbox, category: str, level: str, uuid: str) -> SandboxHistory:
    """Say how much one wants to be told about a category; raises as :func:`publish`."""
    return _do(session, sandbox, events.CategoryWatched(_name(category), _name(level)), uuid)


def write_profile(session: Session, sandbox: Sandbox, does: str, helps: str, uuid: str) -> SandboxHistory:
    """Write one's profile in the sandbox; raises as :func:`publish`."""
    event = events.ProfileWritten(checked_text(does, LONGEST_LINE), checked_text(helps, LONGEST_LINE))
    return _do(session, sandbox, event, uuid)


def answer_poll(  # noqa: PLR0913, PLR0917 - which poll, and the two things asked
    session: Session, sandbox: Sandbox, thread: str, option: str, reason: str, uuid: str
) -> SandboxHistory:
    """Answer the poll of a thread, with a reason or without; raises as :func:`publish`."""
    event = events.PollAnswered(_name(thread), _name(option), checked_text(reason, LONGEST_NOTE))
    return _do(session, sandbox, event, uuid)


def let_time_pass(session: Session, sandbox: Sandbox, uuid: str) -> SandboxHistory:
    """Come back when the next thing happens. Nothing is kept when nothing is to come; raises as :func:`publish`."""
    history = current_forum(session, sandbox)
    return _do(session, sandbox, events.TimeLetPass(), uuid) if history.forum.due else history


def see_notifications(session: Session, sandbox: Sandbox, uuid: str) -> SandboxHistory:
    """Mark all that the forum had to tell as read; raises as :func:`publish`."""
    history = current_forum(session, sandbox)
    if history.forum.seen >= max((one.at for one in history.forum.arrived), default=-1):
        return history
    return _do(session, sandbox, events.NotificationsSeen(), uuid)


def take_hint(session: Session, sandbox: Sandbox, task: str, uuid: str) -> SandboxHistory:
    """Ask for one more hint in a task. Nothing is kept when all were given; raises as :func:`publish`."""
    event = events.HintTaken(_name(task))
    history = current_forum(session, sandbox)
    is_more = act(sandbox, history.forum, event).hints != history.forum.hints
    return _do(session, sandbox, event, uuid) if is_more else history


def _do(session: Session, sandbox: Sandbox, event: Event, uuid: str) -> SandboxHistory:
    """Keep an event that the forum can take as it stands; sent twice, it counts once."""
    activity = sandbox_activity(sandbox)
    history = current_forum(session, sandbox)
    if session.has(activity, uuid):
        return history
    act(sandbox, history.forum, event)
    session.record(activity, uuid, event)
    return current_forum(session, sandbox)


def _name(name: str) -> str:
    if not isinstance(name, str):
        raise TypeError("a name was expected")
    return checked_text(name, LONGEST_LINE)


def _names(names: Sequence[str], most: int) -> list[str]:
    if not isinstance(names, list | tuple) or len(names) > most:
        raise TypeError("names were expected")
    return [_name(name) for name in names]


def _quotes(quotes: Sequence[Any]) -> list[list[Any]]:
    if not isinstance(quotes, list | tuple) or len(quotes) > _MOST_QUOTES:
        raise TypeError("quotes were expected")
    found = []
    for quote in quotes:
        if not isinstance(quote, list | tuple):
            raise TypeError("a quote was expected")
        post, part = quote
        if type(part) is not int:
            raise TypeError("a paragraph was expected")
        found.append([_name(post), part])
    return found
