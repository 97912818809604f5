"""The scenario player."""

from collections.abc import Callable, Mapping
from typing import Any

from tisserand.content.loading import load_meeting, load_sources
from tisserand.content.models.scenario import Scenario
from tisserand.domain.scenario import current_ending
from tisserand.i18n import Lang, translate
from tisserand.services import scenarios
from tisserand.services.restarts import restart_exercise
from tisserand.services.session import Session
from tisserand.widgets.activity import Activity, Intention
from tisserand.widgets.scenario_view import ScenarioView


class ScenarioWidget(Activity):
    """A scenario: its scene, its state, and after each choice what it changed."""

    name = "scenario"

    def __init__(self, session: Session, scenario: Scenario, lang: Lang) -> None:
        self.scenario = scenario
        meeting = load_meeting(scenario.agenda.meeting) if scenario.agenda else None
        self._views = ScenarioView(scenario, lang, load_sources(), meeting)
        super().__init__(session, lang)

    def build_view(self) -> dict[str, Any]:
        """Return the present run, and a warning when what was recorded no longer fits the scenario."""
        history = scenarios.current_run(self.session, self.scenario)
        stopped = translate(self.lang, "scenario.stopped") if history.stopped else None
        return {**self._views.build(history), "warning": stopped or self.session.warning}

    def intentions(self) -> Mapping[str, Callable[[Intention, str], None]]:
        """Take a choice, a way back, a new start."""
        return {"choose": self._choose, "undo": self._undo, "restart": self._restart}

    def _choose(self, intention: Intention, uuid: str) -> None:
        scene, step, choice = (intention[field] for field in ("scene", "step", "choice"))
        history = scenarios.choose(self.session, self.scenario, scene, step, choice, uuid)
        if ending := current_ending(self.scenario, history.run):
            self.announce(translate(self.lang, "scenario.ended", title=ending.title.in_lang(self.lang)))

    def _undo(self, intention: Intention, uuid: str) -> None:
        scenarios.undo_choices(self.session, self.scenario, intention["step"], uuid)

    def _restart(self, _intention: Intention, uuid: str) -> None:
        restart_exercise(self.session, scenarios.scenario_activity(self.scenario), uuid)
