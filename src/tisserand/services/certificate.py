"""What a person practised, in words: for a certificate of practice."""

from dataclasses import dataclass

from tisserand.domain.certificate import ActivityPractice, ModulePractice, module_practice
from tisserand.i18n import Lang, translate
from tisserand.services.day_words import day_in_words
from tisserand.services.number_words import number_text
from tisserand.services.progress import load_exercises
from tisserand.services.whole_session import WholeSession

_NAMED_BY_PROGRESS = frozenset({"action_plan", "own_dosage", "own_traces"})
"""The kinds that have no exercise: their title is one of the interface."""


@dataclass(frozen=True)
class PracticeLine:
    """One activity, in the reader's language.

    Attributes:
        kind: what kind of activity it is.
        title: its title.
        days: when.
        result: what came of it, and nothing for what has no result.
        is_done: whether it was done to the end.
    """

    kind: str
    title: str
    days: str
    result: str
    is_done: bool


def whole_practice(whole: WholeSession) -> tuple[ModulePractice, ...]:
    """Return what a person practised in each module in which they did something, in the order of the modules.

    Raises:
        StoreError: the log can't be read.
    """
    records = whole.records()
    begun = {record.module_id for record in records}
    found = (module_practice(one, load_exercises(one), records) for one in whole.modules if one.id in begun)
    return tuple(one for one in found if one is not None)


def practice_lines(practice: ModulePractice, lang: Lang) -> list[PracticeLine]:
    """Return the activities of a module as sentences."""
    return [_line(one, lang) for one in practice.activities]


def days_in_words(first: ActivityPractice | ModulePractice, lang: Lang) -> str:
    """Return one day, or from which to which."""
    if first.first_day == first.last_day:
        return day_in_words(first.first_day, lang)
    days = {"first": day_in_words(first.first_day, lang), "last": day_in_words(first.last_day, lang)}
    return translate(lang, "certificate.days", **days)


def _line(one: ActivityPractice, lang: Lang) -> PracticeLine:
    activity = one.progress.activity
    name = "title" if activity.kind in _NAMED_BY_PROGRESS else "kind"
    title = one.exercise.title.in_lang(lang) if one.exercise else translate(lang, f"progress.{name}_{activity.kind}")
    if activity.moment:
        title = translate(lang, f"progress.title_{activity.moment}", title=title)
    return PracticeLine(
        translate(lang, f"progress.kind_{activity.kind}"),
        title,
        days_in_words(one, lang),
        _result(one, lang),
        one.progress.status == "done",
    )


def _result(one: ActivityPractice, lang: Lang) -> str:
    kind, progress = one.progress.activity.kind, one.progress
    if one.results is not None:
        points = {
            name: number_text(value, lang) for name, value in (("first", one.results.first), ("last", one.results.last))
        }
        return translate(lang, "certificate.result_quiz", **points, total=one.results.total)
    if kind == "action_plan":
        return translate(lang, "certificate.result_action_plan", n=progress.count, done=one.steps_done)
    if progress.total:
        return translate(lang, f"certificate.result_{kind}", n=progress.count, total=progress.total)
    return ""
