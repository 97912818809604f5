"""What somebody did in a scenario over time, folded from the records of one learner and one activity."""

from collections.abc import Iterable
from dataclasses import dataclass

from tisserand.content.models.scenario import Scenario
from tisserand.domain.distinct import distinct
from tisserand.domain.events import ChoiceMade, ChoicesUndone, ExerciseRestarted, Record
from tisserand.domain.scenario import ScenarioRun, choose, current_ending, start, undo
from tisserand.errors import ChoiceError


@dataclass(frozen=True)
class ScenarioHistory:
    """All the runs of somebody in one scenario.

    Attributes:
        run: the current one.
        runs: how many were begun, that is, have had a choice.
        endings: ids of the endings reached in all of them, undone ones included, in the order of their first time.
        stopped: the scenario has changed since: a recorded choice no longer fits, and the run stops before it.
    """

    run: ScenarioRun
    runs: int = 0
    endings: tuple[str, ...] = ()
    stopped: bool = False


def scenario_run(scenario: Scenario, records: Iterable[Record]) -> ScenarioHistory:
    """Return the runs that records tell.

    A choice counts if its step is the length of the run: one that comes twice, or from a page that was out of date,
    is passed over. A choice that the scenario no longer offers stops the run there until somebody goes on.
    """
    run, runs, is_begun, is_stopped = start(scenario), 0, False, False
    endings: dict[str, None] = {}
    for record in distinct(records):
        event = record.event
        if isinstance(event, ExerciseRestarted):
            run, is_begun, is_stopped = start(scenario), False, False
        elif isinstance(event, ChoicesUndone) and 0 <= event.step <= len(run.steps):
            run, is_stopped = undo(scenario, run, event.step), False
        elif isinstance(event, ChoiceMade) and event.step == len(run.steps):
            if event.scene != run.at:
                is_stopped = True
                continue
            try:
                run, is_stopped = choose(scenario, run, event.choice), False
            except ChoiceError:
                is_stopped = True
                continue
            runs, is_begun = runs + (not is_begun), True
            if current_ending(scenario, run) is not None:
                endings[run.at] = None
    return ScenarioHistory(run, runs, tuple(endings), is_stopped)
