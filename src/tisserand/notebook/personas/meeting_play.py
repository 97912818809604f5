"""Leading a meeting from its view, whatever somebody prefers."""

from collections.abc import Callable
from typing import Any

from tisserand.notebook.personas.browser import Browser, Expect

_PATIENCE = 60

FORGED_MOVES: dict[str, list[Any]] = {
    "turn": [1, -1, 10**9, "0", None, [], 0.5, True, False],
    "move": ["next", "resume", "nowhere", "", None, 7, ["begin"], {}],
}
"""What must not begin a meeting that has not begun."""


def planned(browser: Browser, choose: Callable[[dict[str, Any]], int]) -> dict[str, int]:
    """Return minutes for each step of the plan, as ``choose`` has them."""
    return {step["id"]: choose(step) for step in browser.view["plan"]}


def move(browser: Browser, name: str, expect: Expect = Expect.RECORDED) -> None:
    """Make one move, from what is on the screen."""
    browser.send("move", {"turn": browser.view["turn"], "move": name}, expect)


def lead_to_the_end(browser: Browser, at_each: Callable[[str], object] = lambda _step: None) -> None:
    """Go on until the meeting is over; ``at_each`` is called with the id of each step when it begins."""
    for _ in range(_PATIENCE):
        view = browser.view
        if view["state"] == "closed":
            return
        at_each(view["stages"][view["stage"]]["id"])
        move(browser, "next")
