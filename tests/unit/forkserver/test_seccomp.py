"""The filter refuses what it says, by the right numbers."""

import re
from pathlib import Path

import pytest

from tisserand.forkserver.seccomp import FOR_ITSELF_ONLY, MACHINES, REFUSED, program

ALLOW, REFUSE = 0x7FFF0000, 0x00050001
HEADERS = {
    "x86_64": ("/usr/include/x86_64-linux-gnu/asm/unistd_64.h", "/usr/include/asm/unistd_64.h"),
    "aarch64": ("/usr/include/asm-generic/unistd.h",),
}


def verdict(machine, call, *arguments, audit=None):
    """What the system would decide: the filter, interpreted."""
    described = {0: call, 4: audit or machine.audit, **{16 + 8 * i: value for i, value in enumerate(arguments)}}
    steps, at, value = program(machine), 0, 0
    while True:
        code, if_so, if_not, k = steps[at]
        at += 1
        match code:
            case 0x20:
                value = described[k]
            case 0x54:
                value &= k
            case 0x15:
                at += if_so if value == k else if_not
            case 0x35:
                at += if_so if value >= k else if_not
            case 0x06:
                return k


@pytest.mark.parametrize("name", MACHINES)
def test_each_call_is_judged_by_its_arguments(name):
    machine = MACHINES[name]
    calls = machine.calls
    for one in REFUSED:
        if one in calls:
            assert verdict(machine, calls[one]) == REFUSE, one
    for one, place in FOR_ITSELF_ONLY.items():
        own, other = [7, 7], [7, 7]
        own[place], other[place] = 0, 4321
        assert verdict(machine, calls[one], *own) == ALLOW, one
        assert verdict(machine, calls[one], *other) == REFUSE, one
    stream, nonblocking_stream, datagram = 1, 0o4001, 2
    for family, kind, expected in [
        (2, stream, ALLOW),
        (10, nonblocking_stream, ALLOW),
        (2, datagram, REFUSE),
        (1, stream, REFUSE),
        (16, 3, REFUSE),
    ]:
        assert verdict(machine, calls["socket"], family, kind) == expected
    private, shared, shared_file = 0x22, 0x21, 0x01
    assert [verdict(machine, calls["mmap"], 0, 0, 0, flags) for flags in (private, shared, shared_file)] == [
        ALLOW,
        REFUSE,
        ALLOW,
    ]
    assert verdict(machine, 0) == ALLOW
    assert verdict(machine, 0, audit=0x40000003) == REFUSE, "the manner of another machine"
    assert verdict(machine, 0x40000000 + 1) == REFUSE


@pytest.mark.parametrize("name", MACHINES)
def test_the_numbers_are_those_of_the_systems_own_headers(name):
    header = next((Path(path) for path in HEADERS[name] if Path(path).is_file()), None)
    if header is None:
        pytest.skip("the headers of Linux are not installed")
    told = dict(re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", header.read_text()))
    compared = {call: number for call, number in MACHINES[name].calls.items() if call in told}
    assert compared == {call: int(told[call]) for call in compared}
    assert len(compared) > 25
