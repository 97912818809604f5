"""The dice: for each quarter of a seed its own stream, and in it for each week, purpose and member their own number.

A week always draws as many numbers, whatever happens in it. So two runs of one seed that differ in a decision draw the
same numbers for the same person, week and purpose (common random numbers): what differs between them is what the
decision changed, not other luck.
"""

import math
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Draws = NDArray[np.float32]

PURPOSES = 8
GOLDEN = (math.sqrt(5) - 1) / 2
_MANY = 30.0
_SURE = 1.0 - 1e-7  # nearer to 1 than any number that is thrown


@dataclass(frozen=True, eq=False)
class WeekDice:
    """The numbers of one week, uniform on [0, 1): one for each member (or slot of a future one) and purpose."""

    visit: Draws
    topic: Draws
    answer: Draws
    more: Draws
    replier: Draws
    comes_back: Draws
    leave: Draws
    lead: Draws
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
    arrivals, incidents = rng.random(2)
    visit, topic, answer, more, replier, comes_back, leave, lead = rng.random((PURPOSES, capacity), dtype=np.float32)
    return WeekDice(visit, topic, answer, more, replier, comes_back, leave, lead, float(arrivals), float(incidents))


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


def poissons(mean: float, u: Draws, most: int) -> NDArray[np.intp]:
    """Return the Poisson numbers of one mean at the quantiles ``u``, none above ``most``."""
    cumulative = term = math.exp(-mean)
    steps = [cumulative]
    while len(steps) < most and cumulative < _SURE:
        term *= mean / len(steps)
        cumulative += term
        steps.append(cumulative)
    return np.array(steps, dtype=np.float32).searchsorted(u)
