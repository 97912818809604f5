"""The community at one moment: one array for each thing that is known of its members, and a few states of the whole.

Everything is a value. A week makes new arrays (see :mod:`tisserand.domain.balance.week`); none is written to again.
What is made anew every week is a named tuple: a frozen dataclass costs several times as much to make.
Everybody in reach has a slot for life, in the order of joining: the first ones are members from the start. Arrays hold
those who joined, and some room for the next ones, so that they seldom grow; what stands in such a slot means nothing.
"""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tisserand.content.models.balance import CommunityStart
from tisserand.domain.balance.dice import Floats, people_rng
from tisserand.domain.balance.parameters import Parameters

Flags = NDArray[np.bool_]
Counts = NDArray[np.int64]
Slots = NDArray[np.intp]

ABSENT, SILENT, ONCE, REGULAR, LEADER, TEAM = range(6)
"""Where somebody stands: not a member (not yet, or no more); has never posted; posted once and did not come back to
post; posts from time to time; leads without a mandate; runs the community."""

STANDINGS = 6
"""How many standings there are: what depends on them alone is looked up in a table of so many numbers."""

WINDOW = 13
"""Weeks over which posts are counted: a quarter, about as long as the collections that the ranges come from."""

LEAST_ROOM = 16
"""Slots kept for those who will join next, at least."""

RECENT_WEEKS = 4
"""Weeks over which a member who posted counts as active."""

NEVER_SEEN = -1000
"""The week of what happened before anything is known, or has not happened."""

NOT_YET = 1_000_000
"""The week of joining of those who have not joined: later than any, so that weeks of joining are in rising order."""


class People(NamedTuple):
    """Who everybody in reach is, whether they have joined yet or not: never changes during a run.

    Attributes:
        need: how much they need what such a community brings, 0 to 1.
        skill: how able they are to answer, 0 to 1.
        asking: how inclined they are to start topics, and how much they need to, very unequal.
        answering: how inclined and able they are to answer, very unequal.
    """

    need: Floats
    skill: Floats
    asking: Floats
    answering: Floats


class Climate(NamedTuple):
    """The states of the whole, 0 to 1, except where said.

    Attributes:
        activity: posts a week, as lately noticed.
        alive: how alive the place looks.
        say: members' sense of having a hold on what they live in.
        friction: trouble with the platform.
        reliability: how far what is posted can be relied on.
        tension: open quarrel.
        rules: how clear and present the rules are.
        knowledge: what has been written down for reuse.
        solicitation: how much members were asked to do lately.
        hostile: hostile posts of the last week, a number.
    """

    activity: float
    alive: float
    say: float
    friction: float
    reliability: float
    tension: float
    rules: float
    knowledge: float
    solicitation: float = 0.0
    hostile: int = 0


class Community(NamedTuple):
    """Everybody, and the climate, at the end of one week.

    Attributes:
        week: weeks lived.
        joined: slots in use: everybody who ever joined.
        left: how many of them have gone.
        standing: where each stands, from ``ABSENT`` to ``TEAM``.
        belonging, trust, load: 0 to 1.
        joined_week, last_post: when each joined, and posted last.
        posts: posts of each over the last ``WINDOW`` weeks; ``weekly_posts`` those of each of these weeks, of those who
            had a slot by then.
        active: how many members posted in the last ``RECENT_WEEKS``.
    """

    week: int
    people: People
    joined: int
    left: int
    standing: Slots
    belonging: Floats
    trust: Floats
    load: Floats
    joined_week: Counts
    last_post: Counts
    posts: Counts
    weekly_posts: tuple[Counts, ...]
    active: int
    climate: Climate

    @property
    def members(self) -> int:
        """How many are members now."""
        return self.joined - self.left

    @property
    def capacity(self) -> int:
        """How many people there are in all, whether they joined or not."""
        return len(self.people.need)

    @property
    def room(self) -> int:
        """For how many people the arrays have room now."""
        return len(self.standing)

    @property
    def present(self) -> Flags:
        """Who is a member."""
        return np.not_equal(self.standing, ABSENT)

    @property
    def team(self) -> Flags:
        """Who runs the community."""
        return np.equal(self.standing, TEAM)

    @property
    def leader(self) -> Flags:
        """Who has begun to lead without a mandate."""
        return np.equal(self.standing, LEADER)


def draw_people(start: CommunityStart, parameters: Parameters, rng: np.random.Generator) -> People:
    """Return everybody in reach of a community."""
    size = start.audience
    spread = parameters.trait_spread
    need = np.clip(rng.normal(start.need / 100, spread, size), 0.02, 1.0)
    skill = np.clip(rng.normal(start.skill / 100, spread, size), 0.02, 1.0)
    asks, mixed = rng.standard_normal((2, size))
    answers = parameters.asking_answering * asks + math.sqrt(1.0 - parameters.asking_answering**2) * mixed
    sd = parameters.voice_spread
    voice = np.exp(sd * asks - sd * sd / 2)  # 1 on average
    answering = np.exp(sd * answers - sd * sd / 2) * skill**parameters.skill_weight
    # Those who already post, and above all those who run it, are the more inclined of the first to join.
    first = np.argsort(-(voice[: start.members] + answering[: start.members]), kind="stable")
    order = np.concatenate([first, np.arange(start.members, size)])
    return People(need[order], skill[order], (voice * need)[order], answering[order])


def found(start: CommunityStart, parameters: Parameters, seed: int) -> Community:
    """Return the community of a profile as a seed makes it: the same profile, other people."""
    size = room_for(start.members, start.audience)
    slots = np.arange(size)
    present, regular, team = slots < start.members, slots < start.regulars, slots < start.team
    belonging = start.belonging / 100 * np.where(regular, 1.0, 0.5) + np.where(team, 0.2, 0.0)
    nothing = np.zeros(size, dtype=np.int64)
    return Community(
        week=0,
        people=draw_people(start, parameters, people_rng(seed)),
        joined=start.members,
        left=0,
        standing=np.select([team, regular, present], [TEAM, REGULAR, SILENT], ABSENT).astype(np.intp),
        belonging=bounded(belonging),
        trust=np.full(size, start.trust / 100),
        load=np.where(team, start.load / 100, np.where(regular, start.load / 400, 0.0)),
        joined_week=np.where(present, NEVER_SEEN, NOT_YET),
        last_post=np.full(size, NEVER_SEEN, dtype=np.int64),
        posts=nothing,
        weekly_posts=(nothing,) * WINDOW,
        active=0,
        climate=Climate(
            activity=float(start.posts),
            alive=aliveness(start.posts, start.members, parameters),
            say=start.say / 100,
            friction=start.friction / 100,
            reliability=start.reliability / 100,
            tension=start.tension / 100,
            rules=start.rules / 100,
            knowledge=start.knowledge / 100,
        ),
    )


def room_for(joined: int, capacity: int) -> int:
    """Return how much room to make when so many have joined, of so many in reach: an eighth more, some at least."""
    return min(capacity, joined + max(LEAST_ROOM, joined // 8))


def with_room(community: Community, joined: int) -> Community:
    """Return the community with room for as many as will have joined, and some more."""
    if joined <= community.room:
        return community
    more = room_for(joined, community.capacity) - community.room
    return community._replace(
        standing=np.pad(community.standing, (0, more)),
        belonging=np.pad(community.belonging, (0, more)),
        trust=np.pad(community.trust, (0, more)),
        load=np.pad(community.load, (0, more)),
        joined_week=np.pad(community.joined_week, (0, more), constant_values=NOT_YET),
        last_post=np.pad(community.last_post, (0, more), constant_values=NEVER_SEEN),
        posts=np.pad(community.posts, (0, more)),
    )


def bounded(values: Floats) -> Floats:
    """Return ``values`` kept between 0 and 1."""
    return np.minimum(np.maximum(values, 0.0), 1.0)


def aliveness(activity: float, members: int, parameters: Parameters) -> float:
    """Return how alive a place looks, 0 to 1, by its posts a week: half at the critical mass, which grows with size."""
    mass = parameters.critical_mass * (max(members, 1) / 100) ** 0.5
    steep = parameters.mass_steepness
    seen = max(activity, 0.0) ** steep
    return float(seen / (seen + mass**steep))
