"""The states of the whole, from one week to the next."""

from tisserand.content.models.balance import Gauge
from tisserand.domain.balance.community import Climate, Community, aliveness
from tisserand.domain.balance.setting import Crew, Deeds, Setting

SOLICITATION_FADES = 0.06
"""Share of what members were asked lately that is forgotten in a week."""

KNOWLEDGE_FADES = 0.002
"""Share of what was written down that goes out of date in a week."""


def next_climate(now: Community, setting: Setting, crew: Crew, deeds: Deeds) -> Climate:
    """Return the climate after what members did in a week."""
    p, conditions, climate = setting.parameters, setting.conditions, now.climate
    activity = climate.activity + p.memory * (deeds.n_posts - climate.activity)
    rules = climate.rules * (1.0 - p.rules_decay)
    built = p.knowledge_pace * conditions.knowledge * climate.alive * (1.0 - climate.knowledge)
    friction = crew.kept * conditions.friction + (1.0 - crew.kept) * setting.start.awkwardness / 100
    return Climate(
        activity=activity,
        alive=aliveness(activity, now.members, p),
        say=_moved(setting, Gauge.SAY, _towards(climate.say, conditions.say, p.say_pace)),
        friction=_moved(setting, Gauge.FRICTION, _towards(climate.friction, friction, p.friction_pace)),
        reliability=_moved(
            setting,
            Gauge.RELIABILITY,
            _towards(climate.reliability, conditions.reliability + 0.1 * climate.knowledge, p.reliability_pace),
        ),
        tension=_moved(setting, Gauge.TENSION, _tension(climate, setting, deeds)),
        rules=_moved(setting, Gauge.RULES, rules),
        knowledge=_moved(setting, Gauge.KNOWLEDGE, climate.knowledge * (1.0 - KNOWLEDGE_FADES) + built),
        solicitation=climate.solicitation * (1.0 - SOLICITATION_FADES) + setting.asks,
        hostile=deeds.hostile,
    )


def _tension(climate: Climate, setting: Setting, deeds: Deeds) -> float:
    """Return the tension: subjects to fall out about, arguing over the frame, hostile posts, and what calms."""
    p, conditions = setting.parameters, setting.conditions
    # A frame that those who live in it can change quarrels less (Ostrom 3).
    quarrels = (
        p.quarrel_pace * (setting.start.quarrels / 100) * max(0.0, 1.1 - climate.say) ** 2 * (0.3 + 0.7 * climate.alive)
    )
    hostility: float = p.tension_incident * deeds.hostile / max(1.0, (deeds.n_posts / 20.0) ** 0.5)
    rising = quarrels + conditions.debate * climate.alive + hostility
    return climate.tension * (1.0 - p.tension_decay * conditions.calming) + rising * (1.0 - climate.tension)


def _towards(value: float, target: float, pace: float) -> float:
    return value + pace * (target - value)


def _moved(setting: Setting, gauge: Gauge, value: float) -> float:
    moved = value + setting.change(gauge)
    return 0.0 if moved < 0.0 else min(moved, 1.0)
