"""Playing a scenario: one pure step from a run and a choice to the next run.

A run is a value that holds its whole path, so that going back is cutting it and replaying is making it again. The
exploration of the checks makes its steps with the same :func:`offered` and :func:`after`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from tisserand.content.models.base import LocalizedText
from tisserand.content.models.scenario import Choice, Ending, Post, Scenario, Scene, Variable
from tisserand.domain.expressions import parse_guard
from tisserand.domain.scenario_index import ScenarioIndex, index_of
from tisserand.domain.state import State, after_effects, starting_state
from tisserand.errors import ChoiceError


@dataclass(frozen=True)
class Step:
    """One choice of a run.

    Attributes:
        scene, choice: ids of where it was made and of what was chosen.
        before, after: the state before and after its effects.
        to: id of the scene or ending that it led to.
    """

    scene: str
    choice: str
    before: State
    after: State
    to: str


@dataclass(frozen=True)
class ScenarioRun:
    """Where somebody is in a scenario.

    Attributes:
        at: id of the current scene, or of the ending.
        state: the values of the variables.
        steps: how they came there.
    """

    at: str
    state: State
    steps: tuple[Step, ...] = ()

    @property
    def choices(self) -> tuple[str, ...]:
        """The ids of the choices made, in order: what :func:`replay` takes."""
        return tuple(step.choice for step in self.steps)


def start(scenario: Scenario) -> ScenarioRun:
    """Return a run at the first scene."""
    return ScenarioRun(scenario.start, starting_state(scenario))


def choose(scenario: Scenario, run: ScenarioRun, choice_id: str) -> ScenarioRun:
    """Return the run after a choice.

    Raises:
        ChoiceError: the choice does not exist here, is not offered in this state, or leads nowhere.
    """
    index = index_of(scenario)
    if run.at in index.endings:
        raise ChoiceError("choice_after_the_end", choice=choice_id, scene=run.at)
    choice = index.choices.get(run.at, {}).get(choice_id)
    if choice is None:
        raise ChoiceError("choice_unknown", choice=choice_id, scene=run.at)
    if not is_offered(choice, run.state):
        raise ChoiceError("choice_not_offered", choice=choice_id, scene=run.at)
    to, state = after(index, choice, run.state)
    if index.place(to) is None:
        raise ChoiceError("choice_leads_nowhere", choice=choice_id, scene=run.at, to=to)
    step = Step(run.at, choice_id, run.state, state, to)
    return ScenarioRun(to, state, (*run.steps, step))


def undo(scenario: Scenario, run: ScenarioRun, step: int) -> ScenarioRun:
    """Return the run with its first ``step`` choices only.

    Raises:
        ChoiceError: the run has fewer choices, or ``step`` is negative.
    """
    if not 0 <= step <= len(run.steps):
        raise ChoiceError("undo_unknown_step", step=step, length=len(run.steps))
    if step == len(run.steps):
        return run
    kept = run.steps[:step]
    return start(scenario) if not kept else replace(run, at=kept[-1].to, state=kept[-1].after, steps=kept)


def replay(scenario: Scenario, choice_ids: Iterable[str]) -> ScenarioRun:
    """Return the run that these choices make from the start.

    Raises:
        ChoiceError: one of them is not offered when its turn comes.
    """
    run = start(scenario)
    for choice_id in choice_ids:
        run = choose(scenario, run, choice_id)
    return run


def available(scenario: Scenario, run: ScenarioRun) -> tuple[Choice, ...]:
    """Return the choices offered now, in the file's order; none at an ending."""
    scene = current_scene(scenario, run)
    return offered(scene, run.state) if scene is not None else ()


def current_scene(scenario: Scenario, run: ScenarioRun) -> Scene | None:
    """Return the scene of a run, or ``None`` at an ending."""
    return index_of(scenario).scenes.get(run.at)


def current_ending(scenario: Scenario, run: ScenarioRun) -> Ending | None:
    """Return the ending that a run has reached, or ``None`` while it goes on."""
    return index_of(scenario).endings.get(run.at)


# The rules, without a run: on a choice or a place, and a state


def is_offered(choice: Choice, state: State) -> bool:
    """Return whether a choice may be made in ``state``."""
    return choice.when is None or parse_guard(choice.when).holds(state)


def offered(scene: Scene, state: State) -> tuple[Choice, ...]:
    """Return the choices of ``scene`` that may be made in ``state``, in the file's order."""
    return tuple([choice for choice in scene.choices if is_offered(choice, state)])


def after(index: ScenarioIndex, choice: Choice, state: State) -> tuple[str, State]:
    """Return where a choice leads and the state after it: its effects in order, then the first detour that holds."""
    result = after_effects(choice.effects, index.variables, state)
    for detour in choice.detours:
        if parse_guard(detour.when).holds(result):
            return detour.to, result
    return choice.to, result


def scene_text(place: Scene | Ending, state: State) -> LocalizedText:
    """Return the text of a scene or an ending in ``state``: that of the first variant that holds, else its own."""
    return next((variant.text for variant in place.variants if parse_guard(variant.when).holds(state)), place.text)


def visible_posts(place: Scene | Ending, state: State) -> tuple[Post, ...]:
    """Return the messages of a scene or an ending that show in ``state``, in the file's order."""
    return tuple(post for post in place.posts if post.when is None or parse_guard(post.when).holds(state))


def said_after(choice: Choice, before: State) -> tuple[Post, ...]:
    """Return what is said because of a choice, by the state before it, in the file's order."""
    return tuple(post for post in choice.posts if post.when is None or parse_guard(post.when).holds(before))


def consequence_text(choice: Choice, before: State) -> LocalizedText | None:
    """Return what is told right after a choice, by the state before it; ``None`` if the choice tells nothing."""
    told = (variant.text for variant in choice.variants if parse_guard(variant.when).holds(before))
    return next(told, choice.consequence)


def wording(variable: Variable, value: int) -> LocalizedText | None:
    """Return what a value of a variable is called; ``None`` if the variable has no words."""
    words = (word.text for word in variable.words if value <= word.upto)
    return next(words, variable.words[-1].text if variable.words else None)
