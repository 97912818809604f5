"""Everything that can happen to a learner, as values.

An event is a fact that is never changed. It is stored as ``kind`` and ``payload``; :func:`event_from_payload` brings it
back. To add one: a frozen dataclass below, with what it means as its docstring. Fields are JSON values only.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from typing import Any, ClassVar


@dataclass(frozen=True)
class Event:
    """The base of all events."""

    kind: ClassVar[str]

    def payload(self) -> dict[str, Any]:
        """Return the fields as JSON values."""
        return asdict(self)


@dataclass(frozen=True)
class AnswerSubmitted(Event):
    """A question was answered. ``points`` is kept for exports; progress grades the answer again."""

    kind: ClassVar[str] = "answer_submitted"
    question: str
    answer: Any
    certainty: str | None
    points: float
    max_points: float


@dataclass(frozen=True)
class ExerciseRestarted(Event):
    """The person started an exercise over: what came before stays in the history, and no longer counts as current."""

    kind: ClassVar[str] = "exercise_restarted"


@dataclass(frozen=True)
class CompetencyRated(Event):
    """A competency was rated 0 (not yet) to 4, with a trace from level 2 up. The last rating of a moment counts."""

    kind: ClassVar[str] = "competency_rated"
    competency: str
    moment: str
    level: int
    confidence: str | None = None
    trace_link: str = ""
    trace_date: str = ""
    trace_sentence: str = ""


@dataclass(frozen=True)
class ChoiceMade(Event):
    """A choice was made in a scenario. ``step`` is how many choices came before it in the run."""

    kind: ClassVar[str] = "choice_made"
    step: int
    scene: str
    choice: str


@dataclass(frozen=True)
class ChoicesUndone(Event):
    """The person went back in a scenario: the run keeps its first ``step`` choices."""

    kind: ClassVar[str] = "choices_undone"
    step: int


@dataclass(frozen=True)
class PlanStepWritten(Event):
    """A step of the action plan was written or rewritten. ``date`` is ISO (a day), or empty."""

    kind: ClassVar[str] = "plan_step_written"
    step_id: str
    text: str
    date: str = ""


@dataclass(frozen=True)
class PlanStepDone(Event):
    """A step of the action plan was done, or not after all; ``note`` says what happened."""

    kind: ClassVar[str] = "plan_step_done"
    step_id: str
    done: bool
    note: str = ""


@dataclass(frozen=True)
class PlanStepRemoved(Event):
    """A step of the action plan was taken away."""

    kind: ClassVar[str] = "plan_step_removed"
    step_id: str


@dataclass(frozen=True)
class GameBegun(Event):
    """A game of balance was begun with this luck. In an attempt, the first one counts."""

    kind: ClassVar[str] = "game_begun"
    seed: int


@dataclass(frozen=True)
class PredictionMade(Event):
    """Before the first decision, the person said what they expect: a verdict (``outcome.Verdict``) by indicator.

    The last one before the first decision counts.
    """

    kind: ClassVar[str] = "prediction_made"
    indicators: dict[str, str]


@dataclass(frozen=True)
class QuarterDecided(Event):
    """A quarter of a balance was decided. ``quarter`` is its number, from 1; the dosages are whole parts by name."""

    kind: ClassVar[str] = "quarter_decided"
    quarter: int
    preferences: dict[str, int]
    orientations: dict[str, int]
    actions: list[str]
    card_choice: str | None = None


@dataclass(frozen=True)
class DosagePlaced(Event):
    """The person placed their own community: today's dosages and those they want. The last one counts.

    Each is ``{"preferences": parts by name, "orientations": parts by name}``.
    """

    kind: ClassVar[str] = "dosage_placed"
    today: dict[str, dict[str, int]]
    wanted: dict[str, dict[str, int]]


@dataclass(frozen=True)
class MeasurePredicted(Event):
    """Before a figure of an inquiry showed, the person said what they expected, in its unit (0.2 for a fifth).

    The first one of an attempt counts: afterwards the figure is known.
    """

    kind: ClassVar[str] = "measure_predicted"
    step: str
    expected: float


@dataclass(frozen=True)
class TrapAnswered(Event):
    """The person said what a figure of an inquiry allows one to conclude. The last answer of an attempt counts."""

    kind: ClassVar[str] = "trap_answered"
    step: str
    option: str


@dataclass(frozen=True)
class OwnTracesOpened(Event):
    """The person looked at their own community's traces (``export``), at a sample, or put it off (``later``).

    Nothing of what the file says is kept here.
    """

    kind: ClassVar[str] = "own_traces_opened"
    how: str


@dataclass(frozen=True)
class MeetingPrepared(Event):
    """The person planned a meeting: whole minutes by step. The last one before the meeting begins counts."""

    kind: ClassVar[str] = "meeting_prepared"
    minutes: dict[str, int]


@dataclass(frozen=True)
class MeetingMoved(Event):
    """A real meeting began, went on, back, paused, resumed or closed. ``turn`` is how many moves came before it.

    The time is that of the record. Nothing here says who was there or what was said.
    """

    kind: ClassVar[str] = "meeting_moved"
    turn: int
    move: str


@dataclass(frozen=True)
class MeetingNoteWritten(Event):
    """A note was written at a step of a meeting, in place of the one before. Erased for good when the person asks."""

    kind: ClassVar[str] = "meeting_note_written"
    step: str
    text: str


# In a sandbox forum. A post of the learner's is called ``mine-1``, ``mine-2`` … in the order of their publication.


@dataclass(frozen=True)
class ThreadRead(Event):
    """A thread of the sandbox was opened: all that stood in it then is read."""

    kind: ClassVar[str] = "thread_read"
    thread: str


@dataclass(frozen=True)
class DraftKept(Event):
    """What is being written was kept. An empty one is gone.

    ``place`` is a thread, ``new``, or ``edit-`` and a post of one's own.
    """

    kind: ClassVar[str] = "draft_kept"
    place: str
    title: str
    text: str
    category: str = ""


@dataclass(frozen=True)
class PostPublished(Event):
    """A post was published: in ``thread``, or as a new one of ``category`` when that is empty.

    ``quotes`` holds pairs of a post and one of its paragraphs, from 1; ``contested`` the criteria that the person
    does not agree with for this text.
    """

    kind: ClassVar[str] = "post_published"
    thread: str
    text: str
    title: str = ""
    category: str = ""
    quotes: list[list[Any]] = field(default_factory=list)
    contested: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class PostEdited(Event):
    """A post of one's own was rewritten."""

    kind: ClassVar[str] = "post_edited"
    post: str
    text: str
    title: str = ""
    quotes: list[list[Any]] = field(default_factory=list)
    contested: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class PostFlagged(Event):
    """A post was reported to those who look after the forum. The last reason counts."""

    kind: ClassVar[str] = "post_flagged"
    post: str
    reason: str
    note: str = ""


@dataclass(frozen=True)
class ReplyMarked(Event):
    """A reply was marked as the one that helped, or not after all."""

    kind: ClassVar[str] = "reply_marked"
    post: str
    helped: bool


@dataclass(frozen=True)
class CategoryWatched(Event):
    """How much one wants to be told about a category (``WatchLevel``)."""

    kind: ClassVar[str] = "category_watched"
    category: str
    level: str


@dataclass(frozen=True)
class ProfileWritten(Event):
    """The profile was written: what one does, and what one can help with."""

    kind: ClassVar[str] = "profile_written"
    does: str
    helps: str


@dataclass(frozen=True)
class PollAnswered(Event):
    """The poll of a thread was answered, with a reason or without. The last answer counts."""

    kind: ClassVar[str] = "poll_answered"
    thread: str
    option: str
    reason: str = ""


@dataclass(frozen=True)
class TimeLetPass(Event):
    """The person came back to the forum later: when the next thing happens in it."""

    kind: ClassVar[str] = "time_let_pass"


@dataclass(frozen=True)
class NotificationsSeen(Event):
    """All that the forum had to tell was marked as read."""

    kind: ClassVar[str] = "notifications_seen"


@dataclass(frozen=True)
class HintTaken(Event):
    """One more hint was asked for in a task."""

    kind: ClassVar[str] = "hint_taken"
    task: str


@dataclass(frozen=True)
class ReviewAnswered(Event):
    """A question of a finished module was answered again, on a day when it was due (``domain.follow_up``).

    ``points`` is kept for exports; the follow-up grades the answer again.
    """

    kind: ClassVar[str] = "review_answered"
    question: str
    answer: Any
    certainty: str | None
    points: float
    max_points: float


@dataclass(frozen=True)
class RolesChosen(Event):
    """The person said which roles are theirs, none included (names of ``Role``). The last choice counts."""

    kind: ClassVar[str] = "roles_chosen"
    roles: list[str]


EVENTS: Mapping[str, type[Event]] = {
    event.kind: event
    for event in (
        AnswerSubmitted,
        ExerciseRestarted,
        CompetencyRated,
        ChoiceMade,
        ChoicesUndone,
        PlanStepWritten,
        PlanStepDone,
        PlanStepRemoved,
        GameBegun,
        PredictionMade,
        QuarterDecided,
        DosagePlaced,
        MeasurePredicted,
        TrapAnswered,
        OwnTracesOpened,
        MeetingPrepared,
        MeetingMoved,
        MeetingNoteWritten,
        ThreadRead,
        DraftKept,
        PostPublished,
        PostEdited,
        PostFlagged,
        ReplyMarked,
        CategoryWatched,
        ProfileWritten,
        PollAnswered,
        TimeLetPass,
        NotificationsSeen,
        HintTaken,
        ReviewAnswered,
        RolesChosen,
    )
}


@dataclass(frozen=True)
class Record:
    """An event with its circumstances, as the log keeps it.

    Attributes:
        uuid: made by the client, so that sending twice records once.
        learner: opaque id.
        at: when, in UTC.
        module_id, module_version: the module in which it happened.
        activity: key of the activity (``Activity.key``), such as ``quiz/signes-de-derapage``.
        lang: language of the lesson.
        room: the workshop's room, or none.
        event: what happened.
    """

    uuid: str
    learner: str
    at: datetime
    module_id: str
    module_version: int
    activity: str
    lang: str
    event: Event
    room: str | None = field(default=None)


def event_from_payload(kind: str, payload: Mapping[str, Any]) -> Event | None:
    """Return the event that was stored, or ``None`` for a kind that this version does not know.

    Unknown fields are passed over, so that an older version can still read.
    """
    event_class = EVENTS.get(kind)
    if event_class is None:
        return None
    known = {f.name for f in fields(event_class)}
    return event_class(**{key: value for key, value in payload.items() if key in known})
