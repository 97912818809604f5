"""Who writes how much."""

import numpy as np
import pandas as pd

from tisserand.domain.analytics.intervals import LEAST_PEOPLE, KeyFigure, figure, people, share_of

_SLICES = 10


def by_author(posts: pd.DataFrame) -> pd.DataFrame:
    """Return ``author``, ``posts`` and ``threads`` (in how many of them), the most active first."""
    counted = posts.groupby("author", sort=True).agg(posts=("at", "size"), threads=("thread", "nunique"))
    return counted.reset_index().sort_values(["posts", "author"], ascending=[False, True], ignore_index=True)


def slices(posts: pd.DataFrame) -> pd.DataFrame:
    """Return the authors cut into equal slices, the most active first: ``slice``, ``people``, ``posts``, ``share``.

    Ten slices, or fewer so that each has at least five people; none below ten authors.
    """
    written = by_author(posts)["posts"].to_numpy()
    count = min(_SLICES, len(written) // LEAST_PEOPLE)
    if count < 2:  # noqa: PLR2004 - one slice compares with nothing
        return pd.DataFrame({"slice": [], "people": [], "posts": [], "share": []})
    parts = np.array_split(written, count)
    sums = [int(part.sum()) for part in parts]
    return pd.DataFrame(
        {
            "slice": range(1, count + 1),
            "people": [len(part) for part in parts],
            "posts": sums,
            "share": [one / written.sum() for one in sums],
        }
    )


def gini(counts: np.ndarray) -> float:
    """Return Gini's index of some counts: 0 when all are equal, near 1 when one has everything."""
    ordered = np.sort(counts)
    n = len(ordered)
    return float(2 * (np.arange(1, n + 1) * ordered).sum() / (n * ordered.sum()) - (n + 1) / n)


def figures(posts: pd.DataFrame) -> dict[str, KeyFigure]:
    """Return the key figures.

    ``authors``; ``top_tenth``: share of the posts that the most active tenth of the authors wrote (their number is
    rounded, at least one); ``once``: share of the authors with exactly one post; ``half``: the smallest number of
    authors who together wrote half of the posts (CHAOSS, Contributor Absence Factor); ``gini`` over authors, silent
    members not counted.
    """
    written = by_author(posts)["posts"].to_numpy()
    n = len(written)
    if n == 0:
        none = KeyFigure(None, "share", few=True)
        return dict.fromkeys(("authors", "top_tenth", "once", "half", "gini"), none)
    tenth = max(1, round(n / _SLICES))
    half = int(np.searchsorted(written.cumsum(), written.sum() / 2) + 1)
    return {
        "authors": people(n),
        "top_tenth": figure(written[:tenth].sum() / written.sum(), "share", tenth),
        "once": share_of(int((written == 1).sum()), n),
        "half": people(half),
        "gini": figure(gini(written), "ratio", n),
    }
