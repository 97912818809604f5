"""What a week meets, and what members did in it: the values that the parts of the weekly step hand to one another."""

from collections.abc import Mapping
from dataclasses import dataclass

from tisserand.content.models.balance import Balance, CommunityStart, Gauge
from tisserand.domain.balance.community import Counts, Slots
from tisserand.domain.balance.levers import Conditions
from tisserand.domain.balance.parameters import Parameters


@dataclass(frozen=True)
class Setting:
    """What a week meets from outside the members.

    Attributes:
        profile: the community's own traits.
        parameters: those of the run.
        conditions: what the mix of dosages makes.
        changes: what actions and events change this week.
        duty: persons' work that the actions of the quarter take, a week.
        asks: what they ask of members, a week.
    """

    profile: Balance
    parameters: Parameters
    conditions: Conditions
    changes: Mapping[Gauge, float]
    duty: float = 0.0
    asks: float = 0.0

    @property
    def start(self) -> CommunityStart:
        """The community as it was found."""
        return self.profile.start

    def change(self, gauge: Gauge) -> float:
        """Return what actions and events change this week in one gauge."""
        return self.changes.get(gauge, 0.0) if self.changes else 0.0


@dataclass(frozen=True, eq=False)
class Crew:
    """Those who run the place.

    Attributes:
        team, leaders: with a mandate, and without.
        hands: how many people's work they are.
        kept: how much of what running the place takes is really done, 0.4 to 1.
    """

    team: Slots
    leaders: Slots
    hands: float
    kept: float


@dataclass(frozen=True, eq=False)
class Deeds:
    """What the members did in a week.

    Attributes:
        visitors: who came.
        answered, ignored: who started a topic and got an answer, or none.
        given, posts: replies that each wrote, and all their posts.
        n_posts, hostile: posts of all together, hostile ones among them.
    """

    visitors: Slots
    answered: Slots
    ignored: Slots
    given: Counts
    posts: Counts
    n_posts: int
    hostile: int
