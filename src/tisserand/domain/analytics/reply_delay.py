"""How long a new thread waits for somebody else."""

import pandas as pd

from tisserand.domain.analytics.intervals import KeyFigure, figure, share_of
from tisserand.domain.analytics.posts import in_order, openings

WAIT_DAYS = 7
"""A thread counts once it has been open for so long: the last ones of an export have had less time to be answered."""

BANDS = (1.0, 6.0, 24.0, 72.0, 24.0 * WAIT_DAYS)
"""Upper edges in hours of what the picture shows; beyond the last one, nobody answered in time."""


def by_thread(posts: pd.DataFrame) -> pd.DataFrame:
    """Return ``thread``, ``opener``, ``opened_at`` and ``delay``: hours until somebody else wrote there, or missing.

    CHAOSS, Time to First Response: the first post by another person. Only threads open for ``WAIT_DAYS`` count, and an
    answer that came later counts as none.
    """
    opened = openings(posts)
    if opened.empty:
        return opened.assign(delay=pd.Series(dtype=float))
    opened = opened[opened["opened_at"] <= posts["at"].max() - pd.Timedelta(days=WAIT_DAYS)]
    joined = in_order(posts).merge(opened, on="thread")
    others = joined[joined["author"] != joined["opener"]].drop_duplicates("thread")
    hours = (others["at"] - others["opened_at"]).dt.total_seconds() / 3600
    delays = pd.Series(hours.to_numpy(), index=others["thread"], dtype=float)
    delays = delays[delays <= BANDS[-1]]
    return opened.assign(delay=opened["thread"].map(delays)).reset_index(drop=True)


def bands(posts: pd.DataFrame) -> pd.DataFrame:
    """Return how many threads were answered within each band: ``upto`` (hours; missing for no answer), ``threads``."""
    delays = by_thread(posts)["delay"]
    edges = (-1.0, *BANDS)
    counts = [int(((delays > low) & (delays <= high)).sum()) for low, high in zip(edges, BANDS, strict=False)]
    return pd.DataFrame({"upto": [*BANDS, None], "threads": [*counts, int(delays.isna().sum())]})


def figures(posts: pd.DataFrame) -> dict[str, KeyFigure]:
    """Return the key figures, over threads.

    ``unanswered``: share without an answer by somebody else in a week; ``median``, ``mean`` and ``ninth`` (nine in ten
    wait no longer): hours, over those that were answered.
    """
    threads = by_thread(posts)
    people = int(threads["opener"].nunique())
    answered = threads["delay"].dropna()
    openers = int(threads.loc[threads["delay"].notna(), "opener"].nunique())
    return {
        "median": figure(answered.median(), "hours", openers),
        "mean": figure(answered.mean(), "hours", openers),
        "ninth": figure(answered.quantile(0.9), "hours", openers),
        "unanswered": share_of(int(threads["delay"].isna().sum()), len(threads), people),
    }
