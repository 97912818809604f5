"""The dice: for each quarter of a seed its own stream, and in it for each week, purpose and member their own number.

A week always draws as many numbers, whatever happens in it. So two runs of one seed that differ in a decision draw the
same numbers for the same person, week and purpose (common random numbers): what differs between them is what the
decision changed, not other luck.
"""

import math
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

PURPOSES = 4
GOLDEN = (math.sqrt(5) - 1) / 2
_MANY = 30.0
_SHIFT = 2.0**26
_SURE = 1.0 - 1e-7  # nearer to 1 than any number that is thrown


class WeekDice(NamedTuple):
    """The numbers of one week, uniform on [0, 1): one for each member (or slot of a future one) and purpose.

    Attributes:
        visit: who comes. Divided by the probability of what came true it is uniform again, so the same number then
            tells who starts a topic, and whether a newcomer comes back.
        answer: whether a topic is answered, and how soon.
        replier: by whom, and (its further digits) how many replies follow.
        fate: the low end decides who leaves, the high end who begins to lead: both are rare, and nobody does both.
        arrivals, incidents: one number each for the whole.
    """

    visit: Floats
    answer: Floats
    replier: Floats
    fate: Floats
    arrivals: float
    incidents: float


def people_rng(seed: int) -> np.random.Generator:
    """Return the generator that draws who the people of a seed are."""
    return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(0,)))


def weeks_rng(seed: int, quarter: int) -> np.random.Generator:
    """Return the generator of the weeks of one quarter of a seed."""
    return np.random.Generator(np.random.SFC64(np.random.SeedSequence(seed, spawn_key=(1, quarter))))


def card_rng(seed: int, quarter: int) -> np.random.Generator:
    """Return the generator that draws the event card of one quarter of a seed."""
    return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=(2, quarter)))


def throw(rng: np.random.Generator, capacity: int) -> WeekDice:
    """Return the numbers of a week for ``capacity`` people."""
    visit, answer, replier, fate = rng.random((PURPOSES, capacity))
    return WeekDice(visit, answer, replier, fate, rng.random(), rng.random())


def further_digits(u: Floats) -> Floats:
    """Return numbers that are uniform and independent of ``u``: what follows its first eight decimals."""
    digits = u * _SHIFT
    digits -= np.floor(digits)
    return digits


def poisson(mean: float, u: float) -> int:
    """Return the Poisson number of this mean at the quantile ``u``: it never falls when the mean rises."""
    if mean <= 0:
        return 0
    if mean > _MANY:  # the normal approximation, with its continuity correction
        return max(0, round(mean + math.sqrt(mean) * NormalDist().inv_cdf(min(max(u, 1e-9), 1 - 1e-9))))
    term = cumulative = math.exp(-mean)
    count = 0
    while u > cumulative and term > 0:
        count += 1
        term *= mean / count
        cumulative += term
    return count


def poissons(mean: float, u: Floats, most: int) -> NDArray[np.intp]:
    """Return the Poisson numbers of one mean at the quantiles ``u``, none above ``most``."""
    cumulative = term = math.exp(-mean)
    steps = [cumulative]
    while len(steps) < most and cumulative < _SURE:
        term *= mean / len(steps)
        cumulative += term
        steps.append(cumulative)
    return np.array(steps).searchsorted(u)
