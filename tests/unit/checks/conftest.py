"""What the tests of the checks share."""

import sys
from pathlib import Path

import pytest

from tisserand.checks import balance_play, kept_findings

sys.path.insert(0, str(Path(__file__).parents[1]))  # test folders are not packages


@pytest.fixture(autouse=True)
def _no_simulation(monkeypatch, tmp_path):
    """Playing a balance takes seconds: the checks do not, here; test_balance_play.py does, in a cache of its own."""
    monkeypatch.setattr(balance_play, "_findings", lambda _profile, _seeds: ())
    monkeypatch.setattr(kept_findings, "user_cache_path", lambda *_args, **_values: tmp_path / "cache")
