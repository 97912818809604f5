"""A scenario: scenes, choices with consequences, a state that remembers, endings with a debrief."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from tisserand.content.models.base import Code, Exercise, ExerciseKind, Frozen, LocalizedText, Role, Slug

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
"""The name of a variable, as guards and effects write it."""

Guard = Annotated[str, StringConstraints(min_length=1)]
"""A condition on the variables: ``heat >= 3 and not warned``. Integers, ``+ -``, comparisons, ``and or not``."""

Effect = Annotated[str, StringConstraints(min_length=1)]
"""A change of one variable: ``heat += 1``, ``trust -= 2``, ``warned = 1``. The result is kept within the bounds."""


class Wording(Frozen):
    """What values up to ``upto`` (included) are called."""

    upto: int
    text: LocalizedText


class Variable(Frozen):
    """Something the scenario keeps count of, an integer within bounds.

    Attributes:
        better: which end is desirable; ``None`` when neither is.
        shown: whether the learner sees it; a memory of an early choice is usually hidden.
        words: what its values are called, in rising order; the last one reaches ``max``. Required when shown.
    """

    id: Name
    name: LocalizedText
    min: int = 0
    max: int
    start: int = 0
    better: Literal["low", "high"] | None = None
    shown: bool = True
    words: tuple[Wording, ...] = ()


class CastMember(Frozen):
    """Someone who speaks. Invented, and never mocked."""

    id: Slug
    name: str
    role: LocalizedText


class Post(Frozen):
    """One message of the thread, or one thing said in a meeting.

    Attributes:
        by: id of the cast member.
        at: day and time as a forum shows them; left out of what is said in a meeting, which has its clock.
        quote: the words it quotes, if any.
        quote_by: id of the cast member quoted.
        when: shown only if this holds.
    """

    by: Slug
    at: LocalizedText | None = None
    text: LocalizedText
    quote: LocalizedText | None = None
    quote_by: Slug | None = None
    when: Guard | None = None


class Variant(Frozen):
    """Another wording, for the states in which ``when`` holds; the first that holds is shown."""

    when: Guard
    text: LocalizedText


class Detour(Frozen):
    """Another target, for the states in which ``when`` holds after the effects; the first that holds is taken."""

    when: Guard
    to: Slug


class Choice(Frozen):
    """Something the learner may do.

    Attributes:
        to: id of the scene or ending that follows.
        when: offered only if this holds.
        detours: other targets, tried in order on the state after the effects.
        effects: what it changes.
        response: code of the kind of response (R0 to R13), where it is one.
        consequence: what happens because of it, told at once.
        variants: other tellings of the consequence, by the state before the effects.
        posts: what is said because of it, heard at once; their conditions see the state before the effects.
        why: the reason behind the consequence, shown in the debrief.
        sources: ids of ``modules/sources.yaml`` that the reason rests on.
    """

    id: Slug
    text: LocalizedText
    to: Slug
    when: Guard | None = None
    detours: tuple[Detour, ...] = ()
    effects: tuple[Effect, ...] = ()
    response: Code | None = None
    consequence: LocalizedText | None = None
    variants: tuple[Variant, ...] = ()
    posts: tuple[Post, ...] = ()
    why: LocalizedText | None = None
    sources: tuple[Slug, ...] = ()


class Scene(Frozen):
    """A moment: what is read, and what may be done.

    Attributes:
        step: in a meeting, the id of the step that it belongs to.
        minute: in a meeting, the minute at which it should come, counted from the beginning.
        debate: what practitioners differ on here, told in the debrief.
    """

    id: Slug
    title: LocalizedText
    step: Slug | None = None
    minute: int | None = Field(default=None, ge=0)
    posts: tuple[Post, ...] = ()
    text: LocalizedText
    variants: tuple[Variant, ...] = ()
    debate: LocalizedText | None = None
    choices: tuple[Choice, ...] = Field(min_length=1)


class Ending(Frozen):
    """Where a run stops.

    Attributes:
        outcome: how it turned out, in one of three words.
        text: what happened.
        debrief: what can be learnt from it, Markdown.
    """

    id: Slug
    title: LocalizedText
    outcome: Literal["good", "mixed", "hard"]
    posts: tuple[Post, ...] = ()
    text: LocalizedText
    variants: tuple[Variant, ...] = ()
    debrief: LocalizedText | None = None
    sources: tuple[Slug, ...] = ()


class Walkthrough(Frozen):
    """A worked case that the checks replay: these choices lead to this ending."""

    title: LocalizedText
    choices: tuple[Slug, ...] = Field(min_length=1)
    ends: Slug


class Agenda(Frozen):
    """What makes a scenario a meeting in a room: its steps and its clock.

    Attributes:
        meeting: id of ``exercises/meetings/<id>.yaml``, which has the steps.
        begins: the time of day at which it begins, such as ``"14:00"``.
        minutes: how long the room is booked.
        late: the variable that counts the minutes lost; the clock adds them to the minute of the scene.
    """

    meeting: Slug
    begins: Annotated[str, StringConstraints(pattern=r"^([01]\d|2[0-3]):[0-5]\d$")]
    minutes: int = Field(ge=10, le=480)
    late: Name


class Scenario(Exercise):
    """A branching situation.

    Attributes:
        you_are: who the learner is in it.
        evidence_note: what the consequences rest on and what they do not claim, shown with the debrief.
        agenda: the steps and the clock, when it takes place in a meeting.
        start: id of the first scene.
    """

    kind: Literal[ExerciseKind.SCENARIO]
    role: Role
    duration_min: int = Field(ge=1)
    you_are: LocalizedText
    evidence_note: LocalizedText
    agenda: Agenda | None = None
    cast: tuple[CastMember, ...] = ()
    variables: tuple[Variable, ...] = ()
    start: Slug
    scenes: tuple[Scene, ...] = Field(min_length=1)
    endings: tuple[Ending, ...] = Field(min_length=1)
    walkthroughs: tuple[Walkthrough, ...] = ()
