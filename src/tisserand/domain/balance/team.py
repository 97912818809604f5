"""Those who run the community: their load, who burns out, who begins to lead, who joins the team or leaves it."""

import math

import numpy as np

from tisserand.content.models.balance import Gauge
from tisserand.domain.balance.community import (
    ABSENT,
    LEADER,
    REGULAR,
    STANDINGS,
    TEAM,
    Community,
    Counts,
    Slots,
    bounded,
)
from tisserand.domain.balance.dice import Floats, WeekDice
from tisserand.domain.balance.setting import Crew, Deeds, Setting

LEADER_HANDS = 0.4
"""What a leader without a mandate takes on, compared with somebody of the team."""

HOSTILE_DUTY = 0.08
"""A person's work for a week that one hostile post takes."""

BURNING, STEPPING_BACK = 0.75, 0.85
"""Load from which one of the team may burn out, and at which a leader steps back."""

TIRED, TIRED_COST = 0.55, 0.6
"""Mean load from which duties are left undone, and the share of them left undone at full load."""

_MAY_GO = np.array([standing not in {ABSENT, TEAM} for standing in range(STANDINGS)])

LEADING_POSTS, LEADING_BELONGING = 10, 0.55
"""From how many posts in a quarter, and from what belonging, a regular may begin to lead."""


def crew_of(now: Community) -> Crew:
    """Return those who run the place, and how much of what it takes they really do: less as they tire."""
    run = (now.standing >= LEADER).nonzero()[0]
    mandated = now.standing[run] == TEAM
    team, leaders = run[mandated], run[~mandated]
    loads = now.load[run].tolist()
    load = sum(loads) / len(loads) if loads else 1.0
    kept = 1.0 - TIRED_COST * max(0.0, load - TIRED) / (1.0 - TIRED)
    return Crew(team, leaders, max(loads, default=0.0), len(team) + LEADER_HANDS * len(leaders), kept)


def after_shifts(now: Community, setting: Setting) -> Community:
    """Return the community with those whom actions and events bring to the team or take from it, and their load."""
    if not setting.changes:
        return now
    if joining := round(setting.change(Gauge.TEAM)):
        now = _with_team_changed(now, joining)
    if moved := setting.change(Gauge.LOAD):
        now = now._replace(load=bounded(now.load + moved * (now.standing >= LEADER)))
    return now


def _with_team_changed(now: Community, joining: int) -> Community:
    """Return the community with some more in the team, leaders first, or fewer, the most loaded first."""
    standing = now.standing.copy()
    if joining > 0:
        could = (standing == LEADER) | ((standing == REGULAR) & (now.belonging > LEADING_BELONGING / 2))
        slots = np.flatnonzero(could)
        standing[slots[np.lexsort((-now.posts[slots], -standing[slots]))[:joining]]] = TEAM
    else:
        slots = np.flatnonzero(standing == TEAM)
        standing[slots[np.argsort(-now.load[slots], kind="stable")[:-joining]]] = REGULAR
    return now._replace(standing=standing)


def load_after(now: Community, setting: Setting, crew: Crew, deeds: Deeds) -> Floats:
    """Return everybody's load after the week: duties shared among those who run it, replies, and recovery."""
    p, conditions = setting.parameters, setting.conditions
    work = conditions.duty + conditions.duty_by_member * len(deeds.visitors) + HOSTILE_DUTY * deeds.hostile
    each = p.load_duty * (work + setting.duty) / max(crew.hands, 1.0)
    load = now.load * (1.0 - p.load_recovery)
    load[deeds.visitors] += deeds.given * (p.load_reply * conditions.answering_load)
    load[crew.team] += each
    load[crew.leaders] += LEADER_HANDS * each
    return np.minimum(load, 1.0, out=load)


def lead(  # noqa: PLR0913, PLR0917 - all that makes a leader
    standing: Slots, now: Community, setting: Setting, crew: Crew, posts: Counts, load: Floats, dice: WeekDice
) -> None:
    """Change in ``standing`` who leads without a mandate: active regulars who belong begin to, the overworked stop."""
    begin = (dice.fate[: now.room] >= 1.0 - setting.parameters.emergence * setting.conditions.emergence).nonzero()[0]
    begin = begin[posts[begin] >= LEADING_POSTS]
    if len(begin):
        standing[begin[(now.belonging[begin] >= LEADING_BELONGING) & (standing[begin] == REGULAR)]] = LEADER
    if len(crew.leaders):
        leading = crew.leaders
        stop = (load[leading] >= STEPPING_BACK) | (now.belonging[leading] <= LEADING_BELONGING / 2)
        standing[leading[stop]] = REGULAR


def leaving(now: Community, setting: Setting, crew: Crew, dice: WeekDice) -> Slots:
    """Return who goes: without belonging, for the quarrels, burnt out, or because founders move on."""
    p, u = setting.parameters, dice.fate
    strangers = p.leave * (0.6 + 0.8 * now.climate.friction)
    quarrels = p.leave_tension * now.climate.tension
    may = (u[: now.room] < strangers + quarrels).nonzero()[0]  # nobody's risk is higher, those of the team apart
    may = may[_MAY_GO[now.standing[may]]]
    away = 1.0 - now.belonging[may]
    gone: Slots = may[u[may] < strangers * away * away + quarrels * (1.0 - now.trust[may])]
    founders = setting.start.founders
    if founders is not None and now.week < founders.from_week:
        founders = None
    if founders is None and crew.highest <= BURNING:
        return gone
    risk = p.burn_out * bounded((now.load[crew.team] - BURNING) / (1.0 - BURNING))
    if founders is not None:
        risk[crew.team < founders.count] = 1.0 - math.exp(-math.log(2) / founders.halving_weeks)
    return np.concatenate([crew.team[u[crew.team] < risk], gone])
