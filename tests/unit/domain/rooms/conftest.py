"""Test folders are not packages: the builders of this one are made importable."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
