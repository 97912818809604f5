"""LG: both languages are there, and say the same thing as far as a machine can tell (decision 0004)."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Any

from tisserand.checks.bank import Bank, Document
from tisserand.checks.diagnostic import Diagnostic, Phrase
from tisserand.checks.lesson_file import Heading, LessonFile
from tisserand.checks.rules import problem
from tisserand.checks.translation import differences
from tisserand.content.yaml_source import Location
from tisserand.i18n import Lang

_LANGUAGES = {lang.value for lang in Lang}


def check(bank: Bank) -> Iterator[Diagnostic]:
    """Yield the texts that lack a language, and those whose languages do not seem to say the same thing."""
    for document in bank.documents():
        if document.source is not None:
            for at, text in localized_texts(document.source.value):
                yield from _text(document, at, text)
    for slug in sorted({slug for slug, _ in bank.lessons}):
        pair = [bank.lessons.get((slug, lang)) for lang in Lang]
        if pair[0] is not None and pair[1] is not None:
            yield from _lessons(pair[0], pair[1])


def localized_texts(value: Any, at: Location = ()) -> Iterator[tuple[Location, dict[str, Any]]]:
    """Yield every text in two languages of a raw file: a mapping with no other keys than ``fr`` and ``en``."""
    if isinstance(value, dict):
        if value and value.keys() <= _LANGUAGES:
            if not any(isinstance(text, dict | list) for text in value.values()):
                yield at, value
        else:
            for key, inner in value.items():
                yield from localized_texts(inner, (*at, key))
    elif isinstance(value, list):
        for n, inner in enumerate(value):
            yield from localized_texts(inner, (*at, n))


def _text(document: Document[Any], at: Location, text: dict[str, Any]) -> Iterator[Diagnostic]:
    written = {lang: str(text.get(lang.value) or "").strip() for lang in Lang}
    missing = [lang for lang in Lang if not written[lang]]
    for lang in missing:
        if lang.value in text and text[lang.value] is None:
            continue  # a key without a value: the model refuses it, that is told already
        where = (*at, lang.value) if lang.value in text else (*at, lang.other.value)
        yield document.at("LG001", where, document.strict, lang=Phrase(f"checks.language.{lang}"), key=lang.value)
    if not missing:
        for found in differences(written[Lang.FR], written[Lang.EN]):
            yield document.at(found.code, (*at, Lang.EN.value), fr=found.fr, en=found.en)


def _lessons(french: LessonFile, english: LessonFile) -> Iterator[Diagnostic]:
    yield from _cells(french, english)
    headings, others = french.headings(), english.headings()
    for one, other in zip_longest(headings, others):
        if one is None or other is None or one.level != other.level:
            line = other.line if other else (others[-1].line if others else 1)
            yield problem("LG005", english.path, line, fr=_heading(one), en=_heading(other))
            return
    for (line, section), (_, other_section) in zip(_sections(english), _sections(french), strict=True):
        for found in differences(other_section, section):
            yield problem(found.code, english.path, line, fr=found.fr, en=found.en)


def _cells(french: LessonFile, english: LessonFile) -> Iterator[Diagnostic]:
    for one, other in zip_longest(french.cells, english.cells):
        if one is None or other is None:
            line = other.line if other else (english.cells[-1].line if english.cells else 1)
            yield problem("LG006", english.path, line, fr=_code(one), en=_code(other))
            return
        if not other.is_parameters and one.source.strip() != other.source.strip():
            yield problem("LG006", english.path, other.line, fr=_code(one), en=_code(other))


def _sections(lesson: LessonFile) -> list[tuple[int, str]]:
    """The stretches of prose between headings, each with the line where it begins."""
    lines = lesson.prose.split("\n")
    starts = [1, *(heading.line for heading in lesson.headings())]
    ends = [*(start - 1 for start in starts[1:]), len(lines)]
    return [(start, "\n".join(lines[start - 1 : end])) for start, end in zip(starts, ends, strict=True)]


def _heading(heading: Heading | None) -> str:
    return f"{'#' * heading.level} {heading.text}" if heading else "-"


def _code(cell: Any) -> str:
    return cell.source.strip().partition("\n")[0] if cell else "-"
