"""CP, SA: the competencies that content refers to."""

from collections.abc import Iterator
from typing import Any

from tisserand.checks.bank import Bank, Document
from tisserand.checks.diagnostic import Diagnostic, Phrase
from tisserand.checks.model_keys import nearest
from tisserand.content.models.base import Exercise, Role
from tisserand.content.models.module import TrainingModule
from tisserand.content.models.quiz import Question, Quiz
from tisserand.content.models.sandbox import Sandbox, SandboxTask
from tisserand.content.models.self_assessment import SelfAssessment
from tisserand.content.yaml_source import Location


def check(bank: Bank) -> Iterator[Diagnostic]:
    """Yield the competencies that do not exist, and those of a role that the form is not about."""
    known = bank.competency_codes()
    if known is None:
        return
    for document, code, location in _mentions(bank):
        if code not in known:
            yield document.at("CP001", location, code=code, known=sorted(known), near=_near(code, known))
    yield from _other_roles(bank)


def _near(code: str, known: frozenset[str]) -> tuple[str, ...]:
    same_letter = {other for other in known if other[0] == code[0]}
    return nearest(code, same_letter) or nearest(code, known)


def _mentions(bank: Bank) -> Iterator[tuple[Document[Any], str, Location]]:
    for document, exercise in bank.valid(Exercise):
        for n, code in enumerate(exercise.competencies):
            yield document, code, ("competencies", n)
    parts: list[tuple[Document[Any], str, tuple[Question, ...] | tuple[SandboxTask, ...]]] = [
        *((form, "questions", quiz.questions) for form, quiz in bank.valid(Quiz)),
        *((form, "tasks", sandbox.tasks) for form, sandbox in bank.valid(Sandbox)),
    ]
    for form, place, items in parts:
        for n, item in enumerate(items):
            if item.competency is not None:
                yield form, item.competency, (place, n, "competency")
    for description, module in bank.valid(TrainingModule):
        for n, objective in enumerate(module.objectives):
            yield description, objective.competency, ("objectives", n, "competency")


def _other_roles(bank: Bank) -> Iterator[Diagnostic]:
    framework = bank.framework.value if bank.framework else None
    roles: dict[str, Role] = {}
    for competency in framework.competencies if framework else ():
        roles.setdefault(competency.code, competency.role)

    def other(document: Document[Any], code: str, role: Role, location: Location) -> Iterator[Diagnostic]:
        if _family(roles.get(code, role)) is not _family(role):
            yield document.at("SA001", location, code=code, role=_role(role), other=_role(roles[code]))

    for form, assessment in bank.valid(SelfAssessment):
        for n, code in enumerate(assessment.competencies):
            yield from other(form, code, assessment.role, ("competencies", n))
    for description, module in bank.valid(TrainingModule):
        for n, objective in enumerate(module.objectives):
            yield from other(description, objective.competency, module.role, ("objectives", n, "competency"))


def _family(role: Role) -> Role:
    """Sponsors and patrons, who are few and often the same people, learn from the same content."""
    return Role.SPONSOR if role is Role.PATRON else role


def _role(role: Role) -> Phrase:
    return Phrase(f"roles.{role.value}")
