"""Playing an inquiry from its view, and sending a file as the front end does."""

from base64 import b64encode
from collections.abc import Callable
from typing import Any

from tisserand.notebook.personas.browser import Browser, Expect

View = dict[str, Any]


def _row(n: int) -> str:
    answered = n - 1 if n % 4 else ""
    day, month = 1 + n % 12, 1 + n // 12  # below 13 both: the dates can be read in two ways
    return f"Membre {n % 7};{day:02}/0{month}/2026 1{n % 10}:05;Fil {n // 4};{n};{answered};Bonjour à tous"


EXPORT = "\n".join(["Auteur;Date;Sujet;Identifiant;Réponse à;Message", *(_row(n) for n in range(84)), ""])
"""A small export as a spreadsheet writes it in France: nobody in it exists."""


def play_to_the_end(browser: Browser, expected: float, conclude: Callable[[View], str]) -> None:
    """Bet on every step, press what can be drawn, and conclude.

    Args:
        browser: of the widget.
        expected: the bet, as a part of the highest one that a step takes.
        conclude: gives the option chosen, from a trap.
    """
    for _ in range(len(browser.view["steps"]) + len(browser.view["ahead"])):
        step = browser.view["steps"][-1]
        if step["ask"]:
            bet_on(browser, step, expected)
        trap = step_of(browser.view, step["id"])["trap"]
        if trap and not trap["chosen"]:
            if trap["draws"]:
                browser.send("draw", {"step": step["id"]}, Expect.NOTHING)
            browser.send("answer", {"step": step["id"], "option": conclude(trap)})


def bet_on(browser: Browser, step: View, expected: float, expect: Expect = Expect.RECORDED) -> None:
    """Bet on a step, as a part of the highest bet."""
    browser.send("predict", bet(step, expected), expect)


def bet(step: View, expected: float) -> dict[str, Any]:
    """Return the fields of a bet."""
    return {
        "step": step["id"],
        "asks": step.get("asks"),
        "expected": expected * step["ask"]["most"] / step["ask"]["divide"],
    }


def step_of(view: View, step_id: str) -> View:
    """Return a step as a view shows it."""
    found: View = next(step for step in view["steps"] if step["id"] == step_id)
    return found


def send_file(browser: Browser, text: str, pieces: int = 2) -> None:
    """Send a file by pieces."""
    content, upload = text.encode(), browser.fresh_uuid()
    size = -(-len(content) // pieces)
    for at in range(pieces):
        data = b64encode(content[at * size : (at + 1) * size]).decode()
        browser.send("piece", {"upload": upload, "at": at, "of": pieces, "data": data}, Expect.NOTHING)


def confirmation(view: View, form: str = "auto") -> dict[str, Any]:
    """Return the fields that confirm the columns as they were recognised."""
    columns = {role["id"]: role["chosen"] for role in view["columns"]["roles"]}
    return {"columns": columns, "form": form, "zone": view["columns"]["zone"]}


def bet_on_own(browser: Browser, expected: float) -> None:
    """Bet on every measure of one's own export."""
    for _ in range(10):
        open_steps = [step for step in browser.view["steps"] if step["ask"]]
        if not open_steps:
            return
        bet_on(browser, open_steps[0], expected, Expect.NOTHING)
