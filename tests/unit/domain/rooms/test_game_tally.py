"""The games of a room as a fan."""

from statistics import median

import pytest
from balance_records import PROFILE, TABLE, decision, quarters

from tisserand.domain.balance.prediction import asked
from tisserand.domain.balance.replays import summary
from tisserand.domain.rooms.game_tally import tally_games


def game(count, seed):
    return summary(TABLE, seed, tuple(decision(event) for event in quarters(count, seed=seed)))


@pytest.fixture(scope="module")
def games():
    """Eleven games: six to the end, three to the second quarter, two to the first."""
    lengths = [8] * 6 + [2] * 3 + [1] * 2
    return {f"p{seed}": game(length, seed) for seed, length in enumerate(lengths)}


def test_a_fan_says_where_the_middle_and_the_outer_runs_are(games):
    """Week by week, with how many came so far."""
    tally = tally_games(PROFILE, games)
    assert tally.judged.n == 11
    assert tally.reached == (11, 9, 6, 6, 6, 6, 6, 6)
    assert tally.finished == 6
    assert [fan.indicator for fan in tally.fans] == list(asked(PROFILE))
    fan = tally.fans[0]
    assert len(fan.weeks) == 13 * 9
    assert [week.n for week in fan.weeks[::13]] == [11, 11, 9, 6, 6, 6, 6, 6, 6]
    values = [played.readings[20].active for played in games.values()]
    assert fan.weeks[20].middle == pytest.approx(median(values))
    for week in fan.weeks:
        assert week.low <= week.middle <= week.high
        if week.n >= 10:
            assert week.lowest <= week.low <= week.high <= week.highest
        else:
            assert week.lowest is None


def test_outcomes_and_aims_are_those_of_the_games_that_ended(games):
    """A game under way has not come to anything yet."""
    tally = tally_games(PROFILE, games)
    assert all(sum(fan.verdicts.values()) == 6 for fan in tally.fans)
    assert all(0 <= aim.count <= 6 and aim.share.n == 6 for aim in tally.aims)
    short = tally_games(PROFILE, {person: played for person, played in games.items() if len(played.readings) < 100})
    assert (short.finished, short.aims, short.fans[0].verdicts) == (0, (), {})
    assert len(short.fans[0].weeks) == 13 * 2


def test_under_five_games_there_is_no_fan(games):
    """One that was only begun is no game."""
    some = dict(list(games.items())[:4]) | {"begun": summary(TABLE, 99, ())}
    tally = tally_games(PROFILE, some)
    assert (tally.judged.n, tally.judged.missing, tally.fans) == (4, 1, ())


def test_a_quarter_more_between_two_pictures_is_withheld(games):
    """The difference of the two would be about one game."""
    more = {**games, "p10": game(2, 10)}
    assert tally_games(PROFILE, more, revealed=[games]).judged.reason == "difference"
    assert tally_games(PROFILE, games, revealed=[games]).judged.may_show
