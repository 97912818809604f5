"""A forked kernel is known by its pidfd, whatever the number of that descriptor."""

import fcntl
import json
import os
import resource
import socket
import subprocess

import pytest

from tisserand.forkserver import owner
from tisserand.forkserver.forked_kernel import ForkedKernel

pytestmark = pytest.mark.skipif(not owner.can_fork(), reason="kernels are forked on Linux")

BEYOND_SELECT = 1100


@pytest.fixture
def many_files():
    """Allow as many open files as a workshop needs."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard <= BEYOND_SELECT:
        pytest.skip("this system allows too few open files")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, BEYOND_SELECT + 100), hard))
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_the_hundredth_kernel_of_a_room_is_watched_and_signalled_like_the_first(many_files):
    """A server with a hundred kernels has more than a thousand descriptors open, and select() takes 1024."""
    process = subprocess.Popen(["sleep", "60"], start_new_session=True)
    first = os.pidfd_open(process.pid)
    pidfd = fcntl.fcntl(first, fcntl.F_DUPFD, BEYOND_SELECT)
    os.close(first)
    ours, parents = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    kernel = ForkedKernel(process.pid, pidfd, ours)
    try:
        assert kernel.poll() is None
        kernel.send_signal(15)
        assert process.wait(10) == -15
        parents.send(json.dumps({"exit": -15}).encode())
        assert kernel.poll() == -15
    finally:
        process.kill()
        parents.close()
        kernel.close()
