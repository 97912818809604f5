"""A network is only as bad as it was told to be: else the tests that trust it would show nothing."""

import socket
import threading
import time

import pytest
from bad_network import BadNetwork


class Echo:
    """A server that sends back what it hears, and remembers who called."""

    def __init__(self):
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.callers = []
        self.heard = b""
        self.hung_up = 0
        threading.Thread(target=self.take, daemon=True).start()

    def take(self):
        """Answer whoever calls."""
        while True:
            try:
                caller, address = self.listener.accept()
            except OSError:
                return
            self.callers.append(address[0])
            threading.Thread(target=self.answer, args=(caller,), daemon=True).start()

    def answer(self, caller):
        """Say everything back."""
        try:
            while data := caller.recv(65536):
                self.heard += data
                caller.sendall(data)
        except OSError:
            pass
        self.hung_up += 1


@pytest.fixture
def echo():
    echo = Echo()
    yield echo
    echo.listener.close()


@pytest.fixture
def network(echo):
    with BadNetwork(echo.port) as network:
        yield network


def call(network):
    return socket.create_connection(("127.0.0.1", network.port), timeout=15)


def said_back(line, words=b"hello"):
    line.sendall(words)
    return line.recv(65536)


def is_broken(line):
    """Whether the call was ended from the other side."""
    try:
        line.sendall(b"hello")
        return line.recv(1) == b""
    except (ConnectionResetError, BrokenPipeError):
        return True


def wait_for(claim):
    end = time.monotonic() + 3
    while not claim():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_a_network_that_was_told_nothing_passes_everything_on(network, echo):
    """Both ways, and the end of the call too."""
    line = call(network)
    assert said_back(line) == b"hello"
    assert network.to_server.passed == network.to_page.passed == 5
    line.close()
    wait_for(lambda: echo.hung_up == 1)


def test_a_cut_network_breaks_calls_old_and_new_until_it_is_mended(network):
    """Breaking is seen at once on the page's side."""
    line = call(network)
    assert said_back(line) == b"hello"
    network.cut()
    assert is_broken(line)
    assert is_broken(call(network))
    network.mend()
    assert said_back(call(network)) == b"hello"


def test_a_dropped_call_can_be_made_again_at_once(network):
    """Only the calls there are break."""
    line = call(network)
    assert said_back(line) == b"hello"
    network.drop()
    assert is_broken(line)
    assert said_back(call(network)) == b"hello"


def test_a_frozen_call_loses_everything_and_nobody_learns_of_it(network, echo):
    """Neither what is said nor the hanging up arrives, also after the network is mended; new calls do."""
    line = call(network)
    assert said_back(line) == b"hello"
    network.freeze()
    line.settimeout(0.3)
    with pytest.raises(TimeoutError):
        said_back(line, b"lost")
    network.mend()
    line.close()
    another = call(network)  # kept: a socket that nobody holds hangs up
    assert said_back(another) == b"hello"
    assert echo.heard == b"hellohello"
    assert echo.hung_up == 0


def test_a_paused_network_loses_nothing(network):
    """What was said meanwhile arrives once it is mended, and so does a call that was begun meanwhile."""
    line = call(network)
    assert said_back(line) == b"hello"
    network.pause()
    late = call(network)
    for one in (line, late):
        one.settimeout(0.3)
        with pytest.raises(TimeoutError):
            said_back(one, b"later")
        one.settimeout(15)
    network.mend()
    assert line.recv(5) == late.recv(5) == b"later"


def test_another_network_has_another_address(network, echo):
    """The server sees a caller whom it has never seen."""
    line = call(network)
    assert said_back(line) == b"hello"
    network.change("127.0.0.9")
    assert said_back(call(network)) == b"hello"
    assert echo.callers == ["127.0.0.1", "127.0.0.9"]


def test_a_slow_network_holds_bytes_back_by_its_delay_and_its_pace(echo):
    """Never sooner than told; how much later is the machine's business."""
    with BadNetwork(echo.port, delay_s=0.05, bytes_per_s=20_000) as network:
        begun = time.monotonic()
        line = call(network)
        line.sendall(bytes(2_000))
        back = 0
        while back < 2_000:
            back += len(line.recv(65536))
        # a round trip for the call, another for the words, and their 2000 bytes paced at least once
        assert time.monotonic() - begun > 0.1 + 0.1 + 0.1


def test_a_server_that_is_not_there_breaks_the_call(network, echo):
    """As it would without the network between."""
    echo.listener.close()
    time.sleep(0.05)
    network.target_port = 1
    assert is_broken(call(network))
