"""Whether a profile shows what an exercise of balance has to show: played many times without events or actions.

Seeds are common to all the mixes (common random numbers), so that few of them tell two mixes apart. Each question is
put to few games first, and to more only for as long as its answer would be a finding: what is told rests on the most
games, what is clear costs little. The checks call it for any profile that a trainer writes.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from tisserand.content.models.balance import Balance, BalanceDeck, GovernancePreference
from tisserand.domain.balance.calibration import TARGETS, measured
from tisserand.domain.balance.dosage import Orientations, Preferences, whole_parts
from tisserand.domain.balance.game import Decision, Game, decide_under, start
from tisserand.domain.balance.outcome import Verdict, aims_of, mean_of, outcomes
from tisserand.domain.balance.quarters import QUARTERS
from tisserand.errors import DecisionError
from tisserand.i18n import Lang

MOST = 24
"""Games under each mix that a finding rests on."""

LADDER = (1, 2, 6, 14)
"""Games after which a question is closed if its answer is clear."""

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

Plan = tuple[str | None, ...]
"""An action for each quarter, or none."""

WAITING: Plan = (None,) * QUARTERS
TENDING: Plan = (
    *("welcome_newcomers", "publish_calendar", "delegate_space", None),
    *("hold_meetup", None, "publish_rules", None),
)
"""A plan that a careful coordinator could follow: one action a quarter at most."""

SLACK = 0.05
"""Share of a bound of a published range by which a mean may pass it by chance."""


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


@dataclass(frozen=True)
class Tried:
    """A profile and the games played of it so far, one for each mix, plan and seed."""

    profile: Balance
    games: dict[tuple[Preferences, Orientations, Plan, int], Game] = field(default_factory=dict)

    def under(self, mix: Preferences, number: int, plan: Plan = WAITING) -> list[Game]:
        """Return so many games under a mix of preferences, the orientations meeting the needs."""
        return [self._game(mix, Orientations.of(self.profile.needs), plan, seed) for seed in range(number)]

    def kept(self, number: int) -> list[Game]:
        """Return so many games in which nothing of what was found is changed."""
        found = (Preferences.of(self.profile.preferences), Orientations.of(self.profile.orientations))
        return [self._game(*found, WAITING, seed) for seed in range(number)]

    def sensible(self, number: int) -> list[list[Game]]:
        """Return so many games under each of the mixes that somebody could reasonably choose."""
        return [self.under(mix, number) for mix in SENSIBLE]

    def _game(self, mix: Preferences, purpose: Orientations, plan: Plan, seed: int) -> Game:
        key = (mix, purpose, plan, seed)
        if key not in self.games:
            self.games[key] = steadily(self.profile, mix, purpose, seed, plan)
        return self.games[key]


def verify_profile(profile: Balance, most: int = MOST) -> list[Finding]:
    """Return what a profile fails to show; nothing if all is well.

    Args:
        profile: the profile.
        most: the most games to play under each mix, before something is said to be wrong.
    """
    tried = Tried(profile)
    try:
        return [finding for question, least in _QUESTIONS for finding in _asked(question, tried, least, most)]
    except DecisionError as error:
        return [Finding("unreadable", {"reason": error.sentence(Lang.FR)})]


def _asked(question: "Question", tried: Tried, least: int, most: int) -> list[Finding]:
    found: list[Finding] = []
    for number in (*[few for few in LADDER if least <= few < most], most):
        found = list(question(tried, number))
        if not found:
            break
    return found


def steadily(
    profile: Balance,
    preferences: Preferences,
    orientations: Orientations,
    seed: int,
    plan: Plan = WAITING,
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


SENSIBLE = (EVEN, *map(leaning, GovernancePreference))
Question = Callable[[Tried, int], Iterator[Finding]]


def _ranges(tried: Tried, number: int) -> Iterator[Finding]:
    """Compare figures with the published ones, as the calibration pages do: under an even mix."""
    if not tried.profile.is_ordinary:
        return
    for name, value in measured(tried.under(EVEN, number)).items():
        target = TARGETS[name]
        if not target.low * (1.0 - SLACK) <= value <= target.high * (1.0 + SLACK):
            values = {"indicator": name, "value": round(value, 3), "low": target.low, "high": target.high}
            yield Finding("range", values)


def _take_off(tried: Tried, number: int) -> Iterator[Finding]:
    games = [game for mix in tried.sensible(number) for game in mix]
    if all(activity(game) is Verdict.FADED for game in games):
        yield Finding("no_take_off", {"seeds": len(games)})


def _fading(tried: Tried, number: int) -> Iterator[Finding]:
    """Look for a game that fades where it is likeliest first."""
    tries = [corner(preference) for preference in GovernancePreference]
    if any(activity(game) is Verdict.FADED for mix in tries for game in tried.under(mix, number)):
        return
    others = [*tried.kept(number), *[game for mix in tried.sensible(number) for game in mix]]
    if not any(activity(game) is Verdict.FADED for game in others):
        yield Finding("no_fading", {"seeds": len(others) + len(tries) * number})


def _corners(tried: Tried, number: int) -> Iterator[Finding]:
    best = max(standing(tried.profile, games) for games in tried.sensible(number))
    for preference in GovernancePreference:
        if standing(tried.profile, tried.under(corner(preference), number)) >= best:
            yield Finding("corner_best", {"preference": preference.value})


def _levers(tried: Tried, number: int) -> Iterator[Finding]:
    aims, means = zip(*[standing(tried.profile, games) for games in tried.sensible(number)], strict=True)
    if max(means) < LEAST_LEVER * min(means) and max(aims) - min(aims) < LEAST_AIMS:
        yield Finding("no_lever", {"low": round(min(means), 1), "high": round(max(means), 1)})


def _easy(tried: Tried, number: int) -> Iterator[Finding]:
    if all(aim.is_met for game in tried.kept(number) for aim in aims_of(tried.profile, game.last.readings)):
        yield Finding("aims_always", {})


def _hard(tried: Tried, number: int) -> Iterator[Finding]:
    """Look for aims that nobody meets: waiting, then with the plan of a careful coordinator under each mix."""
    missed = set(range(len(tried.profile.aims)))
    for plan in (WAITING, TENDING):
        for mix in SENSIBLE:
            for game in tried.under(mix, number, plan) if missed else ():
                missed -= {at for at, aim in enumerate(aims_of(tried.profile, game.last.readings)) if aim.is_met}
    for at in sorted(missed):
        yield Finding("aim_never", {"indicator": tried.profile.aims[at].indicator})


def _flips(tried: Tried, number: int) -> Iterator[Finding]:
    first = GovernancePreference.ORGANISATIONAL
    pairs = zip(tried.under(EVEN, number), tried.under(EVEN.moved(first, EVEN[first] + SMALL), number), strict=True)
    turned = sum(activity(one) is not activity(other) for one, other in pairs) / number
    if turned > MOST_FLIPS:
        yield Finding("flips", {"share": round(100 * turned)})


_QUESTIONS: tuple[tuple[Question, int], ...] = (
    (_ranges, 6),
    (_take_off, 1),
    (_fading, 1),
    (_corners, 1),
    (_levers, 1),
    (_easy, 1),
    (_hard, 1),
    (_flips, 2),
)
"""What is asked of a profile, and the fewest games under each mix that an answer may rest on."""


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
