"""Posts for the tests: written by hand, or the made community."""

from datetime import UTC, datetime

import pandas as pd

from tisserand.checks.made_community import render_csv
from tisserand.domain.analytics.posts import as_posts
from tisserand.domain.exports.reading import read_made

HOUR = 3_600_000_000
START = int(datetime(2026, 1, 5, tzinfo=UTC).timestamp()) * 1_000_000


def posts(*rows: tuple) -> pd.DataFrame:
    """Posts from ``(author, hours since Monday, thread)`` or ``(author, hours, thread, author answered)``."""
    filled = [(*row, None)[:4] for row in rows]
    return as_posts(
        [row[0] for row in filled],
        [START + int(row[1] * HOUR) for row in filled],
        [row[2] for row in filled],
        [row[3] for row in filled],
    )


def made() -> pd.DataFrame:
    """The made community."""
    return read_made(render_csv().encode()).posts
