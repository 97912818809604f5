"""Playing a scenario from its view, whatever somebody prefers."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from tisserand.notebook.personas.browser import Browser

Choice = dict[str, Any]
Preference = Callable[[Sequence[Choice]], list[Choice]]
"""Puts the choices that a scene offers into the order in which somebody would take them."""

_PATIENCE = 200


def play_to_an_ending(browser: Browser, prefer: Preference) -> None:
    """Make choices until the view shows an ending, or patience ends.

    Whoever comes back to a scene takes the next choice of their preference: nobody goes round in circles.
    """
    visits: Counter[str] = Counter()
    for _ in range(_PATIENCE):
        if choose_once(browser, prefer, visits) is None:
            return


def choose_once(browser: Browser, prefer: Preference, visits: Counter[str]) -> dict[str, Any] | None:
    """Make one choice and return the fields that were sent; ``None`` at an ending."""
    scene = browser.view["scene"]
    if scene is None:
        return None
    wanted = prefer(scene["choices"])
    choice = wanted[visits[scene["id"]] % len(wanted)]
    visits[scene["id"]] += 1
    fields = {"scene": scene["id"], "step": scene["step"], "choice": choice["id"]}
    browser.send("choose", fields)
    return fields
