"""What a week leaves in people: belonging and trust."""

import numpy as np

from tisserand.content.models.balance import Gauge
from tisserand.domain.balance.community import Community, bounded
from tisserand.domain.balance.dice import Floats
from tisserand.domain.balance.setting import Deeds, Setting

SAY_COUNTS = 2.0
"""How much a say, compared with half of it, changes what is felt where members expect one."""

MOST_HELP = 3
"""Replies in a week beyond which answering brings no more belonging."""

MOVED_WEEKS = 9
"""Meet-ups and the like move those who posted within this many weeks."""

ANSWERED_TRUST, IGNORED_TRUST = 0.02, 0.03
"""Trust that an answer brings, and that a topic without any costs."""

_TRUST = np.array([-IGNORED_TRUST, ANSWERED_TRUST])


def belonging_after(now: Community, setting: Setting, deeds: Deeds) -> Floats:
    """Return everybody's belonging after the week: reading in a lively place, being answered, answering, forgetting."""
    p, climate = setting.parameters, now.climate
    having_a_say = 1.0 + SAY_COUNTS * setting.start.expects_say / 100 * (climate.say - 0.5)
    bonding = setting.conditions.bonding * having_a_say * (1.0 - 0.5 * climate.tension)
    bonding = min(bonding, 1.0 / (MOST_HELP * p.belonging_helped + p.belonging_visit + p.belonging_answered + 1e-9))
    warmth = np.minimum(deeds.given, MOST_HELP) * (bonding * p.belonging_helped)
    warmth += bonding * p.belonging_visit * climate.alive
    came = now.belonging[deeds.visitors]
    warmth *= 1.0 - came
    warmth += came * (1.0 - p.belonging_decay)
    after = now.belonging * (1.0 - p.belonging_decay)
    after[deeds.visitors] = warmth
    starters, answered = deeds.starters, deeds.answered.view(np.int8)
    asked = after[starters]
    gain = bonding * p.belonging_answered
    asked *= np.array([1.0, 1.0 - gain])[answered]
    asked += np.array([-p.belonging_ignored, gain])[answered]
    after[starters] = np.maximum(asked, 0.0)
    if moved := setting.change(Gauge.BELONGING):
        after = bounded(after + moved * (now.last_post > now.week - MOVED_WEEKS))
    return after


def trust_after(now: Community, setting: Setting, deeds: Deeds) -> Floats:
    """Return everybody's trust after the week: it follows what can be relied on, the say one has, the quarrels."""
    climate, pace = now.climate, setting.parameters.trust_pace
    expects = setting.start.expects_say / 100
    towards = (
        0.15
        + 0.40 * (expects * climate.say + (1.0 - expects) * 0.5)
        + 0.35 * climate.reliability
        + 0.15 * climate.rules
        - 0.50 * climate.tension
    )
    after = now.trust * (1.0 - pace)
    after += pace * min(max(towards, 0.0), 1.0)
    starters = deeds.starters
    after[starters] = bounded(after[starters] + _TRUST[deeds.answered.view(np.int8)])
    if moved := setting.change(Gauge.TRUST):
        after = bounded(after + moved)
    return after
