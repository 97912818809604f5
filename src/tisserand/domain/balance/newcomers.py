"""Newcomers: who joins, and whether they come back after a first post."""

import numpy as np

from tisserand.content.models.balance import Gauge
from tisserand.domain.balance.community import SILENT, Community, Flags, with_room
from tisserand.domain.balance.dice import Floats, WeekDice, poisson
from tisserand.domain.balance.setting import Setting

FIRST_BELONGING, FIRST_TRUST = 0.12, 0.45
"""What somebody who joins alone brings along."""


def after_arrivals(before: Community, setting: Setting, dice: WeekDice) -> Community:
    """Return the community with those who join this week: by themselves, by word of mouth, in a cohort."""
    start, climate = setting.start, before.climate
    told = setting.parameters.word_of_mouth * before.active * climate.alive * (1.0 - climate.tension)
    expected = start.arrivals * (0.5 + 0.5 * climate.alive) + told
    expected *= (1.0 - before.joined / before.capacity) * max(0.0, 1.0 + setting.change(Gauge.ARRIVALS))
    cohort = start.cohorts
    together = cohort.size if cohort and before.week % cohort.every_weeks == cohort.every_weeks // 2 else 0
    number = min(poisson(expected, dice.arrivals) + together, before.capacity - before.joined)
    if number == 0:
        return before
    first, last = before.joined, before.joined + number
    before = with_room(before, last)
    standing, joined_week = before.standing.copy(), before.joined_week.copy()
    belonging, trust = before.belonging.copy(), before.trust.copy()
    standing[first:last] = SILENT
    joined_week[first:last] = before.week
    trust[first:last] = FIRST_TRUST
    belonging[first:last] = FIRST_BELONGING
    belonging[last - min(together, number) : last] += setting.conditions.cohort_care
    return before._replace(joined=last, standing=standing, joined_week=joined_week, belonging=belonging, trust=trust)


def coming_back(now: Community, setting: Setting, answered: Flags, u: Floats) -> Flags:
    """Return which of those who posted for the first time will post again, given a number of the dice for each.

    The two probabilities are those that Joyce & Kraut (2006) observed, without and with a reply; the tone of the reply
    made no visible difference there. How alive the place looks moves both a little: an assumption.
    """
    p = setting.parameters
    alive = p.return_liveliness * (now.climate.alive - 0.5)
    tone = p.tone_effect * (1.0 - now.climate.tension)
    back: Flags = u < np.where(answered, p.return_reply + tone + alive, p.return_no_reply + alive)
    return back
