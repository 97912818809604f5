"""Those who run the community: their load, who burns out, who begins to lead, who joins the team or leaves it."""

import math
from dataclasses import replace

import numpy as np

from tisserand.content.models.balance import Gauge
from tisserand.domain.balance.community import REGULAR, Community, Counts, Flags, Slots, bounded
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

LEADING_POSTS, LEADING_BELONGING = 10, 0.55
"""From how many posts in a quarter, and from what belonging, a regular may begin to lead."""


def crew_of(now: Community) -> Crew:
    """Return those who run the place, and how much of what it takes they really do: less as they tire."""
    team, leaders = now.team.nonzero()[0], now.leader.nonzero()[0]
    runners = len(team) + len(leaders)
    load = float(now.load[team].sum() + now.load[leaders].sum()) / runners if runners else 1.0
    kept = 1.0 - TIRED_COST * max(0.0, load - TIRED) / (1.0 - TIRED)
    return Crew(team, leaders, len(team) + LEADER_HANDS * len(leaders), kept)


def after_shifts(now: Community, setting: Setting) -> Community:
    """Return the community with those whom actions and events bring to the team or take from it, and their load."""
    joining, moved = round(setting.change(Gauge.TEAM)), setting.change(Gauge.LOAD)
    if joining:
        now = _with_team_changed(now, joining)
    if moved:
        now = replace(now, load=bounded(now.load + moved * (now.team | now.leader)))
    return now


def _with_team_changed(now: Community, joining: int) -> Community:
    """Return the community with some more in the team, leaders first, or fewer, the most loaded first."""
    team, leader = now.team.copy(), now.leader.copy()
    if joining > 0:
        could = now.present & ~team & (now.stage == REGULAR) & (now.belonging > LEADING_BELONGING / 2)
        slots = np.flatnonzero(could)
        chosen = slots[np.lexsort((-now.posts[slots], ~leader[slots]))[:joining]]
        team[chosen], leader[chosen] = True, False
    else:
        slots = np.flatnonzero(team)
        team[slots[np.argsort(-now.load[slots], kind="stable")[:-joining]]] = False
    return replace(now, team=team, leader=leader)


def load_after(now: Community, setting: Setting, crew: Crew, deeds: Deeds) -> Floats:
    """Return everybody's load after the week: duties shared among those who run it, replies, and recovery."""
    p, conditions = setting.parameters, setting.conditions
    work = conditions.duty + conditions.duty_by_member * len(deeds.visitors) + HOSTILE_DUTY * deeds.hostile
    each = p.load_duty * (work + setting.duty) / max(crew.hands, 1.0)
    load = now.load * (1.0 - p.load_recovery) + deeds.given * (p.load_reply * conditions.answering_load)
    load[crew.team] += each
    load[crew.leaders] += LEADER_HANDS * each
    return np.minimum(load, 1.0)


def leading_after(  # noqa: PLR0913, PLR0917 - all that makes a leader
    now: Community, setting: Setting, crew: Crew, posts: Counts, load: Floats, dice: WeekDice
) -> Flags:
    """Return who leads without a mandate: active regulars who feel they belong begin to, the overworked step back."""
    leader = now.leader.copy()
    begin = (dice.lead < setting.parameters.emergence * setting.conditions.emergence).nonzero()[0]
    begin = begin[posts[begin] >= LEADING_POSTS]
    if len(begin):
        begin = begin[(now.belonging[begin] >= LEADING_BELONGING) & (now.stage[begin] == REGULAR)]
        leader[begin[now.present[begin] & ~now.team[begin]]] = True
    if len(crew.leaders):
        leading = crew.leaders
        stop = (load[leading] >= STEPPING_BACK) | (now.belonging[leading] <= LEADING_BELONGING / 2)
        leader[leading[stop]] = False
    return leader


def leaving(now: Community, setting: Setting, crew: Crew, dice: WeekDice) -> Slots:
    """Return who goes: without belonging, for the quarrels, burnt out, or because founders move on."""
    p, u = setting.parameters, dice.leave
    strangers = p.leave * (0.6 + 0.8 * now.climate.friction)
    quarrels = p.leave_tension * now.climate.tension
    may = (u < strangers + quarrels).nonzero()[0]  # nobody's risk is higher, those of the team apart
    may = may[now.present[may] & ~now.team[may]]
    away = 1.0 - now.belonging[may]
    gone = may[u[may] < strangers * away * away + quarrels * (1.0 - now.trust[may])]
    founders = setting.start.founders
    if founders is not None and now.week < founders.from_week:
        founders = None
    if founders is None and (len(crew.team) == 0 or now.load[crew.team].max() <= BURNING):
        return gone
    risk = p.burn_out * bounded((now.load[crew.team] - BURNING) / (1.0 - BURNING))
    if founders is not None:
        risk[crew.team < founders.count] = 1.0 - math.exp(-math.log(2) / founders.halving_weeks)
    return np.concatenate([crew.team[u[crew.team] < risk], gone])
