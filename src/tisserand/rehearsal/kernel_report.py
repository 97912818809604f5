"""Runs inside a rehearsed kernel, after the lesson: tells what became of its activities."""

from collections import Counter
from typing import Any

from IPython.display import display

from tisserand.content.models.module import TrainingModule
from tisserand.rehearsal.closed_network import ATTEMPTS
from tisserand.services.progress import current_progress, load_exercises
from tisserand.services.session import Session

MIME_TYPE = "application/vnd.tisserand.rehearsal+json"


def show_report(lesson: Any) -> None:
    """Display what the lesson showed and what a persona did with it, as data.

    Args:
        lesson: what ``open_lesson`` returned.
    """
    display({MIME_TYPE: describe(lesson)}, raw=True)


def describe(lesson: Any) -> dict[str, Any]:
    """Return the report of an open lesson as JSON values.

    For each activity shown: its key, the intentions sent, refused and recorded, those whose fate was not the expected
    one, how many events intentions of any activity should have left in it (``kept``) and how many are there, and how
    far it came (``not_begun``, ``begun``, ``done``).
    """
    session = lesson.session
    progress = statuses(session, lesson.module)
    events = {key: len(session.records(key)) for key in progress}
    kept = Counter(key for shown in lesson.shown for one in shown.sent for key in one.kept_in)
    return {
        "activities": [_activity(shown, progress, events, kept) for shown in lesson.shown],
        "expected": list(progress),
        "events": len(session.log.rows(session.learner)),
        "network": ATTEMPTS,
    }


def statuses(session: Session, module: TrainingModule) -> dict[str, str]:
    """Return how far the person came in each activity of the module: ``not_begun``, ``begun`` or ``done``."""
    progress = current_progress(session, module, load_exercises(module))
    return {one.activity.key: one.status for one in progress.activities}


def _activity(shown: Any, progress: dict[str, str], events: dict[str, int], kept: Counter[str]) -> dict[str, Any]:
    sent = shown.sent
    return {
        "key": shown.key,
        "model_id": shown.widget.model_id,
        "sent": len(sent),
        "refused": sum(one.refused for one in sent),
        "recorded": sum(one.recorded for one in sent),
        "unexpected": [
            f"{one.type}: {one.expected} (refused: {one.refused}, recorded: {one.recorded})"
            for one in sent
            if not one.is_as_expected
        ],
        "kept": kept[shown.key],
        "events": events.get(shown.key, 0),
        "state": progress.get(shown.key),
    }
