"""The threads of a sandbox forum as they stand now: what was there, what came, what the learner wrote."""

from collections.abc import Mapping
from dataclasses import dataclass

from tisserand.content.models.base import LocalizedText
from tisserand.content.models.sandbox import Poll, Reaction, Sandbox
from tisserand.domain.sandbox_forum import Arrived, Forum, OwnPost, index_of, minute

Words = LocalizedText | str
"""What was authored in both languages, or what the learner wrote in theirs."""


@dataclass(frozen=True)
class SeenPost:
    """A post as it shows.

    Attributes:
        by: id of a person; none for the learner.
        hidden_by: the word that says why it is folded away, if it is.
        own: the learner's post, if it is one.
    """

    id: str
    by: str | None
    at: int
    text: Words
    is_unread: bool = False
    hidden_by: Reaction | None = None
    own: OwnPost | None = None


@dataclass(frozen=True)
class SeenThread:
    """A thread as it shows, its posts oldest first."""

    id: str
    category: str
    title: Words
    posts: tuple[SeenPost, ...]
    poll: Poll | None = None
    is_pinned: bool = False

    @property
    def last_at(self) -> int:
        """When its last post was written."""
        return self.posts[-1].at

    @property
    def unread(self) -> int:
        """How many of its posts are new to the learner."""
        return sum(post.is_unread for post in self.posts)

    @property
    def is_own(self) -> bool:
        """Whether the learner opened it."""
        return self.posts[0].by is None


@dataclass(frozen=True)
class Notification:
    """Something that came, and whether it is new to the learner."""

    arrived: Arrived
    reaction: Reaction
    is_unread: bool


def threads(sandbox: Sandbox, forum: Forum) -> tuple[SeenThread, ...]:
    """Return all the threads: the pinned ones first, then the last written in first."""
    hidden = _hidden(sandbox, forum)
    came: dict[str, list[SeenPost]] = {}
    for one in forum.arrived:
        reaction = index_of(sandbox).reactions[one.reaction]
        if not reaction.private:
            post = SeenPost(
                reaction.id,
                reaction.by,
                one.at,
                reaction.text,
                _is_new(forum, one.thread, one.at),
                hidden.get(reaction.id),
            )
            came.setdefault(one.thread, []).append(post)
    for own in forum.own:
        came.setdefault(own.thread, []).append(SeenPost(own.id, None, own.at, own.text, own=own))
    found = [*_authored(sandbox, forum, came, hidden), *_opened(sandbox, forum, came)]
    return tuple(sorted(found, key=lambda thread: (not thread.is_pinned, -thread.last_at, thread.id)))


def _hidden(sandbox: Sandbox, forum: Forum) -> dict[str, Reaction]:
    reactions = [index_of(sandbox).reactions[one.reaction] for one in forum.arrived]
    return {reaction.hides: reaction for reaction in reactions if reaction.hides}


def _authored(
    sandbox: Sandbox, forum: Forum, came: Mapping[str, list[SeenPost]], hidden: Mapping[str, Reaction]
) -> list[SeenThread]:
    found = []
    for thread in sandbox.threads:
        is_new = thread.unread and thread.id not in forum.read
        posts = [
            SeenPost(post.id, post.by, minute(post.day, post.time), post.text, is_new, hidden.get(post.id))
            for post in thread.posts
        ]
        posts = sorted([*posts, *came.get(thread.id, ())], key=lambda post: post.at)
        found.append(SeenThread(thread.id, thread.category, thread.title, tuple(posts), thread.poll, thread.pinned))
    return found


def _opened(sandbox: Sandbox, forum: Forum, came: Mapping[str, list[SeenPost]]) -> list[SeenThread]:
    """The threads that were opened since: by the learner, and by others."""
    firsts: dict[str, tuple[str, Words]] = {own.id: (own.category, own.title) for own in forum.own_threads()}
    for one in forum.arrived:
        opens = index_of(sandbox).reactions[one.reaction].opens
        if opens:
            firsts[one.thread] = (opens.category, opens.title)
    return [
        SeenThread(name, category, title, tuple(sorted(came[name], key=lambda post: (post.at, post.id != name))))
        for name, (category, title) in firsts.items()
    ]


def _is_new(forum: Forum, thread: str, at: int) -> bool:
    return at > forum.read.get(thread, -1)


def notifications(sandbox: Sandbox, forum: Forum) -> tuple[Notification, ...]:
    """Return what came, the last first. A thread opened by others tells those who watch its category only."""
    found = []
    for one in reversed(forum.arrived):
        reaction = index_of(sandbox).reactions[one.reaction]
        if reaction.opens and forum.watched.get(reaction.opens.category) != "watching":
            continue
        found.append(Notification(one, reaction, one.at > forum.seen and _is_new(forum, one.thread, one.at)))
    return tuple(found)
