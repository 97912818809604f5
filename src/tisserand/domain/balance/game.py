"""The game of balance: two years, quarter by quarter. A game is a value; deciding makes the next one.

It is wholly determined by the profile, the deck, the seed and the decisions: :func:`replay` makes it again.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from tisserand.content.models.balance import Balance, BalanceCard, BalanceDeck, Gauge, Shift
from tisserand.domain.balance.actions import ACTIONS, MOST, shifts_of
from tisserand.domain.balance.cards import draw, eligible, numbers
from tisserand.domain.balance.community import Community, Slots, found
from tisserand.domain.balance.dice import card_rng, weeks_rng
from tisserand.domain.balance.dosage import Orientations, Preferences
from tisserand.domain.balance.indicators import Reading, Recent, read
from tisserand.domain.balance.levers import Mix, conditions_of
from tisserand.domain.balance.parameters import Parameters
from tisserand.domain.balance.quarters import QUARTERS, WEEKS
from tisserand.domain.balance.setting import Setting
from tisserand.domain.balance.shifts import Running, begin, in_week, not_over
from tisserand.domain.balance.team import crew_of
from tisserand.domain.balance.week import next_week
from tisserand.errors import DecisionError

WORN_QUARTERS = 2
"""An action repeated within so many quarters brings half as much."""

WEARY = 0.75
"""So does any action of a team that does less than this share of what running the place takes."""

CHANGE_WEEKS = 6
"""Weeks over which a change of dosage weighs on those who run the place."""


@dataclass(frozen=True)
class Decision:
    """What is decided for a quarter.

    Attributes:
        actions: ids of at most two actions, different; none is waiting.
        card_choice: id of the choice made on the pending card, if there is one.
    """

    preferences: Preferences
    orientations: Orientations
    actions: tuple[str, ...] = ()
    card_choice: str | None = None


@dataclass(frozen=True, eq=False)
class Quarter:
    """A quarter that was lived.

    Attributes:
        number: from 1; 0 is the quarter before one arrived.
        card: the event that one had to answer.
        readings: those of its weeks.
        repliers, replied_to: the two members of each reply of the quarter.
    """

    number: int
    decision: Decision
    card: BalanceCard | None
    readings: tuple[Reading, ...]
    repliers: Slots
    replied_to: Slots


@dataclass(frozen=True, eq=False)
class Game:
    """Where somebody is in a game.

    Attributes:
        before: the quarter before one arrived, under the dosage of the team that was there.
        quarters: those decided so far.
        card: the event to answer with the next decision, if any.
        community, mix, running, recent: where the simulation stands.
        previous: the game before its last decision.
    """

    profile: Balance
    deck: BalanceDeck
    seed: int
    parameters: Parameters
    community: Community
    mix: Mix
    recent: Recent
    before: Quarter
    running: tuple[Running, ...] = ()
    quarters: tuple[Quarter, ...] = ()
    card: BalanceCard | None = None
    previous: "Game | None" = None

    @property
    def is_over(self) -> bool:
        """Whether the two years have passed."""
        return len(self.quarters) == QUARTERS

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """The decisions made, in order: what :func:`replay` takes."""
        return tuple(quarter.decision for quarter in self.quarters)

    @property
    def cards(self) -> tuple[BalanceCard | None, ...]:
        """The event of each quarter decided."""
        return tuple(quarter.card for quarter in self.quarters)

    @property
    def readings(self) -> tuple[Reading, ...]:
        """The readings of all the weeks, from the quarter before (weeks -12 to 0) on."""
        return tuple(reading for quarter in (self.before, *self.quarters) for reading in quarter.readings)

    @property
    def last(self) -> Quarter:
        """The last quarter lived."""
        return self.quarters[-1] if self.quarters else self.before


def start(profile: Balance, deck: BalanceDeck, seed: int) -> Game:
    """Return a game at its start: the quarter before has been lived, nothing has been decided.

    Raises:
        DecisionError: the profile overrides a parameter that does not exist, or out of its range.
    """
    parameters = Parameters().overridden(profile.parameters)
    first = Decision(Preferences.of(profile.preferences), Orientations.of(profile.orientations))
    mix = Mix.of(first.preferences, first.orientations)
    community = found(profile.start, parameters, seed)._replace(week=-WEEKS)
    empty = Quarter(0, first, None, (), np.zeros(0, dtype=np.intp), np.zeros(0, dtype=np.intp))
    game = Game(profile, deck, seed, parameters, community, mix, Recent(), empty)
    lived, quarter = _lived(game, first, None, ())
    return replace(lived, before=quarter)


def decide(game: Game, decision: Decision) -> Game:
    """Return the game a quarter later, with the event that comes then, if any.

    Raises:
        DecisionError: the game is over, an action is unknown, repeated or one too many, or the choice on the card is
            missing, unknown or uncalled-for.
    """
    after = decide_under(game, decision, game.card)
    if after.is_over:
        return after
    seen = numbers(after.last.readings[-1], (after.before.decision, *after.decisions))
    drawn = [card.id for card in after.cards if card is not None]
    card = draw(eligible(after.deck, seen, drawn), card_rng(after.seed, len(after.quarters)))
    return replace(after, card=card)


def decide_under(game: Game, decision: Decision, card: BalanceCard | None) -> Game:
    """Return the game a quarter later under a given event, without drawing the next one: for comparisons.

    Raises:
        DecisionError: as :func:`decide`.
    """
    _refuse_what_cannot_be(game, decision, card)
    political = decision.preferences.shares[2]
    lately = {action for quarter in game.quarters[-WORN_QUARTERS:] for action in quarter.decision.actions}
    is_weary = crew_of(game.community).kept < WEARY
    shifts = [
        shift
        for action in decision.actions
        for shift in shifts_of(ACTIONS[action], political, by_halves=is_weary or action in lately)
    ]
    if card is not None:
        chosen = next(choice for choice in card.choices if choice.id == decision.card_choice)
        shifts += [*card.shifts, *chosen.shifts]
    shifts += _cost_of_change(game, decision)
    after, quarter = _lived(game, decision, card, shifts)
    return replace(after, quarters=(*game.quarters, quarter), card=None, previous=game)


def replay(
    profile: Balance,
    deck: BalanceDeck,
    seed: int,
    decisions: Iterable[Decision],
    cards: Sequence[BalanceCard | None] | None = None,
) -> Game:
    """Return the game that these decisions make from the start.

    With ``cards``, these are the events of the quarters; without, those that the seed draws.

    Raises:
        DecisionError: as :func:`decide`.
    """
    game = start(profile, deck, seed)
    for number, decision in enumerate(decisions):
        game = decide(game, decision) if cards is None else decide_under(game, decision, cards[number])
    return game


def _refuse_what_cannot_be(game: Game, decision: Decision, card: BalanceCard | None) -> None:
    if game.is_over:
        raise DecisionError("game_over", quarters=QUARTERS)
    if len(decision.actions) > MOST:
        raise DecisionError("actions_too_many", found=len(decision.actions), most=MOST)
    for action in decision.actions:
        if action not in ACTIONS:
            raise DecisionError("action_unknown", action=action, known=", ".join(ACTIONS))
    if len(set(decision.actions)) != len(decision.actions):
        raise DecisionError("action_twice", action=decision.actions[0])
    if card is None:
        if decision.card_choice is not None:
            raise DecisionError("card_choice_without_card", choice=decision.card_choice)
        return
    choices = [choice.id for choice in card.choices]
    if decision.card_choice not in choices:
        known = ", ".join(choices)
        raise DecisionError("card_choice_unknown", choice=decision.card_choice or "-", card=card.id, known=known)


def _cost_of_change(game: Game, decision: Decision) -> list[Shift]:
    """Return what a change of dosage costs: people have to learn again who decides, and what the place is for."""
    last = game.last.decision
    moved = decision.preferences.distance(last.preferences) + decision.orientations.distance(last.orientations)
    points = round(moved * game.parameters.change_load)
    return [Shift(gauge=Gauge.LOAD, by=points, weeks=CHANGE_WEEKS)] if points else []


def _lived(game: Game, decision: Decision, card: BalanceCard | None, shifts: Sequence[Shift]) -> tuple[Game, Quarter]:
    """Return the game after thirteen weeks, and these weeks."""
    actions = [ACTIONS[action] for action in decision.actions]
    duty, asks = sum(action.duty for action in actions), sum(action.asks for action in actions) / WEEKS
    number = 0 if game.community.week < 0 else len(game.quarters) + 1
    rng = weeks_rng(game.seed, number)
    goal = Mix.of(decision.preferences, decision.orientations)
    community, mix, recent = game.community, game.mix, game.recent
    running = (*game.running, *begin(shifts, community.week))
    readings, repliers, replied_to = [], [], []
    conditions = conditions_of(mix, game.profile)
    for _ in range(WEEKS):
        if mix != goal:
            mix = mix.towards(goal, game.parameters.change_pace)
            conditions = conditions_of(mix, game.profile)
        changes = in_week(running, community.week)
        setting = Setting(game.profile, game.parameters, conditions, changes, duty, asks)
        community, figures = next_week(community, setting, rng)
        recent = recent.with_week(figures, game.parameters)
        readings.append(read(community, recent))
        repliers.append(figures.exchanges.repliers)
        replied_to.append(figures.exchanges.replied_to)
    quarter = Quarter(number, decision, card, tuple(readings), np.concatenate(repliers), np.concatenate(replied_to))
    running = not_over(running, community.week)
    return replace(game, community=community, mix=mix, recent=recent, running=running), quarter
