"""SC: what can be seen in a scenario without playing it. What playing shows is in ``scenario_states``."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

from tisserand.checks.bank import Bank, Document
from tisserand.checks.diagnostic import Diagnostic, Phrase
from tisserand.checks.model_keys import nearest
from tisserand.checks.reach import reach
from tisserand.checks.scenario_expressions import expressions
from tisserand.checks.scenario_meeting import meeting
from tisserand.checks.scenario_play import play
from tisserand.checks.scenario_states import states
from tisserand.checks.walk import walk
from tisserand.content.models.scenario import Post, Scenario, Variable
from tisserand.content.yaml_source import Location

_STOPPING = {"SC001", "SC006", "SC007", "SC021"}
"""With one of these, playing the scenario would only show what follows from it."""


def check(bank: Bank) -> Iterator[Diagnostic]:
    """Yield what is wrong in the scenarios."""
    for document, scenario in bank.valid(Scenario):
        if not bank.is_chosen(document.path):
            continue  # exploring takes a second
        found = [
            *_targets(document, scenario),
            *_cast(document, scenario),
            *_variables(document, scenario),
            *_gaps(document, scenario),
            *expressions(document, scenario),
            *meeting(bank, document, scenario),
        ]
        yield from found
        if not any(problem.code in _STOPPING for problem in found):
            exploration, problems = states(document, scenario)
            yield from problems
            yield from play(document, scenario, exploration)


def targets(scenario: Scenario) -> dict[str, list[tuple[str, Location]]]:
    """Return, for each scene, the ids that its choices and detours lead to, each with its place in the file."""
    found: dict[str, list[tuple[str, Location]]] = {}
    for n, scene in enumerate(scenario.scenes):
        leads = found.setdefault(scene.id, [])
        for i, choice in enumerate(scene.choices):
            at: Location = ("scenes", n, "choices", i)
            leads.append((choice.to, (*at, "to")))
            leads += [(detour.to, (*at, "detours", k, "to")) for k, detour in enumerate(choice.detours)]
    return found


def _targets(document: Document[Scenario], scenario: Scenario) -> Iterator[Diagnostic]:
    places = {scene.id for scene in scenario.scenes} | {ending.id for ending in scenario.endings}
    leads = targets(scenario)
    meant: set[str] = set()
    for name, at in [(scenario.start, ("start",)), *(lead for found in leads.values() for lead in found)]:
        if name not in places:
            near = nearest(name, places, 3)
            meant.update(near)
            yield document.at("SC001", at, to=name, near=near)
    yield from _unreachable(document, scenario, leads, places, meant)


def _unreachable(
    document: Document[Scenario],
    scenario: Scenario,
    leads: Mapping[str, list[tuple[str, Location]]],
    places: set[str],
    meant: set[str],
) -> Iterator[Diagnostic]:
    """Yield the places that no choice leads to, whatever the state; not those that only follow from another one."""
    if scenario.start not in places:
        return
    onward = {scene: [name for name, _ in found] for scene, found in leads.items()}
    reached = reach(scenario.start, onward) | {name for found in meant for name in reach(found, onward)}
    lost = [*(scene.id for scene in scenario.scenes), *(ending.id for ending in scenario.endings)]
    lost = [name for name in lost if name not in reached]
    led_to = {name for scene in lost for name in onward.get(scene, ()) if name != scene}
    at = place_locations(scenario)
    for name in sorted(lost, key=lambda name: name in led_to):  # first those that nothing at all leads to
        if name not in reached:
            reached |= reach(name, onward)
            yield document.at("SC002", (*at[name], "id"), id=name)


def place_locations(scenario: Scenario) -> dict[str, Location]:
    """Return where each scene and each ending stands in the file."""
    scenes: dict[str, Location] = {scene.id: ("scenes", n) for n, scene in enumerate(scenario.scenes)}
    return scenes | {ending.id: ("endings", n) for n, ending in enumerate(scenario.endings)}


def _cast(document: Document[Scenario], scenario: Scenario) -> Iterator[Diagnostic]:
    cast = {member.id for member in scenario.cast}
    for at, part in walk(scenario):
        if not isinstance(part, Post):
            continue
        for key, who in (("by", part.by), ("quote_by", part.quote_by)):
            if who is not None and who not in cast:
                yield document.at("SC017", (*at, key), id=who, near=nearest(who, cast, 3))
        if part.quote_by is not None and part.quote is None:  # a quote without a speaker is of a document
            yield document.at("SC018", (*at, "quote_by"), id=part.quote_by)


def _variables(document: Document[Scenario], scenario: Scenario) -> Iterator[Diagnostic]:
    for n, variable in enumerate(scenario.variables):
        at: Location = ("variables", n)
        if variable.min >= variable.max or not variable.min <= variable.start <= variable.max:
            key = "max" if variable.min >= variable.max else "start"
            bounds = f"{variable.min} … {variable.max}"
            yield document.at("SC021", (*at, key), id=variable.id, bounds=bounds, start=variable.start)
        elif (wrong := _words(variable)) is not None:
            yield document.at("SC011", (*at, "words") if variable.words else at, id=variable.id, problem=wrong)


def _words(variable: Variable) -> Phrase | None:
    bounds = [word.upto for word in variable.words]
    if not bounds:
        return Phrase("checks.words.missing") if variable.shown else None
    if any(later <= earlier for earlier, later in pairwise(bounds)):
        return Phrase("checks.words.not_rising", {"bounds": bounds})
    if bounds[-1] < variable.max:
        return Phrase("checks.words.too_low", {"last": bounds[-1], "max": variable.max})
    if bounds[0] < variable.min:
        return Phrase("checks.words.below", {"first": bounds[0], "min": variable.min})
    return None


def _gaps(document: Document[Scenario], scenario: Scenario) -> Iterator[Diagnostic]:
    for n, ending in enumerate(scenario.endings):
        if ending.debrief is None:
            yield document.at("SC012", ("endings", n), document.strict, id=ending.id)
    for n, scene in enumerate(scenario.scenes):
        for i, choice in enumerate(scene.choices):
            if choice.consequence is None and not choice.variants:
                yield document.at("SC013", ("scenes", n, "choices", i), id=choice.id, scene=scene.id)
