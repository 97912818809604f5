"""One week of a community: who comes, who posts, who answers whom, who comes back, who leads, who leaves, who joins.

A pure step over whole arrays: no loop over members. The dice are an argument, and so is every parameter.
"""

import math
from dataclasses import dataclass, replace

import numpy as np

from tisserand.content.models.balance import Gauge
from tisserand.domain.balance.climate import next_climate
from tisserand.domain.balance.community import Community, Flags, Slots, Stage, in_first
from tisserand.domain.balance.dice import Floats, WeekDice, poisson, throw
from tisserand.domain.balance.exchanges import Exchanges, attention_per_topic, count, exchange, hostile_probability
from tisserand.domain.balance.feelings import belonging_after, trust_after
from tisserand.domain.balance.newcomers import after_arrivals, coming_back
from tisserand.domain.balance.setting import Deeds, Setting
from tisserand.domain.balance.team import after_shifts, duties_kept, leading_after, leaving, load_after

CURIOUS_WEEKS = 4
TEAM_PRESENCE = 1.8
"""Log odds by which those who run the place come more than others."""

TEAM_REPLIES, LEADER_REPLIES = 1.7, 1.5
"""How much more they offer answers, with the team's care for replies on top."""

OFFERING = 0.15
"""How much somebody without any belonging answers, compared with full belonging on top."""

EASY_ASKING = 0.5
"""Solicitation from which members come less."""


@dataclass(frozen=True, eq=False)
class WeekFigures:
    """What happened in a week.

    Attributes:
        first_posts, first_answered: newcomers who posted for the first time, those of them who were answered.
        returned, returned_answered: those of each who come back to post.
    """

    week: int
    arrivals: int
    departures: int
    visitors: int
    exchanges: Exchanges
    hostile: int
    first_posts: int
    first_answered: int
    returned: int
    returned_answered: int


def next_week(before: Community, setting: Setting, rng: np.random.Generator) -> tuple[Community, WeekFigures]:
    """Return the community a week later, and what happened."""
    dice = throw(rng, before.capacity)
    now = after_shifts(after_arrivals(before, setting, dice), setting)
    n = now.joined
    visit = (dice.visit[:n] < visiting(now, setting)) & now.present[:n]
    starters = _starters(now, setting, visit, dice)
    is_first = now.stage[starters] == Stage.SILENT
    weights = _answering(now, setting, visit)
    attention = _attention(float(weights.sum()), is_first, setting)
    talk = exchange(starters, attention, weights, dice, setting.parameters)
    deeds = _deeds(now, setting, visit, talk, dice)
    newcomers = starters[is_first]
    answered = deeds.answered[newcomers]
    back = coming_back(now, setting, newcomers, answered, dice)
    after = replace(_after(now, setting, deeds, dice), stage=_with_newcomers(now, newcomers, back))
    return after, WeekFigures(
        week=after.week,
        arrivals=now.joined - before.joined,
        departures=after.left - before.left,
        visitors=int(np.count_nonzero(visit)),
        exchanges=talk,
        hostile=deeds.hostile,
        first_posts=len(newcomers),
        first_answered=int(np.count_nonzero(answered)),
        returned=int(np.count_nonzero(back)),
        returned_answered=int(np.count_nonzero(back & answered)),
    )


def visiting(now: Community, setting: Setting) -> Floats:
    """Return how likely each member, present or not, is to come this week."""
    p, climate, n = setting.parameters, now.climate, now.joined
    everybody: float = (
        p.visit_base
        + p.visit_liveliness * climate.alive
        - p.visit_friction * climate.friction
        - p.visit_tension * climate.tension
        - p.solicitation * max(0.0, climate.solicitation - EASY_ASKING)
        + math.log1p(max(setting.change(Gauge.VISITS), -0.95))
    )
    odds = everybody + p.visit_need * usefulness(now, setting) * now.people.need[:n]
    odds += p.visit_belonging * now.belonging[:n]
    odds -= p.visit_load * now.load[:n]
    odds += p.curiosity * (now.joined_week[:n] > now.week - CURIOUS_WEEKS)
    odds -= p.visit_away * (now.stage[:n] == Stage.ONCE)
    odds += TEAM_PRESENCE * now.team[:n]
    return np.asarray(1.0 / (1.0 + np.exp(-odds)), dtype=np.float64)


def usefulness(now: Community, setting: Setting) -> float:
    """Return how useful the place is, 0 to 1: services that meet the needs, information that holds, what is kept."""
    watch = setting.profile.needs.legal_watch / 100
    doubt = (0.2 + 0.8 * watch) * max(0.0, 0.8 - now.climate.reliability)
    offered = setting.conditions.usefulness * duties_kept(now)
    return min(1.0, offered * (1.0 - 0.8 * doubt) + 0.30 * now.climate.knowledge)


def _starters(now: Community, setting: Setting, visit: Flags, dice: WeekDice) -> Slots:
    """Return who starts a topic."""
    p, n, people = setting.parameters, now.joined, now.people
    first = p.first_topic * (1.0 + (p.rules_first_topic - 1.0) * now.climate.rules)
    by_stage = np.array([first, 0.0, 1.0]) * (1.5 * p.topic_rate * setting.conditions.asking)
    asks = by_stage[now.stage[:n]] * people.voice[:n] * people.need[:n] * (0.5 + now.trust[:n])
    return np.flatnonzero(visit & (dice.topic[:n] < np.minimum(asks, 0.95)))


def _answering(now: Community, setting: Setting, visit: Flags) -> Floats:
    """Return how likely each is to be the one who answers a topic: regulars who came, those who run the place first."""
    n, conditions = now.joined, setting.conditions
    able = visit & (now.stage[:n] == Stage.REGULAR)
    part = 1.0 + (TEAM_REPLIES * conditions.care - 1.0) * now.team[:n] + (LEADER_REPLIES - 1.0) * now.leader[:n]
    willing = (OFFERING + now.belonging[:n]) * (1.0 - now.load[:n]) * conditions.helping
    weights: Floats = able * now.people.answering[:n] * willing * part
    return weights


def _attention(offers: float, is_first: Flags, setting: Setting) -> Floats:
    """Return the attention that each topic gets; a first post gets less of it, unless newcomers are welcomed."""
    p = setting.parameters
    offered = offers * p.reply_rate * (1.0 + setting.change(Gauge.REPLIES))
    ordinary = attention_per_topic(offered, len(is_first), p)
    first = min(ordinary * p.newcomer_attention * (1.0 + setting.change(Gauge.WELCOME)), p.attention_most)
    return np.where(is_first, first, ordinary)


def _deeds(now: Community, setting: Setting, visit: Flags, talk: Exchanges, dice: WeekDice) -> Deeds:
    n, climate = now.joined, now.climate
    answered, ignored = np.zeros((2, n), dtype=np.bool_)
    answered[talk.starters], ignored[talk.starters] = talk.answered, ~talk.answered
    given = count(talk.repliers, n)
    posts = given + count(talk.starters, n)
    expected = talk.posts * hostile_probability(climate.tension, climate.rules, setting.parameters)
    return Deeds(visit, answered, ignored, given, posts, poisson(expected, dice.incidents))


def _with_newcomers(now: Community, newcomers: Slots, back: Flags) -> np.ndarray[tuple[int, ...], np.dtype[np.int8]]:
    stage = now.stage.copy()
    stage[newcomers] = np.where(back, Stage.REGULAR, Stage.ONCE)
    return stage


def _after(now: Community, setting: Setting, deeds: Deeds, dice: WeekDice) -> Community:
    """Return the community after what its members did, save their stages."""
    n, week = now.joined, now.week + 1
    load = load_after(now, setting, deeds)
    gone = leaving(now, setting, dice)
    return replace(
        now,
        week=week,
        left=now.left + int(np.count_nonzero(gone)),
        present=in_first(now.present, now.present[:n] & ~gone),
        team=in_first(now.team, now.team[:n] & ~gone),
        leader=in_first(now.leader, leading_after(now, setting, deeds, load, dice) & ~gone),
        belonging=in_first(now.belonging, belonging_after(now, setting, deeds)),
        trust=in_first(now.trust, trust_after(now, setting, deeds)),
        load=in_first(now.load, load),
        last_post=in_first(now.last_post, np.where(deeds.posts > 0, week, now.last_post[:n])),
        posts=in_first(now.posts, now.posts[:n] + deeds.posts - now.weekly_posts[0][:n]),
        weekly_posts=(*now.weekly_posts[1:], in_first(np.zeros_like(now.posts), deeds.posts)),
        climate=next_climate(now, setting, int(deeds.posts.sum()), deeds.hostile),
    )
