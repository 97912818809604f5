"""The novice persona: takes the first thing offered, slips, leaves out what is optional, goes back once."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from tisserand.notebook.personas.balance_play import (
    View,
    actions_of,
    card_choices,
    decided,
    placed,
    play_the_two_years,
)
from tisserand.notebook.personas.browser import Browser, Expect
from tisserand.notebook.personas.inquiry_play import play_to_the_end
from tisserand.notebook.personas.meeting_play import lead_to_the_end, move
from tisserand.notebook.personas.quiz_play import answer_question, lean_answer, reopen
from tisserand.notebook.personas.sandbox_play import Goal, do_every_task, publish, say, wait_for_everything
from tisserand.notebook.personas.scenario_play import Choice, choose_once, play_to_an_ending


class Novice:
    """Discovers the subject and the tool together."""

    def quiz(self, browser: Browser) -> None:
        """Answer with the first thing, without certainty; try again, once, the first question that was wrong."""
        retried = False
        for question in browser.view["questions"]:
            answered = answer_question(browser, question, _naive(question, _first), None)
            if answered["result"]["verdict"] == "wrong" and not retried:
                retried = True
                answer_question(browser, reopen(browser, question), _naive(question, _middle), None)

    def self_assessment(self, browser: Browser) -> None:
        """Rate low, without saying how sure, without any trace; change one's mind about the first competency."""
        competencies = browser.view["competencies"]
        for competency in competencies:
            browser.send("rate", {"competency": competency["code"], "level": 1, **_NOTHING_OPTIONAL})
        browser.send("rate", {"competency": competencies[0]["code"], "level": 0, **_NOTHING_OPTIONAL})

    def scenario(self, browser: Browser) -> None:
        """Take the first choice; after three, go back one and take the middle one; then on to an ending."""
        visits: Counter[str] = Counter()
        for _ in range(3):
            choose_once(browser, _as_offered, visits)
        browser.send("undo", {"step": len(browser.view["history"]) - 1})
        choose_once(browser, _middle_first, Counter())
        play_to_an_ending(browser, _as_offered)

    def balance(self, browser: Browser) -> None:
        """Hope for the best, leave the dosages as they are, take the first actions and the first answers."""
        play_the_two_years(browser, "took_off", _as_it_was)

    def sandbox(self, browser: Browser) -> None:
        """Publish the first thing that comes, see that it does not help, then rewrite it from the example."""
        browser.send("search", {"query": "comment faire / how to"}, Expect.NOTHING)
        do_every_task(browser, _write_in_haste)

    def own_dosage(self, browser: Browser) -> None:
        """Ask for a step before anything is placed, then leave everything as it is."""
        view = browser.view
        browser.send("to_plan", expect=Expect.REFUSED)
        browser.send("place", {when: placed(view, when, dict) for when in ("today", "wanted")})

    def inquiry(self, browser: Browser) -> None:
        """Bet low and conclude with the first thing offered."""
        play_to_the_end(browser, 0.1, lambda trap: str(trap["options"][0]["id"]))

    def own_traces(self, browser: Browser) -> None:
        """Download the model, have no export at hand, and put it off."""
        browser.send("download_sample", expect=Expect.NOTHING)
        browser.send("later")

    def meeting(self, browser: Browser) -> None:
        """Begin at once with the times proposed, pause and resume, go to the end without a note."""
        browser.send("sync", expect=Expect.NOTHING)
        for name in ("begin", "pause", "resume"):
            move(browser, name)
        lead_to_the_end(browser)

    def action_plan(self, browser: Browser) -> None:
        """Send an empty step first, then a real one, then give it its date."""
        browser.send("write", {"step_id": "novice-1", "text": "", "date": ""}, Expect.REFUSED)
        text = "Saluer chaque nouvelle personne. / Greet newcomers."
        for date in ("", browser.view["default_date"] or "2030-01-15"):
            browser.send("write", {"step_id": "novice-1", "text": text, "date": date})

    def progress(self, browser: Browser) -> None:
        """Look at it; there is nothing to send."""


def _write_in_haste(browser: Browser, goal: Goal) -> None:
    browser.send("compose", {"place": goal["place"], "quote": ""}, Expect.NOTHING)
    page = browser.view["page"]
    hasty = {"title": page["title"] or "Question", "text": page["text"] or "Bonjour, moi aussi. / Hello, me too."}
    publish(browser, goal["place"], hasty)
    wait_for_everything(browser)
    place = f"edit-{say(browser)['id']}"
    browser.send("compose", {"place": place, "quote": ""}, Expect.NOTHING)
    publish(browser, place, goal["example"])


_NOTHING_OPTIONAL = {"confidence": None, "trace_link": "", "trace_date": "", "trace_sentence": ""}


def _as_it_was(_quarter: int, form: View) -> dict[str, Any]:
    return decided(
        form,
        form["preferences"]["parts"],
        form["orientations"]["parts"],
        actions_of(form)[: form["most"]],
        card_choices(form)[0],
    )


def _naive(question: dict[str, Any], pick: Any) -> Any:
    return lean_answer(question, pick, number="7", words="je ne sais pas")


def _first(things: Sequence[Any]) -> Any:
    return things[0]


def _middle(things: Sequence[Any]) -> Any:
    return things[len(things) // 2]


def _as_offered(choices: Sequence[Choice]) -> list[Choice]:
    return list(choices)


def _middle_first(choices: Sequence[Choice]) -> list[Choice]:
    middle = len(choices) // 2
    return [*choices[middle:], *choices[:middle]]
