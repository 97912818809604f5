"""What a room's pages show of a scenario that it decides: the same pieces as for somebody alone."""

from functools import lru_cache
from typing import Any

from tisserand.content.loading import load_meeting, load_sources
from tisserand.domain.rooms.shared_scenario import SharedScenario
from tisserand.domain.scenario_history import ScenarioHistory
from tisserand.i18n import Lang, translate
from tisserand.widgets.scenario_view import ScenarioView

_VIEWS = 64


def scenario_view(play: SharedScenario, lang: Lang) -> dict[str, Any]:
    """Return a scenario where it stands: its head, its state in words, the scene, what followed the last decision.

    At its end: the ending, the path with the reasons behind each choice, and what the scenario rests on.
    """
    return _view(_Shown(play), lang)


class _Shown:
    """A play found again by what it holds: the same file, the same choices."""

    def __init__(self, play: SharedScenario) -> None:
        self.play = play
        self._key = (id(play.scenario), play.run.choices)

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Shown) and self.play.scenario is other.play.scenario and self._key == other._key


@lru_cache(maxsize=_VIEWS)
def _view(shown: _Shown, lang: Lang) -> dict[str, Any]:
    scenario, run = shown.play.scenario, shown.play.run
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
