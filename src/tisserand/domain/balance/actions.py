"""What a coordinator may do in a quarter besides dosing: at most two actions, each with its cost and its delay."""

from dataclasses import dataclass

from tisserand.content.models.balance import Gauge, Shift

MOST = 2
"""Actions in one quarter."""


@dataclass(frozen=True)
class Action:
    """Something to do. Its name and what it asks for are sentences of the locale area ``balance``.

    Attributes:
        duty: work for the team while it lasts, in duties a week (see ``levers``), spread over the quarter.
        asks: how much it asks of members: asked too often, they come less.
        shifts: what it changes, when and for how long.
        if_heard: shifts that hold only when members have a say in what follows (political preference of 20 or more);
            otherwise ``if_unheard`` holds.
    """

    id: str
    duty: float
    asks: float
    shifts: tuple[Shift, ...]
    if_heard: tuple[Shift, ...] = ()
    if_unheard: tuple[Shift, ...] = ()


def _s(gauge: Gauge, by: int, weeks: int = 1, after: int = 0) -> Shift:
    return Shift(gauge=gauge, by=by, weeks=weeks, after=after)


HEARD_FROM = 0.20
"""Share of the political preference from which a consultation is followed by something."""

ACTIONS: dict[str, Action] = {
    action.id: action
    for action in (
        Action(
            "welcome_newcomers",
            duty=0.33,
            asks=0.2,
            shifts=(_s(Gauge.WELCOME, 90, weeks=26), _s(Gauge.BELONGING, 1, weeks=13)),
        ),
        Action(
            "publish_rules", duty=0.23, asks=0.3, shifts=(_s(Gauge.RULES, 55, weeks=2), _s(Gauge.TENSION, -6, 6, 2))
        ),
        Action(
            "delegate_space",
            duty=0.33,
            asks=0.4,
            shifts=(_s(Gauge.SAY, 12, weeks=10, after=3), _s(Gauge.TEAM, 1, after=9), _s(Gauge.RELIABILITY, -3, 6, 3)),
        ),
        Action(
            "hold_meetup",
            duty=0.72,
            asks=0.6,
            shifts=(
                _s(Gauge.BELONGING, 8, weeks=2, after=5),
                _s(Gauge.TRUST, 8, weeks=2, after=5),
                _s(Gauge.TENSION, -10, weeks=2, after=5),
                _s(Gauge.VISITS, 25, weeks=4, after=5),
            ),
        ),
        Action(
            "open_faq",
            duty=0.39,
            asks=0.2,
            shifts=(_s(Gauge.FRICTION, -14, 10, 3), _s(Gauge.KNOWLEDGE, 6, 8, 4), _s(Gauge.RELIABILITY, 5, 8, 4)),
        ),
        Action(
            "recruit_sponsor",
            duty=0.39,
            asks=0.0,
            shifts=(_s(Gauge.LOAD, -16, 13, 11), _s(Gauge.FRICTION, -8, 10, 13), _s(Gauge.SAY, -3, 6, 11)),
        ),
        Action(
            "publish_calendar",
            duty=0.16,
            asks=0.3,
            shifts=(_s(Gauge.VISITS, 16, weeks=13, after=1), _s(Gauge.TRUST, 3, weeks=8, after=1)),
        ),
        Action(
            "invite_patron",
            duty=0.26,
            asks=0.2,
            shifts=(_s(Gauge.ARRIVALS, 150, weeks=7, after=4), _s(Gauge.VISITS, 20, weeks=5, after=4)),
        ),
        Action(
            "train_animators",
            duty=0.52,
            asks=0.3,
            shifts=(_s(Gauge.TEAM, 1, after=11), _s(Gauge.REPLIES, 15, weeks=26, after=9), _s(Gauge.LOAD, -5, 10, 12)),
        ),
        Action(
            "consult_members",
            duty=0.26,
            asks=0.6,
            shifts=(),
            if_heard=(_s(Gauge.SAY, 12, 10, 3), _s(Gauge.TRUST, 7, 10, 3), _s(Gauge.TENSION, -6, 8, 3)),
            if_unheard=(_s(Gauge.SAY, 4, 4, 1), _s(Gauge.TRUST, -8, 10, 8), _s(Gauge.SAY, -8, 8, 8)),
        ),
        Action(
            "mediate_conflict",
            duty=0.59,
            asks=0.2,
            shifts=(_s(Gauge.TENSION, -25, weeks=8, after=1), _s(Gauge.TRUST, 4, weeks=8, after=3)),
        ),
    )
}
"""All of them, by id. Doing nothing and waiting is choosing none."""


def shifts_of(action: Action, political: float, *, by_halves: bool = False) -> tuple[Shift, ...]:
    """Return what an action changes, given the share of the political preference; half as much if done by halves."""
    shifts = action.shifts + (action.if_heard if political >= HEARD_FROM else action.if_unheard)
    return tuple(shift.model_copy(update={"by": int(shift.by / 2)}) for shift in shifts) if by_halves else shifts
