"""What playing showed is kept from one check to the next, and nothing goes wrong with a cache that can't be used."""

import json

import pytest

from tisserand.checks import kept_findings
from tisserand.checks.kept_findings import kept_or_played
from tisserand.domain.balance.verify import Finding

FOUND = [Finding("flips", {"share": 40}), Finding("aims_always", {})]


@pytest.fixture
def folder(monkeypatch, tmp_path):
    monkeypatch.setattr(kept_findings, "user_cache_path", lambda *_args, **_values: tmp_path / "cache")
    return tmp_path / "cache"


@pytest.fixture
def play():
    def playing():
        playing.times += 1
        return FOUND

    playing.times = 0
    return playing


def test_a_profile_is_played_once_for_as_long_as_nothing_changes(folder, play):
    for _ in range(2):
        assert kept_or_played("{}", 6, play) == tuple(FOUND)
    assert play.times == 1
    assert [path.name for path in folder.iterdir()] == ["balances.json"]


def test_another_profile_number_of_games_or_rule_is_played_anew(folder, play, monkeypatch):
    for profile, seeds in (("{}", 6), ('{"a": 1}', 6), ("{}", 2)):
        kept_or_played(profile, seeds, play)
    assert play.times == 3
    monkeypatch.setattr(kept_findings, "_rules", lambda: b"other rules")
    kept_or_played("{}", 6, play)
    assert play.times == 4


def test_no_finding_is_worth_keeping_too(folder, play):
    kept_or_played("{}", 6, list)
    assert kept_or_played("{}", 6, play) == ()


def test_the_latest_profiles_are_kept(folder, play, monkeypatch):
    monkeypatch.setattr(kept_findings, "MOST", 2)
    for profile in ("a", "b", "a", "c"):
        kept_or_played(profile, 1, play)
    assert play.times == 3
    kept_or_played("b", 1, play)
    assert play.times == 3
    kept_or_played("a", 1, play)
    assert play.times == 4
    assert len(json.loads((folder / "balances.json").read_text())) == 2


@pytest.mark.parametrize("text", ["", "{", "[]", '{"a": 1}', '{"a": [["flips"]]}', '{"a": [[1, {}]]}', "\x00"])
def test_a_cache_that_was_spoilt_is_passed_over(folder, play, text):
    folder.mkdir()
    (folder / "balances.json").write_text(text, encoding="utf-8")
    assert kept_or_played("{}", 6, play) == tuple(FOUND)
    assert kept_or_played("{}", 6, play) == tuple(FOUND)
    assert play.times == 1


def test_where_nothing_can_be_kept_it_is_played_each_time(folder, play):
    folder.parent.joinpath("cache").write_text("a file in the way")
    for _ in range(2):
        assert kept_or_played("{}", 6, play) == tuple(FOUND)
    assert play.times == 2


def test_the_rules_are_those_of_every_file_of_the_simulation(monkeypatch, tmp_path):
    (tmp_path / "week.py").write_text("PACE = 1")
    monkeypatch.setattr(kept_findings.simulation, "__file__", str(tmp_path / "__init__.py"))
    before = kept_findings._rules.__wrapped__()
    assert kept_findings._rules.__wrapped__() == before
    (tmp_path / "week.py").write_text("PACE = 2")
    assert kept_findings._rules.__wrapped__() != before
