"""An inquiry: a made community read step by step, each figure predicted before it shows."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from tisserand.content.loading import load_sources
from tisserand.content.markdown import render, render_inline
from tisserand.content.models.inquiry import Inquiry, InquiryStep
from tisserand.domain.inquiry_history import InquiryState
from tisserand.i18n import Lang, translate
from tisserand.services.inquiries import answer_trap, current_inquiry, inquiry_activity, predict_measure, traces_of
from tisserand.services.restarts import restart_exercise
from tisserand.services.session import Session
from tisserand.widgets.activity import Activity, Intention
from tisserand.widgets.measure_view import MeasureViews
from tisserand.widgets.source_view import source_views
from tisserand.widgets.trap_view import draws_view, trap_view


class InquiryWidget(Activity):
    """The steps done so far with what they showed, and the one that asks for a prediction.

    What a trap draws is not recorded: it is there to be looked at.
    """

    name = "inquiry"
    unrecorded = frozenset({"draw"})

    def __init__(self, session: Session, inquiry: Inquiry, lang: Lang) -> None:
        self.inquiry = inquiry
        self._measures = MeasureViews(traces_of(inquiry), inquiry.zone, lang, is_made=inquiry.is_made)
        self._sources = load_sources()
        self._presses: Counter[str] = Counter()
        super().__init__(session, lang)

    def build_view(self) -> dict[str, Any]:
        """Return the steps that are open, and how far the inquiry is."""
        state = current_inquiry(self.session, self.inquiry)
        steps, total = self.inquiry.steps, len(self.inquiry.steps)
        return {
            "anchor": f"activity-inquiry-{self.inquiry.id}",
            "head": {
                "kicker": self._say("kicker", n=total),
                "title": self.inquiry.title.in_lang(self.lang),
                "intro_html": render(self.inquiry.intro.in_lang(self.lang)) if self.inquiry.intro else "",
                "about_html": render(self.inquiry.about.in_lang(self.lang)),
            },
            "progress": self._say("progress", done=state.done, total=total),
            "steps": [self._step(step, number, state) for number, step in enumerate(steps, 1) if _is_open(step, state)],
            "ahead": [step.title.in_lang(self.lang) for step in steps if not _is_open(step, state)],
            "end": self._say("end") if state.done == total else None,
            "can_restart": bool(state.expected),
            "warning": self.session.warning,
        }

    def intentions(self) -> Mapping[str, Callable[[Intention, str], None]]:
        """Take a prediction, an answer to a trap, a draw, a new start."""
        return {"predict": self._predict, "answer": self._answer, "draw": self._draw, "restart": self._restart}

    def _predict(self, intention: Intention, uuid: str) -> None:
        step_id, expected = intention["step"], intention["expected"]
        state = predict_measure(self.session, self.inquiry, step_id, expected, uuid)
        step = next(step for step in self.inquiry.steps if step.id == step_id)
        self.announce(self._measures.comparison(step.measure, step.asks, state.expected[step.id])["text"])

    def _answer(self, intention: Intention, uuid: str) -> None:
        answer_trap(self.session, self.inquiry, intention["step"], intention["option"], uuid)

    def _draw(self, intention: Intention, _uuid: str) -> None:
        step = next((one for one in self.inquiry.steps if one.id == intention["step"]), None)
        if step is None or step.trap is None or step.trap.draw is None:
            raise ValueError("nothing to draw")
        if step.id not in current_inquiry(self.session, self.inquiry).expected:
            raise ValueError("not open yet")
        self._presses[step.id] += 1
        self.announce(self._draws(step)["text"])

    def _restart(self, _intention: Intention, uuid: str) -> None:
        restart_exercise(self.session, inquiry_activity(self.inquiry), uuid)
        self._presses.clear()
        self.announce(self._say("announce_restart"))

    def _step(self, step: InquiryStep, number: int, state: InquiryState) -> dict[str, Any]:
        is_predicted = step.id in state.expected
        view: dict[str, Any] = {
            "id": step.id,
            "kicker": self._say("step", number=number, total=len(self.inquiry.steps)),
            "title": step.title.in_lang(self.lang),
            "intro_html": render(step.intro.in_lang(self.lang)),
            "prompt_html": render_inline(step.prompt.in_lang(self.lang)),
            "ask": None if is_predicted else self._measures.question(step.measure, step.asks),
            "is_done": state.is_done(step),
            "shown": None,
            "trap": None,
        }
        if is_predicted:
            answer = state.answered.get(step.id)
            sources = dict.fromkeys([*step.sources, *(step.trap.sources if step.trap else ())])
            view |= {
                "shown": self._measures.shown(step.measure, step.asks, state.expected[step.id]),
                "reading_html": render(step.reading.in_lang(self.lang)),
                "trap": trap_view(step.trap, answer, self._draws(step), self.lang) if step.trap else None,
                "think_html": render(step.think.in_lang(self.lang)) if state.is_done(step) else None,
                "sources": source_views(sources, self.lang, self._sources),
            }
        return view

    def _draws(self, step: InquiryStep) -> Any:
        if step.trap is None:
            return None
        seed = f"{self.session.learner}/{self.inquiry.id}/{step.id}"
        return draws_view(step.trap, self._measures, self._presses[step.id], seed, self.lang)

    def _say(self, key: str, **values: Any) -> str:
        return translate(self.lang, f"inquiry.{key}", **values)


def _is_open(step: InquiryStep, state: InquiryState) -> bool:
    return step.id in state.expected or step is state.current
