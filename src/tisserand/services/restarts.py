"""Starting an exercise over."""

from tisserand.domain.events import ExerciseRestarted
from tisserand.services.session import Session


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
