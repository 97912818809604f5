"""Tests for tisserand.domain.insights: what is named, on which figures, and when nothing is."""

import pytest
from path_builders import CONTENTS, FRAMEWORK, answered, chosen, done, rated

from tisserand.domain.competency_profile import competency_profile
from tisserand.domain.insights import InsightKind, insights


def told(*pairs, code="A4"):
    """Return what is told of a competency, by kind."""
    profile = competency_profile(FRAMEWORK, CONTENTS, done(*pairs), ())
    return {one.kind: one for standing in profile if standing.code == code for one in insights(standing)}


def answers(*given, certainty=None):
    return [answered(question, one, certainty) for question, one in zip("abc", given, strict=False)]


TRACE = "Told it"


def test_nothing_is_told_of_nothing():
    assert told() == {}


def test_a_level_ahead_of_the_answers_is_named_with_the_answers():
    one = told(rated("A4", "before", 3, TRACE), *answers("no", "no", "yes"))[InsightKind.AHEAD]
    assert (one.figures, one.after) == ({"level": 3, "right": 1, "total": 3}, False)


def test_before_the_practice_first_answers_count_and_after_it_the_last_ones():
    mended = [*answers("no", "no", "no"), *answers("yes", "yes", "yes")]
    assert InsightKind.AHEAD in told(rated("A4", "before", 3, TRACE), *mended)
    assert told(rated("A4", "before", 3, TRACE), *mended, rated("A4", "after", 3, TRACE)) == {}


@pytest.mark.parametrize("given", [["no", "no"], ["yes", "yes", "no"], []])
def test_a_few_answers_or_half_of_them_right_contradict_nothing(given):
    assert told(rated("A4", "before", 3, TRACE), *answers(*given)) == {}


def test_a_level_behind_the_answers_is_named():
    one = told(rated("A4", "before", 0), *answers("yes", "yes", "yes"))[InsightKind.BEHIND]
    assert one.figures == {"level": 0, "right": 3, "total": 3}


def test_level_1_is_to_know_and_a_quiz_alone_shows_no_more():
    right = answers("yes", "yes", "yes")
    assert told(rated("A4", "before", 1), *right) == {}
    assert set(told(rated("A4", "before", 1), *right, chosen("go"))) == {InsightKind.BEHIND}


def test_a_level_that_rests_on_ones_word_is_said_to_and_is_no_fault():
    assert set(told(rated("A4", "after", 2))) == {InsightKind.WORD_ALONE}
    assert set(told(rated("A4", "after", 2), chosen("go"))) == {InsightKind.NO_TRACE}
    assert told(rated("A4", "after", 2, TRACE)) == {}
    assert told(rated("A4", "after", 1)) == {}


def test_sure_and_wrong_is_named_from_two_answers_and_a_third_of_them():
    one = told(*answers("no", "no", "yes", certainty="high"))[InsightKind.SURE_AND_WRONG]
    assert one.figures == {"n": 2, "total": 3}
    assert told(*answers("no", "yes", "yes", certainty="high")) == {}
    assert told(*answers("no", "no", certainty="high")) == {}
    assert told(*answers("no", "no", "no", certainty="medium")) == {}


def test_unsure_and_right_is_named():
    one = told(*answers("yes", "no", "yes", certainty="low"))[InsightKind.UNSURE_AND_RIGHT]
    assert one.figures == {"n": 2, "total": 3}
    assert told(*answers("yes", "no", "nearly", certainty="low")) == {}


def test_only_the_first_answer_tells_how_sure_somebody_was():
    tried_again = [answered("a", "no", "high"), *answers("yes", "no", "no", certainty="high")]
    assert told(*tried_again)[InsightKind.SURE_AND_WRONG].figures == {"n": 3, "total": 3}
