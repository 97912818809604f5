"""The weekly step: who is there, what they do, what it leaves."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from balance_builders import BALANCED, PRACTICE, profile
from hypothesis import given, settings
from hypothesis import strategies as st

from tisserand.content.models.balance import Gauge
from tisserand.domain.balance.community import NEVER_SEEN, ONCE, REGULAR, SILENT, found
from tisserand.domain.balance.dice import weeks_rng
from tisserand.domain.balance.levers import Mix, conditions_of
from tisserand.domain.balance.parameters import Parameters
from tisserand.domain.balance.setting import Setting
from tisserand.domain.balance.team import crew_of
from tisserand.domain.balance.week import next_week, odds_against_coming

DEFAULTS = Parameters()
SMALL = profile()


def setting(a_profile=SMALL, parameters=DEFAULTS, mix=BALANCED, changes=(), **rest):
    conditions = conditions_of(Mix.of(mix, PRACTICE), a_profile)
    return Setting(a_profile, parameters, conditions, dict(changes), **rest)


def weeks(a_setting, seed=0, number=40):
    """Return the communities of some weeks, the first one as found, with the figures of each."""
    now = found(a_setting.profile.start, a_setting.parameters, seed)
    rng, lived = weeks_rng(seed, 0), [(now, None)]
    for _ in range(number):
        lived.append(next_week(lived[-1][0], a_setting, rng))
    return lived


SEEDS = st.integers(0, 10_000)


@settings(max_examples=25, deadline=None)
@given(SEEDS, st.integers(5, 40), st.integers(0, 60))
def test_members_are_those_before_and_those_who_come_less_those_who_go(seed, members, more):
    a_profile = profile(start={"members": members, "audience": members + more, "regulars": 5, "arrivals": 3.0})
    lived = weeks(setting(a_profile), seed, 30)
    for (before, _), (after, figures) in itertools.pairwise(lived):
        assert after.members == before.members + figures.arrivals - figures.departures
        assert after.members == np.count_nonzero(after.present)
        assert after.joined == before.joined + figures.arrivals <= members + more


@settings(max_examples=15, deadline=None)
@given(SEEDS)
def test_states_stay_between_0_and_1_and_probabilities_too(seed):
    for now, _ in weeks(setting(changes={Gauge.BELONGING: 0.3, Gauge.LOAD: -0.2, Gauge.SAY: 0.5}), seed, 25):
        for values in (now.belonging, now.trust, now.load):
            assert values.min() >= 0
            assert values.max() <= 1
        against = odds_against_coming(now, setting(), crew_of(now))
        assert against.min() > 0
        assert np.isfinite(against).all()
        for name in ("alive", "say", "friction", "reliability", "tension", "rules", "knowledge"):
            assert 0 <= getattr(now.climate, name) <= 1


@settings(max_examples=15, deadline=None)
@given(SEEDS)
def test_nobody_answers_themselves_and_only_members_who_are_there_post(seed):
    lived = weeks(setting(), seed, 30)
    for (before, _), (after, figures) in itertools.pairwise(lived):
        talk = figures.exchanges
        assert (talk.repliers != talk.replied_to).all()
        old = talk.starters[talk.starters < before.joined]
        assert before.present[old].all()
        assert (before.standing[old] != ONCE).all()
        assert (before.standing[talk.repliers] >= REGULAR).all()
        assert talk.answered.sum() == len(talk.waits)
        assert ((talk.waits > 0) & (talk.waits < 1)).all()
        assert after.weekly_posts[-1].sum() == talk.posts


def test_the_posts_of_a_quarter_are_those_of_its_thirteen_weeks():
    now = weeks(setting(), number=30)[-1][0]
    assert (now.posts == sum(np.pad(each, (0, now.room - len(each))) for each in now.weekly_posts)).all()
    assert (now.posts >= 0).all()


def test_a_week_changes_nothing_of_the_community_before():
    before = found(SMALL.start, DEFAULTS, 3)
    arrays = before._asdict()
    copies = {name: value.copy() for name, value in arrays.items() if isinstance(value, np.ndarray)}
    rng = weeks_rng(3, 0)
    for _ in range(5):
        next_week(before, setting(changes={Gauge.TEAM: 1, Gauge.LOAD: 0.1}), rng)
    for name, copy in copies.items():
        assert (arrays[name] == copy).all(), name


def test_the_same_dice_make_the_same_weeks():
    one, other = (weeks(setting(), seed=9)[-1][0] for _ in range(2))
    assert (one.belonging == other.belonging).all()
    assert one.climate == other.climate


def test_a_small_change_leaves_most_of_what_happens_as_it_was():
    """Common random numbers: two runs that differ by a hair have nearly the same visitors and topics at first."""
    one, other = (
        weeks(setting(), 4, 3),
        weeks(setting(parameters=replace(DEFAULTS, visit_base=DEFAULTS.visit_base + 0.01)), 4, 3),
    )
    for (_, mine), (_, theirs) in zip(one[1:], other[1:], strict=True):
        assert abs(mine.visitors - theirs.visitors) <= 2
        same = np.intersect1d(mine.exchanges.starters, theirs.exchanges.starters)
        assert len(same) >= len(mine.exchanges.starters) - 1


def test_newcomers_come_back_more_often_when_they_are_answered_and_at_the_published_rates():
    """44% and 56% (Joyce & Kraut 2006), once what the liveliness of the place adds is taken out."""
    parameters = replace(DEFAULTS, return_liveliness=0.0, first_topic=0.5)
    a_profile = profile(start={"members": 400, "audience": 900, "regulars": 80, "team": 4, "posts": 60, "arrivals": 20})
    lived = [figures for seed in range(4) for _, figures in weeks(setting(a_profile, parameters), seed, 60)[1:]]
    first, answered = sum(week.first_posts for week in lived), sum(week.first_answered for week in lived)
    back, thanked = sum(week.returned for week in lived), sum(week.returned_answered for week in lived)
    assert min(answered, first - answered) > 150
    assert thanked / answered == pytest.approx(0.56, abs=0.05)
    assert (back - thanked) / (first - answered) == pytest.approx(0.44, abs=0.06)


def test_the_tone_of_replies_makes_no_difference_unless_one_says_so():
    assert DEFAULTS.tone_effect == 0


def test_welcoming_newcomers_answers_more_of_their_first_posts():
    a_profile = profile(start={"members": 400, "audience": 900, "regulars": 60, "team": 3, "posts": 40, "arrivals": 10})

    def share(changes):
        lived = [figures for _, figures in weeks(setting(a_profile, changes=changes), 1, 60)[1:]]
        return sum(week.first_answered for week in lived) / sum(week.first_posts for week in lived)

    assert share({Gauge.WELCOME: 0.9}) > share({}) + 0.08


def test_displayed_rules_bring_more_first_posts_and_fewer_hostile_ones():
    a_profile = profile(start={"members": 400, "audience": 800, "regulars": 60, "posts": 40, "tension": 60})

    def totals(rules):
        changes = {Gauge.RULES: 0.01} if rules else {}
        lively = profile(start=a_profile.start.model_dump() | {"rules": 100 if rules else 0})
        lived = [figures for seed in range(3) for _, figures in weeks(setting(lively, changes=changes), seed, 25)[1:]]
        posts = sum(week.exchanges.posts for week in lived)
        return sum(week.first_posts for week in lived), sum(week.hostile for week in lived) / posts

    (more, milder), (fewer, harsher) = totals(rules=True), totals(rules=False)
    assert more > fewer
    assert milder < harsher


def test_those_who_posted_once_without_coming_back_do_not_post_again():
    lived = weeks(setting(profile(start={"members": 200, "audience": 300, "regulars": 30})), number=60)
    for (before, _), (_, figures) in itertools.pairwise(lived):
        gone = np.flatnonzero(before.standing == ONCE)
        assert not np.isin(gone, figures.exchanges.starters).any()


def coming(now, crew):
    """Return how many members may be expected this week."""
    return (1 / (1 + odds_against_coming(now, setting(), crew))).sum()


def test_who_is_not_a_member_does_not_come():
    now = found(SMALL.start, DEFAULTS, 0)
    against = odds_against_coming(now, setting(), crew_of(now))
    assert against[~now.present].min() > 1e15
    assert against[now.present].max() < 1e4


def test_a_place_that_looks_dead_is_visited_less():
    now = found(SMALL.start, DEFAULTS, 0)
    crew = crew_of(now)
    dead = now._replace(climate=now.climate._replace(alive=0.0))
    alive = now._replace(climate=now.climate._replace(alive=1.0))
    assert coming(dead, crew) < coming(alive, crew)


@pytest.mark.parametrize(("gauge", "state"), [("friction", 1.0), ("tension", 1.0), ("solicitation", 3.0)])
def test_friction_quarrels_and_being_asked_too_often_keep_people_away(gauge, state):
    now = found(SMALL.start, DEFAULTS, 0)
    worse = now._replace(climate=now.climate._replace(**{gauge: state}))
    assert coming(worse, crew_of(now)) < coming(now, crew_of(now))


def test_an_exhausted_team_leaves_duties_undone():
    now = found(SMALL.start, DEFAULTS, 0)
    worn = now._replace(load=np.where(now.team, 1.0, now.load))
    assert crew_of(worn).kept == pytest.approx(0.4)
    assert crew_of(now._replace(load=np.zeros(now.room))).kept == 1
    nobody = now._replace(standing=np.minimum(now.standing, REGULAR))
    assert crew_of(nobody).kept == pytest.approx(0.4)


def test_founders_leave_by_halves():
    """With a halving time of ten weeks, about half of the founders are left after ten."""
    a_profile = profile(
        start={
            "members": 100, "regulars": 60, "team": 50, "audience": 200,
            "founders": {"count": 50, "from_week": 0, "halving_weeks": 10},
        }
    )  # fmt: skip
    left = [np.count_nonzero(weeks(setting(a_profile), seed, 10)[-1][0].team[:50]) for seed in range(12)]
    assert np.mean(left) == pytest.approx(25, abs=3)


def test_founders_stay_until_their_week_comes():
    a_profile = profile(
        start={"team": 10, "load": 0, "founders": {"count": 10, "from_week": 30, "halving_weeks": 1}},
    )
    lived = weeks(setting(a_profile), number=34)
    assert np.count_nonzero(lived[30][0].team) == 10
    assert np.count_nonzero(lived[34][0].team) < 10


def test_a_cohort_arrives_together_with_some_belonging():
    a_profile = profile(start={"arrivals": 0, "cohorts": {"every_weeks": 8, "size": 9}})
    lived = weeks(setting(a_profile, replace(DEFAULTS, word_of_mouth=0.0)), number=20)
    arrivals = [figures.arrivals for _, figures in lived[1:]]
    assert [week for week, number in enumerate(arrivals) if number] == [4, 12]
    assert arrivals[4] == 9
    alone = weeks(setting(profile(start={"arrivals": 9.0})), number=1)[-1][0]
    assert lived[5][0].belonging[60:69].mean() > alone.belonging[60:].mean()


def test_nobody_joins_once_the_whole_audience_has():
    full = profile(start={"members": 60, "audience": 60, "arrivals": 50})
    assert all(not figures or figures.arrivals == 0 for _, figures in weeks(setting(full)))


def test_who_is_asked_into_the_team_comes_from_the_regulars():
    now, _ = next_week(found(SMALL.start, DEFAULTS, 0), setting(changes={Gauge.TEAM: 2}), weeks_rng(0, 0))
    assert np.count_nonzero(now.team) == 4
    assert (found(SMALL.start, DEFAULTS, 0).standing[now.team] >= REGULAR).all()


def test_the_most_loaded_leaves_the_team_first():
    start = found(SMALL.start, DEFAULTS, 0)
    load = start.load.copy()
    load[1] = 0.9
    after, _ = next_week(start._replace(load=load), setting(changes={Gauge.TEAM: -1}), weeks_rng(0, 0))
    assert np.flatnonzero(after.team).tolist() == [0]


def test_a_community_begins_as_its_profile_says():
    now = found(SMALL.start, DEFAULTS, 1)
    assert (now.members, now.capacity, np.count_nonzero(now.team)) == (60, 120, 2)
    assert np.count_nonzero(now.standing >= REGULAR) == 20
    assert np.count_nonzero(now.standing == SILENT) == 40
    assert (now.last_post == NEVER_SEEN).all()


def test_room_is_made_for_those_who_join_and_those_who_were_there_keep_their_slot():
    crowded = profile(start={"members": 20, "audience": 300, "regulars": 10, "arrivals": 9.0})
    lived = weeks(setting(crowded), number=30)
    assert lived[0][0].room < lived[-1][0].joined <= lived[-1][0].room
    for (before, _), (after, _) in itertools.pairwise(lived):
        assert (after.joined_week[: before.joined] == before.joined_week[: before.joined]).all()
        assert (after.standing[after.joined :] == 0).all()


def test_one_number_tells_who_comes_who_asks_and_who_comes_back():
    """Divided by the probability of what came true it is uniform again: rates stay as they should be."""
    a_profile = profile(start={"members": 2000, "audience": 2500, "regulars": 900, "team": 4, "posts": 150})
    eager = setting(a_profile, replace(DEFAULTS, first_topic=0.5, return_liveliness=0.0))
    lived = [week for seed in range(3) for week in weeks(eager, seed, number=12)[1:]]
    topics = sum(len(figures.exchanges.starters) for _, figures in lived)
    visitors = sum(figures.visitors for _, figures in lived)
    assert 0.02 < topics / visitors < 0.5
    first, back = (sum(getattr(figures, name) for _, figures in lived) for name in ("first_posts", "returned"))
    assert first > 100
    assert 0.40 < back / first < 0.60


def test_who_has_read_for_six_months_without_a_post_begins_less_readily():
    old = profile(start={"members": 500, "audience": 500, "regulars": 40, "team": 3, "posts": 40})
    news = setting(old, replace(DEFAULTS, silence_settles=1.0))
    firsts = [
        sum(figures.first_posts for seed in range(3) for _, figures in weeks(each, seed, 20)[1:])
        for each in (setting(old), news)
    ]
    assert 0 < firsts[0] < 0.5 * firsts[1]
