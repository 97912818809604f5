"""A training module: what it teaches, to whom, in which order its activities come."""

from typing import Literal

from pydantic import Field

from tisserand.content.models.base import Code, Frozen, LocalizedText, Role, Slug, Status


class Objective(Frozen):
    """Something a person can do afterwards, tied to a competency and one of its levels."""

    competency: Code
    level: int = Field(ge=1, le=4)
    text: LocalizedText


class Activity(Frozen):
    """One activity of the lesson, in its place.

    Attributes:
        id: the exercise; none for one's own dosage, one's own traces and the action plan.
        moment: for a self-assessment, before or after the practice.
        minutes: how long it takes.
    """

    kind: Literal[
        "quiz",
        "self_assessment",
        "scenario",
        "balance",
        "own_dosage",
        "inquiry",
        "own_traces",
        "meeting",
        "sandbox",
        "action_plan",
    ]
    id: Slug | None = None
    moment: Literal["before", "after"] | None = None
    minutes: int = Field(ge=1)

    @property
    def key(self) -> str:
        """The name of this activity in progress and reports, such as ``self_assessment/animer-a4-a6/before``."""
        return "/".join(part for part in (self.kind, self.id, self.moment) if part)


class TrainingModule(Frozen):
    """``modules/<slug>/module.yaml``.

    Attributes:
        id: written once and never changed: progress hangs on it.
        duration_min: reading included, for an ordinary learner.
        activities: those of the lesson, in its order.
        plan_suggestions: first steps that the action plan offers.
        runtime: what shows the lesson's widgets on a web page: our small front end, with ipywidgets' own manager when
            a widget needs it (``auto``) or at once (``full``), or Voilà's front end (``stock``).
    """

    id: Slug
    slug: Slug
    version: int = Field(ge=1)
    status: Status
    role: Role
    title: LocalizedText
    summary: LocalizedText
    duration_min: int = Field(ge=5, le=120)
    objectives: tuple[Objective, ...] = Field(min_length=1)
    prerequisites: tuple[Slug, ...] = ()
    activities: tuple[Activity, ...] = Field(min_length=1)
    plan_suggestions: tuple[LocalizedText, ...] = ()
    sources: tuple[Slug, ...] = ()
    runtime: Literal["auto", "full", "stock"] = "auto"
    design: LocalizedText | None = None
    workshop_notes: LocalizedText | None = None
