"""The ways that people took through a scenario: how many went from each scene to the next, and to each ending.

What people did after a scene that fewer than five reached would be a figure about them. So nobody is followed beyond
such a scene: the map tells how many went there, and no more of them. How they ended is counted with the endings of all,
unless so few were not followed that taking the others from the total would tell.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tisserand.content.models.base import LocalizedText
from tisserand.content.models.scenario import Ending, Scenario, Scene
from tisserand.domain.analytics.intervals import LEAST_PEOPLE, KeyFigure, share_of
from tisserand.domain.events import Record
from tisserand.domain.rooms.small_groups import Judgement, judge_next
from tisserand.domain.scenario import ScenarioRun, Step, replay
from tisserand.domain.scenario_history import scenario_run
from tisserand.domain.scenario_index import index_of
from tisserand.domain.scenario_map import ScenarioMap, lay_out
from tisserand.errors import ChoiceError


@dataclass(frozen=True)
class Passage:
    """How many people went from one place to another, each counted once."""

    at: str
    to: str
    count: int


@dataclass(frozen=True)
class ChoiceCount:
    """How many people made a choice in a scene, each counted once. ``share`` is of those who came to the scene."""

    choice: str
    text: LocalizedText
    count: int
    share: KeyFigure


@dataclass(frozen=True)
class PlaceCount:
    """A scene or an ending, and how many people came there.

    Attributes:
        outcome: of an ending; empty for a scene.
        is_little_trodden: fewer than five came to this scene: nobody is followed beyond it.
        choices: what those who came did, in the order of the file; empty for an ending or a little-trodden scene.
    """

    place: str
    title: LocalizedText
    outcome: str
    count: int
    share: KeyFigure
    is_little_trodden: bool = False
    choices: tuple[ChoiceCount, ...] = ()


@dataclass(frozen=True)
class PathsTally:
    """The ways of a room through a scenario.

    Attributes:
        judged: whether figures may be shown; ``judged.n`` people made a choice at least.
        places: scenes and endings in the order of the file, with those where nobody came; empty while withheld.
        passages: those that somebody took.
        underway: how many have not come to an ending, of those whose ending would be counted.
        set_aside: how many were not followed to their end, having come through a scene that fewer than five reached.
        has_all_endings: whether the endings of those are counted; not where they are fewer than five.
    """

    scenario: Scenario
    map: ScenarioMap
    judged: Judgement
    places: tuple[PlaceCount, ...] = ()
    passages: tuple[Passage, ...] = ()
    underway: int = 0
    set_aside: int = 0
    has_all_endings: bool = True

    @property
    def endings(self) -> tuple[PlaceCount, ...]:
        """The endings, in the order of the file."""
        return tuple(place for place in self.places if place.outcome)


def runs_of_choices(scenario: Scenario, answers: Mapping[str, object]) -> dict[str, ScenarioRun]:
    """Return the runs that lists of choices make, by person; what the scenario no longer takes is left out."""
    found = {}
    for person, choices in answers.items():
        if isinstance(choices, list | tuple) and all(isinstance(choice, str) for choice in choices):
            try:
                found[person] = replay(scenario, choices)
            except ChoiceError:
                continue
    return found


def runs_of_records(scenario: Scenario, records: Iterable[Record]) -> dict[str, ScenarioRun]:
    """Return the current run of each person, from their records of this scenario, each person's in order."""
    by_person: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        by_person[record.learner].append(record)
    return {person: scenario_run(scenario, theirs).run for person, theirs in by_person.items()}


def tally_paths(
    scenario: Scenario,
    runs: Mapping[str, ScenarioRun],
    revealed: Iterable[Mapping[str, ScenarioRun]] = (),
    *,
    has_erased: bool = False,
) -> PathsTally:
    """Return the ways that people took.

    Args:
        scenario: the one they played.
        runs: the run of each person; one without a choice does not count.
        revealed: the runs of the pictures that were revealed before, oldest first.
        has_erased: whether people who were counted in them have erased their data since.
    """
    begun = {person: run.steps for person, run in runs.items() if run.steps}
    judged = judge_next((_choices(picture) for picture in revealed), _choices(runs), has_erased=has_erased)
    known_map = lay_out(scenario)
    if not judged.may_show:
        return PathsTally(scenario, known_map, judged)
    followed, little_trodden = _followed(begun, scenario)
    endings = {ending.id for ending in scenario.endings}
    aside = {person for person, steps in followed.items() if steps[-1].to in little_trodden}
    has_all = not 0 < len(aside) < LEAST_PEOPLE
    ends = [steps[-1].to for person, steps in begun.items() if has_all or person not in aside]
    ended = Counter(end for end in ends if end in endings)
    return PathsTally(
        scenario=scenario,
        map=known_map,
        judged=judged,
        places=_places(scenario, followed, little_trodden, ended, judged.n),
        passages=_passages(followed),
        underway=len(ends) - ended.total(),
        set_aside=len(aside),
        has_all_endings=has_all,
    )


def _choices(runs: Mapping[str, ScenarioRun]) -> dict[str, tuple[str, ...]]:
    return {person: run.choices for person, run in runs.items() if run.steps}


def _followed(
    begun: Mapping[str, tuple[Step, ...]], scenario: Scenario
) -> tuple[dict[str, tuple[Step, ...]], frozenset[str]]:
    """Return the runs cut where they come to a scene that fewer than five reach, and these scenes.

    Cutting a run makes other scenes less trodden: it is done until nothing changes.
    """
    endings = {ending.id for ending in scenario.endings}
    little: frozenset[str] = frozenset()
    while True:
        followed = {person: _until(steps, little) for person, steps in begun.items()}
        reached = _visitors(followed, scenario.start)
        more = {place for place, people in reached.items() if place not in endings and len(people) < LEAST_PEOPLE}
        if more <= little:
            return followed, little & frozenset(reached)
        little |= more


def _until(steps: tuple[Step, ...], little: frozenset[str]) -> tuple[Step, ...]:
    end = next((number for number, step in enumerate(steps, 1) if step.to in little), len(steps))
    return steps[:end]


def _visitors(followed: Mapping[str, tuple[Step, ...]], start: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for person, steps in followed.items():
        for place in (start, *(step.to for step in steps)):
            found[place].add(person)
    return found


def _passages(followed: Mapping[str, tuple[Step, ...]]) -> tuple[Passage, ...]:
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for person, steps in followed.items():
        for step in steps:
            found[step.scene, step.to].add(person)
    return tuple(Passage(at, to, len(people)) for (at, to), people in sorted(found.items()))


def _places(
    scenario: Scenario,
    followed: Mapping[str, tuple[Step, ...]],
    little: frozenset[str],
    ended: Mapping[str, int],
    n: int,
) -> tuple[PlaceCount, ...]:
    reached = _visitors(followed, scenario.start)
    chosen: dict[tuple[str, str], set[str]] = defaultdict(set)
    for person, steps in followed.items():
        for step in steps:
            chosen[step.scene, step.choice].add(person)
    found = []
    places: tuple[Scene | Ending, ...] = (*scenario.scenes, *scenario.endings)
    for place in places:
        ending = index_of(scenario).endings.get(place.id)
        count = ended.get(place.id, 0) if ending else len(reached.get(place.id, ()))
        choices = () if ending or place.id in little or not count else _choice_counts(scenario, place.id, chosen, count)
        outcome = ending.outcome if ending else ""
        found.append(PlaceCount(place.id, place.title, outcome, count, share_of(count, n), place.id in little, choices))
    return tuple(found)


def _choice_counts(
    scenario: Scenario, scene: str, chosen: Mapping[tuple[str, str], set[str]], here: int
) -> tuple[ChoiceCount, ...]:
    choices = index_of(scenario).choices[scene].values()
    counts = ((choice, len(chosen.get((scene, choice.id), ()))) for choice in choices)
    return tuple(ChoiceCount(choice.id, choice.text, count, share_of(count, here)) for choice, count in counts)
