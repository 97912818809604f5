"""What a room's pages show of a scenario that it decides: the same pieces as for somebody alone."""

from typing import Any

from tisserand.content.loading import load_meeting, load_sources
from tisserand.domain.rooms.shared_scenario import SharedScenario
from tisserand.domain.scenario_history import ScenarioHistory
from tisserand.i18n import Lang, translate
from tisserand.server.rooms.by_identity import Kept
from tisserand.widgets.scenario_view import ScenarioView

_VIEWS: Kept[dict[str, Any]] = Kept(128)


def scenario_view(play: SharedScenario, lang: Lang) -> dict[str, Any]:
    """Return a scenario where it stands: its head, its state in words, the scene, what followed the last decision.

    At its end: the ending, the path with the reasons behind each choice, and what the scenario rests on.
    """
    return _VIEWS.get((play.scenario,), (play.run.choices, lang), lambda: _view(play, lang))


def _view(play: SharedScenario, lang: Lang) -> dict[str, Any]:
    scenario, run = play.scenario, play.run
    meeting = load_meeting(scenario.agenda.meeting) if scenario.agenda else None
    view = ScenarioView(scenario, lang, load_sources(), meeting).build(ScenarioHistory(run))
    return {
        **view,
        "kind": "scenario",
        "title": view["head"]["title"],
        "kicker": translate(lang, "rooms_runs.kicker.scenario"),
        "about": [view["head"][name] for name in ("intro_html", "you_are_html") if view["head"][name]],
        "now": view["scene"] or view["ending"],
        "step_title": view["scene"]["title"] if view["scene"] else "",
        "moment": view["scene"]["kicker"] if view["scene"] else translate(lang, "scenario.the_end"),
        "told": view["last"],
    }
