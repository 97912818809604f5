"""A packet is a request for a kernel, whole and exact, or it is refused."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tisserand.forkserver.limits import Limits
from tisserand.forkserver.request import MAX_BYTES, Confinement, KernelRequest, RequestError, parse_request

PLAIN = KernelRequest(argv=("-f", "/run/k.json"), env={"LANG": "fr_FR.UTF-8"}, cwd="/srv")

texts = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40)
names = texts.filter(lambda name: name and "=" not in name)
lists = st.lists(texts, max_size=4).map(tuple)
requests = st.builds(
    KernelRequest,
    argv=lists,
    env=st.dictionaries(names, texts, max_size=5),
    cwd=texts,
    scratch=st.none() | texts,
    limits=st.builds(
        Limits,
        memory_mb=st.none() | st.integers(1, 10**6),
        cpu_s=st.none() | st.integers(1, 10**6),
        niceness=st.integers(0, 19),
    ),
    confinement=st.none()
    | st.builds(
        Confinement,
        readable=lists,
        writable=lists,
        connect_ports=st.lists(st.integers(1, 65535), max_size=3).map(tuple),
    ),
)
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(requests)
def test_a_request_comes_back_as_it_was_sent(request):
    assert parse_request(request.encode()) == request


@given(st.binary(max_size=400))
def test_any_bytes_are_a_request_or_refused(packet):
    with pytest.raises(RequestError):
        parse_request(packet)


@given(
    st.sampled_from(["argv", "env", "cwd", "scratch", "limits", "confinement"]),
    values,
)
def test_a_field_with_another_shape_is_refused_or_taken_as_it_is(name, value):
    """Nothing else than RequestError comes out, and what passes can be sent again."""
    sent = json.loads(PLAIN.encode()) | {name: value}
    try:
        request = parse_request(json.dumps(sent).encode())
    except RequestError:
        return
    assert parse_request(request.encode()) == request


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("argv", "-f"),
        ("argv", ["a\0b"]),
        ("env", {"A": 1}),
        ("env", {"A=B": "c"}),
        ("env", {"": "c"}),
        ("env", []),
        ("cwd", None),
        ("cwd", "\ud800"),
        ("limits", None),
        ("limits", {"memory_mb": 0, "cpu_s": None, "niceness": 0}),
        ("limits", {"memory_mb": True, "cpu_s": None, "niceness": 0}),
        ("limits", {"memory_mb": None, "cpu_s": None, "niceness": -5}),
        ("confinement", {"readable": [], "writable": []}),
        ("confinement", {"readable": [], "writable": [], "connect_ports": [70000]}),
    ],
)
def test_what_could_harm_a_system_call_is_refused(name, value):
    with pytest.raises(RequestError, match=r"\w"):
        parse_request(json.dumps(json.loads(PLAIN.encode()) | {name: value}).encode())


def test_a_missing_or_unknown_field_is_refused():
    sent = json.loads(PLAIN.encode())
    for changed in ({**sent, "uid": 0}, {name: value for name, value in sent.items() if name != "cwd"}):
        with pytest.raises(RequestError, match="exactly"):
            parse_request(json.dumps(changed).encode())


def test_deep_nesting_is_refused_rather_than_raising_something_else():
    with pytest.raises(RequestError):
        parse_request(b"[" * 100_000)


def test_an_environment_too_large_for_a_packet_is_told_before_it_is_sent():
    with pytest.raises(RequestError, match=str(MAX_BYTES)):
        replace(PLAIN, env={"LARGE": "x" * MAX_BYTES}).encode()
