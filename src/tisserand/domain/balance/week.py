"""One week of a community: who comes, who posts, who answers whom, who comes back, who leads, who leaves, who joins.

A pure step over whole arrays: no loop over members. The dice are an argument, and so is every parameter.
"""

import math
from typing import NamedTuple

import numpy as np

from tisserand.content.models.balance import Gauge
from tisserand.domain.balance.climate import next_climate
from tisserand.domain.balance.community import (
    ABSENT,
    NEVER_SEEN,
    ONCE,
    RECENT_WEEKS,
    REGULAR,
    SILENT,
    Community,
    Slots,
)
from tisserand.domain.balance.dice import Floats, WeekDice, poisson, throw
from tisserand.domain.balance.exchanges import (
    Attention,
    Exchanges,
    attention_per_topic,
    exchange,
    hostile_probability,
)
from tisserand.domain.balance.feelings import belonging_after, trust_after
from tisserand.domain.balance.newcomers import after_arrivals, coming_back
from tisserand.domain.balance.setting import Crew, Deeds, Setting
from tisserand.domain.balance.team import after_shifts, crew_of, lead, leaving, load_after

CURIOUS_WEEKS, SETTLED_WEEKS = 4, 26
"""Weeks after joining for which people come to see; weeks of reading from which silence has become a habit."""

TEAM_PRESENCE = 1.8
"""Log odds by which those who run the place come more than others."""

TEAM_REPLIES, LEADER_REPLIES = 1.7, 1.5
"""How much more they offer answers, with the team's care for replies on top."""

OFFERING = 0.15
"""How much somebody without any belonging answers, compared with full belonging on top."""

EASY_ASKING = 0.5
"""Solicitation from which members come less."""

NOWHERE = -50.0
"""Log odds of coming for those who are not members."""


class WeekFigures(NamedTuple):
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
    u = dice.visit[: now.room] * (1.0 + odds_against_coming(now, setting, crew))
    visitors = (u < 1.0).nonzero()[0]
    standing, u = now.standing[visitors], u[visitors]
    asks = _asking(now, setting, visitors, standing)
    asking = (u < asks).nonzero()[0]
    starters, is_first = visitors[asking], standing[asking] == SILENT
    regulars = (standing >= REGULAR).nonzero()[0]
    able = visitors[regulars]
    ladder = _answering(now, setting, able, standing[regulars]).cumsum()
    attention = _attention(float(ladder[-1]) if len(ladder) else 0.0, len(starters), setting)
    talk = exchange(starters, is_first, attention, able, ladder, dice, setting.parameters)
    deeds = _deeds(now, setting, visitors, talk, dice)
    newcomers, answered = starters[is_first], talk.answered[is_first]
    first = asking[is_first]
    back = coming_back(now, setting, answered, u[first] / asks[first])
    standing = now.standing.copy()
    standing[newcomers] = np.where(back, REGULAR, ONCE)
    after = _after(now, setting, crew, talk, deeds, standing, dice)
    return after, WeekFigures(
        week=after.week,
        arrivals=now.joined - before.joined,
        departures=after.left - before.left,
        visitors=len(visitors),
        exchanges=talk,
        hostile=deeds.hostile,
        first_posts=len(newcomers),
        first_answered=int(np.count_nonzero(answered)),
        returned=int(np.count_nonzero(back)),
        returned_answered=int(np.count_nonzero(back & answered)),
    )


def odds_against_coming(now: Community, setting: Setting, crew: Crew) -> Floats:
    """Return the odds against each coming this week: overwhelming for those who are not members."""
    p, climate = setting.parameters, now.climate
    everybody: float = (
        p.visit_base
        + p.visit_liveliness * climate.alive
        - p.visit_friction * climate.friction
        - p.visit_tension * climate.tension
        - p.solicitation * max(0.0, climate.solicitation - EASY_ASKING)
        + math.log1p(max(setting.change(Gauge.VISITS), -0.95))
    )
    runs = everybody + TEAM_PRESENCE
    against = -np.array([NOWHERE, everybody, everybody - p.visit_away, everybody, everybody, runs])[now.standing]
    against -= now.people.need[: now.room] * (p.visit_need * usefulness(now, setting, crew))
    against -= now.belonging * p.visit_belonging
    against += now.load * p.visit_load
    # Slots are taken in the order of joining: the newest members come last.
    against[now.joined_week.searchsorted(now.week - CURIOUS_WEEKS, side="right") :] -= p.curiosity
    odds: Floats = np.exp(against, out=against)
    return odds


def usefulness(now: Community, setting: Setting, crew: Crew) -> float:
    """Return how useful the place is, 0 to 1: services that meet the needs, information that holds, what is kept."""
    watch = setting.profile.needs.legal_watch / 100
    doubt = (0.2 + 0.8 * watch) * max(0.0, 0.8 - now.climate.reliability)
    offered = setting.conditions.usefulness * crew.kept
    return min(1.0, offered * (1.0 - 0.8 * doubt) + 0.30 * now.climate.knowledge)


def _asking(now: Community, setting: Setting, visitors: Slots, standing: Slots) -> Floats:
    """Return how likely each visitor is to start a topic."""
    p = setting.parameters
    first = p.first_topic * (1.0 + (p.rules_first_topic - 1.0) * now.climate.rules)
    regular = 1.5 * p.topic_rate * setting.conditions.asking
    asks = np.array([0.0, regular * first, 0.0, regular, regular, regular])[standing]
    # Slots are in the order of joining: those who joined long ago come first.
    settled = visitors.searchsorted(now.joined_week.searchsorted(now.week - SETTLED_WEEKS, side="right"))
    long_silent = regular * first * p.silence_settles
    asks[:settled] = np.array([0.0, long_silent, 0.0, regular, regular, regular])[standing[:settled]]
    asks *= now.people.asking[visitors]
    asks *= now.trust[visitors] + 0.5
    return asks


def _answering(now: Community, setting: Setting, able: Slots, standing: Slots) -> Floats:
    """Return how likely each of the regulars who came is to be the one who answers: those who run the place first."""
    conditions = setting.conditions
    helping = conditions.helping
    team = helping * TEAM_REPLIES * conditions.care
    willing = np.array([0.0, 0.0, 0.0, helping, helping * LEADER_REPLIES, team])[standing]
    willing *= now.people.answering[able]
    willing *= now.belonging[able] + OFFERING
    willing *= 1.0 - now.load[able]
    return willing


def _attention(offers: float, topics: int, setting: Setting) -> Attention:
    """Return the attention that topics get; a first post gets less of it, unless newcomers are welcomed."""
    p = setting.parameters
    offered = offers * p.reply_rate * max(0.0, 1.0 + setting.change(Gauge.REPLIES))
    ordinary = attention_per_topic(offered, topics, p)
    welcome = p.newcomer_attention * max(0.0, 1.0 + setting.change(Gauge.WELCOME))
    return Attention(ordinary, min(ordinary * welcome, p.attention_most))


def _deeds(now: Community, setting: Setting, visitors: Slots, talk: Exchanges, dice: WeekDice) -> Deeds:
    starters, number = talk.starters, talk.posts
    posts = np.bincount(talk.repliers, minlength=now.room)
    given = posts[visitors]
    posts[starters] += 1
    expected = number * hostile_probability(now.climate.tension, now.climate.rules, setting.parameters)
    return Deeds(visitors, starters, talk.answered, given, posts, number, poisson(expected, dice.incidents))


def _after(  # noqa: PLR0913, PLR0917 - all that a week changes
    now: Community, setting: Setting, crew: Crew, talk: Exchanges, deeds: Deeds, standing: Slots, dice: WeekDice
) -> Community:
    """Return the community after what its members did; ``standing`` is theirs to change."""
    week = now.week + 1
    load = load_after(now, setting, crew, deeds)
    gone = leaving(now, setting, crew, dice)
    posts, first = now.posts + deeds.posts, now.weekly_posts[0]
    posts[: len(first)] -= first
    lead(standing, now, setting, crew, posts, load, dice)
    standing[gone] = ABSENT
    last_post = now.last_post.copy()
    last_post[talk.starters] = last_post[talk.repliers] = week
    last_post[gone] = NEVER_SEEN
    return Community(
        week=week,
        people=now.people,
        joined=now.joined,
        left=now.left + len(gone),
        standing=standing,
        belonging=belonging_after(now, setting, deeds),
        trust=trust_after(now, setting, deeds),
        load=load,
        joined_week=now.joined_week,
        last_post=last_post,
        posts=posts,
        weekly_posts=(*now.weekly_posts[1:], deeds.posts),
        active=int(np.count_nonzero(last_post > week - RECENT_WEEKS)),
        climate=next_climate(now, setting, crew, deeds),
    )
