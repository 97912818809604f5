"""What playing a profile showed, kept from one check to the next: playing takes seconds, and always shows the same.

A finding is kept for the profile, the number of games and the rules of the simulation as they were: when one of them
changes it is played again. The file lies in the person's cache; whoever deletes it loses only time.
"""

import json
import os
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import numpy as np
from platformdirs import user_cache_path

from tisserand.content.models import balance as balance_model
from tisserand.domain import balance as simulation
from tisserand.domain.balance.verify import Finding

Kept = dict[str, list[tuple[str, dict[str, Any]]]]
"""The code and the values of each finding, by what it was found for."""

MOST = 200
"""Profiles kept, the latest ones."""


def kept_or_played(profile: str, seeds: int, play: Callable[[], list[Finding]]) -> tuple[Finding, ...]:
    """Return what playing a profile shows, from the cache if it was played before.

    Args:
        profile: as JSON.
        seeds: how many times each mix is played.
        play: plays it.
    """
    path = user_cache_path("tisserand", appauthor=False) / "balances.json"
    key = _digest(profile.encode(), str(seeds).encode(), _rules())
    kept = _read(path)
    if (found := kept.pop(key, None)) is None:
        found = [(finding.code, finding.values) for finding in play()]
        _write(path, dict([*kept.items(), (key, found)][-MOST:]))
    return tuple(Finding(code, values) for code, values in found)


@lru_cache
def _rules() -> bytes:
    """Return a digest of the rules of the simulation."""
    files = [Path(balance_model.__file__), *sorted(Path(simulation.__file__ or "").parent.glob("*.py"))]
    return _digest(np.__version__.encode(), *(file.read_bytes() for file in files)).encode()


def _digest(*parts: bytes) -> str:
    digest = blake2b(digest_size=16)
    for part in parts:
        digest.update(len(part).to_bytes(8, "big") + part)
    return digest.hexdigest()


def _read(path: Path) -> Kept:
    """Return what the file keeps; nothing if there is none, or if it can't be read."""
    with suppress(OSError, ValueError):
        kept = json.loads(path.read_text(encoding="utf-8"))
        if isinstance(kept, dict) and all(_is_kept(found) for found in kept.values()):
            return kept
    return {}


def _is_kept(found: object) -> bool:
    return isinstance(found, list) and all(
        isinstance(each, list) and len(each) == 2 and isinstance(each[0], str) and isinstance(each[1], dict)  # noqa: PLR2004 - a code and its values
        for each in found
    )


def _write(path: Path, kept: Kept) -> None:
    """Write the file whole or not at all; where it can't be written, the next check plays again."""
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile("w", encoding="utf-8", dir=path.parent, suffix=".json", delete=False) as file:
            json.dump(kept, file)
        os.replace(file.name, path)  # noqa: PTH105 - a name, not a path
