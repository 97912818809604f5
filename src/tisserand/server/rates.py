"""How often something may be done: a bucket of tokens for each person, address or connection."""

from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
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


REQUESTS = Rate(burst=400, per_second=20)
"""Requests of one person, or of everybody without a cookie at one address: a room of a hundred may share one."""

PAGES = Rate(burst=30, per_second=0.5)
"""Lessons opened by one person: each takes a kernel."""

SOCKETS = Rate(burst=40, per_second=0.5)
"""Websockets opened by one person: a page on a bad network tries every few seconds."""

MESSAGES = Rate(burst=200, per_second=40)
"""Messages to one kernel: dragging a slider sends some twenty a second. A large one counts for several."""

RECORDS = Rate(burst=200, per_second=5)
"""What one person has kept: nobody answers five questions a second for long."""

FORMS = Rate(burst=60, per_second=1)
"""Steps of the plan changed and questions answered again by one person, on the pages around the lessons."""

CODES = Rate(burst=10, per_second=1 / 60)
"""Wrong resume codes from one address: of 2^40 possible ones."""

ROOM_CODES = Rate(burst=60, per_second=0.5)
"""Wrong codes of rooms from one address, which a whole room may share: of 2^30 possible ones, and see ``EVERYBODY``."""

PASSWORDS = Rate(burst=5, per_second=1 / 60)
"""Wrong trainer's passwords from one address."""

EVERYBODY = Rate(burst=200, per_second=1)
"""Wrong codes, or wrong passwords, from everywhere."""

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

    def take(self, key: str, cost: float = 1) -> bool:
        """Return whether ``key`` may do it now, and count it if so.

        Args:
            key: who or what.
            cost: for how many it counts.
        """
        level = self._level(key)
        if level < cost:
            return False
        self._keep(key, level - cost)
        return True

    def give_back(self, key: str) -> None:
        """Count one less: what was counted before its outcome was known turned out to be allowed without limit."""
        self._keep(key, min(self._rate.burst, self._level(key) + 1))

    def _level(self, key: str) -> float:
        level, at = self._buckets.get(key, (self._rate.burst, self._clock()))
        return min(self._rate.burst, level + (self._clock() - at) * self._rate.per_second)

    def _keep(self, key: str, level: float) -> None:
        self._buckets.pop(key, None)  # kept anew, it becomes the youngest
        self._buckets[key] = (level, self._clock())
        while len(self._buckets) > _MOST_KEYS:
            del self._buckets[next(iter(self._buckets))]


class Tries:
    """Wrong guesses of something secret: of one address, and of all together."""

    def __init__(self, rate: Rate, clock: Callable[[], float] = monotonic) -> None:
        """Start with none.

        Args:
            rate: what one address is allowed.
            clock: seconds that only grow.
        """
        self._by_address = Limiter(rate, clock)
        self._all = Limiter(EVERYBODY, clock)

    def take(self, address: str) -> bool:
        """Return whether one more guess may be looked at, and count it: before the wait, so that none slips through."""
        return self._by_address.take(address) and self._all.take("")

    def was_right(self, address: str) -> None:
        """Count the guess no more: a whole room behind one address may type its own codes."""
        self._by_address.give_back(address)
        self._all.give_back("")


def network_of(address: str | None) -> str:
    """Return what one household or company has of addresses: with IPv6, a single machine has 2^64 of them."""
    try:
        found = ip_address((address or "").partition("%")[0])
    except ValueError:
        return address or ""
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or IPv6Address(int(found) >> 64 << 64))
    return str(found)
