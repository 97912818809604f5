"""YA: files that can't be read as what they should be."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any, Protocol

from tisserand.checks.bank import Bank, Document
from tisserand.checks.diagnostic import Diagnostic, Phrase
from tisserand.checks.fault_words import wrong_value
from tisserand.checks.model_keys import models_at, nearest
from tisserand.checks.repair import culprits, meant_key, parent_of
from tisserand.checks.rules import problem
from tisserand.content.loading import Fault
from tisserand.content.models.base import ExerciseKind

_SHARED = ("modules/catalog.yaml", "modules/competencies.yaml", "modules/sources.yaml")
_DECIMAL_COMMA = re.compile(r"[-+]?\d+,\d+")

_PLAIN = {
    "duplicate_key": "YA002",
    "not_a_mapping": "YA003",
    "not_utf8": "YA004",
    "missing": "YA006",
}

_SYNTAX = {
    "mapping values are not allowed": "colon",
    "cannot start any token": "character",
    "did not find expected key": "indentation",
    "could not find expected ':'": "no_colon",
    "found unexpected end of stream": "quote",
    "did not find expected '-' indicator": "dash",
    "undefined alias": "alias",
    "while scanning an anchor": "alias",
    "did not find expected alphabetic": "alias",
    "control characters are not allowed": "control",
}


def check(bank: Bank) -> Iterator[Diagnostic]:
    """Yield what is wrong in the files themselves."""
    for document in bank.documents():
        yield from _faults(document)
    for path in _SHARED:
        if not (bank.root / path).is_file():
            yield problem("YA011", path, 1, file=path)
    yield from _strays(bank)
    for lesson in bank.lessons.values():
        if lesson.text is None:
            yield problem("YA004", lesson.path, 1)


def _faults(document: Document[Any]) -> Iterator[Diagnostic]:
    raw = document.source.value if document.source else None
    meant = {
        (*fault.location[:-1], key)
        for fault in document.faults
        if fault.type == "extra_forbidden"
        and (key := meant_key(document.model, fault.location, parent_of(raw, fault.location)))
    }
    for fault in culprits(document.faults):
        if fault.type == "missing" and fault.location in meant:
            continue  # it is there, misspelt: that is told already
        yield _fault(document, fault, raw)


class _At(Protocol):
    def __call__(self, code: str, **values: Any) -> Diagnostic: ...


def _fault(document: Document[Any], fault: Fault, raw: Any) -> Diagnostic:
    key = next((str(step) for step in reversed(fault.location) if isinstance(step, str)), "")

    def at(code: str, **values: Any) -> Diagnostic:
        return problem(code, document.path, fault.line, key=key, **values)

    if fault.type in _PLAIN:
        return at(_PLAIN[fault.type])
    if fault.type == "yaml_syntax":
        return at("YA001", problem=_syntax(str(fault.context["problem"])))
    if fault.type == "union_tag_not_found":
        return problem("YA006", document.path, fault.line, key="kind")
    if fault.type == "extra_forbidden":
        return _unknown_key(at, document, fault, raw)
    if fault.type == "string_pattern_mismatch":
        return _form(at, fault)
    return _value(at, fault)


def _unknown_key(at: _At, document: Document[Any], fault: Fault, raw: Any) -> Diagnostic:
    known = {name for model in models_at(document.model, fault.location[:-1]) for name in model.model_fields}
    meant = meant_key(document.model, fault.location, parent_of(raw, fault.location))
    near = (meant,) if meant else nearest(fault.location[-1], known)
    return at("YA005", near=near, known=sorted(known))


def _value(at: _At, fault: Fault) -> Diagnostic:
    read = fault.context.get("input")
    if isinstance(read, str) and fault.type == "float_parsing" and _DECIMAL_COMMA.fullmatch(read.strip()):
        return at("QZ007", value=read, near=[read.strip().replace(",", ".")])
    phrase, near = wrong_value(fault)
    return at("YA007", problem=phrase, near=near)


def _form(at: _At, fault: Fault) -> Diagnostic:
    read = str(fault.context.get("input"))
    pattern = str(fault.context.get("pattern"))
    form = "code" if "[A-Z]" in pattern else "name" if "_" in pattern else "slug"
    suggestion = read.strip().upper() if form == "code" else _ascii(read, "_" if form == "name" else "-")
    near = [suggestion] if re.fullmatch(pattern, suggestion) else []
    return at("YA008", value=read, form=Phrase(f"checks.form.{form}"), near=near)


def _ascii(text: str, separator: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", separator, plain).strip(separator)


def _syntax(said: str) -> Phrase:
    for words, name in _SYNTAX.items():
        if words in said:
            return Phrase(f"checks.syntax.{name}")
    return Phrase("checks.syntax.other", {"said": said})


def _strays(bank: Bank) -> Iterator[Diagnostic]:
    """Files of ``exercises/`` that nothing reads, because of their folder or their suffix."""
    folders = {kind.folder for kind in ExerciseKind}
    read = {document.path for document in bank.documents()}
    for path in sorted(bank.root.glob("exercises/**/*.y*ml")):
        name = path.relative_to(bank.root / "exercises")
        if path.relative_to(bank.root).as_posix() in read or any(part.startswith(".") for part in name.parts):
            continue
        near = nearest(name.parts[0], folders)
        meant = f"{near[0] if near else ExerciseKind.QUIZ.folder}/{path.stem}.yaml"
        yield problem("YA012", path.relative_to(bank.root).as_posix(), 1, near=[f"exercises/{meant}"] if near else [])
