"""Event cards: which may come in the present state, and which one does.

A card's ``when`` is a guard on whole numbers: the indicators and what stands behind them (shares in points out of 100),
the parts of both dosages as last decided, ``quarter`` (quarters played), ``regulars_to_team`` (active members for each
person of the team), and what was neglected: ``since_<action>`` (quarters since it was last done, or since the start),
``idle`` (quarters in a row without any action), ``busy`` (actions of the last two quarters).
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from tisserand.content.models.balance import BalanceCard, BalanceDeck, GovernancePreference, Orientation
from tisserand.domain.balance.actions import ACTIONS
from tisserand.domain.balance.indicators import INDICATORS, Reading
from tisserand.domain.expressions import parse_guard

if TYPE_CHECKING:
    from tisserand.domain.balance.game import Decision

_COUNTS = ("members", "team", "leaders", "arrivals", "newcomers", "topics", "posts")
_SHARES = ("tension", "trust", "rules", "knowledge")

NAMES = frozenset(
    {*INDICATORS, *_COUNTS, *_SHARES, *GovernancePreference, *Orientation}
    | {"quarter", "regulars_to_team", "idle", "busy"}
    | {f"since_{action}" for action in ACTIONS}
)
"""What a card's guard may name."""

CALM = 0.12
"""How often nothing happens although something could."""


def numbers(reading: Reading, decisions: "Sequence[Decision]") -> dict[str, int]:
    """Return what guards see, given the last reading and the decisions so far (at least the first dosage)."""
    figures = reading.as_dict()
    seen = {name: round(figures[name]) for name in ("active", "answer_hours", *_COUNTS)}
    shares = [*(each.id for each in INDICATORS.values() if each.unit == "share"), *_SHARES]
    seen |= {name: round(100 * figures[name]) for name in shares}
    seen["regulars_to_team"] = round(reading.active / max(1, reading.team))
    last = decisions[-1]
    seen |= {str(name): part for dosage in (last.preferences, last.orientations) for name, part in dosage.items()}
    played = [decision.actions for decision in decisions[1:]]
    seen["quarter"] = len(played)
    for action in ACTIONS:
        seen[f"since_{action}"] = _quarters_since([action in actions for actions in played])
    seen["idle"] = _quarters_since([bool(actions) for actions in played])
    seen["busy"] = sum(len(actions) for actions in played[-2:])
    return seen


def _quarters_since(happened: Sequence[bool]) -> int:
    return next((ago for ago, it_did in enumerate(reversed(happened)) if it_did), len(happened))


def eligible(deck: BalanceDeck, seen: Mapping[str, int], drawn: Iterable[str]) -> tuple[BalanceCard, ...]:
    """Return the cards that may come.

    Raises:
        ExpressionError: a guard can't be understood, or names something unknown.
    """
    past = set(drawn)
    return tuple(
        card
        for card in deck.cards
        if not (card.once and card.id in past) and (card.when is None or parse_guard(card.when).holds(seen))
    )


def draw(cards: Sequence[BalanceCard], rng: np.random.Generator) -> BalanceCard | None:
    """Return one of the cards by their weights, or none: sometimes nothing happens."""
    calm, at = rng.random(2)
    if not cards or calm < CALM:
        return None
    ladder = np.cumsum([card.weight for card in cards])
    return cards[int(np.searchsorted(ladder, at * ladder[-1], side="right"))]
