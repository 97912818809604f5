"""Those who run the community: their load, who burns out, who begins to lead, who joins the team or leaves it."""

import math
from dataclasses import replace

import numpy as np

from tisserand.content.models.balance import Gauge
from tisserand.domain.balance.community import Community, Flags, Stage, bounded
from tisserand.domain.balance.dice import Floats, WeekDice
from tisserand.domain.balance.setting import Deeds, Setting

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
        could = now.present & ~team & (now.stage == Stage.REGULAR) & (now.belonging > LEADING_BELONGING / 2)
        slots = np.flatnonzero(could)
        chosen = slots[np.lexsort((-now.posts[slots], ~leader[slots]))[:joining]]
        team[chosen], leader[chosen] = True, False
    else:
        slots = np.flatnonzero(team)
        team[slots[np.argsort(-now.load[slots], kind="stable")[:-joining]]] = False
    return replace(now, team=team, leader=leader)


def hands(now: Community) -> float:
    """Return how many people's work there is to run the place."""
    n = now.joined
    return float(np.count_nonzero(now.team[:n]) + LEADER_HANDS * np.count_nonzero(now.leader[:n]))


def duties_kept(now: Community) -> float:
    """Return how much of what running the place takes is really done, 0.4 to 1: less as those who run it tire."""
    n = now.joined
    run = now.team[:n] | now.leader[:n]
    runners = int(np.count_nonzero(run))
    load = float(np.dot(now.load[:n], run)) / runners if runners else 1.0
    return 1.0 - TIRED_COST * max(0.0, load - TIRED) / (1.0 - TIRED)


def load_after(now: Community, setting: Setting, deeds: Deeds) -> Floats:
    """Return everybody's load after the week: duties shared among those who run it, replies, and recovery."""
    p, conditions, n = setting.parameters, setting.conditions, now.joined
    visitors = int(np.count_nonzero(deeds.visit))
    work = conditions.duty + conditions.duty_by_member * visitors + HOSTILE_DUTY * deeds.hostile + setting.duty
    each = p.load_duty * work / max(hands(now), 1.0)
    load = now.load[:n] * (1.0 - p.load_recovery) + p.load_reply * conditions.answering_load * deeds.given
    return bounded(load + each * (now.team[:n] + LEADER_HANDS * now.leader[:n]))


def leading_after(now: Community, setting: Setting, deeds: Deeds, load: Floats, dice: WeekDice) -> Flags:
    """Return who leads without a mandate: active regulars who feel they belong begin to, the overworked step back."""
    n = now.joined
    team, leader, belonging = now.team[:n], now.leader[:n], now.belonging[:n]
    begins = (now.posts[:n] + deeds.posts >= LEADING_POSTS) & (belonging >= LEADING_BELONGING)
    begins &= dice.lead[:n] < setting.parameters.emergence * setting.conditions.emergence
    keeps = (load < STEPPING_BACK) & (belonging > LEADING_BELONGING / 2)
    return np.asarray((leader | begins) & keeps & (now.stage[:n] == Stage.REGULAR) & ~team)


def leaving(now: Community, setting: Setting, dice: WeekDice) -> Flags:
    """Return who goes: without belonging, for the quarrels, burnt out, or because founders move on."""
    p, n = setting.parameters, now.joined
    risk = p.leave * (1.0 - now.belonging[:n]) ** 2 * (0.6 + 0.8 * now.climate.friction)
    risk += p.leave_tension * now.climate.tension * (1.0 - now.trust[:n])
    team = now.team[:n]
    burning = bounded((now.load[:n] - BURNING) / (1.0 - BURNING))
    risk = np.where(team, p.burn_out * burning, risk)
    founders = setting.start.founders
    if founders is not None and now.week >= founders.from_week:
        risk[: founders.count] = 1.0 - math.exp(-math.log(2) / founders.halving_weeks)
    return np.asarray((dice.leave[:n] < risk) & now.present[:n])
