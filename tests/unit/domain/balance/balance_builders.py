"""Small communities, cards and games for the tests of the balance."""

from functools import lru_cache

from tisserand.content.loading import load_balance, load_deck
from tisserand.content.models.balance import Balance, BalanceDeck, GovernancePreference, Orientation
from tisserand.domain.balance.dosage import Orientations, Preferences
from tisserand.domain.balance.game import Decision, Game, decide, decide_under, start
from tisserand.domain.balance.quarters import QUARTERS
from tisserand.domain.balance.verify import NO_EVENTS, steadily
from tisserand.paths import content_root

NAMES = tuple(sorted(path.stem for path in (content_root() / "exercises" / "balances").glob("*.yaml")))
YOUNG, FOUNDERS, WATCH = "jeune-groupe-de-pratiques", "depart-des-fondateurs", "veille-des-juristes"
CONFLICT, TRAINING, SILENT = "communaute-en-conflit", "suite-de-formation", "grande-silencieuse"


def text(words="words"):
    return {"fr": words, "en": words}


def preferences(technical, organisational, political):
    return Preferences(dict(zip(GovernancePreference, (technical, organisational, political), strict=True)))


def orientations(*parts):
    return Orientations(dict(zip(Orientation, parts, strict=True)))


BALANCED = preferences(30, 40, 30)
PRACTICE = orientations(10, 40, 30, 10, 10)


def profile(**changes):
    """Return a small community; ``changes`` of its start, or of the profile itself."""
    start_changes = changes.pop("start", {})
    start_values = {"members": 60, "audience": 120, "regulars": 20, "team": 2, "arrivals": 1.0, "posts": 12}
    return Balance.model_validate(
        {
            **dict.fromkeys(("title", "you_are", "situation", "evidence_note"), text()),
            "id": "small",
            "kind": "balance",
            "duration_min": 5,
            "start": start_values | start_changes,
            "preferences": dict(BALANCED),
            "orientations": dict(PRACTICE),
            "needs": dict(PRACTICE),
            "aims": [{"indicator": "active", "at_least": 5, "text": text()}],
            "questions": [text()] * 3,
            **changes,
        }
    )


def card(card_id="an-event", when=None, shifts=(), choices=None, **rest):
    choices = choices or {"one": (), "other": ()}
    return {
        "id": card_id,
        "title": text(card_id),
        "text": text(),
        "when": when,
        "shifts": shifts,
        "choices": [
            {"id": name, "text": text(), "consequence": text(), "shifts": shifts} for name, shifts in choices.items()
        ],
        **rest,
    }


def deck(*cards):
    return BalanceDeck.model_validate({"cards": cards})


def decision(*actions, mix=BALANCED, purpose=PRACTICE, choice=None):
    return Decision(mix, purpose, actions, choice)


def fitting(game, *actions, mix=BALANCED, purpose=PRACTICE, pick=0):
    """Return a decision that answers the pending event with its choice number ``pick``."""
    choice = game.card.choices[pick % len(game.card.choices)].id if game.card else None
    return decision(*actions, mix=mix, purpose=purpose, choice=choice)


def played(a_profile, seed=0, events=NO_EVENTS, quarters=QUARTERS, **options):
    game = start(a_profile, events, seed)
    for _ in range(quarters):
        game = decide(game, fitting(game, **options))
    return game


@lru_cache
def real(name) -> Balance:
    return load_balance(name)


@lru_cache
def real_deck() -> BalanceDeck:
    return load_deck()


@lru_cache(maxsize=1024)
def steady(name, mix, seed) -> Game:
    """Return a game of a real profile under one mix of preferences, its orientations meeting the needs; remembered."""
    return steadily(real(name), mix, Orientations.of(real(name).needs), seed)


@lru_cache(maxsize=64)
def kept(name, seed) -> Game:
    """Return a game of a real profile in which nothing of what was found is changed."""
    found = real(name)
    return steadily(found, Preferences.of(found.preferences), Orientations.of(found.orientations), seed)


def with_plan(profile, mix, seed, plan) -> Game:
    """Return a game of a profile, or of a real one by its name, with these actions quarter after quarter, then none."""
    found = real(profile) if isinstance(profile, str) else profile
    game = start(found, NO_EVENTS, seed)
    for number in range(QUARTERS):
        actions = plan[number] if number < len(plan) else ()
        game = decide_under(game, Decision(mix, Orientations.of(found.needs), actions), None)
    return game
