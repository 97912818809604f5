"""Whether a profile shows what an exercise of balance has to show: played many times without events or actions.

Some tens of games, in seconds: the checks call it for any profile that a trainer writes.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from tisserand.content.models.balance import Balance, BalanceDeck, GovernancePreference
from tisserand.domain.balance.calibration import TARGETS, measured
from tisserand.domain.balance.dosage import Orientations, Preferences, whole_parts
from tisserand.domain.balance.game import Decision, Game, decide_under, start
from tisserand.domain.balance.outcome import Verdict, aims_of, mean_of, outcomes
from tisserand.domain.balance.quarters import QUARTERS
from tisserand.errors import DecisionError
from tisserand.i18n import Lang

SEEDS = range(6)
NO_EVENTS = BalanceDeck()
EVEN = Preferences(whole_parts(dict.fromkeys(GovernancePreference, 1)))
SMALL = 2
"""Points of a small change of dosage."""

LEANING = 55
"""Part of the preference that a mix leans on."""

MOST_FLIPS = 0.25
"""Share of games that a small change may turn over."""

LEAST_LEVER, LEAST_AIMS = 1.15, 0.3
"""Between the best and the worst sensible mix: ratio of active members at the end, and difference in aims met."""

TENDING = ("welcome_newcomers", "publish_calendar", "delegate_space", None, "hold_meetup", None, "publish_rules", None)
"""A plan that a careful coordinator could follow: one action a quarter at most."""

SLACK = 0.03
"""How far outside a published range a mean over so few games may lie by chance."""


@dataclass(frozen=True)
class Finding:
    """Something that a profile fails to show.

    Attributes:
        code: ``range``, ``no_take_off``, ``no_fading``, ``corner_best``, ``no_lever``, ``aims_always``, ``aim_never``,
            ``flips`` or ``unreadable``.
        values: what its sentence names.
    """

    code: str
    values: dict[str, Any]

    @property
    def sentence(self) -> str:
        """The key of its sentence, in the locale area ``balance``."""
        return f"finding.{self.code}"


def verify_profile(profile: Balance, seeds: Iterable[int] = SEEDS) -> list[Finding]:
    """Return what a profile fails to show over the games of some seeds; nothing if all is well."""
    seeds = tuple(seeds)
    try:
        return _findings(profile, seeds)
    except DecisionError as error:
        return [Finding("unreadable", {"reason": error.sentence(Lang.FR)})]


def steadily(
    profile: Balance,
    preferences: Preferences,
    orientations: Orientations,
    seed: int,
    plan: Sequence[str | None] = (None,) * QUARTERS,
) -> Game:
    """Return a game under one mix from beginning to end, without events, and without actions but those of ``plan``."""
    game = start(profile, NO_EVENTS, seed)
    for action in plan:
        game = decide_under(game, Decision(preferences, orientations, (action,) if action else ()), None)
    return game


def corner(preference: GovernancePreference) -> Preferences:
    """Return the mix that is all one preference."""
    return Preferences({name: 100 if name == preference else 0 for name in GovernancePreference})


def leaning(preference: GovernancePreference) -> Preferences:
    """Return the mix that leans on one preference without forgetting the others."""
    return EVEN.moved(preference, LEANING)


def _findings(profile: Balance, seeds: Sequence[int]) -> list[Finding]:
    needs = Orientations.of(profile.needs)

    def games(preferences: Preferences, orientations: Orientations = needs) -> list[Game]:
        return [steadily(profile, preferences, orientations, seed) for seed in seeds]

    kept = games(Preferences.of(profile.preferences), Orientations.of(profile.orientations))
    even = games(EVEN)
    sensible = [even, *[games(leaning(preference)) for preference in GovernancePreference]]
    corners = {preference: games(corner(preference)) for preference in GovernancePreference}
    tended = [steadily(profile, EVEN, needs, seed, TENDING) for seed in seeds]
    all_sensible = [game for mix in sensible for game in mix]
    everything = [*kept, *all_sensible, *[game for mix in corners.values() for game in mix]]
    first = GovernancePreference.ORGANISATIONAL
    nearly_even = games(EVEN.moved(first, EVEN[first] + SMALL))
    return [
        *(_ranges(all_sensible) if profile.is_ordinary else ()),
        *_stakes(all_sensible, everything),
        *_corners(profile, sensible, corners),
        *_levers(profile, sensible),
        *_aims(profile, kept, [*all_sensible, *tended]),
        *_flips(even, nearly_even),
    ]


def _ranges(games: Sequence[Game]) -> Iterable[Finding]:
    for name, value in measured(games).items():
        target = TARGETS[name]
        slack = SLACK if target.high <= 1 else 0.0
        if not target.low - slack <= value <= target.high + slack:
            values = {"indicator": name, "value": round(value, 3), "low": target.low, "high": target.high}
            yield Finding("range", values)


def _stakes(sensible: Sequence[Game], everything: Sequence[Game]) -> Iterable[Finding]:
    if all(activity(game) is Verdict.FADED for game in sensible):
        yield Finding("no_take_off", {"seeds": len(sensible)})
    if not any(activity(game) is Verdict.FADED for game in everything):
        yield Finding("no_fading", {"seeds": len(everything)})


def _corners(
    profile: Balance, sensible: Sequence[Sequence[Game]], corners: dict[GovernancePreference, list[Game]]
) -> Iterable[Finding]:
    best = max(standing(profile, games) for games in sensible)
    for preference, games in corners.items():
        if standing(profile, games) >= best:
            yield Finding("corner_best", {"preference": preference.value})


def _levers(profile: Balance, sensible: Sequence[Sequence[Game]]) -> Iterable[Finding]:
    aims, means = zip(*[standing(profile, games) for games in sensible], strict=True)
    if max(means) < LEAST_LEVER * min(means) and max(aims) - min(aims) < LEAST_AIMS:
        yield Finding("no_lever", {"low": round(min(means), 1), "high": round(max(means), 1)})


def _aims(profile: Balance, kept: Sequence[Game], tried: Sequence[Game]) -> Iterable[Finding]:
    if all(aim.is_met for game in kept for aim in aims_of(profile, game.last.readings)):
        yield Finding("aims_always", {})
    reached = [aims_of(profile, game.last.readings) for game in tried]
    for at, aim in enumerate(profile.aims):
        if not any(aims[at].is_met for aims in reached):
            yield Finding("aim_never", {"indicator": aim.indicator})


def _flips(games: Sequence[Game], moved: Sequence[Game]) -> Iterable[Finding]:
    turned = sum(activity(one) is not activity(other) for one, other in zip(games, moved, strict=True)) / len(games)
    if turned > MOST_FLIPS:
        yield Finding("flips", {"share": round(100 * turned)})


def activity(game: Game) -> Verdict:
    """Return what became of the active members of a game."""
    return next(outcome.verdict for outcome in outcomes(game) if outcome.indicator == "active")


def active_at_the_end(games: Sequence[Game]) -> float:
    """Return the mean number of active members over the last quarter of some games."""
    return sum(mean_of(game.last.readings, "active") for game in games) / len(games)


def standing(profile: Balance, games: Sequence[Game]) -> tuple[float, float]:
    """Return how mixes are compared here, and only here: aims of the profile met in the mean, then active members."""
    met = sum(aim.is_met for game in games for aim in aims_of(profile, game.last.readings)) / len(games)
    return met, active_at_the_end(games)
