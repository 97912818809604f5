"""Tests for tisserand.domain.scenario_map: everything has a place of its own."""

import pytest

from tisserand.content.loading import load_scenario
from tisserand.domain.scenario_map import lay_out
from tisserand.paths import content_root

NAMES = sorted(path.stem for path in (content_root() / "exercises" / "scenarios").glob("*.yaml"))


@pytest.mark.parametrize("name", NAMES)
def test_no_two_things_share_a_spot(name: str) -> None:
    """Each scene and ending has a row and a place within the row's breadth."""
    plan = lay_out(load_scenario(name))
    spots = list(plan.spots.values())
    assert len({(spot.layer, spot.place) for spot in spots}) == len(spots)
    assert all(0 <= spot.place < spot.breadth for spot in spots)


@pytest.mark.parametrize("name", NAMES)
def test_the_start_is_alone_on_top_and_the_endings_share_the_last_row(name: str) -> None:
    """The map reads from the start down."""
    scenario = load_scenario(name)
    plan = lay_out(scenario)
    assert [place for place, spot in plan.spots.items() if spot.layer == 0] == [scenario.start]
    last = max(spot.layer for spot in plan.spots.values())
    assert {place for place, spot in plan.spots.items() if spot.layer == last} == {end.id for end in scenario.endings}


@pytest.mark.parametrize("name", NAMES)
def test_every_move_joins_two_things_on_the_map(name: str) -> None:
    """Detours included."""
    scenario = load_scenario(name)
    plan = lay_out(scenario)
    assert all(start in plan.spots and to in plan.spots for start, to in plan.moves)
    targets = {detour.to for scene in scenario.scenes for choice in scene.choices for detour in choice.detours}
    assert targets <= {to for _, to in plan.moves}
