"""Tests for tisserand.domain.self_ratings: before and after with their dates, over all modules, and the traces."""

from datetime import timedelta

import pytest
from domain_builders import EPOCH
from path_builders import done, rated, restarted

from tisserand.domain.events import CompetencyRated
from tisserand.domain.self_ratings import self_ratings, traces_of

CODES = {"A4", "A5"}


def ratings(*pairs, **where):
    return self_ratings(done(*pairs, **where), CODES)


def test_before_and_after_lie_side_by_side_with_their_dates():
    (pair,) = ratings(rated("A4", "before", 1), rated("A4", "after", 3))["A4"]
    assert (pair.before.level, pair.after.level) == (1, 3)
    assert (pair.before.at, pair.after.at) == (EPOCH, EPOCH + timedelta(minutes=1))
    assert pair.current == pair.after
    assert pair.module_id == "one"


def test_the_last_rating_of_a_moment_counts():
    (pair,) = ratings(rated("A4", "before", 1), rated("A4", "before", 2))["A4"]
    assert (pair.before.level, pair.after, pair.current.level) == (2, None, 2)


def test_two_modules_rate_one_competency_and_the_later_comes_last():
    later = done(rated("A4", "before", 2), module_id="two", start=10)
    earlier = done(rated("A4", "after", 3))
    for records in (earlier + later, later + earlier):
        assert [pair.module_id for pair in self_ratings(records, CODES)["A4"]] == ["one", "two"]


def test_a_rating_started_over_is_gone_in_its_module_and_moment_only():
    history = [rated("A4", "before", 1), rated("A4", "after", 3), restarted("self_assessment/form/after")]
    records = done(*history) + done(rated("A4", "after", 4), module_id="two")
    one, two = self_ratings(records, CODES)["A4"]
    assert {one.module_id: one.current.level, two.module_id: two.current.level} == {"one": 1, "two": 4}
    assert self_ratings(done(rated("A4", "after", 3), restarted("self_assessment/form/after")), CODES) == {}


@pytest.mark.parametrize("level", [-1, 5, True, "3", None, 2.0, [1]])
def test_another_scale_is_passed_over(level):
    assert ratings(rated("A4", "before", level)) == {}


def test_an_unknown_competency_and_another_activity_are_passed_over():
    assert ratings(rated("Z9", "before", 1), ("quiz/tied", CompetencyRated("A4", "before", 1))) == {}
    assert ratings(("self_assessment/form/after", CompetencyRated("A4", "before", 1))) == {}


def test_a_trace_given_before_and_after_is_one_trace():
    pairs = ratings(
        rated("A4", "before", 2, "Told it", trace_date="2026-01-03"),
        rated("A4", "after", 3, "Told it", trace_date="2026-01-03", trace_link=" "),
        rated("A5", "after", 3, trace_link="https://example.org/a", confidence="high"),
    )
    (trace,) = traces_of(pairs["A4"])
    assert (trace.link, trace.date, trace.sentence) == ("", "2026-01-03", "Told it")
    assert traces_of(pairs["A5"])[0].link == "https://example.org/a"
    assert pairs["A5"][0].current.confidence == "high"


def test_a_date_alone_and_what_is_no_text_are_no_trace():
    pairs = ratings(
        rated("A4", "before", 2, trace_date="2026-01-03"), rated("A5", "before", 2, 3, trace_link=["x"], confidence="x")
    )
    assert traces_of(pairs["A4"]) == traces_of(pairs["A5"]) == ()
    assert pairs["A5"][0].current.confidence is None
