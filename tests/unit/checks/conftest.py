"""What the tests of the checks share."""

import sys
from pathlib import Path

import pytest

from tisserand.checks import balance_play

sys.path.insert(0, str(Path(__file__).parents[1]))  # test folders are not packages


@pytest.fixture(autouse=True)
def _no_simulation(monkeypatch):
    """Playing a balance takes seconds: the checks do not, here; test_balance_play.py does."""
    monkeypatch.setattr(balance_play, "_findings", lambda _profile, _seeds: ())
