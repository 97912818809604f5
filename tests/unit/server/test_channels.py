"""What a page may say to its kernel: anything may come over a websocket."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jupyter_server.services.kernels.connection.base import deserialize_msg_from_ws_v1, serialize_msg_to_ws_v1

from tisserand.server.channels import FROM_PAGE, LARGEST_MESSAGE, may_say

CHANNELS = ("shell", "control", "stdin", "iopub")
KINDS = (
    *sorted(FROM_PAGE),
    *("execute_request", "inspect_request", "complete_request", "history_request", "is_complete_request"),
    *("interrupt_request", "shutdown_request", "debug_request", "create_subshell_request", "input_reply"),
    *("connect_request", "usage_request", "apply_request", "execute_input", "status", "stream", "", "COMM_MSG"),
)


def message(kind="comm_msg", content=None, channel="shell", header=None, parts=()):
    """Return a message as a page writes it."""
    whole = [{"msg_id": "1", "msg_type": kind, **(header or {})}, {}, {}, content or {}]
    return serialize_msg_to_ws_v1([*(json.dumps(one).encode() for one in whole), *parts], channel)


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("kind", KINDS)
def test_only_widgets_may_be_spoken_to(channel, kind):
    """On one channel; on another, only whether the kernel answers."""
    said = message(kind, {"target_name": "jupyter.widget.control"}, channel)
    expected = (channel == "shell" and kind in FROM_PAGE) or (channel, kind) == ("control", "kernel_info_request")
    assert may_say(said) is expected


@pytest.mark.parametrize(
    "target", ["jupyter.widget", "jupyter.widget.version", "", "anything", None, 3, [], {}, ["jupyter.widget.control"]]
)
def test_no_other_comm_may_be_opened(target):
    """A widget of any kind and state would be made."""
    assert may_say(message("comm_open", {"target_name": "jupyter.widget.control"}))
    assert not may_say(message("comm_open", {"target_name": target}))
    assert not may_say(message("comm_open", {}))


@pytest.mark.parametrize("kind", [None, 3, [], {}, ["comm_msg"], True])
def test_a_kind_that_is_no_text_is_refused(kind):
    """It could not even be looked up."""
    assert not may_say(message(kind))


@pytest.mark.parametrize("value", [[], {}, [[["x"]]], {"date": {"date": "2026-01-01T00:00:00"}}])
def test_a_header_that_nests_is_refused(value):
    """Replies repeat it, and the server reads them."""
    assert not may_say(message(header={"date": value}))


@given(st.binary(max_size=2000))
def test_any_bytes_are_refused_without_a_word(said):
    """Never an exception, whatever comes."""
    assert may_say(said) is False


@given(st.integers(0, 2**64 - 1), st.lists(st.integers(0, 2**64 - 1), max_size=70), st.binary(max_size=300))
def test_any_offsets_are_read_with_care(count, offsets, rest):
    """Those that lie outside, go back, or are fewer than was said."""
    whole = b"".join(one.to_bytes(8, "little") for one in [count, *offsets]) + rest
    assert may_say(whole) is False


@given(st.data())
def test_what_is_let_through_can_be_read_by_jupyter_server(data):
    """A message with some bytes changed is refused, or is still one that jupyter_server takes apart."""
    whole = bytearray(message(content={"comm_id": "c", "data": {"method": "update"}}, parts=[b"buffer"]))
    for _ in range(data.draw(st.integers(0, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    said = bytes(whole)
    if may_say(said):
        channel, parts = deserialize_msg_from_ws_v1(said)
        assert channel in {"shell", "control"}
        assert sum(map(len, parts)) <= len(said)
        assert json.loads(parts[0])["msg_type"] in FROM_PAGE


@pytest.mark.parametrize("said", ["", "{}", '{"channel": "shell", "header": {"msg_type": "comm_msg"}}', None, 7, {}])
def test_text_is_refused(said):
    """The protocol is binary."""
    assert may_say(said) is False


def test_parts_may_not_overlap():
    """Sixty parts of half a megabyte each, all of them the same bytes, would be thirty megabytes for the kernel."""
    small = message()
    offsets = [int.from_bytes(small[8 * at : 8 * (at + 1)], "little") for at in range(1, 7)]
    length = 8 * 65
    moved = [one - offsets[0] + length for one in offsets]
    start, end = moved[4], length + LARGEST_MESSAGE // 2
    wide = [*moved[:5], *[start if at % 2 else end for at in range(59)]]
    body = small[offsets[0] :] + b" " * (LARGEST_MESSAGE // 2)
    assert not may_say(b"".join(one.to_bytes(8, "little") for one in [64, *wide]) + body)


@pytest.mark.parametrize("where", ["header", "content"])
@pytest.mark.parametrize("nest", ["[", '{"a":'])
def test_depth_is_no_trap(where, nest):
    """Half a million brackets."""
    deep = (nest * (LARGEST_MESSAGE // 2 // len(nest))).encode()
    header = json.dumps({"msg_type": "comm_msg"}).encode()
    parts = [deep, b"{}", b"{}", b"{}"] if where == "header" else [header, b"{}", b"{}", deep]
    began = time.perf_counter()
    assert not may_say(serialize_msg_to_ws_v1(parts, "shell"))
    assert time.perf_counter() - began < 5  # not a measure: that it ends at all


@pytest.mark.parametrize("count", [0, 1, 5, 6, 64, 65, 2**32, 2**63, 2**64 - 1])
def test_the_number_of_parts_is_not_believed(count):
    """jupyter_server makes a list that long."""
    assert not may_say(count.to_bytes(8, "little") + b"\0" * 600)


def test_a_picture_goes_through():
    """A comm message with a few buffers."""
    assert may_say(message(content={"comm_id": "c", "data": {}}, parts=[b"x" * 100_000] * 3))
