"""How the contrary persona balances: all of one thing, then all of another, and what it forges on the way."""

from collections.abc import Mapping
from typing import Any

from tisserand.notebook.personas.balance_play import View, actions_of, card_choices, corner, decided
from tisserand.notebook.personas.hostile import HUGE

FORGED_BEGINNINGS: dict[str, list[Any]] = {
    "same_luck": [None, 7, "no", [], {}, HUGE],
    "attempt": [-1, 7, "0", None, True, [], HUGE],
}

FORGED_PREDICTIONS: dict[str, list[Any]] = {
    "indicators": [
        None,
        7,
        "held",
        [],
        {},
        HUGE,
        {"active": "marvellous"},
        {"active": None},
        {"active": ["held"]},
        {"nowhere": "held"},
        {"active": "held", "health": "held"},
        {HUGE: "held"},
    ]
}


def all_or_nothing(quarter: int, form: View) -> dict[str, Any]:
    """Decide for all of one preference and one orientation, another one each time, with the last of what is offered."""
    return decided(
        form,
        corner(form["preferences"]["parts"], quarter // 2),
        corner(form["orientations"]["parts"], quarter),
        actions_of(form)[-form["most"] :],
        card_choices(form)[-1],
    )


def forged_decisions(form: View, honest: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Return what no page of ours would send for each field of a decision."""
    actions = actions_of(form)
    quarter = honest["quarter"]
    return {
        "quarter": [0, quarter + 1, quarter - 1, 9, 10**9, str(quarter), quarter + 0.5, None, True, [], HUGE],
        "preferences": forged_dosages(honest["preferences"]),
        "orientations": forged_dosages(honest["orientations"]),
        "actions": [
            None,
            7,
            actions[0],
            {actions[0]: actions[0]},
            ["nowhere"],
            [7],
            [[]],
            [HUGE],
            [actions[0], actions[0]],
            actions[: form["most"] + 1],
            actions[:1] * 5000,
        ],
        "card_choice": ["nowhere", "", 7, True, ["a"], {"a": "b"}, HUGE],
    }


def forged_placings(placing: Mapping[str, Mapping[str, int]]) -> list[Any]:
    """Return what no page of ours would send for where one's community is placed."""
    shapes: list[Any] = [None, 7, [], {}, HUGE, {"preferences": placing["preferences"]}]
    return shapes + [{**placing, kind: wrong} for kind in placing for wrong in forged_dosages(placing[kind])]


def forged_dosages(parts: Mapping[str, int]) -> list[Any]:
    """Return what no page of ours would send for a dosage."""
    first, *others = parts
    nothing = dict.fromkeys(others, 0)
    return [
        None,
        7,
        HUGE,
        [],
        [100],
        {},
        {first: 100},
        {**nothing, first: 101},
        {**nothing, first: 99},
        {**nothing, first: -1},
        {**nothing, first: 10**30},
        {**nothing, first: 99.5},
        {**nothing, first: 100.0},
        {**nothing, first: True},
        {**nothing, first: "100"},
        {**nothing, first: None},
        {**nothing, first: 100, "health": 0},
        {**nothing, first: 100, HUGE: 0},
        {other: 100 if other == first else 0 for other in (*others, "health")},
    ]
