from balance_records import BEGUN, DECK, PROFILE, quarters
from balance_table import profile, text
from domain_builders import records

from tisserand.domain.balance.history import balance_history
from tisserand.domain.balance.outcome import Verdict, outcomes
from tisserand.domain.balance.prediction import asked, compare


def test_what_is_asked_is_how_many_are_active_then_the_aims_of_the_profile():
    assert asked(PROFILE) == ("active", "belonging", "load")


def test_an_aim_on_active_members_or_on_an_unknown_indicator_is_not_asked_twice_nor_at_all():
    aims = [{"indicator": name, "at_least": 1, "text": text("aim")} for name in ("say", "active", "health")]
    assert asked(profile(aims=aims)) == ("active", "say")


def test_what_was_expected_stands_beside_what_came():
    game = balance_history(PROFILE, DECK, records(BEGUN, *quarters(2))).game
    found = {one.indicator: one for one in outcomes(game)}
    other = next(verdict for verdict in Verdict if verdict is not found["active"].verdict)
    compared = compare({"active": other, "load": found["load"].verdict, "gone": Verdict.HELD}, outcomes(game))
    assert [(one.outcome.indicator, one.is_right) for one in compared] == [("active", False), ("load", True)]
