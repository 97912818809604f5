"""How unequally posts are shared, and how mutual replies are: figures to compare with published collections.

Over authors only, without silent members, as in the domain reference (P5 to P7).
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tisserand.domain.balance.community import Slots

Posts = NDArray[np.integer[Any]]


def authors(posts: Posts) -> Posts:
    """Return the numbers of posts of those who posted, in rising order."""
    ranked = np.sort(posts)
    return ranked[ranked.searchsorted(1) :]


def gini(ranked: Posts) -> float:
    """Return the Gini index of rising numbers of posts: 0 when all post as much, near 1 when one posts all."""
    size = len(ranked)
    if size == 0:
        return 0.0
    ranks = np.arange(1, size + 1)
    return float((2.0 * np.dot(ranks, ranked) / (size * ranked.sum())) - (size + 1) / size)


def top_tenth(ranked: Posts) -> float:
    """Return the share of the posts that the most active tenth of the authors wrote (one author at least)."""
    size = len(ranked)
    return float(ranked[-max(1, round(size / 10)) :].sum() / ranked.sum()) if size else 0.0


def posted_once(ranked: Posts) -> float:
    """Return the share of the authors who wrote a single post."""
    return float(np.count_nonzero(ranked == 1) / len(ranked)) if len(ranked) else 0.0


def reciprocity(repliers: Slots, replied_to: Slots) -> float:
    """Return the share of ties that go both ways, in the graph from who replied to whose topic it was."""
    if len(repliers) == 0:
        return 0.0
    size = int(max(repliers.max(), replied_to.max())) + 1
    ties = np.unique(repliers.astype(np.int64) * size + replied_to)
    mirrored = ties % size * size + ties // size
    return float(np.isin(ties, mirrored, assume_unique=True).mean())
