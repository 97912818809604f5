"""What is counted: never more than a burst and what grows back, in memory that has a bound."""

from hypothesis import given
from hypothesis import strategies as st

from tisserand.server import rates
from tisserand.server.rates import Limiter, Rate, Tries, network_of


class Clock:
    """Seconds that a test moves."""

    def __init__(self):
        self.now = 0.0

    def __call__(self):
        """What it shows."""
        return self.now


@given(
    st.floats(1, 50),
    st.floats(0, 10),
    st.lists(st.tuples(st.floats(0, 100), st.floats(0.5, 20)), max_size=60),
)
def test_never_more_than_a_burst_and_what_grows_back(burst, per_second, attempts):
    """However the attempts are spread, and whatever each costs."""
    clock = Clock()
    limiter, done = Limiter(Rate(burst, per_second), clock), 0.0
    for pause, cost in attempts:
        clock.now += pause
        if limiter.take("one", cost):
            done += cost
        assert done <= burst + per_second * clock.now + 1e-6


def test_keys_are_counted_apart():
    """One who floods takes nothing from another."""
    limiter = Limiter(Rate(1, 0), Clock())
    assert limiter.take("one")
    assert not limiter.take("one")
    assert limiter.take("other")


def test_it_grows_back():
    """As fast as the rate says, and no further than the burst."""
    clock = Clock()
    limiter = Limiter(Rate(2, 0.5), clock)
    assert [limiter.take("one") for _ in range(3)] == [True, True, False]
    clock.now = 2
    assert [limiter.take("one") for _ in range(2)] == [True, False]
    clock.now = 1000
    assert [limiter.take("one") for _ in range(3)] == [True, True, False]


def test_memory_has_a_bound():
    """A hundred thousand addresses leave ten thousand counts."""
    limiter = Limiter(Rate(1, 0), Clock())
    for number in range(rates._MOST_KEYS * 2):
        limiter.take(str(number))
    assert len(limiter._buckets) == rates._MOST_KEYS


def test_what_is_given_back_can_be_taken_again():
    """And never makes more than a burst."""
    limiter = Limiter(Rate(1, 0), Clock())
    assert limiter.take("one")
    for _ in range(5):
        limiter.give_back("one")
    assert [limiter.take("one") for _ in range(2)] == [True, False]


def test_right_guesses_are_not_counted_and_wrong_ones_are():
    """A room behind one address types its own codes; somebody who guesses stops there."""
    tries = Tries(Rate(3, 0), Clock())
    for _ in range(50):
        assert tries.take("room")
        tries.was_right("room")
    assert [tries.take("room") for _ in range(4)] == [True, True, True, False]


def test_guesses_from_everywhere_have_a_bound_too():
    """Whoever has a thousand addresses does not guess a thousand times as much."""
    tries = Tries(Rate(3, 0), Clock())
    assert sum(tries.take(str(number)) for number in range(1000)) == rates.EVERYBODY.burst


def test_a_machine_has_one_network_whatever_its_addresses():
    """With IPv6 a household has 2^64 of them."""
    assert network_of("2001:db8:0:1:aaaa::1") == network_of("2001:db8:0:1:bbbb::2") == "2001:db8:0:1::"
    assert network_of("2001:db8:0:2::1") != network_of("2001:db8:0:1::1")
    assert network_of("fe80::1%eth0") == "fe80::"
    assert network_of("::ffff:192.0.2.7") == network_of("192.0.2.7") == "192.0.2.7"
    assert network_of(None) == ""
    assert network_of("/run/socket") == "/run/socket"
