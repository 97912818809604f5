"""A lesson while it is played: one method for each kind of activity."""

import logging
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from IPython.display import display

from tisserand.content.loading import (
    load_balance,
    load_deck,
    load_inquiry,
    load_meeting,
    load_module,
    load_quiz,
    load_sandbox,
    load_scenario,
    load_self_assessment,
    unknown_name,
)
from tisserand.content.models.inquiry import Inquiry
from tisserand.content.models.module import TrainingModule
from tisserand.errors import TisserandError, UnknownNameError
from tisserand.i18n import Lang, translate
from tisserand.notebook.kernel_log import keep_log_off_the_page
from tisserand.notebook.personas import Persona, ShownActivity, find_persona, play
from tisserand.notebook.place import Place, read_place
from tisserand.services.session import Session, open_session, throwaway_session
from tisserand.settings import read_settings
from tisserand.store.ticketed_log import TicketedEventLog
from tisserand.widgets.action_plan import ActionPlanWidget
from tisserand.widgets.activity import Activity
from tisserand.widgets.meeting import MeetingWidget
from tisserand.widgets.notice import NoticeWidget
from tisserand.widgets.progress import ProgressWidget
from tisserand.widgets.quiz import QuizWidget
from tisserand.widgets.sandbox import SandboxWidget
from tisserand.widgets.scenario import ScenarioWidget
from tisserand.widgets.self_assessment import SelfAssessmentWidget

if TYPE_CHECKING:
    import pandas as pd

log = logging.getLogger(__name__)

ACTIVITIES = (
    "quiz", "self_assessment", "scenario", "balance", "own_dosage", "inquiry", "own_traces", "meeting", "sandbox",
    "action_plan",
    "progress",
)  # fmt: skip
_MOMENTS = ("before", "after")
_DEPENDS_ON: Mapping[str, frozenset[str] | None] = {
    "progress": None,  # on everything
    "self_assessment": frozenset({"self_assessment"}),
    "own_dosage": frozenset({"action_plan"}),
    "action_plan": frozenset({"own_dosage"}),
}


def open_lesson(slug: str, *, lang: str = "fr", learner: str = "", persona: str = "") -> "Lesson | ClosedLesson":
    """Open the lesson of a module.

    Args:
        slug: folder of the module.
        lang: ``fr`` or ``en``.
        learner: whose progress it is; by default that of the settings. In the workshop the server says who.
        persona: ``careful``, ``novice`` or ``contrary``: plays every activity as soon as it shows, and keeps nothing.

    Returns:
        The lesson; or, when it can't be opened, one whose activities show nothing, after a message that says why.

    Raises:
        TisserandError: it can't be opened, and the environment says ``TISSERAND_STRICT=1``.
    """
    keep_log_off_the_page()
    place, language = read_place(), Lang.parse(lang)
    try:
        module = load_module(slug)
        player = find_persona(persona) if persona else None
    except TisserandError as error:
        _refuse(error, place, language, "lesson_unavailable")
        return ClosedLesson()
    if player:
        return Lesson(module, throwaway_session(module, language, persona), place, player)
    if place.workshop:  # nobody has come yet: see notebook.workshop
        return Lesson(module, Session(TicketedEventLog(place.workshop, language), "", language, module), place)
    session = open_session(module, language, str(learner).strip() or read_settings().learner)
    return Lesson(module, session, place)


class ClosedLesson:
    """What stands for a lesson that could not be opened: its activities show nothing more."""

    def __getattr__(self, name: str) -> Callable[..., None]:
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *_args, **_values: None


class Lesson:
    """An open lesson. Each method shows one activity below its cell, and returns nothing.

    Attributes:
        session: who plays, where and when.
        shown: the activities shown so far, for the rehearsal's report.
    """

    def __init__(self, module: TrainingModule, session: Session, place: Place, persona: Persona | None = None) -> None:
        self.module = module
        self.session = session
        self.shown: list[ShownActivity] = []
        self._place = place
        self._persona = persona

    def quiz(self, quiz_id: str) -> None:
        """Show the quiz ``exercises/quizzes/<quiz_id>.yaml``."""
        self._show(f"quiz/{quiz_id}", lambda: QuizWidget(self.session, load_quiz(quiz_id), self.session.lang))

    def self_assessment(self, self_assessment_id: str, moment: str = "before") -> None:
        """Show ``exercises/self_assessments/<self_assessment_id>.yaml``, ``before`` or ``after`` the practice."""

        def make() -> Activity:
            if moment not in _MOMENTS:
                raise UnknownNameError(unknown_name(moment, _MOMENTS))
            assessment = load_self_assessment(self_assessment_id)
            return SelfAssessmentWidget(self.session, assessment, moment, self.session.lang)

        self._show(f"self_assessment/{self_assessment_id}/{moment}", make)

    def scenario(self, scenario_id: str) -> None:
        """Show the scenario ``exercises/scenarios/<scenario_id>.yaml``."""
        self._show(
            f"scenario/{scenario_id}",
            lambda: ScenarioWidget(self.session, load_scenario(scenario_id), self.session.lang),
        )

    def balance(self, balance_id: str) -> None:
        """Show the simulated community ``exercises/balances/<balance_id>.yaml``, with the content's event cards."""

        def make() -> Activity:
            # numpy is imported here, for lessons that have a balance: the others open faster
            from tisserand.widgets.balance import BalanceWidget  # noqa: PLC0415

            return BalanceWidget(self.session, load_balance(balance_id), load_deck(), self.session.lang)

        self._show(f"balance/{balance_id}", make)

    def sandbox(self, sandbox_id: str) -> None:
        """Show the practice forum ``exercises/sandboxes/<sandbox_id>.yaml``."""
        self._show(
            f"sandbox/{sandbox_id}", lambda: SandboxWidget(self.session, load_sandbox(sandbox_id), self.session.lang)
        )

    def own_dosage(self) -> None:
        """Show where the person places their own community, today and as they want it."""

        def make() -> Activity:
            from tisserand.widgets.own_dosage import OwnDosageWidget  # noqa: PLC0415 - as for a balance

            return OwnDosageWidget(self.session, self.module, self.session.lang)

        self._show("own_dosage", make)

    def inquiry(self, inquiry_id: str) -> None:
        """Show the inquiry ``exercises/inquiries/<inquiry_id>.yaml``, with the community's traces beside it."""

        def make() -> Activity:
            from tisserand.widgets.inquiry import InquiryWidget  # noqa: PLC0415 - pandas, as for a balance

            return InquiryWidget(self.session, load_inquiry(inquiry_id), self.session.lang)

        self._show(f"inquiry/{inquiry_id}", make)

    def own_traces(self) -> None:
        """Show where the person reads the export of their own community; nothing of it is kept."""

        def make() -> Activity:
            from tisserand.widgets.own_traces import OwnTracesWidget  # noqa: PLC0415 - as for an inquiry

            return OwnTracesWidget(self.session, self._first_inquiry(), self.session.lang)

        self._show("own_traces", make)

    def data(self, *, own: bool = False) -> "pd.DataFrame | None":
        """Return the posts of this lesson's inquiry as a table, to go further in JupyterLab.

        Its columns are those of :mod:`tisserand.domain.analytics.posts`: ``author`` (a pseudonym), ``at`` (UTC),
        ``thread``, ``answers`` (the author answered, or missing).

        Args:
            own: the export read above by ``lesson.own_traces()`` instead, as long as it is in memory.

        Returns:
            A copy, to change at will; none when there is nothing to give: a message then says why.
        """
        try:
            if own:
                reading = next((one.widget.traces.reading for one in self.shown if one.kind == "own_traces"), None)
                if reading is None:
                    raise UnknownNameError(translate(self.session.lang, "notebook.no_own_traces"))
                found: pd.DataFrame = reading.posts.copy()
                return found
            from tisserand.services.inquiries import traces_of  # noqa: PLC0415 - as for an inquiry

            inquiry = self._first_inquiry()
            if inquiry is None:
                raise UnknownNameError(translate(self.session.lang, "notebook.no_inquiry"))
            return traces_of(inquiry).copy()
        except TisserandError as error:
            _refuse(error, self._place, self.session.lang, "activity_unavailable")
            return None

    def _first_inquiry(self) -> Inquiry | None:
        found = (one.id for one in self.module.activities if one.kind == "inquiry" and one.id)
        inquiry_id = next(found, None)
        return load_inquiry(inquiry_id) if inquiry_id else None

    def meeting(self, meeting_id: str) -> None:
        """Show the timer of a real meeting, with the steps of ``exercises/meetings/<meeting_id>.yaml``."""
        self._show(
            f"meeting/{meeting_id}", lambda: MeetingWidget(self.session, load_meeting(meeting_id), self.session.lang)
        )

    def action_plan(self) -> None:
        """Show the action plan of the module."""
        self._show("action_plan", lambda: ActionPlanWidget(self.session, self.module, self.session.lang))

    def progress(self) -> None:
        """Show how far the person has come in the module; it keeps itself current."""
        self._show("progress", lambda: ProgressWidget(self.session, self.module, self.session.lang))

    def _show(self, key: str, make: Callable[[], Activity]) -> None:
        try:
            widget = make()
        except Exception as error:
            # A bug of ours must be loud where somebody can report it; a participant can only read on.
            if not isinstance(error, TisserandError) and not self._place.on_web_page:
                raise
            _refuse(error, self._place, self.session.lang, "activity_unavailable")
            return
        shown = ShownActivity(key, widget)
        widget.on_recorded = lambda: self._refresh_others(shown)
        self.shown.append(shown)
        display(widget)
        if self._persona:
            play(self._persona, shown, self.session)

    def _refresh_others(self, source: ShownActivity) -> None:
        """Show anew what depends on more than its own records."""
        for shown in self.shown:
            sources = _DEPENDS_ON.get(shown.kind, frozenset())
            if shown is not source and (sources is None or source.kind in sources):
                shown.widget.refresh()

    def __getattr__(self, name: str) -> Callable[..., None]:
        """Answer a method that does not exist with the nearest one: a trainer reads this, not a traceback."""
        if name.startswith("_"):
            raise AttributeError(name)

        def answer(*_args: Any, **_values: Any) -> None:
            error = UnknownNameError(unknown_method(name))
            _refuse(error, self._place, self.session.lang, "activity_unavailable")

        return answer


def unknown_method(name: str) -> str:
    """Return the sentence that answers ``lesson.<name>(…)`` with the nearest methods."""
    near = get_close_matches(name, ACTIVITIES, n=2, cutoff=0.5) or ACTIVITIES
    return translate(
        read_settings().lang, "notebook.unknown_method", name=name, near=", ".join(f"lesson.{n}" for n in near)
    )


def _refuse(error: Exception, place: Place, lang: Lang, polite: str) -> None:
    """Say that something can't be shown: to its author why, to a participant politely; or stop a strict run."""
    if place.strict:
        raise error
    where = Path.cwd().name
    if place.on_web_page:
        log.error("%s in %s: %s", type(error).__name__, where, error, exc_info=error)
        display(NoticeWidget(translate(lang, f"notebook.{polite}"), lang, author=False))
    else:
        log.warning("in %s: %s", where, error)
        display(NoticeWidget(str(error), lang, author=True))
