"""What the balance shows of a game: where one is, what happened, what one may decide, and at the end why."""

import math
from dataclasses import dataclass
from html import escape
from typing import Any

from tisserand.content.markdown import render, render_inline
from tisserand.content.models.balance import Balance, BalanceCard
from tisserand.domain.balance.actions import ACTIONS, MOST, Action
from tisserand.domain.balance.counterfactual import Means, last_means
from tisserand.domain.balance.game import Game, Quarter
from tisserand.domain.balance.history import BalanceHistory
from tisserand.domain.balance.indicators import INDICATORS
from tisserand.domain.balance.outcome import Verdict, mean_of
from tisserand.domain.balance.prediction import asked
from tisserand.domain.balance.quarters import QUARTERS
from tisserand.i18n import Lang, translate
from tisserand.widgets.balance_ahead import Ahead
from tisserand.widgets.balance_charts import charts_view, community_view
from tisserand.widgets.balance_debrief import aims_view, attempts_view, end_view, mixes_view, undone_view, verdict_text
from tisserand.widgets.balance_figures import change, figure, largest, name_of
from tisserand.widgets.dosage_view import orientations_view, parts_text, preferences_view

WAITING = "wait"
"""What the page calls doing nothing; the game knows it as no action."""

_NEWS = 4
"""Indicators told after a quarter."""

_FEW = 6
"""First posts in a quarter below which the share of those who come back is no news."""

_LIGHT, _HEAVY = 0.25, 0.5
"""Duties a week below and from which an action is little work, and much."""


@dataclass(frozen=True)
class BalanceView:
    """Builds the view of one balance in one language."""

    balance: Balance
    lang: Lang

    def build(self, history: BalanceHistory, ahead: Ahead, tried: Means | None) -> dict[str, Any]:
        """Return the view of the present game.

        Args:
            history: what the person did.
            ahead: what takes time to compute, as far as it is known.
            tried: how the game would have ended under the mix that the person tries at the end.
        """
        game = history.game
        view = {"anchor": f"activity-balance-{self.balance.id}", "head": self._head(is_begun=game is not None)}
        if game is None:
            return {**view, "start": {"attempt": history.begun}, "attempts": None}
        earlier = history.attempts[-1].summary.readings if history.attempts else None
        is_asked = bool(game.quarters or history.prediction)
        return {
            **view,
            "strip": self._strip(game),
            "end": end_view(game, history.prediction, self.lang) if game.is_over else None,
            "news": self.news(game),
            "aims": aims_view(game, self.lang),
            "charts": charts_view(game, ahead.bands, earlier, self.lang),
            "community": community_view(game, self.lang),
            "prediction": None if is_asked else self._prediction(game),
            "form": self._form(game, history.begun) if is_asked and not game.is_over else None,
            **(self._debrief(game, ahead, tried) if game.is_over else {}),
            "attempts": attempts_view(history, self.lang) if game.is_over else None,
            "again": self._again(game, history) if game.quarters else None,
        }

    # Before

    def _head(self, *, is_begun: bool) -> dict[str, Any]:
        balance = self.balance
        texts = {"you_are": balance.you_are, "situation": balance.situation, "evidence": balance.evidence_note}
        return {
            "begun": is_begun,
            "kicker": self._say("kicker", minutes=balance.duration_min),
            "title": balance.title.in_lang(self.lang),
            "intro_html": render(balance.intro.in_lang(self.lang)) if balance.intro else "",
            **{f"{name}_html": render(text.in_lang(self.lang)) for name, text in texts.items()},
        }

    def _prediction(self, game: Game) -> dict[str, Any]:
        indicators = []
        for name in asked(self.balance):
            now = self._say("predict_now", value=figure(name, mean_of(game.before.readings, name), self.lang))
            verdicts = [
                {"id": verdict.value, "html": escape(verdict_text(name, verdict, self.lang))} for verdict in Verdict
            ]
            indicators.append({"id": name, "name": name_of(name, self.lang), "now": now, "verdicts": verdicts})
        return {"indicators": indicators}

    # On the way

    def _strip(self, game: Game) -> list[dict[str, Any]]:
        lived = len(game.quarters)
        strip = []
        for number in range(1, QUARTERS + 1):
            state = "done" if number <= lived else "now" if number == lived + 1 else "ahead"
            mark = "✓" if state == "done" else str(number)
            strip.append({"mark": mark, "state": state, "text": self._say(f"strip.{state}", n=number)})
        return strip

    def news(self, game: Game) -> dict[str, Any]:
        """Return what happened in the quarter lived last, or what one finds on arriving."""
        last, is_arrival = game.last, not game.is_over
        after = last.readings[-1]
        people = self._say(
            "people",
            arrivals=sum(reading.arrivals for reading in last.readings),
            departures=sum(reading.departures for reading in last.readings),
            members=after.members,
            team=after.team,
            leaders=after.leaders,
        )
        news = {"is_arrival": is_arrival, "people": people, "card": self._answered(last)}
        if not game.quarters:
            return {
                **news,
                "title": self._say("news.before"),
                "done": None,
                "changes": [],
                "calm": self._say("arrival"),
            }
        changes = self._changes(game)
        done = self._say("separator").join(
            translate(self.lang, f"balance.action.{action}") for action in last.decision.actions
        )
        told = self._say("done.actions", actions=done) if done else self._say("done.waited")
        return {
            **news,
            "title": self._say("news.title", n=last.number),
            "done": f"{told} {self._moved(game)}".strip(),
            "changes": changes,
            "calm": None if changes else self._say("calm"),
        }

    def _changes(self, game: Game) -> list[dict[str, Any]]:
        earlier = game.quarters[-2] if len(game.quarters) > 1 else game.before
        before = {name: mean_of(earlier.readings, name) for name in INDICATORS}
        after = last_means(game)
        changes = []
        few = min(quarter.readings[-1].newcomers for quarter in (earlier, game.last)) < _FEW
        for each in largest(before, after, _NEWS, {"newcomers_return": math.inf} if few else {}):
            way = "up" if after[each.id] > before[each.id] else "down"
            values = {
                "before": figure(each.id, before[each.id], self.lang),
                "after": figure(each.id, after[each.id], self.lang),
            }
            text = self._say(f"news.{each.id}.{way}", **values)
            changes.append({**change(each, before[each.id], after[each.id]), "text": text})
        return changes

    def _moved(self, game: Game) -> str:
        """Return how much the dosages moved, or nothing: a change tires those who run the place."""
        last, before = game.last.decision, (game.quarters[-2] if len(game.quarters) > 1 else game.before).decision
        preferences = last.preferences.distance(before.preferences)
        orientations = last.orientations.distance(before.orientations)
        if not preferences and not orientations:
            return ""
        return self._say("done.moved", preferences=preferences, orientations=orientations)

    def _answered(self, quarter: Quarter) -> dict[str, Any] | None:
        if quarter.card is None:
            return None
        chosen = next(choice for choice in quarter.card.choices if choice.id == quarter.decision.card_choice)
        return {
            "title": quarter.card.title.in_lang(self.lang),
            "choice_html": render_inline(chosen.text.in_lang(self.lang)),
            "consequence_html": render(chosen.consequence.in_lang(self.lang)),
        }

    def _form(self, game: Game, attempt: int) -> dict[str, Any]:
        number, last = len(game.quarters) + 1, game.last.decision
        return {
            "attempt": attempt,
            "quarter": number,
            "is_explained": number == 1 and attempt == 1,
            "title": self._say("form.title", n=number),
            "decide": self._say("form.decide", n=number),
            "card": self._card(game.card) if game.card else None,
            "preferences": preferences_view(last.preferences, self.lang, last.preferences),
            "orientations": orientations_view(last.orientations, self.lang),
            "most": MOST,
            "waiting": WAITING,
            "actions": self.actions(),
        }

    def _card(self, card: BalanceCard) -> dict[str, Any]:
        choices = [{"id": one.id, "html": render_inline(one.text.in_lang(self.lang))} for one in card.choices]
        text = render(card.text.in_lang(self.lang))
        return {"id": card.id, "title": card.title.in_lang(self.lang), "text_html": text, "choices": choices}

    def actions(self) -> list[dict[str, str]]:
        """Return what one may do in a quarter, waiting first, each with what it costs the team."""
        return [self._wait(), *(self._action(action) for action in ACTIONS.values())]

    def _action(self, action: Action) -> dict[str, str]:
        cost = "light" if action.duty < _LIGHT else "heavy" if action.duty >= _HEAVY else "medium"
        return self._box(action.id, f"action.{action.id}", cost)

    def _wait(self) -> dict[str, str]:
        return self._box(WAITING, "waiting", "none")

    def _box(self, box: str, key: str, cost: str) -> dict[str, str]:
        dots = {"none": "○○○", "light": "●○○", "medium": "●●○", "heavy": "●●●"}[cost]
        return {
            "id": box,
            "name_html": escape(translate(self.lang, f"balance.{key}")),
            "about": translate(self.lang, f"balance.{key}.about"),
            "dots": dots,
            "cost": self._say(f"cost.{cost}"),
        }

    # After

    def _debrief(self, game: Game, ahead: Ahead, tried: Means | None) -> dict[str, Any]:
        last = game.last.decision
        return {
            "undone": undone_view(game, ahead.undone, ahead.luck, self.lang),
            "mixes": mixes_view(game, ahead.mixes, tried, self.lang),
            "trial": {
                "preferences": preferences_view(last.preferences, self.lang),
                "orientations": orientations_view(last.orientations, self.lang),
            },
            "questions": [render_inline(question.in_lang(self.lang)) for question in self.balance.questions],
        }

    def _again(self, game: Game, history: BalanceHistory) -> dict[str, Any]:
        ask = None if game.is_over else self._say("again_ask", n=len(game.quarters))
        return {"attempt": history.begun, "ask": ask}

    def announcement(self, game: Game) -> str:
        """Return what screen readers are told once a quarter has been lived."""
        if game.is_over:
            return self._say("announce_over")
        return self._say(
            "announce_quarter", n=game.last.number, parts=parts_text(game.last.decision.preferences, self.lang)
        )

    def _say(self, key: str, **values: Any) -> str:
        return translate(self.lang, f"balance_widget.{key}", **values)
