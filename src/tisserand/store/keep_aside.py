"""Keeps a copy of a database beside it, before anything could make it worse."""

import hashlib
import shutil
from datetime import UTC, datetime
from pathlib import Path

DAMAGED = "damaged"
REPLACED = "replaced"


def keep_aside(path: Path, why: str = DAMAGED, content: Path | None = None) -> Path:
    """Copy the file, and its write-ahead log if there is one, and return where the copy is.

    The name says why, the day, and the beginning of the content's SHA-256: the same content is kept only once.

    Args:
        path: the database, beside which the copy goes.
        why: a word of the copy's name.
        content: what to copy, if not ``path`` itself.

    Raises:
        OSError: the copy could not be made.
    """
    content = content or path
    log = Path(f"{content}-wal")
    digest = hashlib.sha256(content.read_bytes())
    if has_log := log.is_file() and log.stat().st_size > 0:
        digest.update(log.read_bytes())
    mark = digest.hexdigest()[:12]
    for kept in kept_aside(path):
        if kept.stem.endswith(f"-{mark}"):
            return kept
    copy = path.with_name(f"{path.stem}-{why}-{datetime.now(UTC):%Y-%m-%d}-{mark}{path.suffix}")
    if has_log:
        shutil.copy2(log, f"{copy}-wal")
    shutil.copy2(content, copy)
    return copy


def kept_aside(path: Path) -> list[Path]:
    """Return the copies of this database that were kept aside, oldest name first."""
    if not path.parent.is_dir():
        return []
    return sorted(
        found for why in (DAMAGED, REPLACED) for found in path.parent.glob(f"{path.stem}-{why}-*{path.suffix}")
    )
