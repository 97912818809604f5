"""SC006 to SC009: guards and effects that can't be understood, variables that nobody reads or writes."""

from collections.abc import Iterator

from tisserand.checks.bank import Document
from tisserand.checks.diagnostic import Diagnostic, Phrase
from tisserand.checks.model_keys import nearest
from tisserand.checks.walk import walk
from tisserand.content.models.scenario import Choice, Scenario
from tisserand.content.yaml_source import Location
from tisserand.domain.expressions import parse_effect, parse_guard
from tisserand.errors import ExpressionError


def guards(scenario: Scenario) -> Iterator[tuple[str, Location]]:
    """Yield every guard of the scenario with its place."""
    for at, part in walk(scenario):
        when = getattr(part, "when", None)
        if isinstance(when, str):
            yield when, (*at, "when")


def effects(scenario: Scenario) -> Iterator[tuple[str, Location]]:
    """Yield every effect of the scenario with its place."""
    for at, part in walk(scenario):
        if isinstance(part, Choice):
            yield from ((effect, (*at, "effects", n)) for n, effect in enumerate(part.effects))


def expressions(document: Document[Scenario], scenario: Scenario) -> Iterator[Diagnostic]:
    """Yield what is wrong in the guards and the effects, and the variables that they leave out."""
    read: set[str] = set()
    written: set[str] = set()
    mentioned: list[tuple[str, str, Location]] = []
    failed = False
    for text, at in guards(scenario):
        try:
            names = parse_guard(text).names
        except ExpressionError as error:
            failed = True
            yield _refused(document, error, at)
            continue
        read |= names
        mentioned += [(name, text, at) for name in sorted(names)]
    for text, at in effects(scenario):
        try:
            effect = parse_effect(text)
        except ExpressionError as error:
            failed = True
            yield _refused(document, error, at)
            continue
        read |= effect.reads
        written.add(effect.target)
        mentioned += [(name, text, at) for name in sorted({effect.target, *effect.reads})]
    if scenario.agenda is not None:
        read.add(scenario.agenda.late)  # by the clock
    known = {variable.id for variable in scenario.variables}
    unknown = [(name, text, at) for name, text, at in mentioned if name not in known]
    for name, text, at in unknown:
        yield document.at("SC007", at, id=name, text=text, near=nearest(name, known, 3))
    if not failed and not unknown:  # otherwise the missing reading or writing may be the one that failed
        yield from _forgotten(document, scenario, read, written)


def _refused(document: Document[Scenario], error: ExpressionError, at: Location) -> Diagnostic:
    return document.at("SC006", at, reason=Phrase(f"{error.area}.{error.reason}", error.values))


def _forgotten(
    document: Document[Scenario], scenario: Scenario, read: set[str], written: set[str]
) -> Iterator[Diagnostic]:
    for n, variable in enumerate(scenario.variables):
        if variable.id not in read and not variable.shown:
            yield document.at("SC008", ("variables", n, "id"), id=variable.id)
        if variable.id not in written:
            yield document.at("SC009", ("variables", n, "id"), id=variable.id)
