"""Playing a balance from its view, whatever somebody prefers."""

from collections.abc import Callable, Mapping
from typing import Any

from tisserand.notebook.personas.browser import Browser, Expect

View = dict[str, Any]
Decide = Callable[[int, View], dict[str, Any]]
"""Gives the two dosages, the actions and the answer to the event of a quarter, from the form that asks for them."""

_PATIENCE = 40


def play_the_two_years(browser: Browser, expected: str, decide: Decide) -> None:
    """Begin, predict and decide for as long as the view asks for it.

    Args:
        browser: of the widget.
        expected: the verdict predicted for every indicator.
        decide: what is decided.
    """
    for _ in range(_PATIENCE):
        if not step_once(browser, expected, decide):
            return


def step_once(browser: Browser, expected: str, decide: Decide) -> str | None:
    """Do what the view asks for next and return which intention that was; ``None`` once it asks for nothing more."""
    view = browser.view
    if view.get("start"):
        browser.send("begin", first_luck(view))
        return "begin"
    if view.get("prediction"):
        browser.send("predict", prediction(view, expected))
        return "predict"
    if view.get("form"):
        browser.send("decide", decision(view, decide))
        return "decide"
    return None


def first_luck(view: View) -> dict[str, Any]:
    """Return the fields that begin a first game."""
    return {"same_luck": False, "attempt": view["start"]["attempt"]}


def prediction(view: View, expected: str) -> dict[str, Any]:
    """Return the fields that predict the same verdict for every indicator asked about."""
    return {"indicators": {one["id"]: expected for one in view["prediction"]["indicators"]}}


def decision(view: View, decide: Decide) -> dict[str, Any]:
    """Return the fields that decide the quarter that the form shows."""
    form = view["form"]
    return {"quarter": form["quarter"], **decide(form["quarter"], form)}


def decided(
    form: View, preferences: Mapping[str, int], orientations: Mapping[str, int], actions: list[str], card_choice: Any
) -> dict[str, Any]:
    """Return the four things that are decided for a quarter; the answer counts only if there is an event."""
    return {
        "preferences": dict(preferences),
        "orientations": dict(orientations),
        "actions": actions,
        "card_choice": card_choice["id"] if form["card"] else None,
    }


def actions_of(form: View) -> list[str]:
    """Return the ids of the actions offered, without waiting."""
    return [action["id"] for action in form["actions"] if action["id"] != form["waiting"]]


def card_choices(form: View) -> list[dict[str, Any]]:
    """Return the ways to answer the pending event, or one that is none."""
    return form["card"]["choices"] if form["card"] else [{"id": None, "html": ""}]


def corner(parts: Mapping[str, int], rank: int) -> dict[str, int]:
    """Return the dosage that is all one part: the ``rank``-th, round and round."""
    names = list(parts)
    return {name: 100 if at == rank % len(names) else 0 for at, name in enumerate(names)}


def towards_even(parts: Mapping[str, int], points: int) -> dict[str, int]:
    """Return a dosage nearer to equal parts: some points move from the largest part to the smallest."""
    largest, smallest = max(parts, key=lambda name: parts[name]), min(parts, key=lambda name: parts[name])
    points = min(points, (parts[largest] - parts[smallest]) // 2)
    return {**parts, largest: parts[largest] - points, smallest: parts[smallest] + points}


def placed(view: View, when: str, change: Callable[[Mapping[str, int]], dict[str, int]]) -> dict[str, dict[str, int]]:
    """Return both dosages of one's own community, ``today`` or ``wanted``, changed from what the view shows."""
    return {kind: change(view[when][kind]["parts"]) for kind in ("preferences", "orientations")}


def try_mix(browser: Browser, change: Callable[[Mapping[str, int]], dict[str, int]]) -> None:
    """Ask, once the game is over, what another mix would have done."""
    trial = browser.view["trial"]
    fields = {kind: change(trial[kind]["parts"]) for kind in ("preferences", "orientations")}
    browser.send("try_mix", fields, Expect.NOTHING)


def look(browser: Browser) -> None:
    """Say that somebody is there, as the front end does when it opens."""
    browser.send("look", expect=Expect.NOTHING)
