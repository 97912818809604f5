"""A self-assessment: where I stand on some competencies, with a trace of what I did."""

from typing import Literal

from pydantic import Field

from tisserand.content.models.base import Code, Exercise, ExerciseKind, Role


class SelfAssessment(Exercise):
    """The form. Each competency is rated 0 (not yet) to 4; a trace is asked for from level 2 up."""

    kind: Literal[ExerciseKind.SELF_ASSESSMENT]
    role: Role
    competencies: tuple[Code, ...] = Field(min_length=1)
