"""MD: what a module says of itself, and what it is made of."""

from collections.abc import Iterator

from tisserand.checks.bank import Bank, Document
from tisserand.checks.diagnostic import Diagnostic, Phrase
from tisserand.checks.lesson_file import LessonFile
from tisserand.checks.model_keys import nearest
from tisserand.checks.rules import problem
from tisserand.content.models.base import ExerciseKind, Status
from tisserand.content.models.framework import Catalog
from tisserand.content.models.module import Activity, TrainingModule
from tisserand.i18n import Lang

WORDS_A_MINUTE = 200
"""How fast an adult reads attentively."""

_UNFINISHED = {Status.DRAFT, Status.RETIRED}


def check(bank: Bank) -> Iterator[Diagnostic]:
    """Yield what is wrong in the descriptions of modules and in the catalogue."""
    for folder, document in bank.modules.items():
        if (module := document.value) is not None:
            if module.slug != folder:
                yield document.at("MD001", ("slug",), slug=module.slug, folder=folder)
            yield from _activities(bank, document, module)
            yield from _durations(bank, document, module, folder)
            yield from _unfinished(bank, document, module)
        yield from _missing_lessons(bank, document, folder)
    yield from _catalog(bank)
    yield from _undescribed(bank)
    yield from _unused(bank)


def exercise_kind(activity: Activity) -> ExerciseKind | None:
    """Return the kind of exercise of an activity; ``None`` for what has no file, such as the action plan."""
    return ExerciseKind(activity.kind) if activity.kind in set(ExerciseKind) else None


def _activities(bank: Bank, document: Document[TrainingModule], module: TrainingModule) -> Iterator[Diagnostic]:
    for n, activity in enumerate(module.activities):
        if (wrong := _form(activity)) is not None:
            yield document.at("MD014", ("activities", n), problem=Phrase(f"checks.activity.{wrong}"))
        kind = exercise_kind(activity)
        if kind is not None and activity.id is not None and activity.id not in bank.exercises[kind]:
            near = nearest(activity.id, set(bank.exercises[kind]), 3)
            path = f"exercises/{kind.folder}/{activity.id}.yaml"
            yield document.at("MD004", ("activities", n, "id"), id=activity.id, file=path, near=near)


def _form(activity: Activity) -> str | None:
    if exercise_kind(activity) is None:
        return "has_none" if activity.id or activity.moment else None
    if activity.id is None:
        return "no_id"
    if (activity.kind == "self_assessment") != (activity.moment is not None):
        return "no_moment" if activity.moment is None else "no_such_moment"
    return None


def _durations(
    bank: Bank, document: Document[TrainingModule], module: TrainingModule, folder: str
) -> Iterator[Diagnostic]:
    activities = sum(activity.minutes for activity in module.activities)
    if activities > module.duration_min:
        yield document.at("MD012", ("duration_min",), total=activities, announced=module.duration_min)
        return
    lesson = bank.lessons.get((folder, Lang.FR)) or bank.lessons.get((folder, Lang.EN))
    if lesson is None:
        return
    reading = round(len(lesson.prose.split()) / WORDS_A_MINUTE)
    if not module.duration_min * 2 / 3 <= activities + reading <= module.duration_min * 1.15:
        yield document.at(
            "MD013",
            ("duration_min",),
            total=activities + reading,
            activities=activities,
            reading=reading,
            announced=module.duration_min,
        )


def _unfinished(bank: Bank, document: Document[TrainingModule], module: TrainingModule) -> Iterator[Diagnostic]:
    if module.status is not Status.PUBLISHED:
        return
    for n, activity in enumerate(module.activities):
        kind = exercise_kind(activity)
        exercise = bank.exercises[kind].get(activity.id or "") if kind else None
        if exercise is not None and exercise.status in _UNFINISHED:
            yield document.at("MD016", ("activities", n), id=activity.id, status=exercise.status.value)


def _missing_lessons(bank: Bank, document: Document[TrainingModule], folder: str) -> Iterator[Diagnostic]:
    for lang in Lang:
        if (folder, lang) not in bank.lessons:
            path = f"modules/{folder}/{lang}.md"
            yield document.at("MD010", ("slug",), document.strict, file=path, lang=Phrase(f"checks.language.{lang}"))


def _catalog(bank: Bank) -> Iterator[Diagnostic]:
    known = set(bank.modules)
    listed: set[str] = set()
    for shelf, catalog in bank.valid(Catalog):
        listed = set(catalog.modules)
        for n, slug in enumerate(catalog.modules):
            if slug not in known:
                yield shelf.at("MD003", ("modules", n), slug=slug, near=nearest(slug, known, 3))
    for document, module in bank.valid(TrainingModule):
        for n, slug in enumerate(module.prerequisites):
            if slug not in known or slug == module.slug:
                near = nearest(slug, known - {module.slug}, 3)
                yield document.at("MD003", ("prerequisites", n), slug=slug, near=near)
    if bank.catalog is not None and bank.catalog.value is not None:
        for folder, described in bank.modules.items():
            if folder not in listed and not nearest(folder, listed - known):
                yield described.at("MD002", ("slug",), described.strict, slug=folder)


def _undescribed(bank: Bank) -> Iterator[Diagnostic]:
    """Lessons in a folder that has no ``module.yaml``."""
    lessons: dict[str, LessonFile] = {}
    for (folder, _), lesson in bank.lessons.items():
        if folder not in bank.modules:
            lessons.setdefault(folder, lesson)
    for folder, lesson in lessons.items():
        yield problem("YA011", lesson.path, 1, file=f"modules/{folder}/module.yaml")


def _unused(bank: Bank) -> Iterator[Diagnostic]:
    used = {(activity.kind, activity.id) for _, module in bank.valid(TrainingModule) for activity in module.activities}
    unsure = {  # a misspelt id is told where it is written
        name
        for _, module in bank.valid(TrainingModule)
        for activity in module.activities
        if (kind := exercise_kind(activity)) and activity.id and activity.id not in bank.exercises[kind]
        for name in nearest(activity.id, set(bank.exercises[kind]), 3)
    }
    notes = [module.workshop_notes.fr for _, module in bank.valid(TrainingModule) if module.workshop_notes is not None]
    if any(document.value is None for document in bank.modules.values()):
        return  # the module that can't be read may be the one that uses it
    for kind, exercises in bank.exercises.items():
        for stem, document in exercises.items():
            is_meant = document.value is not None and document.status not in _UNFINISHED
            is_offered = any(f"`{stem}`" in note for note in notes)  # to trainers, for another session
            if is_meant and (kind.value, stem) not in used and stem not in unsure and not is_offered:
                yield document.at("MD011", ("id",), id=stem)
