"""The contrary persona: wrong or extreme on purpose, and now and then a hostile browser."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from tisserand.notebook.personas.balance_play import corner, first_luck, placed, play_the_two_years, prediction
from tisserand.notebook.personas.browser import Browser, Expect
from tisserand.notebook.personas.corners import (
    FORGED_BEGINNINGS,
    FORGED_PREDICTIONS,
    all_or_nothing,
    forged_decisions,
    forged_dosages,
    forged_placings,
)
from tisserand.notebook.personas.hostile import FORGED, HUGE, forge_traits, send_forged, send_nonsense
from tisserand.notebook.personas.inquiry_play import (
    EXPORT,
    bet,
    bet_on_own,
    confirmation,
    play_to_the_end,
    send_file,
)
from tisserand.notebook.personas.meeting_play import FORGED_MOVES, move, planned
from tisserand.notebook.personas.quiz_play import Question, lean_answer
from tisserand.notebook.personas.sandbox_forgeries import forge_everything
from tisserand.notebook.personas.sandbox_play import Goal, do_every_task, publish, review
from tisserand.notebook.personas.scenario_play import Choice, choose_once, play_to_an_ending

_STRANGE: list[Any] = ["nowhere", "", None, 7, ["a"], {"a": "b"}, HUGE]
_WRONG_SHAPES: dict[str, list[Any]] = {
    "single": ["nowhere", None, 7, [], {}, HUGE],
    "scale": ["nowhere", None, 7, [], {}, HUGE],
    "multiple": [["nowhere"], "nowhere", None, 7, {}, [["a"]], ["nowhere"] * 5000],
    "true_false": ["true", "nowhere", None, 7, [], {}],
    "ordering": [[], ["nowhere"], "nowhere", None, 7, {}],
    "matching": [{}, {"nowhere": "nowhere"}, [], "nowhere", None, 7],
    "numeric": ["", "many", None, [], {}, True, HUGE],
    "short_text": ["", "  ", None, 7, [], {}, HUGE],
}

_NO_BETS: list[Any] = [-1, 10**9, None, "0.5", True, [0.5], {}]


_SPITE = "alert(document.cookie)"
"""What runs nowhere."""


class Contrary:
    """Does the opposite of what is asked."""

    def quiz(self, browser: Browser) -> None:
        """Answer everything with the last thing, surely; first forge answers, once for each kind of question."""
        _attack(browser)
        attacked: set[str] = set()
        for question in browser.view["questions"]:
            honest = {"question": question["id"], "answer": _extreme(question), "certainty": "high"}
            if question["kind"] not in attacked:
                attacked.add(question["kind"])
                self._forge_answers(browser, question, honest)
            uuid = browser.fresh_uuid()
            browser.send("answer", honest, uuid=uuid)
            browser.send("answer", honest, Expect.NOTHING, uuid)
        send_forged(browser, "retry", {"question": "nowhere"}, {"question": _STRANGE})

    @staticmethod
    def _forge_answers(browser: Browser, question: Question, honest: dict[str, Any]) -> None:
        forged = {"question": _STRANGE, "answer": _WRONG_SHAPES[question["kind"]]}
        send_forged(browser, "answer", honest, forged)
        for certainty in ("sure", 7, ["high"], HUGE):
            browser.send("answer", {**honest, "certainty": certainty}, Expect.REFUSED)

    def self_assessment(self, browser: Browser) -> None:
        """Rate everything at the top, with a sentence for all trace; forge levels and traces."""
        _attack(browser)
        honest = {
            "level": 4,
            "confidence": "high",
            "trace_link": "",
            "trace_date": "",
            "trace_sentence": "Toujours. / Always.",
        }
        forged: dict[str, list[Any]] = {
            "competency": _STRANGE,
            "level": [-1, 5, 10**9, 2.5, "4", None, True, [4]],
            "confidence": ["sure", 7, ["high"], HUGE],
            "trace_link": ["javascript:alert(1)", "nowhere", 7, HUGE],
            "trace_date": ["yesterday", "31/12/2025", "2026-02-30", 7, HUGE],
            "trace_sentence": [7, ["a"], HUGE],
        }
        for place, competency in enumerate(browser.view["competencies"]):
            fields = {"competency": competency["code"], **honest}
            for field, values in forged.items() if place == 0 else ():
                for value in values:
                    browser.send("rate", {**fields, field: value}, Expect.REFUSED)
            uuid = browser.fresh_uuid()
            browser.send("rate", fields, uuid=uuid)
            browser.send("rate", fields, Expect.NOTHING, uuid)

    def scenario(self, browser: Browser) -> None:
        """Take the last choice each time, out of order and twice whenever possible, then once more after the ending."""
        _attack(browser)
        scene = browser.view["scene"]
        honest = {"scene": scene["id"], "step": scene["step"], "choice": scene["choices"][-1]["id"]}
        forged_steps: list[Any] = [1, -1, 10**9, "0", None, [], 0.5, True, False]
        send_forged(browser, "choose", honest, {"scene": _STRANGE, "step": forged_steps, "choice": _STRANGE})
        send_forged(browser, "undo", {"step": 0}, {"step": [0, *forged_steps]})
        uuid = browser.fresh_uuid()
        browser.send("choose", honest, uuid=uuid)
        browser.send("choose", honest, Expect.NOTHING, uuid)
        browser.send("choose", honest, Expect.REFUSED)  # the scene is behind by now
        last = choose_once(browser, _backwards, Counter()) or honest
        play_to_an_ending(browser, _backwards)
        browser.send("choose", last, Expect.REFUSED)
        forge_traits(browser)

    def balance(self, browser: Browser) -> None:
        """Go from corner to corner, forge every field on the way, then decide once more after the end."""
        _attack(browser)
        self._twice(browser, "begin", first_luck(browser.view), FORGED_BEGINNINGS)
        self._twice(browser, "predict", prediction(browser.view, "faded"), FORGED_PREDICTIONS)
        form = browser.view["form"]
        honest = {"quarter": form["quarter"], **all_or_nothing(form["quarter"], form)}
        self._twice(browser, "decide", honest, forged_decisions(form, honest))
        browser.send("decide", honest, Expect.REFUSED)  # the quarter is over by now
        again = {"same_luck": True, "attempt": browser.view["again"]["attempt"]}
        send_forged(browser, "begin", again, {**FORGED_BEGINNINGS, "attempt": [0, 2]})  # the game must not be lost
        browser.send("predict", {"indicators": {"active": "held"}}, Expect.REFUSED)  # too late
        play_the_two_years(browser, "faded", all_or_nothing)
        for quarter in (form["quarter"], form["quarter"] + 7, form["quarter"] + 8):
            browser.send("decide", {**honest, "quarter": quarter}, Expect.REFUSED)
        honest = {kind: browser.view["trial"][kind]["parts"] for kind in ("preferences", "orientations")}
        send_forged(browser, "try_mix", honest, {kind: forged_dosages(honest[kind]) for kind in honest})
        forge_traits(browser)

    def sandbox(self, browser: Browser) -> None:
        """Forge every intention; then write at random, contest all that the review says, and report out of spite."""
        _attack(browser)
        forge_everything(browser)
        do_every_task(browser, _write_in_spite)
        forge_traits(browser)

    def own_dosage(self, browser: Browser) -> None:
        """Place one's community in one corner, want it in another; forge every part of both."""
        _attack(browser)
        browser.send("to_plan", expect=Expect.REFUSED)
        view = browser.view
        honest: dict[str, Any] = {
            "today": placed(view, "today", lambda parts: corner(parts, 0)),
            "wanted": placed(view, "wanted", lambda parts: corner(parts, 1)),
        }
        forged = {when: forged_placings(honest[when]) for when in honest}
        self._twice(browser, "place", honest, forged)
        uuid = browser.fresh_uuid()
        browser.send("to_plan", uuid=uuid)
        browser.send("to_plan", expect=Expect.NOTHING, uuid=uuid)

    def inquiry(self, browser: Browser) -> None:
        """Forge every field of a bet and of a conclusion, act too early, then bet at the very top throughout."""
        _attack(browser)
        step = browser.view["steps"][0]
        early = {"step": step["id"], "option": "nowhere"}
        send_forged(browser, "answer", early, {"step": _STRANGE, "option": _STRANGE})
        send_forged(browser, "draw", {"step": step["id"]}, {"step": _STRANGE})
        honest = {name: value for name, value in bet(step, 1).items() if name != "asks"}
        self._twice(browser, "predict", honest, {"step": _STRANGE, "expected": _NO_BETS})
        browser.send("predict", honest, Expect.REFUSED)  # its figure shows by now
        play_to_the_end(browser, 1, lambda trap: str(trap["options"][-1]["id"]))

    def own_traces(self, browser: Browser) -> None:
        """Act without a file, forge pieces and columns, send what is no table, then a real export."""
        _attack(browser)
        for intention in ("go_on", "confirm", "predict"):
            browser.send(intention, {"columns": {}, "form": "auto", "zone": "UTC"}, Expect.REFUSED)
        piece = {"upload": browser.fresh_uuid(), "at": 0, "of": 1, "data": "eA=="}
        pieces: dict[str, list[Any]] = {
            "upload": [None, "", 7, "a b", HUGE],
            "at": [-1, 1, "0", None, True, 0.5],
            "of": [0, -1, "1", None, 10**9],
            "data": [None, 7, "é", "x", "eA", HUGE * 2, "eA=="],
        }
        send_forged(browser, "piece", piece, pieces)
        send_file(browser, EXPORT, pieces=3)
        browser.send("confirm", confirmation(browser.view), Expect.REFUSED)  # two ways of reading the dates
        honest = confirmation(browser.view, "day_first")
        no_columns = [_STRANGE, {**honest["columns"], "author": 99}, {**honest["columns"], "thread": 0}, {"author": 0}]
        zones = ["Mars/Olympus", None, 7, HUGE]
        send_forged(browser, "confirm", honest, {"columns": no_columns, "form": ["", 7, HUGE], "zone": zones})
        browser.send("confirm", honest)
        step = browser.view["steps"][0]
        forged = {"step": _STRANGE, "asks": _STRANGE, "expected": _NO_BETS}
        send_forged(browser, "predict", bet(step, 1), forged)
        bet_on_own(browser, 1)

    @staticmethod
    def _twice(browser: Browser, intention: str, honest: dict[str, Any], forged: dict[str, list[Any]]) -> None:
        send_forged(browser, intention, honest, forged)
        uuid = browser.fresh_uuid()
        browser.send(intention, honest, uuid=uuid)
        browser.send(intention, honest, Expect.NOTHING, uuid)

    def meeting(self, browser: Browser) -> None:
        """Forge plans, moves and notes; begin without the opening, stop at once, reopen, start another."""
        _attack(browser)
        minutes = planned(browser, lambda step: 0 if step["can_be_left_out"] else 120)
        step = browser.view["plan"][-1]["id"]
        forged: list[Any] = [
            None,
            7,
            [],
            {},
            "x",
            *({**minutes, step: value} for value in (0, -1, 121, 1.5, "5", True, None)),
        ]
        self._twice(browser, "prepare", {"minutes": minutes}, {"minutes": forged})
        self._twice(browser, "move", {"turn": 0, "move": "begin"}, FORGED_MOVES)
        browser.send("prepare", {"minutes": minutes}, Expect.REFUSED)  # it has begun
        browser.send("move", {"turn": 0, "move": "next"}, Expect.REFUSED)  # the view is behind by now
        move(browser, "back", Expect.REFUSED)
        send_forged(browser, "note", {"step": step, "text": FORGED}, {"step": _STRANGE, "text": [None, 7, ["a"], HUGE]})
        browser.send("erase_notes", expect=Expect.NOTHING)  # there are none
        for name in ("close", "back", "close"):
            move(browser, name)
        move(browser, "next", Expect.REFUSED)
        browser.send("restart")
        forge_traits(browser)

    def action_plan(self, browser: Browser) -> None:
        """Forge steps, then write one and take it away again; leave one that is long overdue."""
        _attack(browser)
        honest = {"step_id": "contrary-1", "text": "Tout fermer. / Close everything.", "date": "2001-01-01"}
        forged: dict[str, list[Any]] = {
            "step_id": ["", None, 7, "../../etc/passwd", "a b", ["a"], HUGE],
            "text": ["", "   ", None, 7, ["a"], HUGE],
            "date": ["tomorrow", "2026-02-30", "9999-12-31", 7, ["2026-01-15"], HUGE],
        }
        for field, values in forged.items():
            for value in values:
                browser.send("write", {**honest, field: value}, Expect.REFUSED)
        others: dict[str, dict[str, Any]] = {"done": {"done": True, "note": ""}, "remove": {}, "restore": {}}
        for intention, fields in others.items():
            for step_id in _STRANGE:
                browser.send(intention, {"step_id": step_id, **fields}, Expect.REFUSED)
        uuid = browser.fresh_uuid()
        browser.send("write", honest, uuid=uuid)
        browser.send("write", honest, Expect.NOTHING, uuid)
        for intention in ("remove", "restore", "remove"):
            browser.send(intention, {"step_id": "contrary-1"})
        browser.send("write", {**honest, "step_id": "contrary-2"})

    def progress(self, browser: Browser) -> None:
        """Send to a widget that takes nothing."""
        _attack(browser)


def _write_in_spite(browser: Browser, goal: Goal) -> None:
    """Markup, capitals and nothing asked; each criterion that it lacks is contested."""
    browser.send("compose", {"place": goal["place"], "quote": ""}, Expect.NOTHING)
    words = {"title": "<b>!!!</b>", "text": f"<script>{_SPITE}</script> [x](javascript:alert(1))"}
    found = review(browser, goal["place"], words)
    publish(browser, goal["place"], words, contested=[one["id"] for one in found if not one["is_met"]])
    html = [part for post in browser.view["page"]["posts"] for part in (post.get("html") or "",)]
    browser.note("what was written is no HTML", not any(_SPITE in part for part in html))


def _attack(browser: Browser) -> None:
    send_nonsense(browser)
    forge_traits(browser)


def _extreme(question: Question) -> Any:
    if question["kind"] == "ordering":
        return [option["id"] for option in reversed(question["options"])]
    return lean_answer(question, _last, number="-999999", words=FORGED)


def _last(things: Sequence[Any]) -> Any:
    return things[-1]


def _backwards(choices: Sequence[Choice]) -> list[Choice]:
    return list(reversed(choices))
