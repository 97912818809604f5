"""The indicators, each by itself: there is no score that would sum them up.

Growth, survival and activity of communities go together only weakly (Cunha et al. 2019): one figure would hide what
has to be weighed.
"""

from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np

from tisserand.domain.balance.community import LEADER, RECENT_WEEKS, TEAM, WINDOW, Community
from tisserand.domain.balance.concentration import authors, gini, posted_once, top_tenth
from tisserand.domain.balance.exchanges import WEEK_HOURS, Exchanges, hours
from tisserand.domain.balance.parameters import Parameters
from tisserand.domain.balance.week import WeekFigures

Unit = Literal["persons", "share", "hours"]


@dataclass(frozen=True)
class Indicator:
    """What an indicator is. Its name for people and what it tells are sentences of the locale area ``balance``.

    Attributes:
        better: which end is desirable, as far as one is.
        clear: from which change on one speaks of a change (a ratio for persons and hours, else a difference).
        low, high: the values it can take.
    """

    id: str
    unit: Unit
    better: Literal["low", "high"]
    clear: float
    low: float = 0.0
    high: float = 1.0


INDICATORS: dict[str, Indicator] = {
    indicator.id: indicator
    for indicator in (
        Indicator("active", "persons", "high", 1.3, high=float("inf")),
        Indicator("newcomers_return", "share", "high", 0.10),
        Indicator("unanswered", "share", "low", 0.08),
        Indicator("answer_hours", "hours", "low", 1.6, high=WEEK_HOURS),
        Indicator("belonging", "share", "high", 0.06),
        Indicator("say", "share", "high", 0.08),
        Indicator("friction", "share", "low", 0.08),
        Indicator("reliability", "share", "high", 0.06),
        Indicator("load", "share", "low", 0.10),
        Indicator("concentration", "share", "low", 0.06),
        Indicator("top_tenth", "share", "low", 0.06),
    )
}
"""All of them, in the order in which they are shown."""


class Reading(NamedTuple):
    """All the figures of one week.

    Attributes:
        active: members who posted in the last four weeks.
        newcomers_return: of those who posted for the first time in the last quarter, the share who come back to post,
            drawn towards the published share while they are few.
        unanswered: share of the topics of the last four weeks without an answer within a week.
        answer_hours: median time to a first answer over the same topics, those answered; a week if none was.
        belonging: mean over members.
        say, friction, reliability: the climate.
        load: mean over those who run the place, with or without a mandate; 1 when nobody does any more.
        concentration, top_tenth: Gini index of posts among the authors of the last quarter, and the share of the posts
            that their most active tenth wrote.
        members, team, leaders, arrivals, departures, topics, posts, newcomers, visitors, authors, posted_once, tension,
            trust, rules, knowledge: what stands behind them; ``newcomers`` are first posts of the last quarter,
            ``authors`` those who posted in it and ``posted_once`` the share of them who did so once.
        first_posts, first_answered, returned, returned_answered: of this week alone, as in ``WeekFigures``.
    """

    week: int
    active: float
    newcomers_return: float
    unanswered: float
    answer_hours: float
    belonging: float
    say: float
    friction: float
    reliability: float
    load: float
    concentration: float
    top_tenth: float
    members: int
    team: int
    leaders: int
    arrivals: int
    departures: int
    topics: int
    posts: int
    newcomers: int
    visitors: int
    authors: int
    posted_once: float
    tension: float
    trust: float
    rules: float
    knowledge: float
    first_posts: int
    first_answered: int
    returned: int
    returned_answered: int

    def as_dict(self) -> dict[str, float]:
        """Return the figures by name."""
        return self._asdict()


PRIOR_RETURN = 0.44
"""The share of newcomers who return without a reply (Joyce & Kraut 2006): what is expected while none has been seen."""

FEW = 4
"""Newcomers that this expectation counts for: one who comes back, or not, is not 0 % or 100 %."""


class Recent(NamedTuple):
    """The weeks that readings look back on, and the last known figures."""

    weeks: tuple[WeekFigures, ...] = ()
    returned: float = PRIOR_RETURN
    unanswered: float = 0.5
    hours: float = 24.0

    def with_week(self, figures: WeekFigures, parameters: Parameters) -> "Recent":
        """Return the weeks with one more, and those that are no longer looked at dropped."""
        weeks = (*self.weeks[-(WINDOW - 1) :], figures)
        first = sum(week.first_posts for week in weeks)
        returned = (sum(week.returned for week in weeks) + FEW * PRIOR_RETURN) / (first + FEW)
        lately = [week.exchanges for week in weeks[-RECENT_WEEKS:]]
        topics = sum(len(talk.starters) for talk in lately)
        answered = sum(len(talk.waits) for talk in lately)
        return Recent(
            weeks,
            returned,
            1.0 - answered / topics if topics else self.unanswered,
            _median_hours(lately, parameters) if answered else (WEEK_HOURS if topics else self.hours),
        )


def read(community: Community, recent: Recent) -> Reading:
    """Return the figures of the week that ``recent`` ends with, ``community`` being what it led to."""
    climate, week, present = community.climate, recent.weeks[-1], community.present
    members = max(1, community.members)
    run = (community.standing >= LEADER).nonzero()[0]
    team = int(np.count_nonzero(community.standing[run] == TEAM))
    ranked = authors(community.posts)
    return Reading(
        week=community.week,
        active=float(community.active),
        newcomers_return=recent.returned,
        unanswered=recent.unanswered,
        answer_hours=recent.hours,
        belonging=float(np.dot(community.belonging, present) / members),
        say=climate.say,
        friction=climate.friction,
        reliability=climate.reliability,
        load=sum(community.load[run].tolist()) / len(run) if len(run) else 1.0,
        concentration=max(0.0, gini(ranked)),
        top_tenth=top_tenth(ranked),
        members=community.members,
        team=team,
        leaders=len(run) - team,
        arrivals=week.arrivals,
        departures=week.departures,
        topics=len(week.exchanges.starters),
        posts=week.exchanges.posts,
        newcomers=sum(each.first_posts for each in recent.weeks),
        visitors=week.visitors,
        authors=len(ranked),
        posted_once=posted_once(ranked),
        tension=climate.tension,
        trust=float(np.dot(community.trust, present) / members),
        rules=climate.rules,
        knowledge=climate.knowledge,
        first_posts=week.first_posts,
        first_answered=week.first_answered,
        returned=week.returned,
        returned_answered=week.returned_answered,
    )


def _median_hours(lately: list[Exchanges], parameters: Parameters) -> float:
    waits = np.sort(np.concatenate([talk.waits for talk in lately]))
    middle = len(waits) // 2
    upper = hours(float(waits[middle]), parameters)
    return upper if len(waits) % 2 else (upper + hours(float(waits[middle - 1]), parameters)) / 2
