"""What the tests of the command line share."""

import pytest

from tisserand.checks import balance_play


@pytest.fixture(autouse=True)
def _no_simulation(monkeypatch):
    """Playing a balance takes seconds: ``tisserand check`` does not, here; tests/unit/checks plays for real."""
    monkeypatch.setattr(balance_play, "_findings", lambda _profile, _seeds: ())
