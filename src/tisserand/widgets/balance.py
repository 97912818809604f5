"""The balance: a community to run for two years, quarter by quarter."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from typing import Any

from tisserand.content.models.balance import Balance, BalanceDeck
from tisserand.domain.balance.counterfactual import Means, last_means, with_another_mix
from tisserand.domain.balance.dosage import Orientations, Preferences
from tisserand.errors import TisserandError
from tisserand.i18n import Lang, translate
from tisserand.services.balances import (
    balance_activity,
    begin_again,
    checked_dosage,
    current_game,
    decide_quarter,
    event_cards,
    predict,
)
from tisserand.services.restarts import restart_exercise
from tisserand.services.session import Session
from tisserand.widgets.activity import Activity, Intention
from tisserand.widgets.balance_ahead import Ahead
from tisserand.widgets.balance_view import BalanceView

log = logging.getLogger(__name__)

SLICE, PAUSE = 0.04, 0.03
"""Seconds that the kernel computes ahead at a time, and that it is free between."""


class BalanceWidget(Activity):
    """A balance: what one sees of the community, what one decides, and what came of it.

    Other runs and undone decisions take seconds: they are computed in slices of the kernel's idle time, once a page
    says that somebody looks at it (``look``), and shown when they are ready.
    """

    name = "balance"
    area = "balance_widget"
    unrecorded = frozenset({"look", "try_mix"})

    def __init__(self, session: Session, balance: Balance, deck: BalanceDeck | None, lang: Lang) -> None:
        self.balance = balance
        self.deck = deck or event_cards()
        self._views = BalanceView(balance, lang)
        self._ahead = Ahead()
        self._tried: tuple[object, Means] | None = None
        self._is_watched = False
        self._timer: asyncio.TimerHandle | None = None
        super().__init__(session, lang)

    def build_view(self) -> dict[str, Any]:
        """Return the present game, and a warning when what was recorded no longer fits the profile or the events."""
        history = current_game(self.session, self.balance, self.deck)
        self._ahead.follow(history.game)
        place = (history.seed, history.decisions)
        tried = self._tried[1] if self._tried and self._tried[0] == place else None
        stopped = translate(self.lang, "balance_widget.stopped") if history.stopped else None
        view = self._views.build(history, self._ahead, tried)
        return {**view, "warning": stopped or self.session.warning}

    def refresh(self, problem: str | None = None) -> None:
        """Show the present state, and go on with what takes time."""
        super().refresh(problem)
        self._go_on()

    def intentions(self) -> Mapping[str, Callable[[Intention, str], None]]:
        """Take a new game, a prediction, a decision, a mix to try; and that somebody looks."""
        return {
            "begin": self._begin,
            "predict": self._predict,
            "decide": self._decide,
            "restart": self._restart,
            "try_mix": self._try_mix,
            "look": self._look,
        }

    def _begin(self, intention: Intention, uuid: str) -> None:
        """Begin a game; where one is under way, the page has asked, and it is left for good."""
        same_luck, attempt = intention["same_luck"], intention["attempt"]
        begin_again(self.session, self.balance, attempt, uuid, same_seed=same_luck, deck=self.deck)
        self.announce(translate(self.lang, "balance_widget.announce_begun"))

    def _predict(self, intention: Intention, uuid: str) -> None:
        predict(self.session, self.balance, intention["indicators"], uuid, self.deck)

    def _decide(self, intention: Intention, uuid: str) -> None:
        history = decide_quarter(
            self.session,
            self.balance,
            intention["quarter"],
            intention["preferences"],
            intention["orientations"],
            intention["actions"],
            intention["card_choice"],
            uuid,
            self.deck,
        )
        if history.game is not None:
            self.announce(self._views.announcement(history.game))

    def _restart(self, _intention: Intention, uuid: str) -> None:
        restart_exercise(self.session, balance_activity(self.balance), uuid)

    def _try_mix(self, intention: Intention, _uuid: str) -> None:
        """Play the same two years with another mix; nothing is recorded."""
        preferences = checked_dosage(Preferences, intention["preferences"])
        orientations = checked_dosage(Orientations, intention["orientations"])
        history = current_game(self.session, self.balance, self.deck)
        if history.game is None or not history.game.is_over:
            raise ValueError("the game is not over")
        means = last_means(with_another_mix(history.game, preferences, orientations))
        self._tried = ((history.seed, history.decisions), means)
        self.announce(translate(self.lang, "balance_widget.announce_tried"))

    # What takes time

    def _look(self, _intention: Intention, _uuid: str) -> None:
        self._is_watched = True

    def _go_on(self) -> None:
        """Plan the next slice, if somebody looks, something is left to compute and an event loop runs."""
        if not self._is_watched or self._ahead.is_done or self._timer is not None:
            return
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:  # no kernel: a test, or a script
            return
        self._timer = loop.call_later(PAUSE, self._compute)

    def _compute(self) -> None:
        self._timer = None
        try:
            has_news = self._ahead.work_for(SLICE)
        except TisserandError:  # a profile that can be played, but not under other luck: the page goes on without it
            log.warning("gave up computing ahead of %s", self.balance.id, exc_info=True)
            return
        if has_news:
            if self._ahead.undone is not None and self._ahead.mixes is None:
                self.announce(translate(self.lang, "balance_widget.announce_undone"))
            self.refresh()
        else:
            self._go_on()
