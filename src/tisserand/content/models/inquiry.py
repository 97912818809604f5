"""An inquiry: a community's traces read step by step, each figure predicted before it shows."""

from typing import Literal

from pydantic import Field

from tisserand.content.models.base import Exercise, ExerciseKind, Frozen, LocalizedText, Slug

Draw = Literal["four_newcomers", "shuffled_weeks"]
"""What a trap lets one draw again and again: the newcomers' return, four at a time; the weeks, in another order."""


class TrapOption(Frozen):
    """One thing that could be said of the figure."""

    id: Slug
    text: LocalizedText
    sound: bool = False
    feedback: LocalizedText


class Trap(Frozen):
    """A conclusion that the figure does not allow, met by doing.

    Attributes:
        draw: what can be drawn again before answering, if anything.
        explanation: told once somebody answered.
    """

    prompt: LocalizedText
    draw: Draw | None = None
    options: tuple[TrapOption, ...] = Field(min_length=2)
    explanation: LocalizedText
    sources: tuple[Slug, ...] = ()


class InquiryStep(Frozen):
    """One measure of the community.

    Attributes:
        measure: its name, of ``domain.analytics.measures``.
        asks: which of its figures is predicted.
        intro: what somebody wants to know, before the prediction.
        prompt: the question that the prediction answers.
        reading: how to read what shows.
        think: a question for one's own community.
    """

    id: Slug
    measure: str
    asks: str
    title: LocalizedText
    intro: LocalizedText
    prompt: LocalizedText
    reading: LocalizedText
    trap: Trap | None = None
    think: LocalizedText
    sources: tuple[Slug, ...] = ()


class Inquiry(Exercise):
    """``exercises/inquiries/<id>.yaml``.

    Attributes:
        data: the CSV beside it, with the columns id, author, created_at, thread, reply_to.
        zone: time zone in which days and weeks are counted.
        about: where the data come from.
        is_made: whether nobody in it exists: only then a single person may be pointed out.
    """

    kind: Literal[ExerciseKind.INQUIRY]
    data: str = Field(pattern=r"^[a-z0-9-]+\.csv$")
    zone: str = "Europe/Paris"
    is_made: bool = False
    about: LocalizedText
    steps: tuple[InquiryStep, ...] = Field(min_length=1)
