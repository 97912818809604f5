"""A report for people, in their language, or for machines, in JSON."""

from collections.abc import Iterator
from typing import Any

from tisserand.checks.diagnostic import Diagnostic, Severity
from tisserand.checks.runner import Report
from tisserand.i18n import Lang, translate

_BOLD, _RED, _YELLOW, _FAINT, _PLAIN = "\033[1m", "\033[31m", "\033[33m", "\033[2m", "\033[0m"


def as_text(report: Report, lang: Lang, *, colours: bool = False) -> str:
    """Return the report as style.md shows it: a line of place, a sentence, a hint with an address; then the counts."""
    blocks = ["\n".join(_lines(found, lang, colours=colours)) for found in report.problems]
    return "\n\n".join([*blocks, _summary(report, lang)])


def _lines(found: Diagnostic, lang: Lang, *, colours: bool) -> Iterator[str]:
    def paint(colour: str, text: str) -> str:
        return f"{colour}{text}{_PLAIN}" if colours else text

    severity = translate(lang, f"checks.severity.{found.severity}")
    red_or_yellow = _RED if found.severity is Severity.ERROR else _YELLOW
    place = paint(_BOLD, f"{found.path}:{found.line}")
    yield f"{place}  {found.code} {found.name}  {paint(red_or_yellow, severity)}"
    yield f"  {found.sentence(lang)}"
    yield f"  {found.hint(lang)}  {paint(_FAINT, f'-> {found.page(lang)}')}"


def _summary(report: Report, lang: Lang) -> str:
    counts = [
        translate(lang, "checks.count.files", n=report.files),
        translate(lang, "checks.count.errors", n=report.count(Severity.ERROR)),
        translate(lang, "checks.count.warnings", n=report.count(Severity.WARNING)),
    ]
    seconds = f"{report.seconds:.1f}".replace(".", "," if lang is Lang.FR else ".")
    return translate(lang, "checks.summary", counts=", ".join(counts), seconds=seconds)


def as_json(report: Report, lang: Lang) -> dict[str, Any]:
    """Return the report as values for JSON: the counts, then one object a problem, with its sentences in ``lang``."""
    return {
        "files": report.files,
        "errors": report.count(Severity.ERROR),
        "warnings": report.count(Severity.WARNING),
        "seconds": round(report.seconds, 3),
        "problems": [
            {
                "path": found.path,
                "line": found.line,
                "code": found.code,
                "name": found.name,
                "severity": found.severity.value,
                "sentence": found.sentence(lang),
                "hint": found.hint(lang),
                "near": list(found.near),
                "page": found.page(lang),
            }
            for found in report.problems
        ],
    }
