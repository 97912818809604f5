"""A sandbox forum as a value: where its clock stands and what the learner has done in it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from tisserand.content.models.sandbox import Reaction, Review, Sandbox, SandboxTask
from tisserand.i18n import Lang

MINUTES_OF_A_DAY = 24 * 60

NEW = "new"
"""The place of the draft of a new thread."""

EDITING = "edit-"
"""What comes before the id of one's own post in the place of the draft that rewrites it."""

OWN = "mine"
"""What the ids of the learner's own posts begin with."""

_BETWEEN_PARAGRAPHS = re.compile(r"\n[ \t]*\n")


@dataclass(frozen=True)
class Draft:
    """What is being written."""

    title: str
    text: str
    category: str = ""


@dataclass(frozen=True)
class OwnPost:
    """A post of the learner's.

    Attributes:
        id: ``mine-1`` and so on; that of the first post of a thread is also the thread's.
        category, title: for the first post of a thread.
        quotes: pairs of a post and one of its paragraphs, from 1.
        at: when it was published, in minutes of the forum since midnight of the first day.
        edited_at: when it was last rewritten.
        review: id of the review that examines it, if there is one.
        has: criteria of that review that it meets, or that the learner contests.
        lacks: the others.
    """

    id: str
    thread: str
    text: str
    at: int
    title: str = ""
    category: str = ""
    quotes: tuple[tuple[str, int], ...] = ()
    contested: frozenset[str] = frozenset()
    edited_at: int | None = None
    review: str | None = None
    has: frozenset[str] = frozenset()
    lacks: frozenset[str] = frozenset()

    @property
    def opens_thread(self) -> bool:
        """Whether it is the first post of a thread."""
        return self.id == self.thread


@dataclass(frozen=True)
class Flag:
    """A post reported, with its reason, what was added, and when."""

    reason: str
    note: str
    at: int


@dataclass(frozen=True)
class Profile:
    """What one does, and what one can help with."""

    does: str
    helps: str


@dataclass(frozen=True)
class Vote:
    """An answer to a poll, with its reason, if one was given."""

    option: str
    reason: str


@dataclass(frozen=True)
class Arrived:
    """A reaction that came: which, in which thread, and when."""

    reaction: str
    thread: str
    at: int


@dataclass(frozen=True)
class Forum:
    """All that changes in a sandbox.

    Attributes:
        now: minutes of the forum since midnight of the first day.
        read: until when each opened thread is read.
        has_prepared_draft: whether the draft that waited at the start is still there as it was.
        due: when each reaction that was set off will come.
        arrived: those that came, in their order.
        seen: until when notifications were marked as read.
        done: the tasks whose conditions have held once.
        hints: how many were taken in each task.
    """

    now: int
    read: Mapping[str, int] = field(default_factory=dict)
    drafts: Mapping[str, Draft] = field(default_factory=dict)
    has_prepared_draft: bool = False
    own: tuple[OwnPost, ...] = ()
    flags: Mapping[str, Flag] = field(default_factory=dict)
    helped: frozenset[str] = frozenset()
    watched: Mapping[str, str] = field(default_factory=dict)
    profile: Profile | None = None
    votes: Mapping[str, Vote] = field(default_factory=dict)
    due: Mapping[str, int] = field(default_factory=dict)
    arrived: tuple[Arrived, ...] = ()
    seen: int = -1
    done: frozenset[str] = frozenset()
    hints: Mapping[str, int] = field(default_factory=dict)

    def own_post(self, post_id: str) -> OwnPost | None:
        """Return a post of the learner's by its id, if there is one."""
        return next((post for post in self.own if post.id == post_id), None)

    def own_threads(self) -> list[OwnPost]:
        """Return the first post of each thread that the learner opened, oldest first."""
        return [post for post in self.own if post.opens_thread]


@dataclass(frozen=True, eq=False)
class SandboxIndex:
    """The parts of one sandbox by id.

    Attributes:
        threads: categories by thread.
        posts: the thread and the number of paragraphs of each post that is there from the start or may come.
        polls: ids of the options, by thread.
        reviews: by the thread whose replies they examine; new threads under an empty name.
    """

    sandbox: Sandbox
    categories: frozenset[str]
    threads: Mapping[str, str]
    posts: Mapping[str, tuple[str, int]]
    polls: Mapping[str, frozenset[str]]
    reasons: frozenset[str]
    reviews: Mapping[str, Review]
    reactions: Mapping[str, Reaction]
    tasks: Mapping[str, SandboxTask]


class _Itself:
    """A sandbox as a key: the same object, whose many texts need not be hashed."""

    __slots__ = ("sandbox",)

    def __init__(self, sandbox: Sandbox) -> None:
        self.sandbox = sandbox

    def __hash__(self) -> int:
        return id(self.sandbox)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and other.sandbox is self.sandbox


def index_of(sandbox: Sandbox) -> SandboxIndex:
    """Return the index of a sandbox, made when first asked for and kept while the sandbox is in use."""
    return _index_of(_Itself(sandbox))


@lru_cache(maxsize=16)
def _index_of(key: _Itself) -> SandboxIndex:
    sandbox = key.sandbox
    posts = {
        post.id: (thread.id, len(paragraphs(post.text.in_lang(Lang.FR))))
        for thread in sandbox.threads
        for post in thread.posts
    }
    for reaction in sandbox.reactions:
        if not reaction.private:
            where = reaction.id if reaction.opens else reaction.thread or ""
            posts[reaction.id] = (where, len(paragraphs(reaction.text.in_lang(Lang.FR))))
    return SandboxIndex(
        sandbox=sandbox,
        categories=frozenset(category.id for category in sandbox.categories),
        threads={thread.id: thread.category for thread in sandbox.threads},
        posts=posts,
        polls={
            thread.id: frozenset(option.id for option in thread.poll.options)
            for thread in sandbox.threads
            if thread.poll
        },
        reasons=frozenset(reason.id for reason in sandbox.flag_reasons),
        reviews={review.thread or "": review for review in reversed(sandbox.reviews)},
        reactions={reaction.id: reaction for reaction in sandbox.reactions},
        tasks={task.id: task for task in sandbox.tasks},
    )


def start(sandbox: Sandbox) -> Forum:
    """Return the forum as one arrives in it."""
    return Forum(now=minute(0, sandbox.starts), has_prepared_draft=sandbox.draft is not None)


def minute(day: int, time: str) -> int:
    """Return a day and a time of day in minutes of the forum."""
    hours, minutes = time.split(":")
    return day * MINUTES_OF_A_DAY + int(hours) * 60 + int(minutes)


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a text: what can be quoted one by one."""
    return [part.strip() for part in _BETWEEN_PARAGRAPHS.split(text.strip()) if part.strip()]
