"""Everything that can happen in a scenario: all its scenes in all the states that choices can bring about.

Breadth first, with the very step that a player makes (:func:`tisserand.domain.scenario.after`), so that what the
checks say about a scenario is what learners meet.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from tisserand.content.models.scenario import Choice, Scenario
from tisserand.domain.scenario import after, offered
from tisserand.domain.scenario_index import index_of
from tisserand.domain.state import State, starting_state

LIMIT = 200_000
"""How many situations are visited before an exploration gives up: far more than an authored scenario has."""

Policy = Callable[[tuple[Choice, ...]], Iterable[Choice]]
"""Which of the choices offered are worth following."""


class Situation(NamedTuple):
    """A scene or an ending, and the state in which it is met."""

    place: str
    state: State


class Move(NamedTuple):
    """A choice, by its id, and the situation that it leads to."""

    choice: str
    to: Situation


@dataclass(frozen=True, eq=False)
class Exploration:
    """What an exploration found.

    Attributes:
        scenario: the one explored.
        moves: the situations visited, nearest first, each with what can be done in it. Choices whose target does not
            exist are left out.
        came_from: for each situation but the first, the one before it on a shortest path, and the choice made there.
        offered: for each scene reached, the choices that are offered in at least one of its states.
        stuck: the situations in which a scene offers no choice at all.
        is_complete: whether everything was visited; if not, the limit was hit.
    """

    scenario: Scenario
    moves: Mapping[Situation, tuple[Move, ...]]
    came_from: Mapping[Situation, tuple[Situation, str]]
    offered: Mapping[str, frozenset[str]]
    stuck: tuple[Situation, ...]
    is_complete: bool

    @cached_property
    def states(self) -> Mapping[str, tuple[State, ...]]:
        """For each scene and ending reached, the states in which it is met."""
        found: dict[str, list[State]] = defaultdict(list)
        for place, state in self.moves:
            found[place].append(state)
        return {place: tuple(states) for place, states in found.items()}

    @cached_property
    def places(self) -> frozenset[str]:
        """The ids of the scenes and endings reached."""
        return frozenset(self.states)

    @cached_property
    def endings(self) -> frozenset[str]:
        """The ids of the endings reached."""
        return self.places & {ending.id for ending in self.scenario.endings}

    @cached_property
    def extents(self) -> Mapping[str, tuple[int, int]]:
        """For each variable, the lowest and the highest value that it comes to."""
        states = {state for _, state in self.moves}
        return {
            variable.id: (min(state[variable.id] for state in states), max(state[variable.id] for state in states))
            for variable in self.scenario.variables
        }

    @cached_property
    def hopeless(self) -> tuple[Situation, ...]:
        """The situations from which no ending can be reached; what was not visited is given its chance."""
        before: dict[Situation, list[Situation]] = defaultdict(list)
        hopeful: set[Situation] = set()
        for situation, moves in self.moves.items():
            for move in moves:
                before[move.to].append(situation)
                if move.to not in self.moves:
                    hopeful.add(move.to)
            if situation.place in self.endings:
                hopeful.add(situation)
        queue = deque(hopeful)
        while queue:
            for situation in before[queue.popleft()]:
                if situation not in hopeful:
                    hopeful.add(situation)
                    queue.append(situation)
        return tuple(situation for situation in self.moves if situation not in hopeful)

    @cached_property
    def scenes_with_a_way_out(self) -> frozenset[str]:
        """The scenes from which an ending can be reached in at least one state."""
        hopeless = set(self.hopeless)
        found = {situation.place for situation in self.moves if situation not in hopeless}
        return frozenset(found) & {scene.id for scene in self.scenario.scenes}

    def path_to(self, place: str | Situation) -> tuple[str, ...]:
        """Return the choices of a shortest path to a scene, an ending or a situation.

        Raises:
            KeyError: it was not reached.
        """
        if isinstance(place, str):
            situation = Situation(place, self.states[place][0])
        elif place in self.moves:
            situation = place
        else:
            raise KeyError(place)
        choices = []
        while situation in self.came_from:
            situation, choice = self.came_from[situation]
            choices.append(choice)
        return tuple(reversed(choices))


def everything(choices: tuple[Choice, ...]) -> Iterable[Choice]:
    """The policy that follows all the choices."""
    return choices


def explore(scenario: Scenario, limit: int = LIMIT, policy: Policy = everything) -> Exploration:
    """Return everything that following the choices of ``policy`` can lead to, up to ``limit`` situations.

    Raises:
        ExpressionError: a guard or an effect that is met can't be understood, or names an unknown variable.
    """
    index = index_of(scenario)
    first = Situation(scenario.start, starting_state(scenario))
    queue = deque([first] if index.place(scenario.start) is not None else [])
    moves: dict[Situation, tuple[Move, ...]] = {}
    came_from: dict[Situation, tuple[Situation, str]] = {}
    seen = set(queue)
    offered_ids: dict[str, set[str]] = defaultdict(set)
    stuck = []
    while queue:
        situation = queue.popleft()
        if (scene := index.scenes.get(situation.place)) is None:
            moves[situation] = ()
            continue
        choices = offered(scene, situation.state)
        offered_ids[scene.id].update([choice.id for choice in choices])
        if not choices:
            stuck.append(situation)
        made = []
        for choice in policy(choices):
            move = Move(choice.id, Situation(*after(index, choice, situation.state)))
            if index.place(move.to.place) is None:
                continue
            made.append(move)
            if move.to not in seen and len(seen) < limit:
                seen.add(move.to)
                came_from[move.to] = (situation, choice.id)
                queue.append(move.to)
        moves[situation] = tuple(made)
    is_complete = all(move.to in moves for made_here in moves.values() for move in made_here)
    ids = {scene_id: frozenset(found) for scene_id, found in offered_ids.items()}
    return Exploration(scenario, moves, came_from, ids, tuple(stuck), is_complete)
