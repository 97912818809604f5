"""SR: a fact carries its source, and the source exists."""

import re
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from tisserand.checks.bank import Bank, Document
from tisserand.checks.diagnostic import Diagnostic
from tisserand.checks.model_keys import nearest
from tisserand.checks.walk import walk
from tisserand.content.models.base import LocalizedText
from tisserand.content.models.framework import SourceList
from tisserand.content.models.module import TrainingModule
from tisserand.content.models.quiz import Quiz
from tisserand.content.models.scenario import Scenario
from tisserand.content.yaml_source import Location

_FACT = re.compile(
    r"\d[\d\s]*%|\b\d+ (?:fois )?(?:sur|in|out of) (?:\d|dix|cent|ten|a hundred)"
    r"|\b(?:une|des|cette|ces|plusieurs|deux|trois|l[’'])\s?(?:études?|recherches?)\b"
    r"|\bdans (?:une|l[’'])\s?expérience\b|\bresearch (?:shows|finds|found)\b"
    r"|\b(?:one|two|three|a|an|several|this|these|the) (?:stud(?:y|ies)|experiments?)\b",
    re.IGNORECASE,
)
"""What only a publication can say: a share, a proportion, "a study shows"."""


def check(bank: Bank) -> Iterator[Diagnostic]:
    """Yield the sources that do not exist, are used by nobody, or are missing where a fact is taught."""
    known = bank.source_ids()
    used: set[str] = set()
    for document in bank.documents():
        if document.value is None or isinstance(document.value, SourceList):
            continue
        for name, location in cited(document.value):
            used.add(name)
            if known is not None and name not in known:
                yield document.at("SR001", location, id=name, near=nearest(name, known, 3))
    yield from _unsourced(bank)
    yield from _unused(bank, used)
    yield from _not_in_module(bank)


def cited(value: BaseModel) -> Iterator[tuple[str, Location]]:
    """Yield every source that ``value`` names, with its place."""
    for at, item in walk(value):
        yield from ((source, (*at, "sources", n)) for n, source in enumerate(getattr(item, "sources", ())))


def _unsourced(bank: Bank) -> Iterator[Diagnostic]:
    for document, quiz in bank.valid(Quiz):
        for n, question in enumerate(quiz.questions):
            if not question.sources:
                yield from _facts(document, question, ("questions", n))
    for story, scenario in bank.valid(Scenario):
        for n, scene in enumerate(scenario.scenes):
            for i, choice in enumerate(scene.choices):
                if not choice.sources:
                    yield from _facts(story, choice, ("scenes", n, "choices", i))
        for n, ending in enumerate(scenario.endings):
            if not ending.sources:
                yield from _facts(story, ending, ("endings", n))


_TEACHING = ("explanation", "why", "debrief")


def _facts(document: Document[Any], value: BaseModel, at: Location) -> Iterator[Diagnostic]:
    """Yield the texts that teach a fact without a source: one problem a question, choice or ending."""
    for name in _TEACHING:
        text = getattr(value, name, None)
        if isinstance(text, LocalizedText) and (found := _FACT.search(text.fr) or _FACT.search(text.en)):
            yield document.at("SR002", (*at, name), found=found[0].strip())
            return


def _unused(bank: Bank, used: set[str]) -> Iterator[Diagnostic]:
    for document, value in bank.valid(SourceList):
        for n, source in enumerate(value.sources):
            if source.id not in used:
                yield document.at("SR003", ("sources", n, "id"), id=source.id)


def _not_in_module(bank: Bank) -> Iterator[Diagnostic]:
    """A module lists the sources of all its activities: it is the bibliography that a learner sees."""
    exercises = {
        (kind.value, stem): exercise.value for kind, found in bank.exercises.items() for stem, exercise in found.items()
    }
    for document, module in bank.valid(TrainingModule):
        for n, activity in enumerate(module.activities):
            exercise = exercises.get((activity.kind, activity.id or ""))
            missing = {name for name, _ in cited(exercise)} - set(module.sources) if exercise else set()
            if missing:
                yield document.at("SR004", ("activities", n), id=activity.id, missing=sorted(missing))
