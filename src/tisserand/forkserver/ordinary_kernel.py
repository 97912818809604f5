"""A kernel that was not forked, within the bounds it was asked with: ``python -P -m …ordinary_kernel REQUEST``."""

import os
import sys

from tisserand.forkserver.kernel_child import accept_bounds, become_kernel, find_own_modules
from tisserand.forkserver.request import parse_request

if __name__ == "__main__":
    request = parse_request(sys.argv[1].encode())
    find_own_modules(os.environ)
    accept_bounds(request)
    become_kernel(request, parent_handle=int(os.environ.get("JPY_PARENT_PID") or 0))
