"""Every parameter of the model, with its default, its range, its unit, where it comes from and how sure it is.

``basis`` is the id of a source in ``modules/sources.yaml``, the code of a figure measured for the domain reference
(``P5``: one young forum of questions and answers; ``P6``, ``P7``: two French civic debates), or ``assumption``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal

from tisserand.errors import DecisionError

Sureness = Literal["measured", "direction", "assumed"]
"""``measured``: a figure in the source or in data; ``direction``: the source gives the sense; ``assumed``: neither."""

ASSUMPTION = "assumption"


@dataclass(frozen=True)
class Parameter:
    """What is known of one parameter."""

    name: str
    default: float
    low: float
    high: float
    unit: str
    basis: str
    sureness: Sureness
    about: str


def _p(  # noqa: PLR0913, PLR0917 - one line of a table
    default: float, low: float, high: float, unit: str, basis: str, sureness: Sureness, about: str
) -> Any:
    return field(default=default, metadata={"about": (low, high, unit, basis, sureness, about)})


@dataclass(frozen=True)
class Parameters:
    """The values of a run. Defaults are those of :func:`described`."""

    # Who the people are
    voice_spread: float = _p(
        1.1, 0.6, 1.6, "sd of log", "coffee-se-2015", "measured", "how unequally people are inclined to post"
    )
    asking_answering: float = _p(
        -0.2, -0.9, 0.5, "correlation", "coffee-se-2015", "measured", "whether those who ask are those who answer"
    )
    trait_spread: float = _p(0.18, 0.05, 0.30, "sd", ASSUMPTION, "assumed", "how much people differ in need and skill")

    # Who comes
    visit_base: float = _p(-2.4, -3.5, -1.0, "log odds", ASSUMPTION, "assumed", "coming in a week, all else nil")
    visit_need: float = _p(2.6, 0.5, 4.0, "log odds", "kraut-resnick-2012", "direction", "need met by the services")
    visit_belonging: float = _p(1.8, 0.5, 3.0, "log odds", "mcmillan-chavis-1986", "direction", "belonging")
    visit_liveliness: float = _p(1.9, 0.5, 3.5, "log odds", "kraut-resnick-2012", "direction", "others being there")
    visit_friction: float = _p(1.4, 0.3, 3.0, "log odds", "nonnecke-2006", "direction", "friction with the platform")
    visit_tension: float = _p(1.2, 0.0, 3.0, "log odds", "nonnecke-2006", "direction", "quarrels")
    visit_load: float = _p(1.0, 0.0, 3.0, "log odds", ASSUMPTION, "assumed", "one's own load")
    visit_away: float = _p(2.5, 0.5, 5.0, "log odds", ASSUMPTION, "assumed", "having posted once, without coming back")
    curiosity: float = _p(1.0, 0.0, 2.0, "log odds", ASSUMPTION, "assumed", "the first four weeks")
    critical_mass: float = _p(
        12.0, 3.0, 30.0, "posts a week for 100 members", ASSUMPTION, "assumed", "what makes a place look half alive"
    )
    mass_steepness: float = _p(3.0, 1.0, 4.0, "exponent", ASSUMPTION, "assumed", "how sharply it comes to look alive")
    memory: float = _p(0.25, 0.1, 0.6, "share a week", ASSUMPTION, "assumed", "how fast recent activity is noticed")

    # Who posts
    topic_rate: float = _p(
        0.18, 0.05, 0.5, "topics a visit", "mel-decidim-2019", "measured", "starting a topic, once a regular"
    )
    first_topic: float = _p(0.12, 0.02, 0.5, "times", "lampe-johnston-2005", "measured", "the same before a first post")
    rules_first_topic: float = _p(
        1.35, 1.0, 1.7, "times", "matias-2019", "measured", "the same once rules are displayed; middle of the range"
    )

    # Who replies
    reply_rate: float = _p(
        0.9, 0.3, 4.0, "replies a visit", "coffee-se-2015", "measured", "reply offered by an able regular"
    )
    skill_weight: float = _p(1.5, 0.5, 3.0, "exponent", ASSUMPTION, "assumed", "how much those who know reply more")
    attention_most: float = _p(
        3.2, 2.0, 4.0, "replies a week", "coffee-se-2015", "measured", "attention that a topic gets at most"
    )
    attention_half: float = _p(1.1, 0.3, 3.0, "offers a topic", "joyce-kraut-2006", "measured", "offers for half of it")
    newcomer_attention: float = _p(
        0.8, 0.4, 1.5, "times", "burke-2007", "measured", "attention to a first post, without a welcome"
    )
    answer_shape: float = _p(
        0.324, 0.2, 0.6, "Weibull shape", "coffee-se-2015", "measured", "spread of times to a first answer"
    )
    discussion: float = _p(
        0.9, 0.2, 3.0, "replies", "coffee-se-2015", "measured", "replies after the first one, at most attention"
    )

    # Who comes back
    return_no_reply: float = _p(0.44, 0.30, 0.50, "probability", "joyce-kraut-2006", "measured", "return, no reply")
    return_reply: float = _p(0.56, 0.50, 0.67, "probability", "joyce-kraut-2006", "measured", "return after a reply")
    tone_effect: float = _p(
        0.0, 0.0, 0.05, "probability", "joyce-kraut-2006", "measured", "return, by the reply's tone"
    )
    return_liveliness: float = _p(
        0.10, 0.0, 0.2, "probability", ASSUMPTION, "assumed", "return, from a dead place to a lively one"
    )

    # Belonging and trust
    belonging_visit: float = _p(0.030, 0.0, 0.1, "a week", "wenger-2002", "direction", "reading in a lively place")
    belonging_answered: float = _p(0.06, 0.0, 0.2, "a post", "burke-2009", "direction", "being answered")
    belonging_helped: float = _p(0.03, 0.0, 0.1, "a reply", "kraut-resnick-2012", "direction", "answering")
    belonging_ignored: float = _p(0.05, 0.0, 0.2, "a post", ASSUMPTION, "assumed", "being left without an answer")
    belonging_decay: float = _p(0.015, 0.0, 0.05, "a week", ASSUMPTION, "assumed", "forgetting")
    trust_pace: float = _p(0.06, 0.01, 0.2, "share a week", ASSUMPTION, "assumed", "how fast trust follows the climate")

    # Load, leading, leaving
    load_reply: float = _p(0.008, 0.0, 0.05, "a reply", ASSUMPTION, "assumed", "load of one reply")
    load_duty: float = _p(0.11, 0.0, 0.2, "a duty", ASSUMPTION, "assumed", "load of one person's duties for a week")
    load_recovery: float = _p(0.13, 0.05, 0.3, "share a week", ASSUMPTION, "assumed", "how fast load goes down")
    burn_out: float = _p(0.03, 0.0, 0.1, "a week", ASSUMPTION, "assumed", "leaving the team, at full load")
    emergence: float = _p(0.008, 0.0, 0.05, "a week", "johnson-2015", "direction", "an active regular begins to lead")
    leave: float = _p(0.005, 0.0, 0.03, "a week", ASSUMPTION, "assumed", "leaving, without belonging")
    leave_tension: float = _p(0.02, 0.0, 0.05, "a week", ASSUMPTION, "assumed", "leaving, in open conflict")

    # Arrivals
    word_of_mouth: float = _p(
        0.020, 0.0, 0.1, "a week", "kraut-resnick-2012", "direction", "newcomers a happy active brings"
    )

    # Climate
    incident: float = _p(0.02, 0.005, 0.05, "a post", "cheng-2017", "measured", "hostile post, rescaled to colleagues")
    incident_odds: float = _p(3.9, 1.5, 5.0, "odds ratio", "cheng-2017", "measured", "the same at full tension")
    rules_incident: float = _p(0.83, 0.75, 0.95, "times", "matias-2019", "measured", "the same with rules displayed")
    tension_incident: float = _p(0.015, 0.0, 0.1, "an incident", "cheng-2017", "direction", "tension that one brings")
    tension_decay: float = _p(0.06, 0.01, 0.2, "share a week", "ostrom-1990", "direction", "how fast tension goes down")
    quarrel_pace: float = _p(
        0.06, 0.0, 0.1, "a week", ASSUMPTION, "assumed", "tension of having much to fall out about"
    )
    say_pace: float = _p(0.05, 0.01, 0.2, "share a week", ASSUMPTION, "assumed", "how fast the sense of a say follows")
    friction_pace: float = _p(0.06, 0.01, 0.2, "share a week", ASSUMPTION, "assumed", "how fast friction follows")
    reliability_pace: float = _p(0.05, 0.01, 0.2, "share a week", ASSUMPTION, "assumed", "how fast reliability follows")
    knowledge_pace: float = _p(0.010, 0.0, 0.05, "a week", ASSUMPTION, "assumed", "how fast shared knowledge is built")
    rules_decay: float = _p(0.008, 0.0, 0.03, "share a week", ASSUMPTION, "assumed", "how fast rules are forgotten")

    # Deciding
    change_pace: float = _p(0.20, 0.05, 1.0, "share a week", ASSUMPTION, "assumed", "how fast a dosage takes effect")
    change_load: float = _p(0.10, 0.0, 0.3, "for 100 points", ASSUMPTION, "assumed", "load of a change of dosage")
    solicitation: float = _p(0.6, 0.0, 1.0, "log odds", ASSUMPTION, "assumed", "coming less, asked too often")

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
        low, high, unit, basis, sureness, about = each.metadata["about"]
        table[each.name] = Parameter(each.name, float(str(each.default)), low, high, unit, basis, sureness, about)
    return table
