"""Starting an exercise, or the practice of a whole module, over."""

from uuid import uuid4

from tisserand.content.models.module import TrainingModule
from tisserand.domain.events import ExerciseRestarted
from tisserand.i18n import Lang
from tisserand.services.session import Session
from tisserand.store.event_log import EventLog

RESTARTABLE = frozenset({"quiz", "scenario", "balance", "inquiry", "sandbox"})
"""The kinds that begin again. Ratings and the plan are not practice: a later one simply counts instead. A meeting is a
tool for a real one, and has a button of its own to prepare another."""


def restart_exercise(session: Session, activity: str, uuid: str) -> None:
    """Record that the person starts over. What came before stays in the history, and no longer counts as current.

    Nothing is recorded where nothing was done since the last start.

    Args:
        session: who, where and when.
        activity: key of the exercise's activity, such as ``quiz/signes-de-derapage``.
        uuid: made by the client.

    Raises:
        StoreError: it could not be kept.
    """
    records = session.records(activity)
    if records and not isinstance(records[-1].event, ExerciseRestarted):
        session.record(activity, uuid, ExerciseRestarted())


def restart_module(log: EventLog, learner: str, module: TrainingModule, lang: Lang) -> None:
    """Record that a person practises a module from the start again: each exercise that they had begun.

    Args:
        log: where it is kept.
        learner: opaque id.
        module: the module.
        lang: language in which they asked for it.

    Raises:
        StoreError: it could not be kept, or only of some exercises.
    """
    session = Session(log, learner, lang, module)
    for activity in module.activities:
        if activity.kind in RESTARTABLE:
            restart_exercise(session, activity.key, uuid4().hex)
