"""What somebody expects before a game, and how far that was from what came."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from tisserand.content.models.balance import Balance
from tisserand.domain.balance.indicators import INDICATORS
from tisserand.domain.balance.outcome import IndicatorOutcome, Verdict

ALWAYS = "active"
"""The indicator that is always asked about."""


@dataclass(frozen=True)
class PredictionOutcome:
    """One indicator: what was expected of it, and what became of it."""

    expected: Verdict
    outcome: IndicatorOutcome

    @property
    def is_right(self) -> bool:
        """Whether it came as expected."""
        return self.expected == self.outcome.verdict


def asked(profile: Balance) -> tuple[str, ...]:
    """Return the indicators to predict: how many are active, then those of the profile's aims."""
    aims = (aim.indicator for aim in profile.aims if aim.indicator in INDICATORS)
    return tuple(dict.fromkeys((ALWAYS, *aims)))


def understood(indicators: object) -> dict[str, Verdict]:
    """Return the verdicts of a recorded prediction that this version knows."""
    if not isinstance(indicators, Mapping):
        return {}
    verdicts = set(Verdict)
    return {
        name: Verdict(said)
        for name, said in indicators.items()
        if name in INDICATORS and isinstance(said, str) and said in verdicts
    }


def compare(prediction: Mapping[str, Verdict], found: Iterable[IndicatorOutcome]) -> tuple[PredictionOutcome, ...]:
    """Return what was expected beside what came, in the order of the outcomes."""
    return tuple(PredictionOutcome(prediction[one.indicator], one) for one in found if one.indicator in prediction)
