"""What the dosages change: from the shares of preferences and orientations to the conditions of a week.

Ostrom's eight principles (1990), as the domain reference maps them to the three preferences, are marked O1 to O8 where
they act. Each preference helps quickly at first, then less and less (``some``), and costs once it passes about half
(``too_much``); how much of it is enough, or too much, depends on what the community needs. All these sizes are
assumptions of the model; only their senses come from the sources.
"""

import math
from typing import NamedTuple

from tisserand.content.models.balance import Balance, CommunityStart
from tisserand.domain.balance.dosage import Orientations, Preferences

ARRIVED = 0.002
"""Difference between shares that changes nothing any more."""

PEOPLE_A_TEAM_SERVES = 120
"""Members beyond whom serving everybody takes one more person."""


class Mix(NamedTuple):
    """Both dosages as shares, as they act now: they follow what was decided with some delay."""

    technical: float
    organisational: float
    political: float
    legal_watch: float
    practice_exchange: float
    mutual_aid: float
    training_extension: float
    knowledge_building: float

    @classmethod
    def of(cls, preferences: Preferences, orientations: Orientations) -> "Mix":
        """Return the mix that acts when both dosages have taken effect."""
        return cls(*preferences.shares, *orientations.shares)

    def towards(self, other: "Mix", pace: float) -> "Mix":
        """Return the mix a share ``pace`` of the way to ``other``, or ``other`` once hardly anything is missing."""
        missing = [theirs - mine for mine, theirs in zip(self, other, strict=True)]
        if max(missing) < ARRIVED and min(missing) > -ARRIVED:
            return other
        return Mix(*[mine + pace * way for mine, way in zip(self, missing, strict=True)])


class Conditions(NamedTuple):
    """What a week meets because of the mix.

    Attributes:
        usefulness: how far what is offered meets what members came for, before reliability and knowledge, 0 to 1.
        asking, helping: factors on starting topics and on offering replies.
        care: factor on what the team offers in replies.
        bonding: factor on the belonging that reading and helping bring.
        answering_load: factor on the load of a reply.
        emergence: factor on beginning to lead.
        duty: persons' work that running the place takes, a week.
        duty_by_member: the same for each member.
        say, friction, reliability: where these states tend to.
        calming: factor on how fast tension goes down.
        debate: tension that arguing over the frame brings, a week.
        knowledge: factor on how fast knowledge is built.
        cohort_care: belonging that a cohort brings along.
    """

    usefulness: float
    asking: float
    helping: float
    care: float
    bonding: float
    answering_load: float
    emergence: float
    duty: float
    duty_by_member: float
    say: float
    friction: float
    reliability: float
    calming: float
    debate: float
    knowledge: float
    cohort_care: float


class Wanted(NamedTuple):
    """How much a community needs of each preference, 0 to 1: rules that fit local conditions (O2) differ by place."""

    technical: float
    organisational: float
    political: float

    @classmethod
    def by(cls, start: CommunityStart) -> "Wanted":
        """Return the needs of a community: awkward tools, people used to being served, people who expect a say."""
        return cls(start.awkwardness / 100, 1.0 - start.autonomy / 100, start.expects_say / 100)


def some(share: float, wanted: float = 0.6) -> float:
    """Return what a share brings, 0 to nearly 1: quickly at first, then less and less.

    Where little is wanted a small share is enough, and more of it brings nothing more.
    """
    return 1.0 - math.exp(-share / (0.10 + 0.34 * wanted**1.5))


def too_much(share: float, wanted: float = 0.6) -> float:
    """Return what too large a share costs: nothing up to a limit, sooner where little is wanted; 1 for a share of 1."""
    limit = 0.35 + 0.25 * wanted
    return float(max(0.0, (share - limit) / (1.0 - limit)) ** 1.5)


def match(mix: Mix, profile: Balance) -> float:
    """Return how far the orientations meet what members came for: the part that two dosages share, 0 to 1."""
    needs = profile.needs.as_dict()
    return float(sum(min(getattr(mix, name), need / 100) for name, need in needs.items()))


def conditions_of(mix: Mix, profile: Balance) -> Conditions:
    """Return the conditions that a mix makes in the community of ``profile``."""
    start = profile.start
    technical, organisational, political = mix.technical, mix.organisational, mix.political
    wanted = Wanted.by(start)
    t_some, o_some, p_some = map(some, mix[:3], wanted)
    t_over, o_over, p_over = map(too_much, mix[:3], wanted)
    # O2: rules and services that fit the local need are the pragmatic, organisational work.
    dependence = 1.0 - start.autonomy / 100
    service = 1.0 - 1.1 * dependence * (1.0 - o_some) - 0.30 * p_over - 0.20 * t_over
    usefulness = max(0.0, service) * (0.35 + 0.65 * match(mix, profile))
    return Conditions(
        usefulness=usefulness,
        asking=1.0 + 0.4 * mix.mutual_aid - 0.3 * mix.legal_watch - 0.2 * mix.knowledge_building,
        # A team that does everything makes customers of members.
        helping=(1.0 + 0.35 * p_some + 0.4 * some(mix.practice_exchange) + 0.2 * mix.mutual_aid) * (1.0 - 0.5 * o_over),
        care=0.5 + 0.9 * o_some + 0.25 * t_some,
        bonding=(0.75 + 0.35 * some(mix.practice_exchange) + 0.25 * p_some) * (1.0 - 0.3 * p_over),
        answering_load=1.0 + 0.4 * mix.mutual_aid,
        # O7, O8: the right to organise oneself, nested groups.
        emergence=(0.3 + 1.4 * p_some) * (1.0 - 0.6 * o_over) * (1.0 - 0.3 * t_over),
        duty=0.45
        + 0.25 * technical
        + 0.7 * organisational
        + 0.55 * political
        + 1.6 * o_over
        + 0.9 * p_over
        + 0.45 * mix.legal_watch
        + 0.30 * mix.knowledge_building
        + 0.25 * mix.training_extension,
        duty_by_member=(0.20 + 0.60 * organisational) / PEOPLE_A_TEAM_SERVES,
        # O3: those whom the rules affect can change them.
        say=0.10 + 0.75 * p_some + 0.10 * o_some - 0.35 * t_over - 0.25 * o_over - 0.10 * p_over,
        # O1, O4: clear boundaries, watched over: rights, settings, statistics.
        friction=start.awkwardness / 100 * (1.0 - 0.8 * t_some) + 0.45 * t_over,
        reliability=0.25
        + 0.40 * some(mix.legal_watch)
        + 0.15 * t_some
        + 0.10 * some(mix.knowledge_building)
        + 0.15 * start.skill / 100
        - 0.10 * mix.mutual_aid,
        # O5, O6: graduated sanctions, cheap ways to settle a conflict.
        calming=0.5 + 1.0 * o_some,
        debate=0.02 * p_over + 0.008 * political,
        knowledge=some(mix.knowledge_building) + 0.15 * mix.legal_watch + 0.10 * mix.practice_exchange,
        cohort_care=0.05 + 0.30 * some(mix.training_extension),
    )
