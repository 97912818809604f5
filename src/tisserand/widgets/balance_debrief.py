"""The end of a game in words: what became of it, what each decision changed, other mixes, the attempts side by side."""

from collections.abc import Mapping, Sequence
from typing import Any

from tisserand.content.models.balance import BalanceCard
from tisserand.domain.balance.counterfactual import Difference, Means, last_means
from tisserand.domain.balance.dosage import Preferences
from tisserand.domain.balance.game import Decision, Game
from tisserand.domain.balance.history import BalanceHistory
from tisserand.domain.balance.indicators import INDICATORS
from tisserand.domain.balance.outcome import IndicatorOutcome, Verdict, aims_of, outcomes
from tisserand.domain.balance.prediction import ALWAYS, compare
from tisserand.i18n import Lang, translate
from tisserand.widgets.balance_figures import change, figure, largest, name_of, weight
from tisserand.widgets.dosage_view import moves_text

_SIGNS = {Verdict.TOOK_OFF: ("+", "good"), Verdict.HELD: ("=", "neutral"), Verdict.FADED: ("−", "hard")}
_EFFECTS = 2
"""Indicators told for each decision."""

_HEAVIEST = 3
"""Decisions told first."""

_SHOWN_ATTEMPTS = 5


def end_view(game: Game, prediction: Mapping[str, Verdict], lang: Lang) -> dict[str, Any]:
    """Return what became of each indicator, and how that compares with what was expected."""
    found = outcomes(game)
    compared = compare(prediction, found)
    return {
        "title": _say(lang, "end.title"),
        "note": _say(lang, "end.note"),
        "outcomes": [_outcome(one, lang) for one in found],
        "prediction": [
            {
                "arrow": "✓" if one.is_right else "≠",
                "tone": "good" if one.is_right else "neutral",
                "text": _say(
                    lang,
                    "prediction.right" if one.is_right else "prediction.other",
                    name=name_of(one.outcome.indicator, lang),
                    expected=verdict_text(one.outcome.indicator, one.expected, lang),
                    found=verdict_text(one.outcome.indicator, one.outcome.verdict, lang),
                ),
            }
            for one in compared
        ],
        "prediction_note": _say(lang, "prediction.count", n=sum(one.is_right for one in compared), total=len(compared)),
    }


def verdict_text(indicator: str, verdict: Verdict, lang: Lang) -> str:
    """Return what is expected, or found, of an indicator, in a few words."""
    return _say(lang, f"verdict.{'active' if indicator == ALWAYS else 'other'}.{verdict}")


def _outcome(one: IndicatorOutcome, lang: Lang) -> dict[str, str]:
    sign, tone = _SIGNS[one.verdict]
    before, after = (figure(one.indicator, value, lang) for value in (one.before, one.after))
    sentence = translate(lang, f"balance.{one.sentence}")
    return {"arrow": sign, "tone": tone, "text": f"{sentence} {_say(lang, 'end.values', before=before, after=after)}"}


def aims_view(game: Game, lang: Lang) -> list[dict[str, Any]]:
    """Return what matters for this community, each with where it stands."""
    return [
        {
            "is_met": one.is_met,
            "bound": _say(
                lang,
                "aim.at_most" if one.aim.at_least is None else "aim.at_least",
                name=name_of(one.aim.indicator, lang),
                bound=figure(one.aim.indicator, one.aim.at_least or one.aim.at_most or 0, lang),
            ),
            "now": _say(
                lang, "aim.met" if one.is_met else "aim.not_met", now=figure(one.aim.indicator, one.value, lang)
            ),
            "text": one.aim.text.in_lang(lang),
        }
        for one in aims_of(game.profile, game.last.readings)
    ]


def undone_view(
    game: Game, found: Sequence[Difference] | None, luck: Mapping[str, float], lang: Lang
) -> dict[str, Any]:
    """Return what each decision changed: what weighed most, then quarter by quarter.

    Args:
        game: the game that is over.
        found: the differences; none until they are computed.
        luck: how large a difference luck alone makes, by indicator: smaller ones are not told.
        lang: of the sentences.
    """
    told = found or ()
    quarters: dict[int, dict[str, dict[str, Any]]] = {}
    for one in told:
        decisions = quarters.setdefault(one.quarter, {})
        decision = decisions.setdefault(one.kind + one.id, {"text": _decided(game, one, lang), "ways": []})
        decision["ways"].append({"name": _instead(game, one, lang), "effects": _effects(one, luck, lang)})
    heaviest: dict[tuple[int, str], Difference] = {}
    for one in sorted(told, key=lambda one: -weight(one.undone, one.done, luck)):
        heaviest.setdefault((one.quarter, one.kind + one.id), one)
    return {
        "waiting": _say(lang, "undone.waiting") if found is None else None,
        "nothing": _say(lang, "undone.nothing"),
        "heaviest": [
            {
                "text": _say(lang, "undone.in_quarter", n=one.quarter, decision=_decided(game, one, lang)),
                "ways": [{"name": _instead(game, one, lang), "effects": effects}],
            }
            for one in list(heaviest.values())[:_HEAVIEST]
            if (effects := _effects(one, luck, lang))
        ],
        "quarters": [
            {"title": _say(lang, "quarter", n=number), "decisions": list(decisions.values())}
            for number, decisions in quarters.items()
        ],
    }


def _effects(one: Difference, luck: Mapping[str, float], lang: Lang) -> list[dict[str, Any]]:
    return [
        {
            **change(each, one.undone[each.id], one.done[each.id]),
            "text": _say(
                lang,
                "effect",
                name=name_of(each.id, lang),
                done=figure(each.id, one.done[each.id], lang),
                undone=figure(each.id, one.undone[each.id], lang),
            ),
        }
        for each in largest(one.undone, one.done, _EFFECTS, luck)
    ]


def _decided(game: Game, one: Difference, lang: Lang) -> str:
    number = one.quarter - 1
    if one.kind == "action":
        return translate(lang, f"balance.action.{one.id}")
    if one.kind == "card":
        card = game.cards[number]
        return (
            _say(lang, "undone.card", title=card.title.in_lang(lang), chosen=_choice(card, one.id, lang))
            if card
            else ""
        )
    before = game.decisions[number - 1] if number else game.before.decision
    old, new = (getattr(decision, one.kind) for decision in (before, game.decisions[number]))
    return _say(lang, f"undone.{one.kind}", moves=moves_text(old, new, lang))


def _instead(game: Game, one: Difference, lang: Lang) -> str | None:
    """Return which other answer to an event one compares with; nothing for what is simply left out."""
    card = game.cards[one.quarter - 1] if one.other else None
    return _say(lang, "undone.instead", other=_choice(card, str(one.other), lang)) if card else None


def _choice(card: BalanceCard, choice: str, lang: Lang) -> str:
    return next(one.text.in_lang(lang) for one in card.choices if one.id == choice).rstrip(".")


def mixes_view(game: Game, mixes: Mapping[str, Means] | None, tried: Means | None, lang: Lang) -> dict[str, Any]:
    """Return how the same two years end under other mixes; until it is computed, that it is under way."""
    if mixes is None:
        return {"waiting": _say(lang, "mixes.waiting"), "table": None}
    columns = {"own": last_means(game), **mixes, **({"tried": tried} if tried else {})}
    return {
        "waiting": None,
        "table": {
            "caption": _say(lang, "table.mixes"),
            "head": [_say(lang, "indicator"), *(_say(lang, f"mixes.{name}") for name in columns)],
            "rows": [
                {"name": name_of(name, lang), "cells": [figure(name, means[name], lang) for means in columns.values()]}
                for name in INDICATORS
            ],
        },
    }


def attempts_view(history: BalanceHistory, lang: Lang) -> dict[str, Any] | None:
    """Return the attempts side by side, the present one last; nothing while there is only one."""
    game = history.game
    if game is None or not game.quarters or not history.attempts:
        return None
    runs = [
        *[(one.seed, one.decisions, one.summary.outcomes, one.prediction) for one in history.attempts],
        (game.seed, game.decisions, outcomes(game), history.prediction),
    ]
    seeds = list(dict.fromkeys(seed for seed, *_ in runs))
    first = max(0, len(runs) - _SHOWN_ATTEMPTS)
    runs, numbers = runs[first:], range(first + 1, len(runs) + 1)
    rows = [
        _row(_say(lang, "attempts.luck"), [_letter(seeds.index(seed)) for seed, *_ in runs]),
        _row(_say(lang, "attempts.quarters"), [str(len(decisions)) for _, decisions, *_ in runs]),
        _row(_say(lang, "attempts.preferences"), [_mean_preferences(decisions) for _, decisions, *_ in runs]),
        _row(_say(lang, "attempts.waited"), [str(sum(not one.actions for one in each)) for _, each, *_ in runs]),
        _row(_say(lang, "attempts.right"), [_right(prediction, found, lang) for *_, found, prediction in runs]),
    ]
    for at, name in enumerate(INDICATORS):
        rows.append(_row(name_of(name, lang), [_ended(found[at], lang) for *_, found, _ in runs]))
    head = [_say(lang, "attempts.attempt", n=number) for number in numbers]
    return {
        "note": _say(lang, "attempts.note"),
        "table": {"caption": _say(lang, "table.attempts"), "head": [_say(lang, "attempts.head"), *head], "rows": rows},
    }


def _row(name: str, cells: list[str]) -> dict[str, Any]:
    return {"name": name, "cells": cells}


def _letter(number: int) -> str:
    """Return A, B, C …: what a seed is called."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return letters[number % len(letters)] + "'" * (number // len(letters))


def _mean_preferences(decisions: Sequence[Decision]) -> str:
    means = [sum(decision.preferences[name] for decision in decisions) / len(decisions) for name in Preferences.names]
    return " / ".join(str(round(mean)) for mean in means)


def _right(prediction: Mapping[str, Verdict], found: Sequence[IndicatorOutcome], lang: Lang) -> str:
    compared = compare(prediction, found)
    right = sum(one.is_right for one in compared)
    return (
        _say(lang, "attempts.right_of", right=right, total=len(compared)) if compared else _say(lang, "attempts.none")
    )


def _ended(one: IndicatorOutcome, lang: Lang) -> str:
    return _say(lang, f"attempts.{one.verdict}", value=figure(one.indicator, one.after, lang))


def _say(lang: Lang, key: str, **values: Any) -> str:
    return translate(lang, f"balance_widget.{key}", **values)
