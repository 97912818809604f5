"""A community that a room or a group balances together: each quarter is put to the vote (decision 0018).

People do not vote on figures but on where to go: stay, or ten points more of one part, taken from the others in
proportion. The question about an event is named after it, so that a decision about another one does not fit.
"""

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

from tisserand.content.models.balance import WHOLE, BalanceCard
from tisserand.domain.balance.actions import ACTIONS, MOST
from tisserand.domain.balance.dosage import Dosage, Orientations, Preferences
from tisserand.domain.balance.game import Decision as Decided
from tisserand.domain.balance.game import Game, decide, start
from tisserand.domain.balance.quarters import QUARTERS
from tisserand.domain.balance.replays import Table
from tisserand.domain.rooms.votes import Ballot, Decision, Option, Question
from tisserand.errors import DecisionError

D = TypeVar("D", bound=Dosage)

STAY, WAIT = "stay", "wait"
"""Leaving a dosage as it is; doing nothing."""

POINTS = 10
"""How far one vote moves a dosage."""

PREFERENCES, ORIENTATIONS, ACTS, CARD = "preferences", "orientations", "actions", "card-"
"""The questions of a quarter; the last one is followed by the id of the event."""

_GAMES = 64
"""Games kept whole: the last one of each group, and some. Each holds its members, a tenth of a megabyte for 500."""

_CARDS = 4096


@dataclass(frozen=True)
class SharedBalance:
    """A balance and what the votes have decided.

    Attributes:
        table: the profile and the deck.
        seed: the luck of the game, the same for all groups of a room: only decisions differ.
        decisions: those of the quarters lived.
    """

    table: Table
    seed: int
    decisions: tuple[Decided, ...] = ()

    @property
    def game(self) -> Game:
        """The game that the decisions make; it does not know its former states."""
        return _game(self.table, self.seed, self.decisions)

    @property
    def card(self) -> BalanceCard | None:
        """The event to answer with the next decision, if any."""
        return _card(self.table, self.seed, self.decisions)

    @property
    def quarter(self) -> int:
        """The number of the quarter to decide, from 1."""
        return len(self.decisions) + 1

    @property
    def dosages(self) -> tuple[Preferences, Orientations]:
        """What was decided last, or found on arriving."""
        if self.decisions:
            return self.decisions[-1].preferences, self.decisions[-1].orientations
        return Preferences.of(self.table.profile.preferences), Orientations.of(self.table.profile.orientations)

    @property
    def is_over(self) -> bool:
        """Whether the two years have passed."""
        return len(self.decisions) == QUARTERS

    @property
    def ballot(self) -> Ballot | None:
        """What to vote on for the next quarter: the event if there is one, both dosages, up to two actions."""
        if self.is_over:
            return None
        preferences, orientations = self.dosages
        waiting = (Option(WAIT, "balance.waiting"), *(Option(name, f"balance.action.{name}") for name in ACTIONS))
        return Ballot(
            (
                *((_event(self.card),) if self.card else ()),
                _moves(PREFERENCES, "preference", preferences),
                _moves(ORIENTATIONS, "orientation", orientations),
                Question(ACTS, "rooms_runs.question.actions", waiting, MOST, WAIT),
            )
        )

    def decide(self, decision: Decision) -> "SharedBalance":
        """Return it a quarter later.

        Raises:
            DecisionError: something decided does not exist here, or is missing.
        """
        preferences, orientations = self.dosages
        known = {PREFERENCES, ORIENTATIONS, ACTS, *([f"{CARD}{self.card.id}"] if self.card else [])}
        if unknown := set(decision) - known:
            raise DecisionError("card_choice_without_card", choice=", ".join(sorted(unknown)))
        acts = decision.get(ACTS, ())
        decided = Decided(
            moved(preferences, decision.get(PREFERENCES, STAY)),
            moved(orientations, decision.get(ORIENTATIONS, STAY)),
            tuple(act for act in ((acts,) if isinstance(acts, str) else acts) if act != WAIT),
            _one(decision.get(f"{CARD}{self.card.id}")) if self.card else None,
        )
        after = replace(self, decisions=(*self.decisions, decided))
        _card(after.table, after.seed, after.decisions)  # raises where the game can't take it
        return after


def moved(dosage: D, towards: str | tuple[str, ...]) -> D:
    """Return a dosage with ten points more of one part (fewer where it would pass 100), or as it is.

    Raises:
        DecisionError: there is no such part.
    """
    name = _one(towards) or ""
    if name == STAY:
        return dosage
    return dosage.moved(name, min(WHOLE, dosage.get(name, 0) + POINTS))


def _one(said: str | tuple[str, ...] | None) -> str | None:
    return said if said is None or isinstance(said, str) else ", ".join(said)


def _event(card: BalanceCard) -> Question:
    return Question(
        f"{CARD}{card.id}", "rooms_runs.question.card", tuple(Option(one.id, one.text) for one in card.choices)
    )


def _moves(question: str, kind: str, dosage: Dosage) -> Question:
    parts = (Option(str(name), f"balance.{kind}.{name}") for name in dosage if dosage[name] < WHOLE)
    options = (Option(STAY, "rooms_runs.stay"), *parts)
    return Question(question, f"rooms_runs.question.{question}", options, unsaid=STAY, hint="rooms_runs.move")


@lru_cache(maxsize=_CARDS)
def _card(table: Table, seed: int, decisions: tuple[Decided, ...]) -> BalanceCard | None:
    return _game(table, seed, decisions).card


@lru_cache(maxsize=_GAMES)
def _game(table: Table, seed: int, decisions: tuple[Decided, ...]) -> Game:
    if not decisions:
        return start(table.profile, table.deck, seed)
    # without what came before: a former state is a game of its own, kept or made again
    return replace(decide(_game(table, seed, decisions[:-1]), decisions[-1]), previous=None)
