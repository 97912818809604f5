"""The state of a scenario: what its variables are worth at one moment."""

from collections.abc import Iterator, Mapping

from tisserand.content.models.scenario import Scenario, Variable
from tisserand.domain.expressions import parse_effect
from tisserand.errors import ExpressionError


class State(Mapping[str, int]):
    """The values of the variables, by id: never changed, and hashable so that explorations can remember it."""

    __slots__ = ("_hash", "_values")

    def __init__(self, values: Mapping[str, int]) -> None:
        self._values = dict(values)
        self._hash = hash(frozenset(self._values.items()))

    def __getitem__(self, name: str) -> int:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return self._values == other._values if isinstance(other, State) else NotImplemented

    def as_dict(self) -> dict[str, int]:
        """Return a copy to change or to send as JSON."""
        return self._values.copy()

    def __repr__(self) -> str:
        return f"State({self._values})"


def starting_state(scenario: Scenario) -> State:
    """Return the values that the variables start with, within their bounds."""
    return State({variable.id: bounded(variable, variable.start) for variable in scenario.variables})


def bounded(variable: Variable, value: int) -> int:
    """Return ``value``, or the bound of ``variable`` that it goes past."""
    return max(variable.min, min(variable.max, value))


def after_effects(effects: tuple[str, ...], variables: Mapping[str, Variable], state: State) -> State:
    """Return the state after all the effects, each of which sees the bounded results of the former ones.

    Raises:
        ExpressionError: an effect can't be understood, or names a variable that does not exist.
    """
    if not effects:
        return state
    values = state.as_dict()
    for text in effects:
        effect = parse_effect(text)
        value = effect.apply(values)
        if (variable := variables.get(effect.target)) is None:
            raise ExpressionError("unknown_variable", name=effect.target, text=text)
        values[effect.target] = bounded(variable, value)
    return State(values)
