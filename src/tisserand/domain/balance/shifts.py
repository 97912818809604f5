"""Effects under way: what actions and events still have to change, week after week."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tisserand.content.models.balance import FLOWS, Gauge, Shift


@dataclass(frozen=True)
class Running:
    """An effect, from one week (included) to another (not included)."""

    shift: Shift
    begins: int
    ends: int


def begin(shifts: Iterable[Shift], week: int) -> tuple[Running, ...]:
    """Return effects that are decided after ``week`` weeks."""
    return tuple(Running(shift, week + shift.after, week + shift.after + shift.weeks) for shift in shifts)


def in_week(running: Iterable[Running], week: int) -> Mapping[Gauge, float]:
    """Return what the effects change in one week: points out of 1 for a state, persons, or a share for a flow."""
    changes: dict[Gauge, float] = {}
    for each in running:
        if each.begins <= week < each.ends:
            gauge, by = each.shift.gauge, float(each.shift.by)
            if gauge is Gauge.TEAM:
                change = by if week == each.begins else 0.0
            elif gauge in FLOWS:
                change = by / 100
            else:
                change = by / 100 / each.shift.weeks
            changes[gauge] = changes.get(gauge, 0.0) + change
    return changes


def not_over(running: Iterable[Running], week: int) -> tuple[Running, ...]:
    """Return the effects that still act in ``week`` or later."""
    return tuple(each for each in running if each.ends > week)
