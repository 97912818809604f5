"""The time of a game: eight quarters of thirteen weeks, and how many of them were decided.

Apart from the game, so that progress needs no simulation (nor numpy).
"""

from collections.abc import Iterable

from tisserand.domain.distinct import distinct
from tisserand.domain.events import ExerciseRestarted, GameBegun, QuarterDecided, Record

QUARTERS = 8
WEEKS = 13
"""Weeks in a quarter."""


def quarters_decided(records: Iterable[Record]) -> int:
    """Return how many quarters the furthest attempt has, without playing any of it again.

    What was once decided stays decided, whatever became of the profile since.
    """
    furthest, quarters, is_begun = 0, 0, False
    for record in distinct(records):
        event = record.event
        if isinstance(event, ExerciseRestarted):
            quarters, is_begun = 0, False
        elif isinstance(event, GameBegun):
            is_begun = True
        elif isinstance(event, QuarterDecided) and is_begun and event.quarter == quarters + 1 <= QUARTERS:
            quarters += 1
            furthest = max(furthest, quarters)
    return furthest
