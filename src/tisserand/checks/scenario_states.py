"""SC003 to SC005 and their kin: what only exploring all the states of a scenario shows."""

from collections.abc import Iterable, Iterator

from tisserand.checks.bank import Document
from tisserand.checks.diagnostic import Diagnostic
from tisserand.checks.reach import reach
from tisserand.checks.scenario_conditions import unmet_conditions
from tisserand.checks.scenario_loops import loops
from tisserand.content.models.scenario import Scenario
from tisserand.content.yaml_source import Location
from tisserand.domain.exploration import LIMIT, Exploration, Situation, explore
from tisserand.domain.expressions import parse_effect


def states(
    document: Document[Scenario], scenario: Scenario, limit: int = LIMIT
) -> tuple[Exploration, list[Diagnostic]]:
    """Return the exploration of a scenario, and the problems that it shows."""
    exploration = explore(scenario, limit)
    found = list(_stuck(document, exploration))
    if not exploration.is_complete:
        # What was not reached may lie beyond the limit: only what was seen can be told.
        return exploration, [*found, document.at("SC020", ("scenes",), limit=limit)]
    unreached = list(_unreached(document, exploration))
    lost = {str(problem.values["id"]) for problem in unreached}
    found += unreached
    circles = list(_no_way_out(document, exploration))
    found += circles
    found += _bounds(document, exploration)
    found += unmet_conditions(document, exploration, lost)
    if not circles:  # a circle without a way out is told already
        found += loops(document, exploration)
    return exploration, found


def _scene_location(scenario: Scenario, scene_id: str) -> Location:
    return ("scenes", next(n for n, scene in enumerate(scenario.scenes) if scene.id == scene_id), "id")


def _stuck(document: Document[Scenario], exploration: Exploration) -> Iterator[Diagnostic]:
    """One problem a scene, with the shortest way to the state in which nothing can be done."""
    told = set()
    for situation in exploration.stuck:
        if situation.place not in told:
            told.add(situation.place)
            at = _scene_location(exploration.scenario, situation.place)
            state, path = _state_words(situation), " → ".join(exploration.path_to(situation))
            yield document.at("SC004", at, id=situation.place, state=state, path=path or "-")


def _state_words(situation: Situation) -> str:
    return ", ".join(f"{name} = {value}" for name, value in situation.state.items())


def _unreached(document: Document[Scenario], exploration: Exploration) -> Iterator[Diagnostic]:
    """Yield the places just behind those that are reached: a guard or a detour keeps every run out."""
    scenario = exploration.scenario
    led_to: set[str] = set()
    for scene in scenario.scenes:
        if scene.id in exploration.places:
            led_to |= {name for choice in scene.choices for name in (choice.to, *(d.to for d in choice.detours))}
    for key in ("scenes", "endings"):
        for n, place in enumerate(getattr(scenario, key)):
            if place.id in led_to and place.id not in exploration.places:
                yield document.at("SC003", (key, n, "id"), id=place.id)


def _no_way_out(document: Document[Scenario], exploration: Exploration) -> Iterator[Diagnostic]:
    """Yield the scenes in which a run goes round for ever: one for each circle, not what leads to it."""
    stuck_before = _leading_to(exploration, exploration.stuck)
    hopeless = [situation for situation in exploration.hopeless if situation not in stuck_before]
    onward: dict[str, set[str]] = {}
    for situation in hopeless:
        onward.setdefault(situation.place, set()).update(move.to.place for move in exploration.moves[situation])
    told: set[str] = set()
    for place in onward:
        circle = reach(place, onward)
        if all(place in reach(other, onward) for other in circle) and not circle & told:
            told |= circle
            others = sorted(circle - {place}) or [place]
            path = " → ".join(exploration.path_to(next(s for s in hopeless if s.place == place)))
            at = _scene_location(exploration.scenario, place)
            yield document.at("SC005", at, id=place, others=others, path=path or "-")


def _leading_to(exploration: Exploration, ends: Iterable[Situation]) -> set[Situation]:
    before: dict[Situation, list[Situation]] = {}
    for situation, moves in exploration.moves.items():
        for move in moves:
            before.setdefault(move.to, []).append(situation)
    found, queue = set(ends), list(ends)
    while queue:
        for situation in before.get(queue.pop(), ()):
            if situation not in found:
                found.add(situation)
                queue.append(situation)
    return found


def _bounds(document: Document[Scenario], exploration: Exploration) -> Iterator[Diagnostic]:
    """Yield the ends of a scale that no run comes to."""
    scenario = exploration.scenario
    written = {parse_effect(effect).target for scene in scenario.scenes for c in scene.choices for effect in c.effects}
    for n, variable in enumerate(scenario.variables):
        least, most = exploration.extents[variable.id]
        if variable.id not in written:
            continue  # told already: never written
        for key, bound, reached in (("min", variable.min, least), ("max", variable.max, most)):
            if bound != reached:
                yield document.at("SC010", ("variables", n, key), id=variable.id, bound=bound, reached=reached)
