"""SC022: a choice never offered, a variant or a message never shown, a detour never taken."""

from collections.abc import Iterator, Sequence

from tisserand.checks.bank import Document
from tisserand.checks.diagnostic import Diagnostic
from tisserand.content.models.scenario import Choice, Detour, Ending, Scenario, Scene, Variant
from tisserand.content.yaml_source import Location
from tisserand.domain.exploration import Exploration
from tisserand.domain.expressions import parse_guard
from tisserand.domain.scenario import is_offered
from tisserand.domain.scenario_index import index_of
from tisserand.domain.state import State, after_effects


def unmet_conditions(
    document: Document[Scenario], exploration: Exploration, unreached: set[str]
) -> Iterator[Diagnostic]:
    """Yield the conditions that no run meets, in the places that are reached.

    A choice or detour whose target is ``unreached`` is told there already.
    """
    scenario = exploration.scenario
    for key in ("scenes", "endings"):
        for n, place in enumerate(getattr(scenario, key)):
            if met := exploration.states.get(place.id, ()):
                at: Location = (key, n)
                for location, when in _of_place(place, met, at):
                    yield document.at("SC022", location, when=when)
                for i, choice in enumerate(getattr(place, "choices", ())):
                    for location, when, to in _of_choice(exploration, choice, met, (*at, "choices", i)):
                        if to not in unreached:
                            yield document.at("SC022", location, when=when)


def _of_place(place: Scene | Ending, met: Sequence[State], at: Location) -> Iterator[tuple[Location, str]]:
    for n, post in enumerate(place.posts):
        if post.when is not None and not any(parse_guard(post.when).holds(state) for state in met):
            yield (*at, "posts", n, "when"), post.when
    for n in _never_first(place.variants, met):
        yield (*at, "variants", n, "when"), place.variants[n].when


def _of_choice(
    exploration: Exploration, choice: Choice, met: Sequence[State], at: Location
) -> Iterator[tuple[Location, str, str]]:
    """Yield the conditions that are not met, each with the target that it leads to, if any."""
    offered = [state for state in met if is_offered(choice, state)]
    if not offered:
        yield (*at, "when"), str(choice.when), choice.to
        return
    for n, post in enumerate(choice.posts):
        if post.when is not None and not any(parse_guard(post.when).holds(state) for state in offered):
            yield (*at, "posts", n, "when"), post.when, ""
    for n in _never_first(choice.variants, offered):
        yield (*at, "variants", n, "when"), choice.variants[n].when, ""
    if choice.detours:
        variables = index_of(exploration.scenario).variables
        afterwards = {after_effects(choice.effects, variables, state) for state in offered}
        for n in _never_first(choice.detours, tuple(afterwards)):
            yield (*at, "detours", n, "when"), choice.detours[n].when, choice.detours[n].to


def _never_first(cases: Sequence[Variant | Detour], met: Sequence[State]) -> Iterator[int]:
    """Yield the cases that are never the first one whose condition holds."""
    left = list(met)
    for n, case in enumerate(cases):
        guard = parse_guard(case.when)
        others = [state for state in left if not guard.holds(state)]
        if len(others) == len(left):
            yield n
        left = others
