"""What all the models share: frozen, unknown keys refused, texts in two languages."""

from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from tisserand.i18n import Lang

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
"""An id in kebab-case ASCII, such as ``lundi-matin``."""

Code = Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,2}[0-9]{1,2}$")]
"""A code of the reference frame: a competency (``A4``), evidence (``T1``), a response (``R3``)."""


class Frozen(BaseModel):
    """A value read from a content file."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class LocalizedText(Frozen):
    """One text in both languages, in Markdown where the field says so.

    A missing language is an empty string here and a problem for the checks; the reader then sees the other one.
    """

    fr: str = ""
    en: str = ""

    def in_lang(self, lang: Lang) -> str:
        """Return the text in ``lang``, or in the other language while the translation is missing."""
        first, second = (self.fr, self.en) if lang is Lang.FR else (self.en, self.fr)
        return first or second


class Role(StrEnum):
    """What a person does in a community. What a reader sees is a label of the interface."""

    COORDINATOR = "coordinator"
    ANIMATOR = "animator"
    FACILITATOR = "facilitator"
    MEMBER = "member"
    ADMINISTRATOR = "administrator"
    SPONSOR = "sponsor"
    PATRON = "patron"


class Status(StrEnum):
    """How far a content file has come. Only ``draft`` may lack a translation."""

    DRAFT = "draft"
    REVIEW = "review"
    PUBLISHED = "published"
    RETIRED = "retired"


class ExerciseKind(StrEnum):
    """The kinds of exercise, each with its folder under ``exercises/``."""

    QUIZ = "quiz"
    SELF_ASSESSMENT = "self_assessment"
    SCENARIO = "scenario"
    BALANCE = "balance"
    INQUIRY = "inquiry"
    MEETING = "meeting"
    SANDBOX = "sandbox"

    @property
    def folder(self) -> str:
        """The name of the folder that holds the files of this kind."""
        return {
            "quiz": "quizzes",
            "self_assessment": "self_assessments",
            "scenario": "scenarios",
            "balance": "balances",
            "inquiry": "inquiries",
            "meeting": "meetings",
            "sandbox": "sandboxes",
        }[self.value]


class Exercise(Frozen):
    """What every exercise file says first."""

    id: Slug
    kind: ExerciseKind
    version: int = Field(default=1, ge=1)
    status: Status = Status.PUBLISHED
    title: LocalizedText
    intro: LocalizedText | None = None
    competencies: tuple[Code, ...] = ()
