"""What a week leaves in people: belonging and trust."""

import numpy as np

from tisserand.content.models.balance import Gauge
from tisserand.domain.balance.community import Community, bounded
from tisserand.domain.balance.dice import Floats
from tisserand.domain.balance.setting import Deeds, Setting

MOST_HELP = 3
"""Replies in a week beyond which answering brings no more belonging."""

MOVED_WEEKS = 9
"""Meet-ups and the like move those who posted within this many weeks."""

ANSWERED_TRUST, IGNORED_TRUST = 0.02, 0.03
"""Trust that an answer brings, and that a topic without any costs."""


def belonging_after(now: Community, setting: Setting, deeds: Deeds) -> Floats:
    """Return everybody's belonging after the week: reading in a lively place, being answered, answering, forgetting."""
    p, climate, n = setting.parameters, now.climate, now.joined
    having_a_say = 1.0 + 1.4 * setting.start.expects_say / 100 * (climate.say - 0.5)
    bonding = setting.conditions.bonding * having_a_say * (1.0 - 0.5 * climate.tension)
    warmth = bonding * (
        p.belonging_visit * climate.alive * deeds.visit
        + p.belonging_answered * deeds.answered
        + p.belonging_helped * np.minimum(deeds.given, MOST_HELP)
    )
    belonging = now.belonging[:n]
    after = belonging + warmth * (1.0 - belonging) - p.belonging_decay * belonging - p.belonging_ignored * deeds.ignored
    if moved := setting.change(Gauge.BELONGING):
        after = after + moved * (now.last_post[:n] > now.week - MOVED_WEEKS)
    return bounded(after)


def trust_after(now: Community, setting: Setting, deeds: Deeds) -> Floats:
    """Return everybody's trust after the week: it follows what can be relied on, the say one has, the quarrels."""
    climate = now.climate
    expects = setting.start.expects_say / 100
    towards = (
        0.15
        + 0.40 * (expects * climate.say + (1.0 - expects) * 0.5)
        + 0.35 * climate.reliability
        + 0.15 * climate.rules
        - 0.50 * climate.tension
    )
    trust = now.trust[: now.joined]
    after = trust + setting.parameters.trust_pace * (towards - trust) + setting.change(Gauge.TRUST)
    return bounded(after + ANSWERED_TRUST * deeds.answered - IGNORED_TRUST * deeds.ignored)
