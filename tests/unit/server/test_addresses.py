"""Under which addresses the server is reached, and which names it answers to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tisserand.server.addresses import addresses, base_of, is_known, is_this_machine, known_hosts

NAMES = known_hosts("https://Example.org:8443/community/", ["salle-2"])


@pytest.mark.parametrize(
    "host",
    [
        *("localhost", "LOCALHOST:8866", "127.0.0.1:8866", "192.168.1.20:8866", "[::1]:8866", "[fe80::1]"),
        *("example.org", "example.org:8443", "EXAMPLE.org.", "salle-2:80"),
    ],
)
def test_our_own_names_and_addresses_in_figures_are_answered(host):
    """A figure can't be made to point here by somebody else."""
    assert is_known(host, NAMES)


@pytest.mark.parametrize(
    "host",
    [
        *(
            "",
            "evil.example",
            "evil.example:8866",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
            "example.org.evil",
        ),
        *(
            "127.0.0.1; script-src *",
            "127.0.0.1:8866 x",
            "[::1",
            "::1",
            "user@localhost",
            "localhost/x",
            "1.2.3.4:999999",
        ),
    ],
)
def test_other_names_are_not(host):
    """A name that leads here for a moment (DNS rebinding), or what is no name."""
    assert not is_known(host, NAMES)


@given(st.text())
def test_any_host_is_looked_at_without_a_word(host):
    """It ends up in no policy unless it is made of letters, figures and points."""
    if is_known(host, NAMES):
        assert not set(host) & set(" ;,'\"<>\r\n")


@pytest.mark.parametrize(
    ("url", "base"),
    [("https://x.org", "/"), ("http://x.org:81/", "/"), ("https://x.org/a/b", "/a/b/"), ("https://x.org/a//", "/a/")],
)
def test_the_path_of_the_public_address(url, base):
    """With a slash at both ends."""
    assert base_of(url) == base


@pytest.mark.parametrize(
    "url", ["x.org", "ftp://x.org", "https://", "https://x.org/?a", "https://x.org/#a", "https://u@x.org"]
)
def test_what_browsers_do_not_open_is_refused(url):
    """A scheme, a host, a path, and nothing else."""
    with pytest.raises(ValueError, match=r"x\.org|https"):
        base_of(url)


def test_the_addresses_to_open():
    """This machine's first; brackets around IPv6; the path at the end."""
    assert addresses("127.0.0.1", 8866, "/") == ["http://127.0.0.1:8866/"]
    assert addresses("::1", 80, "/a/") == ["http://[::1]:80/a/"]
    everywhere = addresses("0.0.0.0", 8866, "/")  # noqa: S104 - nothing listens
    assert everywhere[0] == "http://localhost:8866/"
    assert not any("127." in one for one in everywhere)


def test_what_is_this_machine():
    """The trainer may look at the page where the server runs."""
    assert all(map(is_this_machine, ["localhost:8866", "127.0.0.1", "[::1]:8866"]))
    assert not any(map(is_this_machine, ["192.168.1.20:8866", "example.org", ""]))
