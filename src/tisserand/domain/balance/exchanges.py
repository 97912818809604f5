"""What is posted in a week: topics, who answers whom, how soon."""

import math
from dataclasses import dataclass

import numpy as np

from tisserand.domain.balance.community import Counts, Flags, Slots
from tisserand.domain.balance.dice import GOLDEN, Floats, WeekDice, poissons
from tisserand.domain.balance.parameters import Parameters

WEEK_HOURS = 168.0
MOST_REPLIES = 12
"""Replies to one topic after the first one."""


@dataclass(frozen=True, eq=False)
class Exchanges:
    """The posts of a week.

    Attributes:
        starters: the member of each topic.
        answered: whether somebody else answered it within the week.
        hours: how soon, for the topics answered.
        repliers, replied_to: the two members of each reply.
    """

    starters: Slots
    answered: Flags
    hours: Floats
    repliers: Slots
    replied_to: Slots

    @property
    def posts(self) -> int:
        """How many posts there were."""
        return len(self.starters) + len(self.repliers)


@dataclass(frozen=True)
class Attention:
    """The answers that topics would draw in a week if the first one stopped nobody: ordinary ones, and first posts."""

    ordinary: float
    first: float


def exchange(  # noqa: PLR0913, PLR0917 - who asks, who answers, how
    starters: Slots,
    is_first: Flags,
    attention: Attention,
    able: Slots,
    weights: Floats,
    dice: WeekDice,
    parameters: Parameters,
) -> Exchanges:
    """Return the replies that the topics of ``starters`` get.

    The time to a first answer follows a Weibull law: with its shape fitted to one young forum (P5), one number gives at
    once the share answered within a week, the median and the ninth decile that were measured there.

    Args:
        starters: the member of each topic.
        is_first: whether it is their first post.
        attention: what topics draw.
        able: the members who may answer.
        weights: how likely each of these is to be the one who does.
        dice: the numbers of the week.
        parameters: those of the run.
    """
    patience = -np.log1p(-dice.answer[starters].astype(np.float64))
    drawn = np.where(is_first, attention.first, attention.ordinary)
    reached = (patience < drawn).nonzero()[0]
    answered = np.zeros(len(starters), dtype=np.bool_)
    if not len(reached):
        return Exchanges(starters, answered, np.zeros(0), reached, reached)
    mean = parameters.discussion * attention.ordinary / parameters.attention_most
    asking = starters[reached]
    replies = poissons(mean, dice.more[asking], MOST_REPLIES) + 1
    ends = replies.cumsum()
    topic = np.arange(len(reached)).repeat(replies)
    rank = np.arange(ends[-1]) - (ends - replies)[topic]
    # One number a topic, turned by the golden ratio for each further reply: spread out, so others answer next.
    at = (dice.replier[asking][topic] + GOLDEN * rank) % 1.0
    ladder = weights.cumsum()
    repliers = able[np.minimum(ladder.searchsorted(at * ladder[-1], side="right"), len(able) - 1)]
    replied_to = asking[topic]
    others = repliers != replied_to
    answered[reached[topic[others]]] = True
    hours = WEEK_HOURS * (patience[answered] / drawn[answered]) ** (1.0 / parameters.answer_shape)
    return Exchanges(starters, answered, hours, repliers[others], replied_to[others])


def attention_per_topic(offers: float, topics: int, parameters: Parameters) -> float:
    """Return the attention that an ordinary topic gets: it rises with the offers for each topic, and levels off."""
    each = offers / max(topics, 1)
    return parameters.attention_most * each / (each + parameters.attention_half)


def hostile_probability(tension: float, rules: float, parameters: Parameters) -> float:
    """Return how likely a post is hostile: the baseline, its odds multiplied as tension rises, fewer with rules."""
    odds = parameters.incident / (1 - parameters.incident) * math.exp(math.log(parameters.incident_odds) * tension)
    return odds / (1 + odds) * (1.0 - (1.0 - parameters.rules_incident) * rules)


def count(slots: Slots, size: int) -> Counts:
    """Return how often each slot comes."""
    return np.bincount(slots, minlength=size)
