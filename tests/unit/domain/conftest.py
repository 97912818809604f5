"""What the tests of the domain share.

Test folders are not packages: the builders and strategies beside the tests are made importable. A property may take
its time on a busy machine: only a wrong result fails it.
"""

import sys
from pathlib import Path

from hypothesis import HealthCheck, settings

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]
settings.register_profile("tisserand", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tisserand")
