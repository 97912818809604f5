"""Playing a scenario: choose, go back."""

from tisserand.content.models.scenario import Scenario
from tisserand.domain import scenario as engine
from tisserand.domain.events import ChoiceMade, ChoicesUndone
from tisserand.domain.scenario_history import ScenarioHistory, scenario_run
from tisserand.errors import StaleViewError
from tisserand.services.session import Session


def scenario_activity(scenario: Scenario) -> str:
    """Return the key under which a scenario is recorded."""
    return f"scenario/{scenario.id}"


def current_run(session: Session, scenario: Scenario) -> ScenarioHistory:
    """Return where the person is, folded from the log.

    Raises:
        StoreError: the log can't be read.
    """
    return scenario_run(scenario, session.records(scenario_activity(scenario)))


def choose(  # noqa: PLR0913, PLR0917 - what the person saw (scene and step) and what they did
    session: Session, scenario: Scenario, scene: str, step: int, choice: str, uuid: str
) -> ScenarioHistory:
    """Record a choice and return where the person is now. Sent twice, it counts once.

    Args:
        session: who, where and when.
        scenario: what is played.
        scene: where the person believed to be.
        step: how many choices they believed to have made.
        choice: id of the choice.
        uuid: made by the client.

    Raises:
        StaleViewError: the run is elsewhere by now; another notebook went on.
        ChoiceError: the scene does not offer this choice now.
        StoreError: it could not be kept.
    """
    history = current_run(session, scenario)
    if session.has(scenario_activity(scenario), uuid):
        return history
    run = history.run
    if type(step) is not int or (len(run.steps), run.at) != (step, scene):
        raise StaleViewError("run_went_on")
    engine.choose(scenario, run, choice)
    session.record(scenario_activity(scenario), uuid, ChoiceMade(step, scene, choice))
    history = current_run(session, scenario)
    made = history.run.steps[step : step + 1]
    if not made or (made[0].scene, made[0].choice) != (scene, choice):
        raise StaleViewError("run_went_on")  # the other notebook was a moment faster: the first choice counts
    return history


def undo_choices(session: Session, scenario: Scenario, step: int, uuid: str) -> ScenarioHistory:
    """Go back so that the run keeps its first ``step`` choices, and return where the person is now.

    Raises:
        StaleViewError: the run has fewer choices by now.
        StoreError: it could not be kept.
    """
    history = current_run(session, scenario)
    if session.has(scenario_activity(scenario), uuid):
        return history
    if type(step) is not int or not 0 <= step < len(history.run.steps):
        raise StaleViewError("run_went_on")
    session.record(scenario_activity(scenario), uuid, ChoicesUndone(step))
    return current_run(session, scenario)
