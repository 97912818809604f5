import pytest
from balance_builders import FOUNDERS, SILENT, preferences, profile, real, steady

from tisserand.domain.balance.game import start
from tisserand.domain.balance.picture import DOTS, TIES, DotKind, picture
from tisserand.domain.balance.verify import NO_EVENTS

EVEN = preferences(34, 33, 33)


@pytest.mark.parametrize("name", [FOUNDERS, SILENT])
def test_a_picture_stays_readable_and_inside_its_frame(name):
    seen = picture(steady(name, EVEN, 0))
    assert 0 < len(seen.dots) <= DOTS
    assert 0 < len(seen.ties) <= min(TIES, seen.all_ties)
    assert all(0 <= dot.x <= 1 and 0 <= dot.y <= 1 for dot in seen.dots)
    assert seen.members == steady(name, EVEN, 0).community.members


def test_ties_are_between_dots_that_show_the_strongest_first():
    seen = picture(steady(FOUNDERS, EVEN, 0))
    slots = {dot.slot for dot in seen.dots}
    assert all({tie.one, tie.other} <= slots and tie.one != tie.other for tie in seen.ties)
    strengths = [tie.replies for tie in seen.ties]
    assert strengths == sorted(strengths, reverse=True)


def test_a_member_keeps_the_same_angle_from_one_quarter_to_the_next():
    game = steady(FOUNDERS, EVEN, 0)
    before, after = picture(game.previous), picture(game)
    places = {dot.slot: dot for dot in before.dots}
    kept = [(places[dot.slot], dot) for dot in after.dots if dot.slot in places]
    assert len(kept) > len(after.dots) / 2
    for old, new in kept:
        cross = (old.x - 0.5) * (new.y - 0.5) - (old.y - 0.5) * (new.x - 0.5)
        assert abs(cross) < 1e-3


def test_those_who_run_the_place_are_near_the_centre_and_always_shown():
    game = steady(SILENT, EVEN, 0)
    seen = picture(game)
    team = [dot for dot in seen.dots if dot.kind is DotKind.TEAM]
    assert len(team) == game.readings[-1].team
    far = max(((dot.x - 0.5) ** 2 + (dot.y - 0.5) ** 2) ** 0.5 for dot in team)
    silent = [dot for dot in seen.dots if dot.kind is DotKind.SILENT]
    assert far < min(((dot.x - 0.5) ** 2 + (dot.y - 0.5) ** 2) ** 0.5 for dot in silent)


def test_a_picture_is_the_same_each_time():
    game = start(real(FOUNDERS), NO_EVENTS, 4)
    assert picture(game) == picture(game)


def test_a_tiny_community_shows_everybody():
    game = start(profile(start={"members": 6, "regulars": 3, "audience": 6, "team": 1}), NO_EVENTS, 0)
    assert len(picture(game).dots) == game.community.members
