"""What is launched when a kernel can't be forked, and telling why."""

import logging
import shutil
import sys
from dataclasses import replace

from tisserand.errors import ForkUnavailableError
from tisserand.forkserver.landlock import abi
from tisserand.forkserver.limits import Limits
from tisserand.forkserver.request import KernelRequest
from tisserand.i18n import translate
from tisserand.settings import read_settings

log = logging.getLogger(__name__)

_LAUNCHERS = ("ipykernel_launcher", "ipykernel")
_told: set[str] = set()


def ipykernel_arguments(command: list[str]) -> tuple[str, ...]:
    """Return the arguments that a kernel's command line gives to ipykernel.

    Raises:
        ForkUnavailableError: it is another program, or another Python.
    """
    program, *words = command
    if shutil.which(program) == shutil.which(sys.executable) and "-m" in words:
        module, *arguments = words[words.index("-m") + 1 :] or [""]
        if module in _LAUNCHERS:
            return tuple(arguments)
    raise ForkUnavailableError("other_program", command=" ".join(command[:3]))


def ordinary_command(command: list[str], request: KernelRequest) -> list[str]:
    """Return the command line of a kernel that is launched in the ordinary way, and keeps to the request's bounds."""
    if sys.platform != "linux" or (request.limits == Limits() and request.confinement is None):
        return command
    # Everybody can read a command line: the environment goes its own way.
    bounds = replace(request, env={}).encode().decode()
    return [sys.executable, "-P", "-m", "tisserand.forkserver.ordinary_kernel", bounds]


def tell_once(error: ForkUnavailableError) -> None:
    """Log why kernels are launched in the ordinary way, the first time that it is so."""
    if error.reason not in _told:
        _told.add(error.reason)
        log.warning(_say("fallback", reason=error.sentence(read_settings().lang)))


def tell_what_holds(request: KernelRequest) -> None:
    """Log, once, when kernels should be confined and this system can't."""
    if request.confinement is not None and not abi() and "not_confined" not in _told:
        _told.add("not_confined")
        log.warning(_say("not_confined"))


def _say(key: str, **values: str) -> str:
    return translate(read_settings().lang, f"forkserver.{key}", **values)
