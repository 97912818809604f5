"""How far a person has come."""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from tisserand.content.loading import (
    load_balance,
    load_inquiry,
    load_meeting,
    load_quiz,
    load_sandbox,
    load_scenario,
    load_self_assessment,
)
from tisserand.content.models.module import TrainingModule
from tisserand.domain.progress import ModuleProgress, Playable, module_progress
from tisserand.errors import TisserandError
from tisserand.i18n import Lang, translate
from tisserand.services.session import Session
from tisserand.store.event_log import EventLog

log = logging.getLogger(__name__)

_LOADERS: Mapping[str, Callable[[str], Playable]] = {
    "quiz": load_quiz,
    "self_assessment": load_self_assessment,
    "scenario": load_scenario,
    "balance": load_balance,
    "inquiry": load_inquiry,
    "meeting": load_meeting,
    "sandbox": load_sandbox,
}


@dataclass(frozen=True)
class Standing:
    """Where a person stands in a module, for a list of modules.

    Attributes:
        begun: whether anything was done.
        percent: how much of it is done, each activity counting for its minutes.
        words: the same as a sentence.
        finished: whether every activity is done.
    """

    begun: bool
    percent: int
    words: str
    finished: bool = False


def load_exercises(module: TrainingModule) -> tuple[Playable, ...]:
    """Return the exercises of a module, each once; one that can't be loaded is logged and left out."""
    found: list[Playable] = []
    for kind, exercise_id in dict.fromkeys((one.kind, one.id) for one in module.activities):
        if kind in _LOADERS and exercise_id is not None:
            try:
                found.append(_LOADERS[kind](exercise_id))
            except TisserandError:
                log.warning("%s: %s %s can't be loaded", module.slug, kind, exercise_id, exc_info=True)
    return tuple(found)


def current_progress(session: Session, module: TrainingModule, exercises: Iterable[Playable]) -> ModuleProgress:
    """Return how far the person has come in the module, folded from the log.

    Args:
        session: who.
        module: the module.
        exercises: from :func:`load_exercises`, once for many calls: reading them takes tens of milliseconds.

    Raises:
        StoreError: the log can't be read.
    """
    return module_progress(module, exercises, session.records())


def progress_of_all(
    event_log: EventLog, learner: str, modules: Iterable[TrainingModule], lang: Lang
) -> dict[str, Standing]:
    """Return where a learner stands in each of the modules, by the module's id.

    Raises:
        StoreError: the log can't be read.
    """
    standings = {}
    for module in modules:
        records = event_log.records(learner, module.id)
        exercises = load_exercises(module) if records else ()  # what was not begun needs no reading of files
        found = module_progress(module, exercises, records)
        words, finished = standing_in_words(found, lang), found.status == "done"
        standings[module.id] = Standing(bool(records), int(100 * found.share), words, finished)
    return standings


def standing_in_words(found: ModuleProgress, lang: Lang) -> str:
    """Return how far somebody has come, as a sentence."""
    if found.status != "begun":
        return translate(lang, f"services.standing_{found.status}")
    done = sum(activity.status == "done" for activity in found.activities)
    return translate(lang, "services.standing_begun", n=done, total=len(found.activities))
