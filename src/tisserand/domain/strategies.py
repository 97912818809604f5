"""Playing a scenario without thinking: always the first choice, the longest one, the same kind of response.

A scenario teaches something when none of these gets through it well.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from tisserand.content.models.scenario import Choice, Scenario
from tisserand.domain.exploration import LIMIT, Policy, explore
from tisserand.i18n import Lang

Outcome = Literal["good", "mixed", "hard"]

OUTCOMES: tuple[Outcome, ...] = ("hard", "mixed", "good")
"""How endings turn out, from the worst to the best."""


@dataclass(frozen=True)
class Strategy:
    """What a way of playing leads to.

    Attributes:
        name: ``first``, ``longest`` or ``response``.
        response: for ``response``, the code of the only kind of response that is given.
        lang: for ``longest``, the language in which the choices are measured.
        endings: ids of the endings that it reaches; none when it gets stuck or goes round in circles.
        best: the best outcome among them.
    """

    name: Literal["first", "longest", "response"]
    endings: frozenset[str]
    best: Outcome | None
    response: str | None = None
    lang: Lang | None = None


def always_first(choices: tuple[Choice, ...]) -> Iterable[Choice]:
    """The policy that follows the first choice offered."""
    return choices[:1]


def always_longest(lang: Lang) -> Policy:
    """Return the policy that follows the choice with the longest text in ``lang``, the first of equals."""

    def longest(choices: tuple[Choice, ...]) -> Iterable[Choice]:
        return sorted(choices, key=lambda choice: -len(choice.text.in_lang(lang)))[:1]

    return longest


def always_response(code: str) -> Policy:
    """Return the policy that follows only one kind of response.

    Where it is not offered, choices that are no response at all (``response`` left out) are followed; where there is
    none either, the policy stops.
    """

    def same(choices: tuple[Choice, ...]) -> Iterable[Choice]:
        matching = [choice for choice in choices if choice.response == code]
        return matching or [choice for choice in choices if choice.response is None]

    return same


def follow(scenario: Scenario, policy: Policy, limit: int = LIMIT) -> frozenset[str]:
    """Return the ids of the endings that a policy reaches: at most one if it follows one choice at a time."""
    return explore(scenario, limit, policy).endings


def best_outcome(scenario: Scenario, endings: Iterable[str]) -> Outcome | None:
    """Return the best outcome among these endings, good before mixed before hard; ``None`` for no ending."""
    ids = set(endings)
    found = [ending.outcome for ending in scenario.endings if ending.id in ids]
    return max(found, key=OUTCOMES.index, default=None)


def strategies(scenario: Scenario, limit: int = LIMIT) -> tuple[Strategy, ...]:
    """Return what each way of playing leads to: first, longest in each language, each kind of response there is."""

    def played(name: Literal["first", "longest", "response"], policy: Policy, **which: object) -> Strategy:
        endings = follow(scenario, policy, limit)
        return Strategy(name, endings, best_outcome(scenario, endings), **which)  # type: ignore[arg-type]

    codes = {choice.response for scene in scenario.scenes for choice in scene.choices if choice.response is not None}
    return (
        played("first", always_first),
        *(played("longest", always_longest(lang), lang=lang) for lang in Lang),
        *(played("response", always_response(code), response=code) for code in sorted(codes)),
    )
