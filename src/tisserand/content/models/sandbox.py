"""A sandbox: a small forum of invented people in which a learner does what members do, and which answers back."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from tisserand.content.models.base import Code, Exercise, ExerciseKind, Frozen, LocalizedText, Role, Slug

TimeOfDay = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
"""A time of day such as ``09:30``, always between quotes in YAML."""

Place = Annotated[int, Field(ge=1)]
"""A paragraph of a post, from 1."""


class WatchLevel(StrEnum):
    """How much of a category somebody is told about."""

    WATCHING = "watching"
    NORMAL = "normal"
    MUTED = "muted"


class ForumPerson(Frozen):
    """Someone who writes. Invented, and never mocked."""

    id: Slug
    name: str
    role: LocalizedText
    about: LocalizedText | None = None


class ForumCategory(Frozen):
    """A place for threads on one subject."""

    id: Slug
    name: LocalizedText
    about: LocalizedText


class ForumPost(Frozen):
    """One message that is there already.

    Attributes:
        by: id of a person.
        day: 0 today, -1 yesterday and so on.
        text: Markdown; its paragraphs, parted by an empty line, can be quoted one by one.
    """

    id: Slug
    by: Slug
    day: int = Field(le=0, ge=-3650)
    time: TimeOfDay
    text: LocalizedText


class PollOption(Frozen):
    """One answer to a poll.

    Attributes:
        votes: how many invented members chose it.
    """

    id: Slug
    text: LocalizedText
    votes: int = Field(default=0, ge=0, le=100_000)


class Poll(Frozen):
    """A question put to the members, in the thread where it is discussed."""

    question: LocalizedText
    options: tuple[PollOption, ...] = Field(min_length=2, max_length=6)


class ForumThread(Frozen):
    """A discussion.

    Attributes:
        pinned: stays on top of its category.
        unread: whether it is new to the learner.
    """

    id: Slug
    category: Slug
    title: LocalizedText
    posts: tuple[ForumPost, ...] = Field(min_length=1)
    poll: Poll | None = None
    pinned: bool = False
    unread: bool = False


class PreparedDraft(Frozen):
    """A new thread that somebody began for the learner, and that waits among the drafts."""

    category: Slug
    title: LocalizedText
    text: LocalizedText


class FlagReason(Frozen):
    """Why a post may be reported to those who look after the forum."""

    id: Slug
    text: LocalizedText


# What a text is examined for


class WordList(Frozen):
    """Words and phrases in both languages; either one counts, whatever the language of the page."""

    fr: tuple[str, ...] = ()
    en: tuple[str, ...] = ()


class Rule(StrEnum):
    """How a criterion is measured. Each is simple enough to be told to the learner."""

    TITLE = "title"  # the title has at least `least` words of three letters or more that are not among `words`
    MENTIONS = "mentions"  # at least `least` of `words` are in the text; with `figures`, a number counts as one
    AVOIDS = "avoids"  # none of `words` is in the text
    QUESTIONS = "questions"  # the text asks at least one question and at most `most`
    LENGTH = "length"  # the text has `least` words or more, and at most `most` if that is given
    PRIVATE = "private"  # no phone number, no e-mail address, none of the names in `words`


class Criterion(Frozen):
    """One thing that helps others answer, or that helps an answer serve.

    Attributes:
        title: the criterion itself, in a few words.
        met, unmet: what to say of a text that has it or lacks it, and why it matters.
        sources: ids of ``modules/sources.yaml``, required where a fact is taught.
    """

    id: Slug
    rule: Rule
    least: int = Field(default=1, ge=0, le=500)
    most: int | None = Field(default=None, ge=0, le=500)
    words: WordList = WordList()
    figures: bool = False
    title: LocalizedText
    met: LocalizedText
    unmet: LocalizedText
    sources: tuple[Slug, ...] = ()


class Review(Frozen):
    """What the learner's new threads, or their replies in one thread, are examined for.

    Attributes:
        thread: the thread of the replies; none for new threads.
        example_title, example_text: one wording among others that has all of it; shown when asked for.
    """

    id: Slug
    thread: Slug | None = None
    criteria: tuple[Criterion, ...] = Field(min_length=1, max_length=8)
    example_title: LocalizedText | None = None
    example_text: LocalizedText


# What can be true of the forum


class _Condition(Frozen):
    """Something that can be true of the forum, however it came about."""


class Helped(_Condition):
    """The learner marked this reply as the one that helped."""

    kind: Literal["helped"]
    post: Slug


class OwnHelped(_Condition):
    """In a thread of their own, the learner marked a reply as the one that helped."""

    kind: Literal["own_helped"]


class Watching(_Condition):
    """The learner watches this category."""

    kind: Literal["watching"]
    category: Slug


class ProfileFilled(_Condition):
    """Both parts of the profile are written, with at least so many words in all."""

    kind: Literal["profile"]
    least: int = Field(default=6, ge=1, le=200)


class Posted(_Condition):
    """A text of the learner that this review examines has at least, and at most, so many of its criteria.

    A criterion that the learner contests counts as one that it has.
    """

    kind: Literal["posted"]
    review: Slug
    least: int = Field(default=0, ge=0)
    most: int = Field(default=99, ge=0)


class Missed(_Condition):
    """A text of the learner that this review examines lacks this criterion, and they did not contest it."""

    kind: Literal["missed"]
    review: Slug
    criterion: Slug


class Replied(_Condition):
    """The learner wrote in this thread."""

    kind: Literal["replied"]
    thread: Slug


class Returned(_Condition):
    """After somebody answered in a thread of the learner's own, the learner wrote in it again."""

    kind: Literal["returned"]


class Quoted(_Condition):
    """The learner quotes this paragraph of this post, and not the whole post."""

    kind: Literal["quoted"]
    post: Slug
    part: Place


class Unquoted(_Condition):
    """The learner wrote in this thread, and never quoted that paragraph of that post by itself."""

    kind: Literal["unquoted"]
    thread: Slug
    post: Slug
    part: Place


class Flagged(_Condition):
    """The learner reported this post, for one of these reasons."""

    kind: Literal["flagged"]
    post: Slug
    reasons: tuple[Slug, ...] = Field(min_length=1)


class Voted(_Condition):
    """The learner answered the poll of this thread, and if it is asked for, said why."""

    kind: Literal["voted"]
    thread: Slug
    with_reason: bool = True


Condition = Annotated[
    Helped
    | OwnHelped
    | Watching
    | ProfileFilled
    | Posted
    | Missed
    | Replied
    | Returned
    | Quoted
    | Unquoted
    | Flagged
    | Voted,
    Field(discriminator="kind"),
]


class NewThread(Frozen):
    """A thread that somebody opens."""

    category: Slug
    title: LocalizedText


class Reaction(Frozen):
    """Something that happens in the forum once the learner has done something, after a while.

    It stands in exactly one place: a thread, the learner's own thread (``own_thread``), a new one (``opens``).

    Attributes:
        id: also the id of the post that comes.
        when: all of it has to hold when it is set off, and still when it comes.
        after_min: minutes of the forum's own time until it comes.
        private: a word from those who look after the forum, that only the learner reads.
        hides: a post that is folded away from then on.
        closes_poll: whether the poll of the thread takes no more answers.
    """

    id: Slug
    when: tuple[Condition, ...] = Field(min_length=1)
    after_min: int = Field(ge=1, le=20_000)
    by: Slug
    thread: Slug | None = None
    own_thread: bool = False
    opens: NewThread | None = None
    private: bool = False
    hides: Slug | None = None
    closes_poll: bool = False
    text: LocalizedText


class SandboxTask(Frozen):
    """Something to do in the forum; it is done when its conditions hold, whatever the way.

    Attributes:
        text: what is asked, and what one needs to know for it, Markdown.
        why: what it is good for, shown once it is done.
        hints: from a nudge to the way itself.
    """

    id: Slug
    title: LocalizedText
    text: LocalizedText
    done_when: tuple[Condition, ...] = Field(min_length=1)
    hints: tuple[LocalizedText, ...] = Field(min_length=1, max_length=3)
    why: LocalizedText
    competency: Code | None = None
    sources: tuple[Slug, ...] = ()


class Sandbox(Exercise):
    """A forum to practise in, with its people, its threads, its tasks, and what it answers.

    Attributes:
        name: what the forum is called.
        you_are: who the learner is in it.
        rules: its charter, Markdown.
        starts: the time of day at which one arrives.
        evidence_note: what the forum's behaviour rests on and what it does not claim.
    """

    kind: Literal[ExerciseKind.SANDBOX]
    role: Role = Role.MEMBER
    duration_min: int = Field(ge=1)
    name: LocalizedText
    you_are: LocalizedText
    rules: LocalizedText
    starts: TimeOfDay = "09:00"
    evidence_note: LocalizedText
    people: tuple[ForumPerson, ...] = Field(min_length=1)
    categories: tuple[ForumCategory, ...] = Field(min_length=1)
    threads: tuple[ForumThread, ...] = Field(min_length=1)
    flag_reasons: tuple[FlagReason, ...] = Field(min_length=1)
    draft: PreparedDraft | None = None
    reviews: tuple[Review, ...] = ()
    reactions: tuple[Reaction, ...] = ()
    tasks: tuple[SandboxTask, ...] = Field(min_length=1)
