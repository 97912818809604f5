"""How often something may be done: a bucket of tokens for each person, address or connection."""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic


@dataclass(frozen=True)
class Rate:
    """So many at once, then so many a second.

    Attributes:
        burst: how many may come at once after a calm while.
        per_second: how many a second the allowance grows back by.
    """

    burst: float
    per_second: float


PAGES = Rate(burst=30, per_second=0.5)
"""Lessons opened by one person: each starts a kernel."""

MESSAGES = Rate(burst=200, per_second=40)
"""Messages of one page to its kernel: dragging a slider sends some twenty a second."""

CODES = Rate(burst=10, per_second=1 / 60)
"""Wrong resume codes from one address: of 2^40 possible ones."""

ALL_CODES = Rate(burst=200, per_second=1)
"""Wrong resume codes from everywhere."""

PASSWORDS = Rate(burst=5, per_second=1 / 60)
"""Wrong trainer's passwords from one address."""

_MOST_KEYS = 10_000


class Limiter:
    """Counts what each key does, in memory. The oldest keys are forgotten when there are too many of them."""

    def __init__(self, rate: Rate, clock: Callable[[], float] = monotonic) -> None:
        """Start with a full bucket for everyone.

        Args:
            rate: what is allowed.
            clock: seconds that only grow.
        """
        self._rate = rate
        self._clock = clock
        self._buckets: dict[str, tuple[float, float]] = {}

    def allows(self, key: str) -> bool:
        """Return whether ``key`` may do it once now. Nothing is counted."""
        return self._level(key) >= 1

    def count(self, key: str) -> None:
        """Count that ``key`` did it once."""
        level = self._level(key)
        self._buckets.pop(key, None)  # counted anew, it becomes the youngest
        self._buckets[key] = (level - 1, self._clock())
        while len(self._buckets) > _MOST_KEYS:
            del self._buckets[next(iter(self._buckets))]

    def take(self, key: str) -> bool:
        """Return whether ``key`` may do it once now, and count it if so."""
        if not self.allows(key):
            return False
        self.count(key)
        return True

    def _level(self, key: str) -> float:
        level, at = self._buckets.get(key, (self._rate.burst, self._clock()))
        return min(self._rate.burst, level + (self._clock() - at) * self._rate.per_second)
