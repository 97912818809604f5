"""How it turned out: a word for each indicator, and the aims of the profile one by one. Never one score."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from tisserand.content.models.balance import Aim, Balance
from tisserand.domain.balance.game import Game
from tisserand.domain.balance.indicators import INDICATORS, Indicator, Reading

FEW = 5.0
"""Active members below whom a community has faded, wherever it began."""


class Verdict(StrEnum):
    """What became of an indicator between the quarter before and the last one."""

    TOOK_OFF = "took_off"
    HELD = "held"
    FADED = "faded"


@dataclass(frozen=True)
class IndicatorOutcome:
    """What became of one indicator.

    Attributes:
        before, after: its means over the quarter before, and over the last quarter lived.
    """

    indicator: str
    verdict: Verdict
    before: float
    after: float

    @property
    def sentence(self) -> str:
        """The key of the sentence that says it, in the locale area ``balance``."""
        return f"outcome.{self.indicator}.{self.verdict}"


@dataclass(frozen=True)
class AimOutcome:
    """Whether an aim of the profile is met over the last quarter lived."""

    aim: Aim
    value: float
    is_met: bool


def mean_of(readings: Sequence[Reading], indicator: str) -> float:
    """Return the mean of an indicator over some weeks."""
    return float(sum(getattr(reading, indicator) for reading in readings) / len(readings))


def outcomes(game: Game) -> tuple[IndicatorOutcome, ...]:
    """Return what became of each indicator so far."""
    found = []
    for indicator in INDICATORS.values():
        before, after = (mean_of(quarter.readings, indicator.id) for quarter in (game.before, game.last))
        found.append(IndicatorOutcome(indicator.id, verdict(indicator, before, after), before, after))
    return tuple(found)


def verdict(indicator: Indicator, before: float, after: float) -> Verdict:
    """Return what a change from ``before`` to ``after`` is called."""
    if indicator.id == "active" and after < FEW:
        return Verdict.FADED
    if indicator.unit == "share":
        rose, fell = after - before >= indicator.clear, before - after >= indicator.clear
    else:
        rose, fell = after >= before * indicator.clear, before >= after * indicator.clear
    if rose == fell:
        return Verdict.HELD
    return Verdict.TOOK_OFF if rose == (indicator.better == "high") else Verdict.FADED


def aims_of(profile: Balance, readings: Sequence[Reading]) -> tuple[AimOutcome, ...]:
    """Return the aims of a profile, each judged by itself over some weeks."""
    found = []
    for aim in profile.aims:
        value = mean_of(readings, aim.indicator)
        enough = aim.at_least is None or value >= aim.at_least
        found.append(AimOutcome(aim, value, enough and (aim.at_most is None or value <= aim.at_most)))
    return tuple(found)
