"""What the tests of content share."""

import pytest

from tisserand.checks import balance_play


@pytest.fixture(scope="session", autouse=True)
def shown_by_playing():
    """What playing a balance shows: nothing, or what a test puts here. tests/unit/checks plays for real."""
    shown = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(balance_play, "_findings", lambda _profile, _seeds: tuple(shown))
        yield shown
