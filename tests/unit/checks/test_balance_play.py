"""A profile is played for real: what is lost in advance is told, and no profile breaks the checks."""

import pytest
from balance_table import profile

from tisserand.checks import balance_play
from tisserand.checks.bank import Document
from tisserand.content.models.balance import Balance
from tisserand.domain.balance.verify import Finding

played_for_real = balance_play._findings
START = {"members": 20, "audience": 30, "regulars": 8, "team": 2, "arrivals": 0.5, "posts": 8}
LEVELS = [
    name for name, field in Balance.model_fields["start"].annotation.model_fields.items() if field.default in range(101)
]


def problems(value):
    document = Document("exercises/balances/a-group.yaml", Balance, value, None, ())
    return list(balance_play.play(document, value))


def test_a_community_that_nothing_can_save_is_told_and_played_once(monkeypatch):
    monkeypatch.setattr(balance_play, "_findings", played_for_real)
    monkeypatch.setattr(balance_play, "SEEDS", 1)
    hopeless = profile(start={**START, "regulars": 2, "arrivals": 0, "posts": 0, "need": 0, "skill": 0, "belonging": 0})
    assert "BA008" in {problem.code for problem in problems(hopeless)}
    again = played_for_real.cache_info().hits
    problems(hopeless.model_copy(deep=True))
    assert played_for_real.cache_info().hits == again + 1


@pytest.mark.parametrize("level", [0, 100])
@pytest.mark.parametrize(
    "sizes", [START, {"members": 5, "audience": 5, "regulars": 1, "team": 1, "arrivals": 0, "posts": 0}]
)
def test_an_extreme_profile_is_played_without_a_hitch(sizes, level):
    extreme = profile(start={**sizes, **dict.fromkeys(LEVELS, level)}, is_ordinary=True)
    assert all(isinstance(finding, Finding) for finding in played_for_real(extreme.model_dump_json(), 1))
    assert LEVELS


@pytest.mark.parametrize(("audience", "seeds"), [(30, 24), (2000, 24), (4000, 12), (20_000, 2)])
def test_a_large_community_is_played_fewer_times(monkeypatch, audience, seeds):
    asked = []
    monkeypatch.setattr(balance_play, "_findings", lambda _profile, times: asked.append(times) or ())
    assert problems(profile(start={**START, "audience": audience})) == []
    assert asked == [seeds]


def test_a_huge_community_is_not_played_at_all(monkeypatch):
    monkeypatch.setattr(balance_play, "_findings", None)
    assert [problem.code for problem in problems(profile(start={**START, "audience": 20_001}))] == ["BA015"]
