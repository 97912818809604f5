"""SC024 to SC027: a scenario that takes place in a meeting, its steps and its clock."""

from collections.abc import Iterator

from tisserand.checks.bank import Bank, Document
from tisserand.checks.diagnostic import Diagnostic, Phrase
from tisserand.checks.model_keys import nearest
from tisserand.checks.walk import walk
from tisserand.content.models.base import ExerciseKind
from tisserand.content.models.meeting import Meeting
from tisserand.content.models.scenario import Agenda, Post, Scenario


def meeting(bank: Bank, document: Document[Scenario], scenario: Scenario) -> Iterator[Diagnostic]:
    """Yield what is wrong in the steps and the clock of a scenario, or in the want of them."""
    if scenario.agenda is None:
        yield from _without_a_room(document, scenario)
        return
    yield from _steps(bank, document, scenario, scenario.agenda)
    yield from _clock(document, scenario, scenario.agenda)


def _without_a_room(document: Document[Scenario], scenario: Scenario) -> Iterator[Diagnostic]:
    for at, part in walk(scenario):
        if isinstance(part, Post) and part.at is None:
            yield document.at("SC027", at, by=part.by)
    for n, scene in enumerate(scenario.scenes):
        for key in ("step", "minute"):
            if getattr(scene, key) is not None:
                wrong = Phrase("checks.clock.no_agenda", {"key": key})
                yield document.at("SC026", ("scenes", n, key), id=scene.id, problem=wrong)


def _steps(bank: Bank, document: Document[Scenario], scenario: Scenario, agenda: Agenda) -> Iterator[Diagnostic]:
    known = bank.exercises[ExerciseKind.MEETING]
    if agenda.meeting not in known:
        near = nearest(agenda.meeting, set(known), 3)
        path = f"exercises/{ExerciseKind.MEETING.folder}/{agenda.meeting}.yaml"
        yield document.at("SC024", ("agenda", "meeting"), id=agenda.meeting, file=path, near=near)
        return
    value = known[agenda.meeting].value
    if not isinstance(value, Meeting):
        return  # it can't be read: that is told there
    steps = {step.id for step in value.stages}
    for n, scene in enumerate(scenario.scenes):
        if scene.step is not None and scene.step not in steps:
            near = nearest(scene.step, steps, 3)
            yield document.at("SC025", ("scenes", n, "step"), id=scene.step, meeting=agenda.meeting, near=near)


def _clock(document: Document[Scenario], scenario: Scenario, agenda: Agenda) -> Iterator[Diagnostic]:
    variables = {variable.id for variable in scenario.variables}
    if agenda.late not in variables:
        wrong = Phrase("checks.clock.late", {"late": agenda.late})
        near = nearest(agenda.late, variables, 3)
        yield document.at("SC026", ("agenda", "late"), id=scenario.id, problem=wrong, near=near)
    for n, scene in enumerate(scenario.scenes):
        for key in ("step", "minute"):
            if getattr(scene, key) is None:
                wrong = Phrase("checks.clock.missing", {"key": key})
                yield document.at("SC026", ("scenes", n, "id"), id=scene.id, problem=wrong)
        if scene.minute is not None and scene.minute > agenda.minutes:
            wrong = Phrase("checks.clock.too_late", {"minute": scene.minute, "minutes": agenda.minutes})
            yield document.at("SC026", ("scenes", n, "minute"), id=scene.id, problem=wrong)
