"""What is launched instead of a fork, and when that is told."""

import json
import logging
import sys

import pytest

from tisserand.errors import ForkUnavailableError
from tisserand.forkserver import ordinary_launch
from tisserand.forkserver.limits import Limits
from tisserand.forkserver.ordinary_launch import ipykernel_arguments, ordinary_command, tell_once
from tisserand.forkserver.request import KernelRequest

ORDINARY = [sys.executable, "-m", "ipykernel_launcher", "-f", "k.json"]


@pytest.mark.parametrize("options", [[], ["-X", "frozen_modules=off"]])
def test_ipykernels_own_arguments_are_found(options):
    assert ipykernel_arguments([sys.executable, *options, "-m", "ipykernel_launcher", "-f", "k.json"]) == (
        "-f",
        "k.json",
    )


@pytest.mark.parametrize(
    "command",
    [
        ["/usr/bin/R", "--slave", "-e", "IRkernel::main()"],
        ["/some/other/python", "-m", "ipykernel_launcher", "-f", "k.json"],
        [sys.executable, "-m", "xeus_python", "-f", "k.json"],
        [sys.executable, "-m"],
        [sys.executable],
    ],
)
def test_another_program_or_another_python_is_not_forked(command):
    with pytest.raises(ForkUnavailableError) as caught:
        ipykernel_arguments(command)
    assert caught.value.reason == "other_program"


def test_a_kernel_without_bounds_is_launched_as_it_would_have_been():
    request = KernelRequest(argv=("-f", "k.json"), env={"TICKET": "secret"}, cwd="/")
    assert ordinary_command(ORDINARY, request) == ORDINARY


@pytest.mark.skipif(sys.platform != "linux", reason="the bounds are those of Linux")
def test_bounds_hold_in_an_ordinary_launch_too_and_no_environment_shows_in_the_command_line():
    request = KernelRequest(argv=("-f", "k.json"), env={"TICKET": "secret"}, cwd="/", limits=Limits(memory_mb=200))
    *command, bounds = ordinary_command(ORDINARY, request)
    assert command == [sys.executable, "-P", "-m", "tisserand.forkserver.ordinary_kernel"]
    assert json.loads(bounds)["limits"]["memory_mb"] == 200
    assert "secret" not in bounds


def test_a_reason_is_logged_once_in_a_sentence(caplog, monkeypatch):
    monkeypatch.setattr(ordinary_launch, "_told", set())
    caplog.set_level(logging.WARNING)
    for _ in range(3):
        tell_once(ForkUnavailableError("threads", threads="2 native"))
    tell_once(ForkUnavailableError("not_linux"))
    assert len(caplog.messages) == 2
    assert "2 native" in caplog.messages[0]
