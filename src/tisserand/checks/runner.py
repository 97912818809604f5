"""Runs every family of rules over the content and puts the problems in order."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from tisserand.checks import (
    balances,
    competencies,
    files,
    identifiers,
    inquiries,
    languages,
    lessons,
    links,
    meetings,
    modules,
    notebooks,
    quizzes,
    sandboxes,
    scenarios,
    sources,
    typography,
)
from tisserand.checks.bank import Bank, read_bank
from tisserand.checks.diagnostic import Diagnostic, Severity

FAMILIES: tuple[Callable[[Bank], Iterator[Diagnostic]], ...] = (
    files.check,
    identifiers.check,
    modules.check,
    lessons.check,
    competencies.check,
    sources.check,
    quizzes.check,
    scenarios.check,
    balances.check,
    inquiries.check,
    meetings.check,
    sandboxes.check,
    languages.check,
    typography.check,
    links.check,
    notebooks.check,
)


@dataclass(frozen=True)
class Report:
    """What a run found.

    Attributes:
        problems: in the order of files, lines and codes.
        files: how many content files were read.
        seconds: how long it took.
    """

    problems: tuple[Diagnostic, ...]
    files: int
    seconds: float

    def count(self, severity: Severity) -> int:
        """Return how many problems are of ``severity``."""
        return sum(found.severity is severity for found in self.problems)


def run(root: Path, paths: Sequence[Path] = ()) -> Report:
    """Check all the content under ``root``, and return the problems of ``paths`` (files or folders; all by default)."""
    begun = perf_counter()
    bank = read_bank(root, paths)
    found = sorted(_problems(bank), key=lambda problem: (*problem.place, str(problem.values)))
    chosen = tuple(problem for problem in found if bank.is_chosen(problem.path))
    return Report(chosen, len(list(bank.documents())) + len(bank.lessons), perf_counter() - begun)


def _problems(bank: Bank) -> Iterator[Diagnostic]:
    for family in FAMILIES:
        yield from family(bank)
