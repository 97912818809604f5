import pytest
from balance_builders import FOUNDERS, kept, played, preferences, profile, steady, text

from tisserand.domain.balance.indicators import INDICATORS
from tisserand.domain.balance.outcome import Verdict, aims_of, mean_of, outcomes, verdict
from tisserand.i18n import Lang, translate


@pytest.mark.parametrize(
    ("indicator", "before", "after", "expected"),
    [
        ("active", 20, 30, Verdict.TOOK_OFF),
        ("active", 20, 24, Verdict.HELD),
        ("active", 20, 12, Verdict.FADED),
        ("active", 2, 4, Verdict.FADED),
        ("say", 0.3, 0.4, Verdict.TOOK_OFF),
        ("say", 0.3, 0.35, Verdict.HELD),
        ("friction", 0.6, 0.3, Verdict.TOOK_OFF),
        ("friction", 0.3, 0.6, Verdict.FADED),
        ("answer_hours", 4, 10, Verdict.FADED),
        ("answer_hours", 10, 4, Verdict.TOOK_OFF),
        ("answer_hours", 5, 4, Verdict.HELD),
        ("load", 0.4, 0.8, Verdict.FADED),
    ],
)
def test_a_change_has_a_word_by_the_end_that_is_desirable(indicator, before, after, expected):
    assert verdict(INDICATORS[indicator], before, after) is expected


def test_each_indicator_is_judged_by_itself_and_there_is_no_score():
    found = outcomes(steady(FOUNDERS, preferences(34, 33, 33), 0))
    assert [outcome.indicator for outcome in found] == list(INDICATORS)
    assert len({outcome.verdict for outcome in found}) > 1


@pytest.mark.parametrize("lang", Lang)
def test_every_verdict_on_every_indicator_has_its_sentence(lang):
    for indicator in INDICATORS:
        for each in Verdict:
            assert translate(lang, f"balance.outcome.{indicator}.{each}")


def test_aims_are_met_or_not_one_by_one():
    found = profile(
        aims=[
            {"indicator": "active", "at_least": 1, "text": text()},
            {"indicator": "friction", "at_most": 0.0, "text": text()},
        ]
    )
    game = played(found, quarters=1)
    assert [aim.is_met for aim in aims_of(found, game.last.readings)] == [True, False]


def test_means_are_over_the_weeks_given():
    readings = kept(FOUNDERS, 0).last.readings
    assert mean_of(readings, "load") == pytest.approx(sum(reading.load for reading in readings) / 13)
