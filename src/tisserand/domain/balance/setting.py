"""What a week meets, and what members did in it: the values that the parts of the weekly step hand to one another."""

from collections.abc import Mapping
from typing import NamedTuple

from tisserand.content.models.balance import Balance, CommunityStart, Gauge
from tisserand.domain.balance.community import Counts, Flags, Slots
from tisserand.domain.balance.levers import Conditions
from tisserand.domain.balance.parameters import Parameters


class Setting(NamedTuple):
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


class Crew(NamedTuple):
    """Those who run the place.

    Attributes:
        team, leaders: with a mandate, and without.
        highest: the highest load among them.
        hands: how many people's work they are.
        kept: how much of what running the place takes is really done, 0.4 to 1.
    """

    team: Slots
    leaders: Slots
    highest: float
    hands: float
    kept: float


class Deeds(NamedTuple):
    """What the members did in a week.

    Attributes:
        visitors: who came: nobody else posts.
        asking: where in ``visitors`` those are who started a topic.
        answered: whether each of these topics got an answer.
        given: replies that each of the visitors wrote.
        posts: posts of everybody.
        n_posts, hostile: posts of all together, hostile ones among them.
    """

    visitors: Slots
    starters: Slots
    answered: Flags
    given: Counts
    posts: Counts
    n_posts: int
    hostile: int
