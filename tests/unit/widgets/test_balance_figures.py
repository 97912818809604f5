"""Tests for tisserand.widgets.balance_figures: figures as people read them, changes worth a word."""

import math

from tisserand.domain.balance.indicators import INDICATORS
from tisserand.i18n import Lang
from tisserand.widgets.balance_figures import change, figure, largest, size

CALM = dict.fromkeys(INDICATORS, 0.5) | {"active": 20.0, "answer_hours": 10.0}


def test_a_figure_has_its_unit_and_no_false_precision():
    assert figure("active", 18.4, Lang.FR) == "18"
    assert figure("say", 0.416, Lang.FR) == "42\u00a0%"
    assert figure("say", 0.416, Lang.EN) == "42%"
    assert figure("answer_hours", 26.3, Lang.FR) == "26\u00a0h"
    assert figure("answer_hours", 82, Lang.FR) == "3,4\u00a0jours"
    assert figure("answer_hours", 168, Lang.EN) == "7\u00a0days"


def test_a_clear_change_has_size_one():
    assert math.isclose(size(INDICATORS["say"], 0.4, 0.4 + INDICATORS["say"].clear), 1)
    assert size(INDICATORS["active"], 0, 0) == 0


def test_an_arrow_says_where_it_goes_and_a_tone_whether_that_is_good():
    assert change(INDICATORS["load"], 0.4, 0.6) == {"arrow": "▲", "tone": "hard"}
    assert change(INDICATORS["load"], 0.6, 0.4) == {"arrow": "▼", "tone": "good"}
    assert change(INDICATORS["load"], 0.5, 0.51) == {"arrow": "=", "tone": "neutral"}


def test_the_largest_changes_come_first_and_small_ones_not_at_all():
    after = {**CALM, "say": 0.7, "load": 0.6, "belonging": 0.505}
    assert [each.id for each in largest(CALM, after, 4)] == ["say", "load"]
    assert [each.id for each in largest(CALM, after, 1)] == ["say"]
    assert largest(CALM, CALM, 4) == []


def test_what_luck_alone_could_do_is_not_told():
    """A change of three clear ones, where luck makes eight, says nothing."""
    after = {**CALM, "say": 0.74}
    assert [each.id for each in largest(CALM, after, 4, {"say": 1.0})] == ["say"]
    assert largest(CALM, after, 4, {"say": 8.0}) == []
