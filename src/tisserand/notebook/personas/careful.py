"""The careful persona: reads everything, tries again until it is right, leaves traces."""

from collections.abc import Mapping, Sequence
from typing import Any

from tisserand.notebook.personas.balance_play import (
    View,
    actions_of,
    card_choices,
    corner,
    decided,
    look,
    placed,
    play_the_two_years,
    towards_even,
    try_mix,
)
from tisserand.notebook.personas.browser import Browser, Expect
from tisserand.notebook.personas.inquiry_play import (
    EXPORT,
    bet_on_own,
    confirmation,
    play_to_the_end,
    send_file,
)
from tisserand.notebook.personas.meeting_play import lead_to_the_end, move, planned
from tisserand.notebook.personas.quiz_play import Question, answer_question, lean_answer, read_feedback, reopen
from tisserand.notebook.personas.sandbox_play import Goal, do_every_task, publish, review, say, wait_for_everything
from tisserand.notebook.personas.scenario_play import Choice, play_to_an_ending

_TRACE = {
    "trace_link": "https://example.org/journal-des-decisions",
    "trace_date": "2026-01-15",
    "trace_sentence": "Deux fils recadrés en janvier, notés au journal de l’équipe. / Two threads reframed in January.",
}
_TRIES = 2
_WAITS_IN = 4
"""The quarter in which nothing is done, to see what comes."""

_STEP = 6
"""Points of dosage moved in one quarter."""


class Careful:
    """Takes time over everything."""

    def quiz(self, browser: Browser) -> None:
        """Answer each question; while it is not right, read the feedback and answer again."""
        for question in browser.view["questions"]:
            self._answer(browser, question)

    def _answer(self, browser: Browser, question: Question) -> None:
        answered = answer_question(browser, question, self._first_answer(question), "medium")
        for _ in range(_TRIES):
            if answered["result"]["verdict"] in {"right", "noted"}:
                return
            better = read_feedback(question, answered["result"])
            if better is None:
                return
            answered = answer_question(browser, reopen(browser, question), better, "high")

    @staticmethod
    def _first_answer(question: Question) -> Any:
        if question["kind"] == "multiple":
            return [option["id"] for option in question["options"]]
        return lean_answer(question, _most_said, number="10", words="une règle")

    def self_assessment(self, browser: Browser) -> None:
        """Rate each competency at level 2 or 3, each with its trace."""
        for place, competency in enumerate(browser.view["competencies"]):
            fields = {"competency": competency["code"], "level": 2 + place % 2, "confidence": "medium", **_TRACE}
            browser.send("rate", fields)

    def scenario(self, browser: Browser) -> None:
        """Take the choice that says most: the one with its reason, its nuance or its condition."""
        play_to_an_ending(browser, _by_length)

    def balance(self, browser: Browser) -> None:
        """Bring both dosages little by little nearer to equal parts, with one action a quarter, and wait once."""
        look(browser)
        play_the_two_years(browser, "held", _moderate)
        try_mix(browser, _a_little)

    def sandbox(self, browser: Browser) -> None:
        """Read the charter, then do each task; keep a draft of what is written, have it reviewed, then publish it."""
        browser.send("go", {"to": "rules", "id": ""}, Expect.NOTHING)
        do_every_task(browser, _write_with_care)
        wait_for_everything(browser)
        browser.send("go", {"to": "notifications", "id": ""}, Expect.NOTHING)
        browser.send("seen", expect=Expect.ACCEPTED)

    def own_dosage(self, browser: Browser) -> None:
        """Place today's dosages, want them a little nearer to equal parts, then carry the first step into the plan."""
        view = browser.view
        today = placed(view, "today", lambda parts: corner(parts, 0))
        wanted = placed(view, "wanted", lambda parts: _a_little(corner(parts, 0)))
        browser.send("place", {"today": today, "wanted": wanted})
        browser.send("to_plan")
        browser.send("to_plan", expect=Expect.NOTHING)

    def inquiry(self, browser: Browser) -> None:
        """Bet in the middle, draw before concluding, and conclude with what says most."""
        play_to_the_end(browser, 0.5, lambda trap: str(_by_length(trap["options"])[0]["id"]))

    def own_traces(self, browser: Browser) -> None:
        """Send an export, say how its dates are written, look at every measure, then have it all forgotten."""
        send_file(browser, EXPORT)
        browser.send("confirm", confirmation(browser.view, "day_first"))
        bet_on_own(browser, 0.4)
        browser.send("forget", expect=Expect.NOTHING)

    def meeting(self, browser: Browser) -> None:
        """Plan the middle of each range, note something at each step, go back once; then erase the notes."""
        minutes = planned(browser, lambda step: max(1, (step["least"] + step["most"]) // 2))
        browser.send("prepare", {"minutes": minutes})
        for name in ("begin", "next", "back"):
            move(browser, name)
        note = "Une demande : deux pistes. / One request: two leads."
        lead_to_the_end(browser, lambda step: browser.send("note", {"step": step, "text": note}))
        kept = browser.view["notes"]
        browser.note("a note for each step", len(kept) == len(browser.view["stages"]))
        browser.send("erase_notes", expect=Expect.ERASED)
        browser.note("the notes are gone", not browser.view["notes"])

    def action_plan(self, browser: Browser) -> None:
        """Write two steps with a date, the first one suggested; do it, say what happened; take the calendar file."""
        view = browser.view
        suggested = next(iter(view["suggestions"]), "Relire la charte à deux. / Reread the charter in pairs.")
        date = view["default_date"] or "2030-01-15"
        for step_id, text in (("careful-1", suggested), ("careful-2", "Ouvrir un journal. / Open a log.")):
            browser.send("write", {"step_id": step_id, "text": text, "date": date})
        note = "Fait avec une collègue. / Done with a colleague."
        browser.send("done", {"step_id": "careful-1", "done": True, "note": note})
        browser.send("download_ics", expect=Expect.NOTHING)

    def progress(self, browser: Browser) -> None:
        """Look at it; there is nothing to send."""


def _write_with_care(browser: Browser, goal: Goal) -> None:
    browser.send("compose", {"place": goal["place"], "quote": ""}, Expect.NOTHING)
    page = browser.view["page"]
    draft = {"place": goal["place"], **goal["example"], "category": page["category"]}
    browser.send("draft", draft)
    browser.send("draft", draft, Expect.NOTHING)  # nothing changed
    review(browser, goal["place"], goal["example"])
    publish(browser, goal["place"], goal["example"])
    browser.note("nothing left to mend", all(one["is_met"] for one in say(browser)["findings"]))


def _a_little(parts: Mapping[str, int]) -> dict[str, int]:
    return towards_even(parts, _STEP)


def _moderate(quarter: int, form: View) -> dict[str, Any]:
    actions = actions_of(form)
    return decided(
        form,
        _a_little(form["preferences"]["parts"]),
        _a_little(form["orientations"]["parts"]),
        [] if quarter == _WAITS_IN else [actions[quarter % len(actions)]],
        _by_length(card_choices(form))[0],
    )


def _by_length(choices: Sequence[Choice]) -> list[Choice]:
    return sorted(choices, key=lambda choice: (-len(choice["html"]), choice["id"]))


def _most_said(things: Sequence[Any]) -> Any:
    return max(things, key=lambda thing: len(str(thing)))
