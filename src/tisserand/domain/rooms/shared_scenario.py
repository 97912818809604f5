"""A scenario that a room or a group plays together: each scene is put to the vote.

The question of a ballot is named after its scene: a decision about a scene that has changed its place does not fit.
"""

from dataclasses import dataclass

from tisserand.content.models.scenario import Scenario
from tisserand.domain.rooms.votes import Ballot, Decision, Option, Question
from tisserand.domain.scenario import ScenarioRun, available, choose, current_ending, current_scene, start
from tisserand.errors import ChoiceError


@dataclass(frozen=True)
class SharedScenario:
    """A scenario and where the votes have brought it."""

    scenario: Scenario
    run: ScenarioRun

    @classmethod
    def begin(cls, scenario: Scenario) -> "SharedScenario":
        """Return it at its first scene."""
        return cls(scenario, start(scenario))

    @property
    def is_over(self) -> bool:
        """Whether an ending is reached."""
        return current_ending(self.scenario, self.run) is not None

    @property
    def ballot(self) -> Ballot | None:
        """What to vote on now: the choices offered in this state; nothing at an ending, or where none is offered."""
        scene, choices = current_scene(self.scenario, self.run), available(self.scenario, self.run)
        if scene is None or not choices:
            return None
        options = tuple(Option(choice.id, choice.text) for choice in choices)
        return Ballot((Question(scene.id, "rooms_runs.question.scene", options),))

    def decide(self, decision: Decision) -> "SharedScenario":
        """Return it after a decision.

        Raises:
            ChoiceError: the decision is about another scene, or its choice is not offered here.
        """
        choice = decision.get(self.run.at)
        if not isinstance(choice, str) or len(decision) != 1:
            raise ChoiceError("choice_unknown", choice=", ".join(map(str, decision.values())), scene=self.run.at)
        return SharedScenario(self.scenario, choose(self.scenario, self.run, choice))
