"""What is posted in a week: topics, who answers whom, how soon."""

import math
from typing import NamedTuple

import numpy as np

from tisserand.domain.balance.community import Flags, Slots
from tisserand.domain.balance.dice import GOLDEN, Floats, WeekDice, further_digits, poissons
from tisserand.domain.balance.parameters import Parameters

WEEK_HOURS = 168.0
MOST_REPLIES = 12
"""Replies to one topic after the first one."""


class Exchanges(NamedTuple):
    """The posts of a week.

    Attributes:
        starters: the member of each topic.
        answered: whether somebody else answered it within the week.
        waits: how soon, for the topics answered, the patience of a week being 1 (see :func:`hours`).
        repliers, replied_to: the two members of each reply.
    """

    starters: Slots
    answered: Flags
    waits: Floats
    repliers: Slots
    replied_to: Slots

    @property
    def posts(self) -> int:
        """How many posts there were."""
        return len(self.starters) + len(self.repliers)


class Attention(NamedTuple):
    """The answers that topics would draw in a week if the first one stopped nobody: ordinary ones, and first posts."""

    ordinary: float
    first: float


def exchange(  # noqa: PLR0913, PLR0917 - who asks, who answers, how
    starters: Slots,
    is_first: Flags,
    attention: Attention,
    able: Slots,
    ladder: Floats,
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
        ladder: how likely each of these is to be the one who does, summed up.
        dice: the numbers of the week.
        parameters: those of the run.
    """
    patience = -np.log1p(-dice.answer[starters])
    drawn = np.where(is_first, attention.first, attention.ordinary)
    reached = (patience < drawn).nonzero()[0]
    answered = np.zeros(len(starters), dtype=np.bool_)
    if not len(reached):
        return Exchanges(starters, answered, np.zeros(0), reached, reached)
    mean = parameters.discussion * attention.ordinary / parameters.attention_most
    asking = starters[reached]
    first = dice.replier[asking]
    replies = poissons(mean, further_digits(first), MOST_REPLIES)
    replies += 1
    ends = replies.cumsum()
    topic = np.arange(len(reached)).repeat(replies)
    rank = np.arange(len(topic))
    rank -= (ends - replies)[topic]
    # One number a topic, turned by the golden ratio for each further reply: spread out, so others answer next.
    at = first[topic]
    at += GOLDEN * rank
    at -= np.floor(at)
    at *= ladder[-1]
    repliers = able[ladder.searchsorted(at, side="right").clip(max=len(able) - 1)]
    replied_to = asking[topic]
    others = (repliers != replied_to).nonzero()[0]
    answered[reached[topic[others]]] = True
    found = answered.nonzero()[0]
    waits = patience[found] / drawn[found]
    return Exchanges(starters, answered, waits, repliers[others], replied_to[others])


def hours(wait: float, parameters: Parameters) -> float:
    """Return how many hours a topic waited for its first answer: a wait of 1 is a week."""
    return float(WEEK_HOURS * wait ** (1.0 / parameters.answer_shape))


def attention_per_topic(offers: float, topics: int, parameters: Parameters) -> float:
    """Return the attention that an ordinary topic gets: it rises with the offers for each topic, and levels off."""
    each = offers / max(topics, 1)
    return parameters.attention_most * each / (each + parameters.attention_half)


def hostile_probability(tension: float, rules: float, parameters: Parameters) -> float:
    """Return how likely a post is hostile: the baseline, its odds multiplied as tension rises, fewer with rules."""
    odds = parameters.incident / (1 - parameters.incident) * math.exp(math.log(parameters.incident_odds) * tension)
    return odds / (1 + odds) * (1.0 - (1.0 - parameters.rules_incident) * rules)
