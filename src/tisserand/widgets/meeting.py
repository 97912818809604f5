"""A real meeting led step by step: its minutes, a timer for the room, what to say, notes that stay with the group."""

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from tisserand.content.loading import load_sources
from tisserand.content.markdown import render
from tisserand.content.models.base import LocalizedText
from tisserand.content.models.meeting import Meeting, MeetingStep
from tisserand.domain.meeting import NOTHING, MeetingState
from tisserand.i18n import Lang, translate
from tisserand.services import meetings
from tisserand.services.session import Session
from tisserand.widgets.activity import Activity, Intention
from tisserand.widgets.source_view import source_views

_MS = 1000


class MeetingWidget(Activity):
    """The timer of one meeting. The browser counts from the times of the view; nothing ticks here.

    ``sync`` is answered with the time of this clock, so that a device whose own clock is wrong shows the same minutes.
    """

    name = "meeting"
    unrecorded: ClassVar[frozenset[str]] = frozenset({"sync"})

    def __init__(self, session: Session, meeting: Meeting, lang: Lang) -> None:
        self.meeting = meeting
        self._sources = source_views(meeting.sources, lang, load_sources())
        super().__init__(session, lang)

    def build_view(self) -> dict[str, Any]:
        """Return the steps with their minutes, where the meeting is, and the notes that the person's log keeps."""
        state = meetings.current_meeting(self.session, self.meeting)
        since = state.running_since
        return {
            "anchor": f"activity-meeting-{self.meeting.id}",
            "title": self._text(self.meeting.title),
            "intro_html": self._html(self.meeting.intro),
            "state": _word(state),
            "turn": state.turns,
            "is_prepared": state.is_prepared,
            "stage": state.stage,
            "running_since": round(since.timestamp() * _MS) if since else None,
            "stages": [self._stage(step, state) for step in self.meeting.stages if state.minutes[step.id]],
            "plan": [self._planned(step, state) for step in self.meeting.stages],
            "notes": meetings.kept_notes(self.session, self.meeting),
            "evidence_note_html": self._html(self.meeting.evidence_note),
            "sources": self._sources,
            "warning": self.session.warning,
        }

    def intentions(self) -> Mapping[str, Callable[[Intention, str], None]]:
        """Take a plan, a move, a new meeting, a note, the wish to erase them, and the question of what time it is."""
        return {
            "prepare": self._prepare,
            "move": self._move,
            "restart": self._restart,
            "note": self._note,
            "erase_notes": self._erase_notes,
            "sync": self._sync,
        }

    def _prepare(self, intention: Intention, uuid: str) -> None:
        meetings.prepare_meeting(self.session, self.meeting, intention["minutes"], uuid)
        self.announce(self._say("announce_prepared"))

    def _move(self, intention: Intention, uuid: str) -> None:
        state = meetings.move_meeting(self.session, self.meeting, intention["turn"], intention["move"], uuid)
        if state.is_closed or state.stage is None:
            self.announce(self._say("announce_closed"))
            return
        if state.running_since is None:
            self.announce(self._say("announce_paused"))
            return
        step = next(one for one in self.meeting.stages if one.id == state.order[state.stage])
        self.announce(
            self._say("announce_step", label=self._label(step), title=self._text(step.title), n=state.minutes[step.id])
        )

    def _restart(self, _intention: Intention, uuid: str) -> None:
        meetings.restart_meeting(self.session, self.meeting, uuid)

    def _note(self, intention: Intention, uuid: str) -> None:
        meetings.keep_note(self.session, self.meeting, intention["step"], intention["text"], uuid)

    def _erase_notes(self, _intention: Intention, _uuid: str) -> None:
        meetings.erase_notes(self.session, self.meeting)
        self.announce(self._say("announce_erased"))

    def _sync(self, _intention: Intention, _uuid: str) -> None:
        self.send({"type": "clock", "now": round(self.session.clock().timestamp() * _MS)})

    def _stage(self, step: MeetingStep, state: MeetingState) -> dict[str, Any]:
        return {
            "id": step.id,
            "label": self._label(step),
            "title": self._text(step.title),
            "who": self._text(step.who),
            "planned": state.minutes[step.id],
            "spent_ms": round(state.spent.get(step.id, NOTHING).total_seconds() * _MS),
            "purpose_html": self._html(step.purpose),
            "prompts": [self._text(prompt) for prompt in step.prompts],
            "watch_html": self._html(step.watch),
        }

    def _planned(self, step: MeetingStep, state: MeetingState) -> dict[str, Any]:
        return {
            "id": step.id,
            "label": self._label(step),
            "title": self._text(step.title),
            "who": self._text(step.who),
            "range": self._say("range", least=step.least, most=step.most),
            "least": step.least,
            "most": step.most,
            "minutes": state.minutes[step.id],
            "can_be_left_out": step is self.meeting.opening,
        }

    def _label(self, step: MeetingStep) -> str:
        if step is self.meeting.opening:
            return self._say("opening")
        return self._say("step_of", number=self.meeting.steps.index(step) + 1, total=len(self.meeting.steps))

    def _text(self, text: LocalizedText) -> str:
        return text.in_lang(self.lang)

    def _html(self, text: LocalizedText | None) -> str:
        return render(text.in_lang(self.lang)) if text else ""

    def _say(self, key: str, **values: Any) -> str:
        return translate(self.lang, f"meeting.{key}", **values)


def _word(state: MeetingState) -> str:
    if not state.has_begun:
        return "before"
    if state.is_closed:
        return "closed"
    return "running" if state.running_since else "paused"
