"""SC023: choices that bring a run back to where it was, with nothing changed."""

from collections.abc import Iterator

from tisserand.checks.bank import Document
from tisserand.checks.diagnostic import Diagnostic
from tisserand.content.models.scenario import Scenario
from tisserand.content.yaml_source import Location
from tisserand.domain.exploration import Exploration, Situation


def loops(document: Document[Scenario], exploration: Exploration) -> Iterator[Diagnostic]:
    """Yield the choices that bring a run back to where it was, with nothing changed."""
    scenario = exploration.scenario
    numbers = {scene.id: n for n, scene in enumerate(scenario.scenes)}
    told = set()
    for situation, choice_id, back_to in _returns(exploration):
        if (situation.place, choice_id) in told:
            continue
        told.add((situation.place, choice_id))
        choices = scenario.scenes[numbers[situation.place]].choices
        n = next(n for n, choice in enumerate(choices) if choice.id == choice_id)
        at: Location = ("scenes", numbers[situation.place], "choices", n)
        yield document.at("SC023", at, id=choice_id, scene=situation.place, back=back_to.place)


def _returns(exploration: Exploration) -> Iterator[tuple[Situation, str, Situation]]:
    """Yield the moves that close a circle of situations, found depth first."""
    entered: set[Situation] = set()
    open_now: set[Situation] = set()
    for first in exploration.moves:
        if first in entered:
            continue
        entered.add(first)
        open_now.add(first)
        stack = [(first, iter(exploration.moves[first]))]
        while stack:
            situation, moves = stack[-1]
            for move in moves:
                if move.to in open_now:
                    yield situation, move.choice, move.to
                elif move.to not in entered:
                    entered.add(move.to)
                    open_now.add(move.to)
                    stack.append((move.to, iter(exploration.moves.get(move.to, ()))))
                    break
            else:
                stack.pop()
                open_now.discard(situation)
