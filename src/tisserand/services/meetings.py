"""Leading a real meeting: plan its minutes, move through its steps, keep notes if the person wants them kept."""

from collections.abc import Mapping
from typing import Any

from tisserand.content.models.meeting import Meeting
from tisserand.domain.events import ExerciseRestarted, MeetingMoved, MeetingNoteWritten, MeetingPrepared
from tisserand.domain.meeting import MeetingState, meeting_state, notes_of
from tisserand.errors import RefusedError, StaleViewError
from tisserand.services.limits import checked_text
from tisserand.services.session import Session

MOST_MINUTES = 120
"""Of one step."""

LONGEST_NOTE = 4000


def meeting_activity(meeting: Meeting) -> str:
    """Return the key under which a meeting is recorded."""
    return f"meeting/{meeting.id}"


def notes_activity(meeting: Meeting) -> str:
    """Return the key of its notes, apart so that they can be erased alone."""
    return f"{meeting_activity(meeting)}/notes"


def current_meeting(session: Session, meeting: Meeting) -> MeetingState:
    """Return where the person's meeting is, folded from the log.

    Raises:
        StoreError: the log can't be read.
    """
    return meeting_state(meeting, session.records(meeting_activity(meeting)))


def kept_notes(session: Session, meeting: Meeting) -> dict[str, str]:
    """Return the notes that the person keeps in their own log, by step.

    Raises:
        StoreError: the log can't be read.
    """
    return notes_of(session.records(notes_activity(meeting)))


def prepare_meeting(session: Session, meeting: Meeting, minutes: Mapping[str, Any], uuid: str) -> MeetingState:
    """Plan the minutes of each step and return the meeting.

    Raises:
        RefusedError: a step has no minute though only the opening may be left out, or has too many.
        StaleViewError: the meeting has begun meanwhile.
        StoreError: it could not be kept.
        KeyError, TypeError: the message was forged.
    """
    planned = {}
    for step in meeting.stages:
        value = minutes[step.id]
        if type(value) is not int:
            raise TypeError("minutes")
        least = 0 if step is meeting.opening else 1
        if not least <= value <= MOST_MINUTES:
            title = step.title.in_lang(session.lang)
            raise RefusedError("minutes_of_step", step=title, least=least, most=MOST_MINUTES)
        planned[step.id] = value
    if not session.has(meeting_activity(meeting), uuid) and current_meeting(session, meeting).has_begun:
        raise StaleViewError("meeting_went_on")
    session.record(meeting_activity(meeting), uuid, MeetingPrepared(planned))
    return current_meeting(session, meeting)


def move_meeting(session: Session, meeting: Meeting, turn: int, move: str, uuid: str) -> MeetingState:
    """Begin, go on, back, pause, resume or close, and return the meeting. Sent twice, it counts once.

    Args:
        session: who, where and when.
        meeting: what is led.
        turn: how many moves the person believed to have made.
        move: one of ``tisserand.domain.meeting.MOVES``.
        uuid: made by the client.

    Raises:
        StaleViewError: the meeting went on in another window, or the move makes no sense now.
        StoreError: it could not be kept.
    """
    state = current_meeting(session, meeting)
    if session.has(meeting_activity(meeting), uuid):
        return state
    if type(turn) is not int or turn != state.turns or move not in state.possible:
        raise StaleViewError("meeting_went_on")
    session.record(meeting_activity(meeting), uuid, MeetingMoved(turn, move))
    return current_meeting(session, meeting)


def restart_meeting(session: Session, meeting: Meeting, uuid: str) -> MeetingState:
    """Make room for another meeting with the same plan, and return it.

    Raises:
        StoreError: it could not be kept.
    """
    session.record(meeting_activity(meeting), uuid, ExerciseRestarted())
    return current_meeting(session, meeting)


def keep_note(session: Session, meeting: Meeting, step: str, text: str, uuid: str) -> dict[str, str]:
    """Keep a note in the person's own log in place of the one before, and return all of them.

    Raises:
        RefusedError: the note is too long.
        StoreError: it could not be kept.
        KeyError, TypeError: the message was forged.
    """
    if step not in {one.id for one in meeting.stages}:
        raise KeyError(step)
    words = checked_text(text, LONGEST_NOTE)
    session.record(notes_activity(meeting), uuid, MeetingNoteWritten(step, words))
    return kept_notes(session, meeting)


def erase_notes(session: Session, meeting: Meeting) -> None:
    """Remove the notes from the person's log for good, earlier wordings included.

    Raises:
        StoreError: nothing was erased, or the file could not be cleaned: the message says which.
    """
    session.log.forget(session.learner, session.module.id, notes_activity(meeting))
