"""One week of a community: who comes, who posts, who answers whom, who comes back, who leads, who leaves, who joins.

A pure step over whole arrays: no loop over members. The dice are an argument, and so is every parameter.
"""

import math
from dataclasses import dataclass

import numpy as np

from tisserand.content.models.balance import Gauge
from tisserand.domain.balance.climate import next_climate
from tisserand.domain.balance.community import ONCE, REGULAR, SILENT, Community, Counts, Flags, Slots
from tisserand.domain.balance.dice import Floats, WeekDice, poisson, throw
from tisserand.domain.balance.exchanges import (
    Attention,
    Exchanges,
    attention_per_topic,
    count,
    exchange,
    hostile_probability,
)
from tisserand.domain.balance.feelings import belonging_after, trust_after
from tisserand.domain.balance.newcomers import after_arrivals, coming_back
from tisserand.domain.balance.setting import Crew, Deeds, Setting
from tisserand.domain.balance.team import after_shifts, crew_of, leading_after, leaving, load_after

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
    crew = crew_of(now)
    visit = dice.visit < visiting(now, setting, crew)
    visit &= now.present
    starters = _starters(now, setting, visit, dice)
    is_first = now.stage[starters] == SILENT
    able = (visit & (now.stage == REGULAR)).nonzero()[0]
    weights = _answering(now, setting, able)
    attention = _attention(float(weights.sum()), len(starters), setting)
    talk = exchange(starters, is_first, attention, able, weights, dice, setting.parameters)
    deeds = _deeds(now, setting, visit.nonzero()[0], talk, dice)
    newcomers, answered = starters[is_first], talk.answered[is_first]
    back = coming_back(now, setting, newcomers, answered, dice)
    stage = now.stage.copy()
    stage[newcomers] = np.where(back, REGULAR, ONCE)
    after = _after(now, setting, crew, deeds, stage, dice)
    return after, WeekFigures(
        week=after.week,
        arrivals=now.joined - before.joined,
        departures=after.left - before.left,
        visitors=len(deeds.visitors),
        exchanges=talk,
        hostile=deeds.hostile,
        first_posts=len(newcomers),
        first_answered=int(np.count_nonzero(answered)),
        returned=int(np.count_nonzero(back)),
        returned_answered=int(np.count_nonzero(back & answered)),
    )


def visiting(now: Community, setting: Setting, crew: Crew) -> Floats:
    """Return how likely each is to come this week, whether they are still members or not."""
    p, climate = setting.parameters, now.climate
    everybody: float = (
        p.visit_base
        + p.visit_liveliness * climate.alive
        - p.visit_friction * climate.friction
        - p.visit_tension * climate.tension
        - p.solicitation * max(0.0, climate.solicitation - EASY_ASKING)
        + math.log1p(max(setting.change(Gauge.VISITS), -0.95))
    )
    by_stage = np.array([everybody, everybody - p.visit_away, everybody])
    odds = by_stage[now.stage]
    odds += now.people.need * (p.visit_need * usefulness(now, setting, crew))
    odds += now.belonging * p.visit_belonging
    odds -= now.load * p.visit_load
    # Slots are taken in the order of joining: the newest members come last.
    odds[now.joined_week.searchsorted(now.week - CURIOUS_WEEKS, side="right") :] += p.curiosity
    odds[crew.team] += TEAM_PRESENCE
    np.exp(np.negative(odds, out=odds), out=odds)
    odds += 1.0
    probabilities: Floats = np.reciprocal(odds, out=odds)
    return probabilities


def usefulness(now: Community, setting: Setting, crew: Crew) -> float:
    """Return how useful the place is, 0 to 1: services that meet the needs, information that holds, what is kept."""
    watch = setting.profile.needs.legal_watch / 100
    doubt = (0.2 + 0.8 * watch) * max(0.0, 0.8 - now.climate.reliability)
    offered = setting.conditions.usefulness * crew.kept
    return min(1.0, offered * (1.0 - 0.8 * doubt) + 0.30 * now.climate.knowledge)


def _starters(now: Community, setting: Setting, visit: Flags, dice: WeekDice) -> Slots:
    """Return who starts a topic."""
    p = setting.parameters
    could: Slots = (visit & (now.stage != ONCE)).nonzero()[0]
    first = p.first_topic * (1.0 + (p.rules_first_topic - 1.0) * now.climate.rules)
    regular = 1.5 * p.topic_rate * setting.conditions.asking
    by_stage = np.array([regular * first, 0.0, regular])
    asks = by_stage[now.stage[could]] * now.people.asking[could] * (0.5 + now.trust[could])
    return could[dice.topic[could] < np.minimum(asks, 0.95)]


def _answering(now: Community, setting: Setting, able: Slots) -> Floats:
    """Return how likely each of the regulars who came is to be the one who answers: those who run the place first."""
    conditions = setting.conditions
    willing = (OFFERING + now.belonging[able]) * (1.0 - now.load[able]) * now.people.answering[able]
    willing *= conditions.helping
    willing[now.team[able]] *= TEAM_REPLIES * conditions.care
    willing[now.leader[able]] *= LEADER_REPLIES
    return willing


def _attention(offers: float, topics: int, setting: Setting) -> Attention:
    """Return the attention that topics get; a first post gets less of it, unless newcomers are welcomed."""
    p = setting.parameters
    offered = offers * p.reply_rate * max(0.0, 1.0 + setting.change(Gauge.REPLIES))
    ordinary = attention_per_topic(offered, topics, p)
    welcome = p.newcomer_attention * max(0.0, 1.0 + setting.change(Gauge.WELCOME))
    return Attention(ordinary, min(ordinary * welcome, p.attention_most))


def _deeds(now: Community, setting: Setting, visitors: Slots, talk: Exchanges, dice: WeekDice) -> Deeds:
    climate, starters = now.climate, talk.starters
    given = count(talk.repliers, now.capacity)
    posts = given.copy()
    posts[starters] += 1
    expected = talk.posts * hostile_probability(climate.tension, climate.rules, setting.parameters)
    hostile = poisson(expected, dice.incidents)
    return Deeds(visitors, starters[talk.answered], starters[~talk.answered], given, posts, talk.posts, hostile)


def _after(  # noqa: PLR0913, PLR0917 - all that a week changes
    now: Community, setting: Setting, crew: Crew, deeds: Deeds, stage: Counts, dice: WeekDice
) -> Community:
    """Return the community after what its members did."""
    week = now.week + 1
    load = load_after(now, setting, crew, deeds)
    gone = leaving(now, setting, crew, dice)
    posts = now.posts + deeds.posts
    posts -= now.weekly_posts[0]
    leader = leading_after(now, setting, crew, posts, load, dice)
    present, team, last_post = now.present.copy(), now.team.copy(), now.last_post.copy()
    for flags in (present, team, leader):
        flags[gone] = False
    last_post[deeds.posts.nonzero()[0]] = week
    return Community(
        week=week,
        people=now.people,
        joined=now.joined,
        left=now.left + len(gone),
        present=present,
        team=team,
        leader=leader,
        stage=stage,
        belonging=belonging_after(now, setting, deeds),
        trust=trust_after(now, setting, deeds),
        load=load,
        joined_week=now.joined_week,
        last_post=last_post,
        posts=posts,
        weekly_posts=(*now.weekly_posts[1:], deeds.posts),
        climate=next_climate(now, setting, crew, deeds),
    )
