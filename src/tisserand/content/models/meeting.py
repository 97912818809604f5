"""A kind of meeting led step by step: what each step is for, who speaks, how long it usually takes."""

from typing import Literal

from pydantic import Field

from tisserand.content.models.base import Exercise, ExerciseKind, Frozen, LocalizedText, Slug


class MeetingStep(Frozen):
    """One step.

    Attributes:
        who: whose turn it is to speak.
        least, most: the usual range, in minutes.
        planned: the minutes that a preparation starts from.
        purpose: what the step is for.
        prompts: sentences that whoever leads may say aloud.
        watch: what often goes wrong in it.
    """

    id: Slug
    title: LocalizedText
    who: LocalizedText
    least: int = Field(ge=0, le=120)
    most: int = Field(ge=1, le=120)
    planned: int = Field(ge=0, le=120)
    purpose: LocalizedText
    prompts: tuple[LocalizedText, ...] = Field(min_length=1)
    watch: LocalizedText | None = None


class Meeting(Exercise):
    """``exercises/meetings/<id>.yaml``: a tool for a real meeting, and the steps of the scenarios that stage one.

    Attributes:
        opening: what comes before the numbered steps; it may be left out of a meeting by giving it no minute.
        evidence_note: where the ranges come from, and what they do not claim.
        sources: ids of ``modules/sources.yaml``.
    """

    kind: Literal[ExerciseKind.MEETING]
    opening: MeetingStep | None = None
    steps: tuple[MeetingStep, ...] = Field(min_length=2)
    evidence_note: LocalizedText
    sources: tuple[Slug, ...] = ()

    @property
    def stages(self) -> tuple[MeetingStep, ...]:
        """The opening, if there is one, then the steps."""
        return (self.opening, *self.steps) if self.opening else self.steps
