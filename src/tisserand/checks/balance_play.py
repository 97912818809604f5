"""BA007 to BA015: what playing a profile shows, many times over, without events or actions."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from tisserand.checks.bank import Document
from tisserand.checks.diagnostic import Diagnostic, Phrase
from tisserand.checks.kept_findings import kept_or_played
from tisserand.content.models.balance import Balance
from tisserand.content.yaml_source import Location
from tisserand.domain.balance.indicators import INDICATORS
from tisserand.domain.balance.verify import MOST, Finding, verify_profile

SEEDS = MOST
"""How many times each mix is played at most: as often only where something seems wrong; else less than a second."""

EASY, LARGEST = 2000, 20_000
"""Audience up to which that holds; a larger one is played fewer times, and above the second not at all."""

_KEPT = 64

_CODES: Mapping[str, tuple[str, Location]] = {
    "range": ("BA007", ("start",)),
    "no_take_off": ("BA008", ("start",)),
    "no_fading": ("BA009", ("start",)),
    "corner_best": ("BA010", ("start",)),
    "no_lever": ("BA011", ("needs",)),
    "aims_always": ("BA012", ("aims",)),
    "aim_never": ("BA013", ("aims",)),
    "flips": ("BA014", ("start",)),
}
"""The rule of each finding, and where it is told."""


def play(document: Document[Balance], profile: Balance) -> Iterator[Diagnostic]:
    """Yield what a profile fails to show."""
    audience = profile.start.audience
    if audience > LARGEST:
        yield document.at("BA015", ("start", "audience"), audience=audience, largest=LARGEST)
        return
    for finding in _findings(profile.model_dump_json(), max(1, SEEDS * EASY // max(EASY, audience))):
        if finding.code in _CODES:
            code, at = _CODES[finding.code]
            yield document.at(code, _place(profile, finding, at), **_values(finding.values))


@lru_cache(maxsize=_KEPT)
def _findings(profile: str, seeds: int) -> tuple[Finding, ...]:
    """Return the findings about a profile written as JSON: seconds the first time, nothing when it has not changed."""
    return kept_or_played(profile, seeds, lambda: verify_profile(Balance.model_validate_json(profile), seeds))


def _place(profile: Balance, finding: Finding, at: Location) -> Location:
    if finding.code != "aim_never":
        return at
    names = [aim.indicator for aim in profile.aims]
    return ("aims", names.index(finding.values["indicator"]))


def _values(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values with what readers know by a name told by that name."""
    told = dict(values)
    if (name := told.get("indicator")) is not None:
        told["indicator"] = Phrase(f"balance.indicator.{name}" if name in INDICATORS else f"checks.figure.{name}")
    if "preference" in told:
        told["preference"] = Phrase(f"balance.preference.{told['preference']}")
    return told
