"""Tests for the measures: by hand on a few posts, whole on the made community, unchanged by any order of the rows."""

from random import Random

import numpy as np
import pandas as pd
import pytest
from traces_builders import made, posts

from tisserand.domain.analytics import bridges, chance, newcomers, participation, reply_delay, rhythm, ties
from tisserand.domain.analytics.intervals import KeyFigure
from tisserand.domain.analytics.measures import MEASURES, compare, first_told, key_figures
from tisserand.domain.analytics.posts import openings

DAY, WEEK = 24, 168


@pytest.fixture(scope="module")
def community():
    return made()


def test_each_measure_gives_the_figures_that_can_be_asked(community):
    for measure, asked in MEASURES.items():
        figures = key_figures(measure, community, "Europe/Paris")
        assert set(asked) <= set(figures)
        for name, one in asked.items():
            assert figures[name].unit == one.unit
            assert figures[name].value is None or 0 <= figures[name].value <= one.most
    with pytest.raises(KeyError):
        key_figures("happiness", community, "UTC")


@pytest.mark.parametrize("measure", MEASURES)
def test_an_empty_or_tiny_community_has_no_figures(measure):
    for tiny in (posts(), posts(("a", 0, "t"), ("b", 1, "t"), ("c", 300, "u"))):
        figures = key_figures(measure, tiny, "Europe/Paris")
        assert first_told(measure, figures) is None


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_the_rows_changes_nothing(community, measure, seed):
    shuffled = community.sample(frac=1, random_state=seed, ignore_index=True)
    assert key_figures(measure, shuffled, "Europe/Paris") == key_figures(measure, community, "Europe/Paris")


@pytest.mark.parametrize("measure", MEASURES)
def test_other_pseudonyms_change_nothing(community, measure):
    """The same export read twice, under another key, gives the same figures."""
    other = {name: f"z{(at * 37) % 101:03}" for at, name in enumerate(sorted(set(community["author"])))}
    renamed = community.assign(
        author=community["author"].map(other), answers=community["answers"].map(other, na_action="ignore")
    )
    assert key_figures(measure, renamed, "Europe/Paris") == key_figures(measure, community, "Europe/Paris")


# Participation


def test_the_most_active_tenth_and_those_who_wrote_once():
    written = posts(*[("star", n, "t") for n in range(40)], *[(f"m{n}", 50 + n, "t") for n in range(59)])
    figures = participation.figures(written)
    assert figures["authors"].value == 60
    assert figures["top_tenth"].value == pytest.approx(45 / 99)  # six people
    assert figures["once"].value == pytest.approx(59 / 60)
    assert figures["half"].value == 11
    assert list(participation.slices(written)["people"]) == [6] * 10


def test_slices_never_have_fewer_than_five_people():
    for authors in range(30):
        sizes = list(participation.slices(posts(*[(f"m{n}", n, "t") for n in range(authors)]))["people"])
        assert all(size >= 5 for size in sizes)
        assert sum(sizes) in {0, authors}


def test_a_tenth_of_fewer_than_five_people_is_withheld():
    figures = participation.figures(posts(*[(f"m{n}", n, "t") for n in range(30)]))
    assert figures["top_tenth"].few
    assert figures["once"].value == 1


def test_gini_of_equals_is_nothing_and_of_one_is_nearly_everything():
    assert participation.gini(np.array([3, 3, 3, 3])) == pytest.approx(0)
    assert participation.gini(np.array([0, 0, 0, 9])) == pytest.approx(0.75)


# Reply delay


def test_only_somebody_else_answers_and_only_within_a_week():
    talk = posts(
        ("a", 0, "t1"), ("a", 1, "t1"), ("b", 5, "t1"),
        ("c", 0, "t2"), ("d", 8 * DAY, "t2"),
        ("e", 0, "t3"),
        ("f", 0, "t4"), ("a", 3, "t4"),
        ("g", 20 * DAY, "t5"),
    )  # fmt: skip
    threads = reply_delay.by_thread(talk).set_index("thread")["delay"]
    assert threads["t1"] == 5
    assert pd.isna(threads["t2"])
    assert pd.isna(threads["t3"])
    assert threads["t4"] == 3
    assert "t5" not in threads, "too recent to have been answered in a week"
    assert reply_delay.bands(talk)["threads"].sum() == 4


# Newcomers


def test_who_was_there_at_the_start_or_came_at_the_end_is_no_newcomer():
    rows = [("old", 0, "t0"), ("old", 90 * DAY, "t0")]
    rows += [("early", 20 * DAY, "t1"), ("new", 40 * DAY, "t2"), ("late", 70 * DAY, "t3")]
    assert list(newcomers.by_newcomer(posts(*rows))["author"]) == ["new"]


def test_an_answer_comes_within_two_days_and_a_return_after_them():
    rows = [("old", 0, "t0"), ("old", 100 * DAY, "t0")]
    for name, answer, back in (("a", 10, 60), ("b", 60, 20), ("c", None, 40 * DAY), ("d", 47, 29 * DAY)):
        rows.append((name, 40 * DAY, name))
        rows += [("old", 40 * DAY + answer, name)] if answer else []
        rows.append((name, 40 * DAY + back, "t0"))
    found = newcomers.by_newcomer(posts(*rows)).set_index("author")
    assert found["answered"].to_dict() == {"a": True, "b": False, "c": False, "d": True}
    assert found["returned"].to_dict() == {"a": True, "b": False, "c": False, "d": True}


# Ties


def test_a_tie_goes_to_the_author_named_or_to_whoever_opened_the_thread():
    talk = posts(("a", 0, "t"), ("b", 1, "t"), ("c", 2, "t", "b"), ("c", 3, "t", "c"), ("b", 4, "u"), ("a", 5, "u"))
    assert ties.replies(talk).to_numpy().tolist() == [["a", "b", 1], ["b", "a", 1], ["c", "b", 1]]
    assert ties.ties(talk).to_numpy().tolist() == [["a", "b", 2], ["b", "c", 1]]
    assert list(openings(talk)["opener"]) == ["a", "b"]


def test_a_small_class_joins_its_neighbour():
    ring = [(f"m{n}", n, f"t{n}") for n in range(12)]
    ring += [(f"m{(n + 1) % 12}", 20 + n, f"t{n}") for n in range(12)]
    found = ties.classes(posts(*ring, ("alone", 50, "x")))
    assert all(count >= 5 for count in found["people"])
    assert found["people"].sum() == 13
    assert ties.figures(posts(*ring, ("alone", 50, "x")))["isolated"].few


def test_five_isolated_people_may_be_told():
    ring = [(f"m{n}", n, "t") for n in range(12)]
    alone = [(f"alone{n}", 50 + n, f"x{n}") for n in range(5)]
    assert ties.figures(posts(*ring, *alone))["isolated"].value == pytest.approx(5 / 17)


# Groups and bridges


def two_circles(size=6, *, bridge=True):
    rows, hour = [], 0
    for circle in "ab":
        for one in range(size):
            for other in range(size):
                if one != other:
                    rows.append((f"{circle}{one}", hour, f"{circle}{one}{other}"))
                    rows.append((f"{circle}{other}", hour + 1, f"{circle}{one}{other}"))
                    hour += 2
    if bridge:
        rows += [("x", hour, "xa"), ("a0", hour + 1, "xa"), ("x", hour + 2, "xb"), ("b0", hour + 3, "xb")]
        rows += [("x", hour + 4, "xc"), ("a1", hour + 5, "xc")]
    return posts(*rows)


def test_two_circles_are_two_groups_and_the_person_between_them_is_the_bridge():
    found = bridges.shape(two_circles())
    people = found.people.set_index("author")
    assert set(people["group"]) == {1, 2}
    assert {"x"} <= set(people.index[people["is_bridge"]])
    assert people.loc[["a2", "b3"], "is_bridge"].tolist() == [False, False]
    assert found.pairs["is_across"].sum() >= 1
    assert people["x"].between(0, 1).all()


def test_circles_apart_have_no_bridge_and_no_tie_across():
    figures = bridges.figures(two_circles(bridge=False))
    assert figures["groups"].value == 2
    assert figures["across"].value == 0
    assert figures["bridges"].value == 0


def test_groups_of_fewer_than_five_people_are_not_told():
    assert bridges.groups(two_circles(size=3, bridge=False)).empty


# Rhythm


def test_a_week_in_which_fewer_than_five_people_wrote_is_withheld():
    full = [(f"m{n}", day * DAY, f"t{day}{n}") for day in range(28) for n in range(5) if not 7 <= day < 21]
    rows = [*full, ("m1", 8 * DAY, "lone"), ("m2", 9 * DAY, "lone")]
    weeks = rhythm.by_week(posts(*rows))
    assert weeks["posts"].isna().tolist() == [False, True, False, False]
    assert weeks["posts"].tolist()[2] == 0, "nobody is no one in particular"


def test_days_are_those_of_the_time_zone():
    late = posts(*[(f"m{n}", 23.5, f"t{n}") for n in range(6)])
    assert rhythm.by_weekday(late, "UTC")["posts"].tolist()[0] == 6
    assert rhythm.by_weekday(late, "Europe/Paris")["posts"].tolist()[1] == 6


def test_the_busiest_day_is_withheld_when_few_wrote_on_it():
    few = posts(*[("ab"[n % 2], n / 10, f"t{n}") for n in range(20)], *[(f"m{n}", 30 + n / 10, "u") for n in range(6)])
    assert rhythm.figures(few)["busiest"].few
    assert rhythm.figures(posts(*[(f"m{n}", n / 10, "u") for n in range(6)]))["busiest"].value == 1


def test_a_clock_is_not_bursty_and_a_burst_is():
    clock = posts(*[("a", n, "t") for n in range(50)])
    burst = posts(*[("a", n / 100, "t") for n in range(49)], ("a", 900, "t"))
    assert rhythm.burstiness(clock) == pytest.approx(-1)
    assert rhythm.burstiness(burst) > 0.6
    assert rhythm.burstiness(posts(("a", 0, "t"))) is None


# Chance


def luck(seed):
    return Random(seed)  # noqa: S311 - a draw, not a secret


def test_draws_are_the_same_for_the_same_luck_and_more_of_them_begin_alike():
    outcomes = [True] * 22 + [False] * 18
    few = chance.sample_shares(outcomes, 4, 5, luck(7))
    assert chance.sample_shares(outcomes, 4, 9, luck(7))[:5] == few
    assert set(few) <= {0, 0.25, 0.5, 0.75, 1}
    with pytest.raises(ValueError, match="ample"):
        chance.sample_shares([True], 4, 1, luck(7))


def test_shuffling_weeks_keeps_them_all_and_survives_calm():
    changes = chance.shuffled_changes([10, 10], [20, 20], 200, luck(3))
    assert {round(one, 3) for one in changes} == {1.0, 0.0, -0.5}
    assert chance.shuffled_changes([0, 0], [0, 0], 5, luck(3)) == []
    assert len(chance.shuffled_changes([0, 0], [0, 5], 20, luck(3))) == 20


# Comparing


@pytest.mark.parametrize(
    ("expected", "shown", "word"),
    [
        (0.5, KeyFigure(0.55, "share", n=40, low=0.4, high=0.69), "near"),
        (0.39, KeyFigure(0.55, "share", n=40, low=0.4, high=0.69), "more"),
        (0.7, KeyFigure(0.55, "share", n=40, low=0.4, high=0.69), "less"),
        (0.42, KeyFigure(0.46, "share"), "near"),
        (10.0, KeyFigure(4.2, "hours"), "less"),
        (4.0, KeyFigure(4.2, "hours"), "near"),
    ],
)
def test_a_prediction_is_near_inside_the_interval_or_close_by(expected, shown, word):
    assert compare(expected, shown) == word


def test_nothing_compares_with_a_figure_that_is_withheld():
    with pytest.raises(ValueError, match="nothing"):
        compare(0.5, KeyFigure(None, "share", few=True))
