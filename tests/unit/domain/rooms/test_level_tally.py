"""Levels of a room before and after: nobody who answered once is found out by those who answered twice."""

from itertools import product

import numpy as np
import pytest

from tisserand.content.loading import load_framework
from tisserand.domain.rooms.level_tally import tally_levels

FRAMEWORK = load_framework()


def levels(*given):
    return {f"p{number}": level for number, level in enumerate(given) if level is not None}


def counts(moment):
    return [row.count for row in moment.levels]


def test_levels_before_and_after_and_who_moved():
    """Only those who answered both times moved."""
    tally = tally_levels(FRAMEWORK, "A4", levels(0, 1, 1, 2, 2, 3), levels(1, 1, 2, 1, 4, None, 4))
    assert counts(tally.before) == [1, 2, 2, 1, 0]
    assert counts(tally.after) == [0, 3, 1, 0, 2]
    assert (tally.moved.n, dict(tally.moves)) == (5, {"up": 3, "same": 1, "down": 1})
    assert tally.competency.code == "A4"
    assert len(tally.level_names) == 4
    assert tally.before.levels[1].share.value == pytest.approx(2 / 6)


def test_each_part_is_withheld_by_itself():
    """Before any answer after, there is a picture of before."""
    tally = tally_levels(FRAMEWORK, "A4", levels(1, 1, 1, 1, 2), {})
    assert tally.before.judged.may_show
    assert (tally.after.judged.n, tally.after.levels) == (0, ())
    assert (tally.moved.n, tally.moves) == (0, {})
    few = tally_levels(FRAMEWORK, "A4", levels(1, 1, 1, 1, 2), levels(2, 2, 2, 2))
    assert (few.after.judged.missing, few.moved.missing, few.moves) == (1, 1, {})


def test_a_latecomer_is_not_found_out():
    """By the difference of two pictures."""
    first = levels(1, 1, 1, 1, 2)
    tally = tally_levels(FRAMEWORK, "A4", levels(1, 1, 1, 1, 2, 4), {}, [(first, {})])
    assert (tally.before.judged.reason, tally.before.levels) == ("difference", ())
    assert tally_levels(FRAMEWORK, "A4", first, levels(2, 2, 2, 2, 2), [(first, {})]).moves["up"] == 4


def test_what_is_no_level_is_passed_over():
    """True is no level 1."""
    assert (
        tally_levels(FRAMEWORK, "A4", {"a": True, "b": "2", "c": 5, "d": -1, "e": 1.0, "f": 1}, {}).before.judged.n == 1
    )


def test_an_unknown_competency_is_an_error():
    with pytest.raises(LookupError):
        tally_levels(FRAMEWORK, "Z9", {}, {})


def tells_about_those_who_answered_once(*more_rows):
    """Whether a combination of what is published is about them alone.

    A column for each thing that somebody may have answered: who answered only before, only after, or both times. All of
    a kind are counted alike, so that one of each is enough. How many answered is known anyway: a combination that
    weighs all the possible answers of a person alike says nothing, and each person's columns are taken from their mean.
    """
    once = [("before", level, None) for level in range(5)] + [("after", None, level) for level in range(5)]
    columns = [*once, *(("both", *levels) for levels in product(range(5), repeat=2))]
    rows = [[before == level for _, before, _ in columns] for level in range(5)]
    rows += [[after == level for _, _, after in columns] for level in range(5)]
    moves = [np.sign(after - before) if who == "both" else None for who, before, after in columns]
    rows += [[move == sign for move in moves] for sign in (-1, 0, 1)]
    rows += [
        [of_both(before, after) if who == "both" else 0 for who, before, after in columns] for of_both in more_rows
    ]
    table = np.array(rows, dtype=float)
    people = np.array([who for who, _, _ in columns])
    for who in ("before", "after", "both"):
        table[:, people == who] -= table[:, people == who].mean(axis=1, keepdims=True)
    return np.linalg.matrix_rank(table[:, people == "both"]) < np.linalg.matrix_rank(table)


def test_the_figures_of_before_after_and_moves_tell_nothing_about_those_who_answered_once():
    """Ten people before and nine of them after: no combination is about the tenth."""
    assert not tells_about_those_who_answered_once()


def test_a_mean_of_changes_would_tell():
    """What was summed before, and the changes, give what was summed after, but for those who came once."""
    assert tells_about_those_who_answered_once(lambda before, after: after - before)
