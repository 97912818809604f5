"""What all modules share: the competency framework, the sources, the catalogue."""

from typing import Annotated, Literal

from pydantic import AnyHttpUrl, Field

from tisserand.content.models.base import Code, Frozen, LocalizedText, Role, Slug


class Competency(Frozen):
    """Something a person of a role can do, on four levels of observable wording (discover to transmit)."""

    code: Code
    role: Role
    name: LocalizedText
    levels: Annotated[tuple[LocalizedText, ...], Field(min_length=4, max_length=4)]


class CompetencyFramework(Frozen):
    """``modules/competencies.yaml``."""

    version: int = Field(ge=1)
    level_names: Annotated[tuple[LocalizedText, ...], Field(min_length=4, max_length=4)]
    competencies: tuple[Competency, ...]


class Source(Frozen):
    """A publication that a fact comes from.

    Attributes:
        code: code of the evidence in the domain reference, if it has one.
        strength: ``experiment`` (3 stars), ``observational`` on large data (2), ``practice`` or theory (1), ``law``.
        finding: what it found, in our words.
        limits: what it does not show.
    """

    id: Slug
    code: Code | None = None
    authors: str
    year: int = Field(ge=1900, le=2100)
    title: str
    venue: str = ""
    url: AnyHttpUrl | None = None
    strength: Literal["experiment", "observational", "practice", "law"]
    finding: LocalizedText
    limits: LocalizedText


class SourceList(Frozen):
    """``modules/sources.yaml``."""

    sources: tuple[Source, ...]


class Catalog(Frozen):
    """``modules/catalog.yaml``: the modules in the order in which they are shown."""

    modules: tuple[Slug, ...]
