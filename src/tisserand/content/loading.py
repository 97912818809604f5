"""Reading content files into models: the only place that opens them.

Two ways in. ``load_…`` is for playing: it returns one value or raises :class:`ContentError`. ``read_file`` is for
checking: it returns what could be read, with every problem at its line.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any, Generic, TypeVar, cast

from pydantic import BaseModel, ValidationError

from tisserand.content.models.balance import Balance, BalanceDeck
from tisserand.content.models.base import ExerciseKind
from tisserand.content.models.framework import Catalog, CompetencyFramework, Source, SourceList
from tisserand.content.models.inquiry import Inquiry
from tisserand.content.models.meeting import Meeting
from tisserand.content.models.module import TrainingModule
from tisserand.content.models.quiz import Quiz
from tisserand.content.models.sandbox import Sandbox
from tisserand.content.models.scenario import Scenario
from tisserand.content.models.self_assessment import SelfAssessment
from tisserand.content.yaml_source import Location, YamlSource, YamlSyntaxError, parse_yaml
from tisserand.errors import ContentError, UnknownNameError
from tisserand.i18n import translate
from tisserand.paths import content_root
from tisserand.settings import read_settings

M = TypeVar("M", bound=BaseModel)

EXERCISE_MODELS: dict[
    ExerciseKind,
    type[Quiz] | type[SelfAssessment] | type[Scenario] | type[Balance] | type[Inquiry] | type[Meeting] | type[Sandbox],
] = {
    ExerciseKind.QUIZ: Quiz,
    ExerciseKind.SELF_ASSESSMENT: SelfAssessment,
    ExerciseKind.SCENARIO: Scenario,
    ExerciseKind.BALANCE: Balance,
    ExerciseKind.INQUIRY: Inquiry,
    ExerciseKind.MEETING: Meeting,
    ExerciseKind.SANDBOX: Sandbox,
}


@dataclass(frozen=True)
class Fault:
    """Something in a file that its model refuses.

    Attributes:
        line: where, from 1.
        location: the keys that lead to it.
        type: pydantic's name of the fault (``missing``, ``extra_forbidden`` …), or ``yaml_syntax``, ``duplicate_key``,
            ``not_a_mapping``, ``not_utf8``.
        context: values for a message: what was read, what was expected.
    """

    line: int
    location: Location
    type: str
    context: dict[str, Any]


@dataclass(frozen=True)
class Loaded(Generic[M]):
    """A file that was read: its value if its model accepts it, and what it refuses."""

    path: Path
    value: M | None
    source: YamlSource | None
    faults: tuple[Fault, ...] = ()


def read_file(path: Path, model: type[M]) -> Loaded[M]:
    """Return what ``path`` holds as ``model``, with all its faults.

    Raises:
        FileNotFoundError: there is no such file.
    """
    try:
        source = parse_yaml(path.read_text(encoding="utf-8-sig"), path)
    except UnicodeDecodeError as error:
        return Loaded(path, None, None, (Fault(1, (), "not_utf8", {"position": error.start}),))
    except YamlSyntaxError as error:
        return Loaded(path, None, None, (Fault(error.line, (), "yaml_syntax", {"problem": error.problem}),))
    faults = [Fault(line, at, "duplicate_key", {"key": at[-1]}) for at, line in source.duplicates]
    if not isinstance(source.value, dict):
        return Loaded(path, None, source, (*faults, Fault(1, (), "not_a_mapping", {})))
    value = None
    try:
        value = model.model_validate(source.value)
    except ValidationError as error:
        faults += [_fault(source, details) for details in error.errors(include_url=False)]
    return Loaded(path, value, source, tuple(faults))


def _fault(source: YamlSource, details: Any) -> Fault:
    location: Location = tuple(details["loc"])
    context = {**details.get("ctx", {}), "input": details.get("input"), "message": details["msg"]}
    return Fault(source.line(location), location, details["type"], context)


def exercise_path(root: Path, kind: ExerciseKind, exercise_id: str) -> Path:
    """Return where the file of an exercise lies under a content root."""
    return root / "exercises" / kind.folder / f"{exercise_id}.yaml"


def module_path(root: Path, slug: str) -> Path:
    """Return where the description of a module lies under a content root."""
    return root / "modules" / slug / "module.yaml"


def _load_named(path: Path, model: type[M], name: str) -> M:
    try:
        stamp = path.stat()
        value, fault_lines = _read_once(path, model, (stamp.st_mtime_ns, stamp.st_size))
    except FileNotFoundError:
        raise UnknownNameError(unknown_name(name, [p.stem for p in path.parent.glob("*.yaml")])) from None
    if value is None or fault_lines:
        line, count = fault_lines[0], len(fault_lines)
        raise ContentError(translate(read_settings().lang, "content.invalid", path=path.name, line=line, n=count))
    return cast("M", value)


@lru_cache(maxsize=512)
def _read_once(path: Path, model: type[M], _stamp: tuple[int, int]) -> tuple[M | None, tuple[int, ...]]:
    """Return what a file holds and the lines of its faults, reading it again once it was changed (``_stamp``).

    Values are frozen, so they can be shared. Parsing is nine tenths of what opening a lesson costs: a kernel that is
    forked finds the content read.
    """
    loaded = read_file(path, model)
    return loaded.value, tuple(fault.line for fault in loaded.faults)


def unknown_name(name: str, known: Iterable[str]) -> str:
    """Return the sentence that answers a wrong name with the nearest right ones."""
    lang = read_settings().lang
    near = get_close_matches(name, sorted(known), n=3, cutoff=0.5)
    if near:
        return translate(lang, "content.unknown_near", name=name, near=", ".join(near))
    return translate(lang, "content.unknown", name=name, known=", ".join(sorted(known)) or "-")


def load_quiz(exercise_id: str, root: Path | None = None) -> Quiz:
    """Return a quiz by its id.

    Raises:
        UnknownNameError: no such file; the message gives the nearest names.
        ContentError: the file has faults; the message gives the first line.
    """
    return _load_named(exercise_path(root or content_root(), ExerciseKind.QUIZ, exercise_id), Quiz, exercise_id)


def load_self_assessment(exercise_id: str, root: Path | None = None) -> SelfAssessment:
    """Return a self-assessment by its id; raises as :func:`load_quiz`."""
    path = exercise_path(root or content_root(), ExerciseKind.SELF_ASSESSMENT, exercise_id)
    return _load_named(path, SelfAssessment, exercise_id)


def load_scenario(exercise_id: str, root: Path | None = None) -> Scenario:
    """Return a scenario by its id; raises as :func:`load_quiz`."""
    path = exercise_path(root or content_root(), ExerciseKind.SCENARIO, exercise_id)
    return _load_named(path, Scenario, exercise_id)


def load_balance(exercise_id: str, root: Path | None = None) -> Balance:
    """Return the profile of a community to balance by its id; raises as :func:`load_quiz`."""
    path = exercise_path(root or content_root(), ExerciseKind.BALANCE, exercise_id)
    return _load_named(path, Balance, exercise_id)


def load_inquiry(exercise_id: str, root: Path | None = None) -> Inquiry:
    """Return an inquiry into a community's traces by its id; raises as :func:`load_quiz`."""
    path = exercise_path(root or content_root(), ExerciseKind.INQUIRY, exercise_id)
    return _load_named(path, Inquiry, exercise_id)


def load_traces(inquiry: Inquiry, root: Path | None = None) -> bytes:
    """Return the CSV of an inquiry.

    Raises:
        ContentError: it is not there.
    """
    path = (root or content_root()) / "exercises" / ExerciseKind.INQUIRY.folder / inquiry.data
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise ContentError(translate(read_settings().lang, "content.no_data", path=inquiry.data)) from None


def load_meeting(exercise_id: str, root: Path | None = None) -> Meeting:
    """Return a meeting led step by step by its id; raises as :func:`load_quiz`."""
    path = exercise_path(root or content_root(), ExerciseKind.MEETING, exercise_id)
    return _load_named(path, Meeting, exercise_id)


def load_sandbox(exercise_id: str, root: Path | None = None) -> Sandbox:
    """Return a forum to practise in by its id; raises as :func:`load_quiz`."""
    return _load_named(exercise_path(root or content_root(), ExerciseKind.SANDBOX, exercise_id), Sandbox, exercise_id)


def load_deck(root: Path | None = None) -> BalanceDeck:
    """Return the event cards of the balances; raises as :func:`load_quiz`."""
    return _load_named((root or content_root()) / "exercises" / "balance_cards.yaml", BalanceDeck, "balance_cards")


def load_module(slug: str, root: Path | None = None) -> TrainingModule:
    """Return a module by its slug; raises as :func:`load_quiz`."""
    root = root or content_root()
    path = module_path(root, slug)
    if not path.is_file():
        known = [found.parent.name for found in (root / "modules").glob("*/module.yaml")]
        raise UnknownNameError(unknown_name(slug, known))
    return _load_named(path, TrainingModule, slug)


def load_catalog(root: Path | None = None) -> Catalog:
    """Return the catalogue."""
    return _load_named((root or content_root()) / "modules" / "catalog.yaml", Catalog, "catalog")


def load_framework(root: Path | None = None) -> CompetencyFramework:
    """Return the competency framework."""
    return _load_named((root or content_root()) / "modules" / "competencies.yaml", CompetencyFramework, "competencies")


def load_sources(root: Path | None = None) -> dict[str, Source]:
    """Return the sources by id."""
    loaded = _load_named((root or content_root()) / "modules" / "sources.yaml", SourceList, "sources")
    return {source.id: source for source in loaded.sources}
