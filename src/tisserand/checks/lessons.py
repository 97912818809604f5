"""MD: the code cells of a lesson. The parameters, the opening, one short call for each activity."""

import ast
from collections.abc import Iterator
from itertools import zip_longest
from typing import get_args

from tisserand.checks.bank import Bank
from tisserand.checks.diagnostic import Diagnostic, Phrase
from tisserand.checks.lesson_file import Call, CodeCell, LessonFile
from tisserand.checks.model_keys import nearest
from tisserand.checks.modules import exercise_kind
from tisserand.checks.rules import problem
from tisserand.content.models.base import ExerciseKind
from tisserand.content.models.module import Activity
from tisserand.i18n import Lang

PARAMETERS = ("lang", "learner", "persona")
"""What papermill, the server and the rehearsal set before a lesson runs."""

BESIDE = ("progress", "data")
"""What a lesson may call anywhere: no activity of the module."""

METHODS: tuple[str, ...] = (*get_args(Activity.model_fields["kind"].annotation), *BESIDE)
"""What a lesson shows. A test holds it to the methods of ``tisserand.notebook.lesson.Lesson``."""


def check(bank: Bank) -> Iterator[Diagnostic]:
    """Yield what is wrong in the code cells of the lessons."""
    for (folder, lang), lesson in bank.lessons.items():
        if lesson.text is None:
            continue
        yield from _syntax(lesson)
        yield from _parameters(lesson, lang)
        yield from _opening(lesson, folder)
        found = list(_calls(bank, lesson))
        yield from found
        if not found:
            yield from _order(bank, lesson, folder)


def _syntax(lesson: LessonFile) -> Iterator[Diagnostic]:
    for cell in lesson.cells:
        try:
            cell.tree()
        except SyntaxError as error:
            yield problem("MD009", lesson.path, cell.line + (error.lineno or 1) - 1, said=error.msg)
        except ValueError as error:  # a null character
            yield problem("MD009", lesson.path, cell.line, said=str(error))


def _parameters(lesson: LessonFile, lang: Lang) -> Iterator[Diagnostic]:
    first = lesson.cells[0] if lesson.cells else None
    if first is None or not first.is_parameters:
        yield problem("MD008", lesson.path, first.line if first else 1, problem=Phrase("checks.parameters.not_first"))
        return
    for line, name, values in _wrong_parameters(first, lang):
        yield problem("MD008", lesson.path, line, problem=Phrase(f"checks.parameters.{name}", values))
    for cell in lesson.cells[1:]:
        if cell.is_parameters:
            yield problem("MD008", lesson.path, cell.line, problem=Phrase("checks.parameters.twice"))


def _wrong_parameters(cell: CodeCell, lang: Lang) -> Iterator[tuple[int, str, dict[str, object]]]:
    try:
        tree = cell.tree()
    except (SyntaxError, ValueError):
        return  # told already
    values: dict[str, object] = {}
    for statement in tree.body:
        line = cell.line + statement.lineno - 1
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=str(value))) if name in PARAMETERS:
                values[name] = value
                if name == "lang" and value != lang.value:
                    yield line, "lang", {"found": value, "lang": lang.value}
            case _:
                yield line, "statement", {"code": ast.unparse(statement).partition("\n")[0]}
                return
    if missing := [name for name in PARAMETERS if name not in values]:
        yield cell.line, "missing", {"names": missing}


def _opening(lesson: LessonFile, folder: str) -> Iterator[Diagnostic]:
    openings = [(line, call) for cell in lesson.cells for line, call in _open_calls(cell)]
    if not openings:
        line = lesson.cells[1].line if len(lesson.cells) > 1 else 1
        yield problem("MD015", lesson.path, line, problem=Phrase("checks.opening.missing"), slug=folder)
        return
    line, call = openings[0]
    slug = call.args[0].value if call.args and isinstance(call.args[0], ast.Constant) else None
    passed = {
        keyword.arg
        for keyword in call.keywords
        if isinstance(keyword.value, ast.Name) and keyword.value.id == keyword.arg
    }
    if slug != folder:
        wrong = Phrase("checks.opening.slug", {"found": slug or "-", "slug": folder})
        yield problem("MD015", lesson.path, line, problem=wrong, slug=folder)
    elif missing := [name for name in PARAMETERS if name not in passed]:
        wrong = Phrase("checks.opening.parameters", {"names": missing})
        yield problem("MD015", lesson.path, line, problem=wrong, slug=folder)


def _open_calls(cell: CodeCell) -> Iterator[tuple[int, ast.Call]]:
    try:
        tree = cell.tree()
    except (SyntaxError, ValueError):
        return
    for statement in tree.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id="lesson")], value=ast.Call(func=ast.Name(id="open_lesson")) as call):
                yield cell.line + statement.lineno - 1, call


def _calls(bank: Bank, lesson: LessonFile) -> Iterator[Diagnostic]:
    for call in lesson.calls():
        if call.method not in METHODS:
            near = [f"lesson.{name}" for name in nearest(call.method, METHODS, 2)]
            yield problem("MD006", lesson.path, call.line, method=call.method, known=METHODS, near=near)
        elif call.method in set(ExerciseKind):
            kind = ExerciseKind(call.method)
            if (name := _id(call)) not in bank.exercises[kind]:
                near = list(nearest(name, set(bank.exercises[kind]), 3))
                path = f"exercises/{kind.folder}/{name}.yaml"
                yield problem("MD005", lesson.path, call.line, id=name, file=path, near=near)


def _id(call: Call) -> str:
    first = call.arguments[0] if call.arguments else next(iter(call.keywords.values()), None)
    return first if isinstance(first, str) else ""


def _key(call: Call) -> str:
    """The name of an activity, as :attr:`tisserand.content.models.module.Activity.key` writes it."""
    parts = [call.method, _id(call)]
    if call.method == "self_assessment":
        moment = call.arguments[1] if len(call.arguments) > 1 else call.keywords.get("moment", "before")
        parts.append(str(moment))
    return "/".join(part for part in parts if part)


def _order(bank: Bank, lesson: LessonFile, folder: str) -> Iterator[Diagnostic]:
    """Yield the first activity of the lesson that is not the one of ``module.yaml``."""
    document = bank.modules.get(folder)
    module = document.value if document else None
    if module is None or any(
        (kind := exercise_kind(activity)) and activity.id not in bank.exercises[kind] for activity in module.activities
    ):
        return  # what module.yaml says is not known, or wrong already
    calls = [call for call in lesson.calls() if call.method not in BESIDE]
    announced = [activity.key for activity in module.activities]
    for call, key in zip_longest(calls, announced):
        found = _key(call) if call else None
        if found != key:
            line = call.line if call else (lesson.cells[-1].line if lesson.cells else 1)
            yield problem("MD007", lesson.path, line, found=found or "-", announced=key or "-")
            return
