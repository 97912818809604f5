"""Who answers whom.

networkx is imported where it is used: it takes a fifth of a second, and lessons without data have no use for it.
"""

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from tisserand.domain.analytics.intervals import LEAST_PEOPLE, KeyFigure, figure, share_of
from tisserand.domain.analytics.posts import authors_in_order, openings

if TYPE_CHECKING:
    import networkx as nx

TIE_EDGES = (0, 2, 5, 10)
"""Numbers of ties up to which people are counted together; the last class is open."""


def replies(posts: pd.DataFrame) -> pd.DataFrame:
    """Return ``author``, ``to`` and ``replies``: how often each answered whom.

    Whom a post answers is the author that the platform names, else the one who opened the thread. Answers to oneself do
    not count.
    """
    joined = posts.merge(openings(posts), on="thread", how="left")
    to = joined["answers"].where(joined["answers"].notna(), joined["opener"])
    sent = pd.DataFrame({"author": joined["author"], "to": to})
    sent = sent[sent["author"] != sent["to"]]
    return sent.groupby(["author", "to"], sort=True).size().rename("replies").reset_index()


def ties(posts: pd.DataFrame) -> pd.DataFrame:
    """Return ``one``, ``other`` and ``replies``: each pair in which at least one answered the other."""
    sent = replies(posts)
    pairs = np.sort(sent[["author", "to"]].to_numpy(dtype=object), axis=1) if len(sent) else np.empty((0, 2), object)
    both = pd.DataFrame({"one": pairs[:, 0], "other": pairs[:, 1], "replies": sent["replies"].to_numpy()})
    return both.groupby(["one", "other"], sort=True)["replies"].sum().reset_index()


def graph(posts: pd.DataFrame) -> "nx.Graph[str]":
    """Return everybody who wrote, tied by their answers, as a networkx graph (``weight``: how many answers).

    Nodes and edges come in an order that hangs neither on the rows nor on the pseudonyms.
    """
    import networkx as nx  # noqa: PLC0415 - see the docstring of the module

    order = {author: rank for rank, author in enumerate(authors_in_order(posts))}
    found = ties(posts)
    edges = sorted(
        (*sorted((one, other), key=lambda each: order[each]), int(count))
        for one, other, count in found.itertuples(index=False)
        if one in order and other in order
    )
    edges.sort(key=lambda edge: (order[edge[0]], order[edge[1]]))
    made: Any = nx.Graph()
    made.add_nodes_from(order)
    made.add_weighted_edges_from(edges)
    return made


def classes(posts: pd.DataFrame) -> pd.DataFrame:
    """Return how many people have how many ties: ``low``, ``high`` (missing for the last class), ``people``.

    A class of fewer than five people joins its neighbour, so that nothing can be found by subtraction either.
    """
    degrees = np.array([degree for _, degree in graph(posts).degree()])
    merged: list[list[int | None]] = []
    low = 0
    for high in (*TIE_EDGES, None):
        count = int(((degrees >= low) & (degrees <= (np.inf if high is None else high))).sum())
        if merged and (merged[-1][2] or 0) < LEAST_PEOPLE:
            merged[-1][1:] = [high, (merged[-1][2] or 0) + count]
        else:
            merged.append([low, high, count])
        low = 0 if high is None else high + 1
    if len(merged) > 1 and (merged[-1][2] or 0) < LEAST_PEOPLE:
        _, _, last = merged.pop()
        merged[-1][1:] = [None, (merged[-1][2] or 0) + (last or 0)]
    return pd.DataFrame(merged, columns=["low", "high", "people"]).astype({"high": "Int64"})


def figures(posts: pd.DataFrame) -> dict[str, KeyFigure]:
    """Return the key figures.

    ``isolated``: share of those who wrote whom no answer ties to anybody, withheld when they are one to four;
    ``ties``; ``returned``: share of the directed answers (A answered B) that B returned, at any time; ``closure``: of
    the times that two people are tied to the same third one, how often they are tied to each other (transitivity).
    """
    import networkx as nx  # noqa: PLC0415 - see the docstring of the module

    made, sent = graph(posts), replies(posts)
    n = made.number_of_nodes()
    alone = sum(degree == 0 for _, degree in made.degree())
    arrows = set(zip(sent["author"], sent["to"], strict=True))
    back = sum((to, author) in arrows for author, to in arrows)
    return {
        "isolated": KeyFigure(None, "share", few=True) if 0 < alone < LEAST_PEOPLE else share_of(alone, n),
        "ties": figure(made.number_of_edges(), "count", n),
        "returned": share_of(back, len(arrows), n - alone),
        "closure": figure(nx.transitivity(made), "share", n - alone),
    }
