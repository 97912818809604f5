"""Every parameter of the model, with its default, its range, its unit, where it comes from and how sure it is.

``basis`` is the id of a source in ``modules/sources.yaml``, or ``assumption``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal

from tisserand.errors import DecisionError

Sureness = Literal["measured", "fitted", "direction", "assumed"]
"""``measured``: the figure is in the source or in data; ``fitted``: set so that a figure measured there comes out;
``direction``: the source gives the sense, not the size; ``assumed``: neither."""

ASSUMPTION = "assumption"


@dataclass(frozen=True)
class Parameter:
    """What is known of one parameter. What it is about, and its unit, are sentences of ``balance_parameters``."""

    name: str
    default: float
    low: float
    high: float
    unit: str
    basis: str
    sureness: Sureness


def _p(  # noqa: PLR0913, PLR0917 - one line of a table
    default: float, low: float, high: float, unit: str, basis: str, sureness: Sureness
) -> Any:
    return field(default=default, metadata={"about": (low, high, unit, basis, sureness)})


@dataclass(frozen=True)
class Parameters:
    """The values of a run. Defaults are those of :func:`described`."""

    # Who the people are
    voice_spread: float = _p(1.1, 0.6, 1.6, "sd_log", "coffee-se-2015", "fitted")
    asking_answering: float = _p(-0.25, -0.9, 0.5, "correlation", "coffee-se-2015", "fitted")
    trait_spread: float = _p(0.18, 0.05, 0.30, "sd", ASSUMPTION, "assumed")

    # Who comes
    visit_base: float = _p(-2.06, -3.5, -1.0, "log_odds", ASSUMPTION, "assumed")
    visit_need: float = _p(2.6, 0.5, 4.0, "log_odds", "kraut-resnick-2012", "direction")
    visit_belonging: float = _p(1.8, 0.5, 3.0, "log_odds", "mcmillan-chavis-1986", "direction")
    visit_liveliness: float = _p(1.9, 0.5, 3.5, "log_odds", "kraut-resnick-2012", "direction")
    visit_friction: float = _p(1.9, 0.3, 3.0, "log_odds", "nonnecke-2006", "direction")
    visit_tension: float = _p(1.2, 0.0, 3.0, "log_odds", "nonnecke-2006", "direction")
    visit_load: float = _p(1.0, 0.0, 3.0, "log_odds", ASSUMPTION, "assumed")
    visit_away: float = _p(2.5, 0.5, 5.0, "log_odds", ASSUMPTION, "assumed")
    curiosity: float = _p(1.0, 0.0, 2.0, "log_odds", ASSUMPTION, "assumed")
    critical_mass: float = _p(12.0, 3.0, 30.0, "posts_week_100", ASSUMPTION, "assumed")
    mass_steepness: float = _p(3.0, 1.0, 4.0, "exponent", ASSUMPTION, "assumed")
    memory: float = _p(0.25, 0.1, 0.6, "share_week", ASSUMPTION, "assumed")

    # Who posts
    topic_rate: float = _p(0.18, 0.05, 0.5, "topics_visit", "mel-decidim-2019", "fitted")
    first_topic: float = _p(0.25, 0.02, 0.5, "times", "lampe-johnston-2005", "fitted")
    silence_settles: float = _p(0.22, 0.1, 1.0, "times", "van-mierlo-2014", "direction")
    rules_first_topic: float = _p(1.35, 1.0, 1.7, "times", "matias-2019", "measured")

    # Who replies
    reply_rate: float = _p(0.9, 0.3, 4.0, "replies_visit", "coffee-se-2015", "fitted")
    skill_weight: float = _p(1.5, 0.5, 3.0, "exponent", ASSUMPTION, "assumed")
    attention_most: float = _p(3.2, 2.0, 4.0, "replies_week", "coffee-se-2015", "fitted")
    attention_half: float = _p(1.1, 0.3, 3.0, "offers_topic", "joyce-kraut-2006", "fitted")
    newcomer_attention: float = _p(0.8, 0.4, 1.5, "times", "burke-2007", "fitted")
    answer_shape: float = _p(0.324, 0.2, 0.6, "weibull", "coffee-se-2015", "fitted")
    discussion: float = _p(0.9, 0.2, 3.0, "replies", "coffee-se-2015", "fitted")

    # Who comes back
    return_no_reply: float = _p(0.44, 0.30, 0.50, "probability", "joyce-kraut-2006", "measured")
    return_reply: float = _p(0.56, 0.50, 0.67, "probability", "joyce-kraut-2006", "measured")
    tone_effect: float = _p(0.0, 0.0, 0.05, "probability", "joyce-kraut-2006", "measured")
    return_liveliness: float = _p(0.10, 0.0, 0.2, "probability", ASSUMPTION, "assumed")

    # Belonging and trust
    belonging_visit: float = _p(0.030, 0.0, 0.1, "a_week", "wenger-2002", "direction")
    belonging_answered: float = _p(0.06, 0.0, 0.2, "a_post", "burke-2009", "direction")
    belonging_helped: float = _p(0.03, 0.0, 0.1, "a_reply", "kraut-resnick-2012", "direction")
    belonging_ignored: float = _p(0.05, 0.0, 0.2, "a_post", ASSUMPTION, "assumed")
    belonging_decay: float = _p(0.015, 0.0, 0.05, "a_week", ASSUMPTION, "assumed")
    trust_pace: float = _p(0.06, 0.01, 0.2, "share_week", ASSUMPTION, "assumed")

    # Load, leading, leaving
    load_reply: float = _p(0.008, 0.0, 0.05, "a_reply", ASSUMPTION, "assumed")
    load_duty: float = _p(0.11, 0.0, 0.2, "a_duty", ASSUMPTION, "assumed")
    load_recovery: float = _p(0.13, 0.05, 0.3, "share_week", ASSUMPTION, "assumed")
    burn_out: float = _p(0.03, 0.0, 0.1, "a_week", ASSUMPTION, "assumed")
    emergence: float = _p(0.008, 0.0, 0.05, "a_week", "johnson-2015", "direction")
    leave: float = _p(0.005, 0.0, 0.03, "a_week", ASSUMPTION, "assumed")
    leave_tension: float = _p(0.02, 0.0, 0.05, "a_week", ASSUMPTION, "assumed")

    # Arrivals
    word_of_mouth: float = _p(0.020, 0.0, 0.1, "a_week", "kraut-resnick-2012", "direction")

    # Climate
    incident: float = _p(0.02, 0.005, 0.05, "a_post", "cheng-2017", "direction")
    incident_odds: float = _p(3.9, 1.5, 5.0, "odds_ratio", "cheng-2017", "measured")
    rules_incident: float = _p(0.83, 0.75, 0.95, "times", "matias-2019", "measured")
    tension_incident: float = _p(0.015, 0.0, 0.1, "an_incident", "cheng-2017", "direction")
    tension_decay: float = _p(0.06, 0.01, 0.2, "share_week", "ostrom-1990", "direction")
    quarrel_pace: float = _p(0.06, 0.0, 0.1, "a_week", ASSUMPTION, "assumed")
    say_pace: float = _p(0.05, 0.01, 0.2, "share_week", ASSUMPTION, "assumed")
    friction_pace: float = _p(0.06, 0.01, 0.2, "share_week", ASSUMPTION, "assumed")
    reliability_pace: float = _p(0.05, 0.01, 0.2, "share_week", ASSUMPTION, "assumed")
    knowledge_pace: float = _p(0.010, 0.0, 0.05, "a_week", ASSUMPTION, "assumed")
    rules_decay: float = _p(0.008, 0.0, 0.03, "share_week", ASSUMPTION, "assumed")

    # Deciding
    change_pace: float = _p(0.20, 0.05, 1.0, "share_week", ASSUMPTION, "assumed")
    change_load: float = _p(0.10, 0.0, 0.3, "for_100_points", ASSUMPTION, "assumed")
    solicitation: float = _p(0.6, 0.0, 1.0, "log_odds", ASSUMPTION, "assumed")

    def overridden(self, values: Mapping[str, float]) -> "Parameters":
        """Return the parameters with some values changed.

        Raises:
            DecisionError: there is no such parameter, or its value lies outside its range.
        """
        known = described()
        for name, value in values.items():
            if (parameter := known.get(name)) is None:
                raise DecisionError("parameter_unknown", name=name)
            if not parameter.low <= value <= parameter.high:
                raise DecisionError("parameter_range", name=name, value=value, low=parameter.low, high=parameter.high)
        return replace(self, **values) if values else self


def described() -> dict[str, Parameter]:
    """Return what is known of each parameter, by its name."""
    table = {}
    for each in fields(Parameters):
        low, high, unit, basis, sureness = each.metadata["about"]
        table[each.name] = Parameter(each.name, float(str(each.default)), low, high, unit, basis, sureness)
    return table
