"""What a room's pages show of a community that it balances: figures before and after, the dosages, what happened."""

from functools import lru_cache
from typing import Any

from tisserand.content.markdown import render, render_inline
from tisserand.domain.balance.dosage import Dosage, Preferences
from tisserand.domain.balance.game import Game
from tisserand.domain.balance.indicators import INDICATORS
from tisserand.domain.balance.mix_words import words_for_mix
from tisserand.domain.balance.outcome import mean_of
from tisserand.domain.balance.quarters import QUARTERS
from tisserand.domain.rooms.shared_balance import ACTS, ORIENTATIONS, PREFERENCES, STAY, WAIT, SharedBalance, moved
from tisserand.i18n import Lang, translate
from tisserand.server.rooms.ballot_view import Notes
from tisserand.widgets.balance_debrief import aims_view, end_view
from tisserand.widgets.balance_figures import change, figure, name_of
from tisserand.widgets.balance_view import WAITING, BalanceView
from tisserand.widgets.dosage_view import parts_text

_VIEWS = 128


@lru_cache(maxsize=_VIEWS)
def balance_view(play: SharedBalance, lang: Lang) -> dict[str, Any]:
    """Return a balance where it stands: the indicators, both dosages, the event, what happened in the last quarter.

    At its end: what became of each indicator, the aims, and questions to talk about.
    """
    game, profile = play.game, play.table.profile
    pages = BalanceView(profile, lang)
    news = pages.news(game)
    is_over = play.is_over
    return {
        "kind": "balance",
        "title": profile.title.in_lang(lang),
        "kicker": _say(lang, "kicker.balance"),
        "about": [render(text.in_lang(lang)) for text in (profile.you_are, profile.situation)],
        "moment": _say(lang, "two_years") if is_over else _say(lang, "quarter_of", n=play.quarter, total=QUARTERS),
        "now": {"title": translate(lang, "balance_widget.end.title") if is_over else _say(lang, "quarter_title")},
        "step_title": translate(lang, "balance_widget.quarter", n=play.quarter),
        "card": _card(play, lang),
        "told": {**news, "indicators": _indicators(game, lang)} if game.quarters else None,
        "arrival": news,
        "indicators": _indicators(game, lang),
        "dosages": [_dosage(dosage, lang) for dosage in play.dosages],
        "aims": aims_view(game, lang),
        "ending": end_view(game, {}, lang) if is_over else None,
        "quarters": _quarters(game, lang) if is_over else [],
        "questions": [render_inline(question.in_lang(lang)) for question in profile.questions],
        "evidence_html": render(profile.evidence_note.in_lang(lang)),
        "notes": {} if is_over else _notes(play, pages, lang),
    }


def _notes(play: SharedBalance, pages: BalanceView, lang: Lang) -> Notes:
    """Return what stands beside each option: where a vote would lead, what an action costs."""
    preferences, orientations = play.dosages
    notes: dict[tuple[str, str], str] = {}
    for question in play.ballot.questions if play.ballot else ():
        if question.id in {PREFERENCES, ORIENTATIONS}:
            dosage = preferences if question.id == PREFERENCES else orientations
            notes |= {(question.id, one): _move(dosage, one, lang) for one in question.names if one != STAY}
        elif question.id == ACTS:
            boxes = {WAIT if box["id"] == WAITING else box["id"]: box for box in pages.actions()}
            notes |= {(question.id, name): f"{box['dots']} {box['cost']}" for name, box in boxes.items()}
    return notes


def _move(dosage: Dosage, name: str, lang: Lang) -> str:
    return _say(lang, "from_to", before=dosage[name], after=moved(dosage, name)[name])


def _card(play: SharedBalance, lang: Lang) -> dict[str, str] | None:
    card = play.card
    return {"title": card.title.in_lang(lang), "html": render(card.text.in_lang(lang))} if card else None


def _dosage(dosage: Dosage, lang: Lang) -> dict[str, Any]:
    kind = "preference" if isinstance(dosage, Preferences) else "orientation"
    return {
        "title": _say(lang, f"dosage.{kind}"),
        "parts": [
            {"name": translate(lang, f"balance.{kind}.{name}"), "part": part, "unit": _say(lang, "percent", n=part)}
            for name, part in dosage.items()
        ],
        "words": [translate(lang, f"balance.{key}") for key in words_for_mix(dosage)],
    }


def _indicators(game: Game, lang: Lang) -> list[dict[str, Any]]:
    """Return each indicator: on arriving, the quarter before, the last one, and which way it went."""
    earlier = game.quarters[-2] if len(game.quarters) > 1 else game.before
    found = []
    for name, indicator in INDICATORS.items():
        first, before, after = (mean_of(quarter.readings, name) for quarter in (game.before, earlier, game.last))
        way = change(indicator, before, after)
        found.append(
            {
                "name": name_of(name, lang),
                "first": figure(name, first, lang),
                "before": figure(name, before, lang),
                "after": figure(name, after, lang),
                **way,
                "way": _say(lang, f"way.{way['tone']}"),
            }
        )
    return found


def _quarters(game: Game, lang: Lang) -> list[dict[str, Any]]:
    """Return what was decided for each quarter."""
    found = []
    for quarter in game.quarters:
        actions = [translate(lang, f"balance.action.{action}") for action in quarter.decision.actions]
        card = quarter.card
        chosen = next((one for one in card.choices if one.id == quarter.decision.card_choice), None) if card else None
        found.append(
            {
                "title": translate(lang, "balance_widget.quarter", n=quarter.number),
                "preferences": parts_text(quarter.decision.preferences, lang),
                "orientations": parts_text(quarter.decision.orientations, lang),
                "actions": ", ".join(actions) or translate(lang, "balance.waiting"),
                "card": card.title.in_lang(lang) if card else "",
                "choice_html": render_inline(chosen.text.in_lang(lang)) if chosen else "",
            }
        )
    return found


def _say(lang: Lang, key: str, **values: Any) -> str:
    return translate(lang, f"rooms_runs.{key}", **values)
