"""Records of somebody who plays the small balance."""

from balance_table import EVEN, SPREAD, deck, profile

from tisserand.domain.balance.dosage import Orientations, Preferences
from tisserand.domain.balance.game import Decision
from tisserand.domain.balance.replays import Table, played
from tisserand.domain.events import GameBegun, QuarterDecided

PROFILE, DECK = profile(), deck()
TABLE = Table.of(PROFILE, DECK)
SEED = 7
BEGUN = GameBegun(SEED)


def decided(quarter, before=(), *, seed=SEED, actions=()):
    """Return the event of a quarter, with an answer if an event is pending after the decisions ``before``."""
    pending = played(TABLE, seed, before).card
    return QuarterDecided(quarter, EVEN, SPREAD, list(actions), "yes" if pending else None)


def decision(event):
    """Return what an event of :func:`decided` decides."""
    return Decision(
        Preferences(event.preferences), Orientations(event.orientations), tuple(event.actions), event.card_choice
    )


def quarters(count, seed=SEED, actions=()):
    """Return the events of the first quarters of a game."""
    events, before = [], ()
    for quarter in range(1, count + 1):
        events.append(decided(quarter, before, seed=seed, actions=actions))
        before = (*before, decision(events[-1]))
    return events
