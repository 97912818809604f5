"""A room at once: people who join at the same moment, then answer once a second."""

import asyncio
import random
import statistics
from dataclasses import asdict, dataclass, field
from time import perf_counter
from typing import Any, Self

from simulated_person import Arrival, SimulatedPerson

_PERIOD_S = 1.0
_ANSWER_WITHIN_S = 20.0
_LONGEST_WORD = 60


@dataclass
class Joined:
    """How a crowd came in, in seconds after the moment when all asked for the page.

    Attributes:
        people: how many asked.
        live: until each had a live page, sorted.
        html: until each had the complete page, sorted.
        problems: what went wrong, a line each.
    """

    people: int
    live: list[float] = field(default_factory=list)
    html: list[float] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, Any]:
        """Return what is printed and recorded."""
        median, last = (statistics.median(self.live), self.live[-1]) if self.live else (None, None)
        return {
            "people": self.people,
            "median_live": median,
            "last_live": last,
            "html_last": max(self.html, default=None),
            "problems": self.problems,
        }


@dataclass
class Answered:
    """A minute of answers.

    Attributes:
        latencies: seconds from sending an answer to its confirmation, sorted.
        errors: what went wrong, a line each.
    """

    latencies: list[float]
    errors: list[str]

    def figures(self) -> dict[str, Any]:
        """Return what is printed and recorded."""
        cuts = statistics.quantiles(self.latencies, n=100) if len(self.latencies) > 1 else []
        return {"answers": len(self.latencies), "errors": len(self.errors), "kinds_of_errors": sorted(set(self.errors)),
                "median": cuts[49] if cuts else None, "p95": cuts[94] if cuts else None,
                "worst": self.latencies[-1] if self.latencies else None}  # fmt: skip


class Crowd:
    """People on one lesson of one server. Use it as an asynchronous context manager: they leave at its end."""

    def __init__(self, base: str, path: str, count: int) -> None:
        self.people = [SimulatedPerson(base, path) for _ in range(count)]

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await asyncio.gather(*(person.disconnect() for person in self.people), return_exceptions=True)

    async def join(self) -> Joined:
        """Have everybody open the page at the same moment."""
        found = await asyncio.gather(*(person.arrive() for person in self.people), return_exceptions=True)
        arrivals = [one for one in found if isinstance(one, Arrival)]
        problems = [f"{type(one).__name__}: {one}" for one in found if isinstance(one, BaseException)]
        whole = max((len(person.states) for person in self.people), default=0)
        less = [len(person.states) for person in self.people if 0 < len(person.states) < whole]
        problems += [f"a page with {count} widgets instead of {whole}" for count in less]
        live, html = (sorted(asdict(one)[name] for one in arrivals) for name in ("live", "html"))
        return Joined(len(self.people), live, html, problems)

    async def answer_for(self, seconds: float) -> Answered:
        """Have everybody answer once a second, each at a moment of their own, one question after another."""
        latencies: list[float] = []
        errors: list[str] = []

        async def one(person: SimulatedPerson) -> None:
            await asyncio.sleep(random.random() * _PERIOD_S)  # noqa: S311 - nothing secret
            begun, number = perf_counter(), 0
            while perf_counter() - begun < seconds:
                sent = perf_counter()
                try:
                    await person.answer(person.question(number), patience_s=_ANSWER_WITHIN_S)
                except Exception as error:  # noqa: BLE001 - whatever it is, it is counted and named
                    errors.append(f"{type(error).__name__}: {error}"[:_LONGEST_WORD])
                else:
                    latencies.append(perf_counter() - sent)
                number += 1
                await asyncio.sleep(max(0.0, begun + number * _PERIOD_S - perf_counter()))

        await asyncio.gather(*(one(person) for person in self.people))
        return Answered(sorted(latencies), errors)
