"""Where the scenes of a scenario stand on its map: in rows, from the start down."""

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass

from tisserand.content.models.scenario import Scenario


@dataclass(frozen=True)
class Spot:
    """The place of a scene or an ending.

    Attributes:
        layer: its row, 0 for the start.
        place: its place in the row, from 0.
        breadth: how many the row has.
    """

    layer: int
    place: int
    breadth: int


@dataclass(frozen=True)
class ScenarioMap:
    """The map: a spot for each scene and ending that the start leads to, and the moves between them."""

    spots: Mapping[str, Spot]
    moves: tuple[tuple[str, str], ...]


def targets(scenario: Scenario) -> dict[str, tuple[str, ...]]:
    """Return, for each scene, the ids that its choices and their detours lead to, in the file's order, once each."""
    return {
        scene.id: tuple(
            dict.fromkeys(
                to for choice in scene.choices for to in (choice.to, *(detour.to for detour in choice.detours))
            )
        )
        for scene in scenario.scenes
    }


def lay_out(scenario: Scenario) -> ScenarioMap:
    """Return the map of a scenario.

    A scene's row is the fewest choices that lead to it; all endings share the last row. Within a row, things stand
    in the order of the mean place of what leads to them (one sweep of Sugiyama's barycentre method), which keeps
    most lines from crossing.
    """
    follow = targets(scenario)
    endings = {ending.id for ending in scenario.endings}
    depth = {scenario.start: 0}
    queue = deque([scenario.start])
    while queue:
        at = queue.popleft()
        for to in follow.get(at, ()):
            if to not in depth:
                depth[to] = depth[at] + 1
                queue.append(to)
    last = 1 + max((row for name, row in depth.items() if name not in endings), default=0)
    rows: list[list[str]] = [[] for _ in range(last + 1)]
    for name, row in depth.items():
        rows[last if name in endings else row].append(name)
    spots: dict[str, Spot] = {}
    for layer, row_names in enumerate(rows):
        ordered = sorted(row_names, key=lambda name: _mean_place(name, follow, spots))
        spots |= {name: Spot(layer, place, len(ordered)) for place, name in enumerate(ordered)}
    moves = tuple((at, to) for at in depth for to in follow.get(at, ()))
    return ScenarioMap(spots, moves)


def _mean_place(name: str, follow: Mapping[str, tuple[str, ...]], spots: Mapping[str, Spot]) -> float:
    """Return the mean relative place, 0 to 1, of the things already placed that lead to ``name``."""
    places = [(spots[at].place + 0.5) / spots[at].breadth for at in spots if name in follow.get(at, ())]
    return sum(places) / len(places) if places else 0.5
