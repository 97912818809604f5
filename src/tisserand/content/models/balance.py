"""A balance: a community to run for two years by dosing preferences and orientations, and the events it may meet."""

from enum import StrEnum
from typing import Annotated, Any, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from tisserand.content.models.base import Exercise, ExerciseKind, Frozen, LocalizedText, Role, Slug
from tisserand.content.models.scenario import Guard, Name

WHOLE = 100
"""What the parts of a dosage sum to."""

Part = Annotated[int, Field(ge=0, le=WHOLE)]
Level = Annotated[int, Field(ge=0, le=100)]
"""A state of a community, in points out of 100."""


class GovernancePreference(StrEnum):
    """What those who run a community turn to first: the platform, the services, or the power to act."""

    TECHNICAL = "technical"
    ORGANISATIONAL = "organisational"
    POLITICAL = "political"


class Orientation(StrEnum):
    """What a community is for."""

    LEGAL_WATCH = "legal_watch"
    PRACTICE_EXCHANGE = "practice_exchange"
    MUTUAL_AID = "mutual_aid"
    TRAINING_EXTENSION = "training_extension"
    KNOWLEDGE_BUILDING = "knowledge_building"


class _Parts(Frozen):
    """Parts that sum to 100."""

    @model_validator(mode="after")
    def _sum_to_the_whole(self) -> Self:
        total = sum(self.as_dict().values())
        if total != WHOLE:
            raise PydanticCustomError("not_a_whole", "the parts sum to {total}, not to 100", {"total": total})
        return self

    def as_dict(self) -> dict[str, int]:
        """Return the parts by name."""
        return {name: getattr(self, name) for name in type(self).model_fields}


class PreferenceParts(_Parts):
    """How much of each governance preference."""

    technical: Part
    organisational: Part
    political: Part


class OrientationParts(_Parts):
    """How much of each orientation."""

    legal_watch: Part
    practice_exchange: Part
    mutual_aid: Part
    training_extension: Part
    knowledge_building: Part


class Gauge(StrEnum):
    """What an action or an event moves.

    The first ones are states, moved by points out of 100. ``team`` is moved by persons. The last four are flows, moved
    by per cent while the effect lasts.
    """

    BELONGING = "belonging"
    TRUST = "trust"
    LOAD = "load"
    SAY = "say"
    FRICTION = "friction"
    RELIABILITY = "reliability"
    TENSION = "tension"
    RULES = "rules"
    KNOWLEDGE = "knowledge"
    TEAM = "team"
    ARRIVALS = "arrivals"
    VISITS = "visits"
    REPLIES = "replies"
    WELCOME = "welcome"


FLOWS = frozenset({Gauge.ARRIVALS, Gauge.VISITS, Gauge.REPLIES, Gauge.WELCOME})
"""The gauges that move only while an effect lasts."""


class Shift(Frozen):
    """One effect of an action or of an event.

    Attributes:
        by: points for a state, persons for the team, per cent for a flow.
        weeks: how long it acts: a state moves by ``by`` in all, spread over these weeks; a flow is ``by`` per cent
            higher or lower all this time.
        after: weeks before it begins.
    """

    gauge: Gauge
    by: int = Field(ge=-100, le=400)
    weeks: int = Field(default=1, ge=1, le=52)
    after: int = Field(default=0, ge=0, le=52)


class CardChoice(Frozen):
    """One way to answer an event.

    Attributes:
        text: what one does.
        consequence: what follows, told in the debrief of the quarter.
    """

    id: Slug
    text: LocalizedText
    shifts: tuple[Shift, ...] = ()
    consequence: LocalizedText


class BalanceCard(Frozen):
    """Something that happens, because of the state of the community or of what was neglected.

    Attributes:
        when: the readings in which it may be drawn (see ``tisserand.domain.balance.cards``).
        weight: how often it is drawn, compared with the other cards that may be.
        once: whether it comes at most once in a game.
        shifts: what it does whatever is chosen.
    """

    id: Slug
    title: LocalizedText
    text: LocalizedText
    when: Guard | None = None
    weight: int = Field(default=10, ge=1, le=100)
    once: bool = True
    shifts: tuple[Shift, ...] = ()
    choices: tuple[CardChoice, ...] = Field(min_length=2, max_length=3)


class BalanceDeck(Frozen):
    """``exercises/balance_cards.yaml``: the events that may happen in any community."""

    version: int = Field(default=1, ge=1)
    cards: tuple[BalanceCard, ...] = ()


class Cohorts(Frozen):
    """Groups that arrive together at the end of a training session: every so many weeks, so many people."""

    every_weeks: int = Field(ge=2, le=52)
    size: int = Field(ge=1, le=10_000)


class Founders(Frozen):
    """People of the team who are about to go.

    Attributes:
        count: how many of the team they are.
        from_week: when they begin to leave.
        halving_weeks: after how many weeks half of them have left, on average.
    """

    count: int = Field(ge=1, le=50)
    from_week: int = Field(default=0, ge=0, le=104)
    halving_weeks: int = Field(default=20, ge=1, le=104)


class CommunityStart(Frozen):
    """The community as it is found. Sizes in persons, states in points out of 100, means over members.

    Attributes:
        members: who has joined already.
        audience: everybody who could ever join, members included.
        regulars: members who already post from time to time.
        team: those who run it, among the regulars.
        arrivals: newcomers a week, before any word of mouth.
        need: how much members need what a community of this kind can bring.
        skill: how able they are to answer one another.
        autonomy: how far members organise themselves without being offered services.
        awkwardness: the friction of the platform when nobody looks after it; ``friction`` is today's.
        expects_say: how much it matters to members to have a say.
        quarrels: how much there is to fall out about: 0 a peaceful subject, 100 two camps.
        posts: posts a week, lately.
        rules, knowledge: how clear the rules are; how much has been written down for reuse.
    """

    members: int = Field(ge=5, le=1_000_000)
    audience: int = Field(ge=5, le=2_000_000)
    regulars: int = Field(ge=1)
    team: int = Field(ge=1, le=50)
    arrivals: float = Field(ge=0, le=10_000)
    posts: float = Field(ge=0)
    need: Level = 50
    skill: Level = 50
    autonomy: Level = 40
    belonging: Level = 40
    trust: Level = 50
    load: Level = 40
    say: Level = 35
    friction: Level = 40
    awkwardness: Level = 60
    reliability: Level = 50
    tension: Level = 10
    rules: Level = 20
    knowledge: Level = 10
    expects_say: Level = 50
    quarrels: Level = 20
    cohorts: Cohorts | None = None
    founders: Founders | None = None

    @model_validator(mode="after")
    def _fits(self) -> Self:
        sizes: dict[str, Any] = {"team": self.team, "regulars": self.regulars, "members": self.members}
        if not self.team <= self.regulars <= self.members <= self.audience:
            raise PydanticCustomError(
                "sizes_out_of_order",
                "team <= regulars <= members <= audience does not hold",
                {**sizes, "audience": self.audience},
            )
        if self.founders is not None and self.founders.count > self.team:
            raise PydanticCustomError("too_many_founders", "more founders than people in the team", sizes)
        return self


class Aim(Frozen):
    """What matters for this community at the end: one indicator, at least or at most so much.

    Attributes:
        indicator: its name, as in ``tisserand.domain.balance.indicators``.
        text: why it matters here.
    """

    indicator: Name
    at_least: float | None = None
    at_most: float | None = None
    text: LocalizedText

    @model_validator(mode="after")
    def _one_bound(self) -> Self:
        if (self.at_least is None) == (self.at_most is None):
            raise PydanticCustomError("one_bound", "an aim has either at_least or at_most", {})
        return self


class Balance(Exercise):
    """The profile of a community, to be balanced quarter after quarter.

    Attributes:
        you_are: who the learner is in it.
        situation: what one sees on arriving, Markdown; it tells the needs without giving their figures.
        evidence_note: what the simulation rests on and what it does not claim.
        is_ordinary: whether the published ranges (concentration of posts, share of members who post …) apply to it.
        start: the community as it is found.
        preferences, orientations: the dosage of the team that was there before.
        needs: what members came for; the nearer the dosage of orientations, the more useful the community.
        parameters: overrides of parameters of the model, each within its range.
        aims: what matters for this community; each is judged apart.
        questions: to think about, after the end.
    """

    kind: Literal[ExerciseKind.BALANCE]
    role: Role = Role.COORDINATOR
    duration_min: int = Field(ge=1)
    you_are: LocalizedText
    situation: LocalizedText
    evidence_note: LocalizedText
    is_ordinary: bool = True
    start: CommunityStart
    preferences: PreferenceParts
    orientations: OrientationParts
    needs: OrientationParts
    parameters: dict[Name, float] = Field(default_factory=dict)
    aims: tuple[Aim, ...] = Field(min_length=1, max_length=4)
    questions: tuple[LocalizedText, ...] = Field(min_length=3, max_length=3)
