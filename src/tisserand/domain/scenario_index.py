"""Finding a scene, a choice or a variable of a scenario by its id, without searching."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from tisserand.content.models.scenario import Choice, Ending, Scenario, Scene, Variable


@dataclass(frozen=True, eq=False)
class ScenarioIndex:
    """The parts of one scenario by id.

    Attributes:
        choices: for each scene, its choices.
    """

    scenario: Scenario
    scenes: Mapping[str, Scene]
    endings: Mapping[str, Ending]
    variables: Mapping[str, Variable]
    choices: Mapping[str, Mapping[str, Choice]]

    def place(self, place_id: str) -> Scene | Ending | None:
        """Return the scene or the ending of that id, if there is one."""
        return self.scenes.get(place_id) or self.endings.get(place_id)


class _Itself:
    """A scenario as a key: the same object, whose thousand texts need not be hashed."""

    __slots__ = ("scenario",)

    def __init__(self, scenario: Scenario) -> None:
        self.scenario = scenario

    def __hash__(self) -> int:
        return id(self.scenario)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Itself) and other.scenario is self.scenario


def index_of(scenario: Scenario) -> ScenarioIndex:
    """Return the index of a scenario, made when first asked for and kept while the scenario is in use."""
    return _index_of(_Itself(scenario))


@lru_cache(maxsize=32)
def _index_of(key: _Itself) -> ScenarioIndex:
    scenario = key.scenario
    return ScenarioIndex(
        scenario=scenario,
        scenes={scene.id: scene for scene in scenario.scenes},
        endings={ending.id: ending for ending in scenario.endings},
        variables={variable.id: variable for variable in scenario.variables},
        choices={scene.id: {choice.id: choice for choice in scene.choices} for scene in scenario.scenes},
    )
