"""All the content files of a root, read once, for the rules to look at together."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from pydantic import BaseModel

from tisserand.checks.diagnostic import Diagnostic, Severity
from tisserand.checks.lesson_file import LessonFile, read_lesson
from tisserand.checks.repair import repaired
from tisserand.checks.rules import problem
from tisserand.content.loading import EXERCISE_MODELS, Fault, read_file
from tisserand.content.models.balance import BalanceDeck
from tisserand.content.models.base import Exercise, ExerciseKind, Status
from tisserand.content.models.framework import Catalog, CompetencyFramework, SourceList
from tisserand.content.models.module import TrainingModule
from tisserand.content.yaml_source import Location, YamlSource
from tisserand.i18n import Lang

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class Document(Generic[M]):
    """One YAML file.

    Attributes:
        path: from the content root, with forward slashes.
        model: what the file should be.
        value: what it is, or was probably meant to be; ``None`` when nobody can tell.
        source: its raw values and lines; ``None`` if it isn't YAML.
        faults: what its model refuses.
    """

    path: str
    model: type[M]
    value: M | None
    source: YamlSource | None
    faults: tuple[Fault, ...]

    def at(self, code: str, location: Location, /, severity: Severity | None = None, **values: Any) -> Diagnostic:
        """Return a problem of this file at ``location``."""
        line = self.source.line(location) if self.source else 1
        return problem(code, self.path, line, severity=severity, **values)

    @property
    def status(self) -> Status:
        """How far the file has come; published when it does not say."""
        return getattr(self.value, "status", Status.PUBLISHED)

    @property
    def strict(self) -> Severity:
        """How severe a gap is that only a draft may have."""
        return Severity.WARNING if self.status is Status.DRAFT else Severity.ERROR


@dataclass(frozen=True)
class Bank:
    """All the content.

    Attributes:
        root: the content root.
        modules: the descriptions of modules by folder name.
        exercises: by kind, then by file name.
        lessons: by folder name and language.
        chosen: the files and folders whose problems are wanted; all of them when it is empty.
    """

    root: Path
    catalog: Document[Catalog] | None = None
    framework: Document[CompetencyFramework] | None = None
    sources: Document[SourceList] | None = None
    cards: Document[BalanceDeck] | None = None
    modules: dict[str, Document[TrainingModule]] = field(default_factory=dict)
    exercises: dict[ExerciseKind, dict[str, Document[Exercise]]] = field(default_factory=dict)
    lessons: dict[tuple[str, Lang], LessonFile] = field(default_factory=dict)
    chosen: tuple[Path, ...] = ()

    def is_chosen(self, path: str) -> bool:
        """Return whether the problems of a file are wanted: long work on the others can be spared."""
        file = self.root / path
        return not self.chosen or any(file == one or one in file.parents for one in self.chosen)

    def documents(self) -> Iterator[Document[Any]]:
        """Yield every YAML file."""
        shared: tuple[Document[Any] | None, ...] = (self.catalog, self.framework, self.sources, self.cards)
        yield from (document for document in shared if document)
        yield from self.modules.values()
        for found in self.exercises.values():
            yield from found.values()

    def valid(self, model: type[M]) -> Iterator[tuple[Document[M], M]]:
        """Yield the files of one kind that could be read, with their values."""
        for document in self.documents():
            if isinstance(document.value, model):
                yield document, document.value

    def source_ids(self) -> frozenset[str] | None:
        """Return the ids of the sources, or ``None`` if the file can't be read: then nobody can be wrong about one."""
        if self.sources is None or self.sources.value is None:
            return None
        return frozenset(source.id for source in self.sources.value.sources)

    def competency_codes(self) -> frozenset[str] | None:
        """Return the codes of the framework, or ``None`` if the file can't be read."""
        if self.framework is None or self.framework.value is None:
            return None
        return frozenset(competency.code for competency in self.framework.value.competencies)


def read_bank(root: Path, chosen: Sequence[Path] = ()) -> Bank:
    """Return all the content under ``root``; only the problems of ``chosen`` files and folders are wanted."""
    descriptions = sorted(root.glob("modules/*/module.yaml"))
    modules = {path.parent.name: _read(root, path, TrainingModule) for path in descriptions}
    exercises: dict[ExerciseKind, dict[str, Document[Exercise]]] = {
        kind: {
            path.stem: _read(root, path, EXERCISE_MODELS[kind])
            for path in sorted((root / "exercises" / kind.folder).glob("*.yaml"))
        }
        for kind in ExerciseKind
    }
    lessons = {
        (path.parent.name, lang): read_lesson(root, path)
        for lang in Lang
        for path in sorted(root.glob(f"modules/*/{lang}.md"))
    }
    shared = root / "modules"
    return Bank(
        root=root,
        catalog=_read_if_there(root, shared / "catalog.yaml", Catalog),
        framework=_read_if_there(root, shared / "competencies.yaml", CompetencyFramework),
        sources=_read_if_there(root, shared / "sources.yaml", SourceList),
        cards=_read_if_there(root, root / "exercises" / "balance_cards.yaml", BalanceDeck),
        modules=modules,
        exercises=exercises,
        lessons=lessons,
        chosen=tuple(chosen),
    )


def _read(root: Path, path: Path, model: type[Any]) -> Document[Any]:
    loaded = read_file(path, model)
    name = path.relative_to(root).as_posix()
    return Document(name, model, repaired(loaded, model), loaded.source, loaded.faults)


def _read_if_there(root: Path, path: Path, model: type[Any]) -> Document[Any] | None:
    return _read(root, path, model) if path.is_file() else None
