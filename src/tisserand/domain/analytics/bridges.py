"""Groups that hold together, and who ties one to another."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from tisserand.domain.analytics.intervals import LEAST_PEOPLE, KeyFigure, figure, people, share_of
from tisserand.domain.analytics.ties import graph

if TYPE_CHECKING:
    import networkx as nx

MOST_DRAWN = 150
"""People in the picture: those with most ties. A larger tangle shows nothing."""

_MOST_SEARCHED = 400
"""People among whom groups are looked for, those with most ties: beyond that it would take more than seconds."""

_LAYOUT_SEED = 7


@dataclass(frozen=True)
class Shape:
    """The groups of a community.

    Attributes:
        people: ``author``, ``group`` (from 1, the largest first; 0 for whoever is in none of at least five people),
            ``ties``, ``across`` (ties into another group), ``is_bridge`` (without this person, at least five people of
            one group would be cut from another), ``x`` and ``y`` (0 to 1; missing for whoever is not drawn).
        pairs: ``one``, ``other``, ``replies``, ``is_across``: the ties between people of groups.
    """

    people: pd.DataFrame
    pairs: pd.DataFrame


def shape(posts: pd.DataFrame) -> Shape:
    """Return the groups and the bridges.

    Groups are those of Clauset, Newman and Moore (2004), Physical Review E 70, 066111: more answers within than chance
    would put there. A bridge is an articulation point of the graph (a person whom every path between two parts crosses)
    with at least five people on each side: the plainest case of what Burt (2004) calls brokerage.
    """
    import networkx as nx  # noqa: PLC0415 - it takes a fifth of a second; lessons without data have no use for it

    whole = graph(posts)
    order = list(whole)
    rank = {name: at for at, name in enumerate(order)}  # numbers rather than pseudonyms, which would decide ties
    degrees = [whole.degree(name) for name in order]
    linked = sorted((at for at, degree in enumerate(degrees) if degree), key=lambda at: (-degrees[at], at))
    inner: nx.Graph[int] = nx.Graph()
    inner.add_nodes_from(sorted(linked[:_MOST_SEARCHED]))
    weighted = ((rank[one], rank[other], data["weight"]) for one, other, data in whole.edges(data=True))
    inner.add_weighted_edges_from(edge for edge in weighted if edge[0] in inner and edge[1] in inner)
    group = _groups(inner)
    bridges = _bridges(inner)
    drawn = sorted(sorted(group, key=lambda at: (-degrees[at], at))[:MOST_DRAWN])
    where = _layout(inner, drawn)
    table = pd.DataFrame(
        {
            "author": order,
            "group": [group.get(at, 0) for at in range(len(order))],
            "ties": degrees,
            "across": [
                sum(group.get(other, 0) not in {0, group[at]} for other in inner[at]) if at in group else 0
                for at in range(len(order))
            ],
            "is_bridge": [at in bridges for at in range(len(order))],
            "x": [where[at][0] if at in where else None for at in range(len(order))],
            "y": [where[at][1] if at in where else None for at in range(len(order))],
        }
    )
    rows = [
        (order[one], order[other], data["weight"], group[one] != group[other])
        for one, other, data in inner.edges(data=True)
        if one in group and other in group
    ]
    return Shape(table, pd.DataFrame(rows, columns=["one", "other", "replies", "is_across"]))


def _groups(inner: "nx.Graph[int]") -> dict[int, int]:
    """Return the number of its group for everybody who is in one of at least five people, the largest group first."""
    import networkx as nx  # noqa: PLC0415 - as above

    if not inner.number_of_edges():
        return {}
    found = nx.community.greedy_modularity_communities(inner, weight="weight")
    large = sorted((sorted(one) for one in found if len(one) >= LEAST_PEOPLE), key=lambda one: (-len(one), one[0]))
    return {at: number for number, one in enumerate(large, start=1) for at in one}


def _bridges(inner: "nx.Graph[int]") -> set[int]:
    import networkx as nx  # noqa: PLC0415 - as above

    found = set()
    for at in nx.articulation_points(inner):
        without = inner.subgraph(set(inner) - {at})
        sides = [len(part) for part in nx.connected_components(without) if part & set(inner[at])]
        if sum(size >= LEAST_PEOPLE for size in sides) > 1:
            found.add(at)
    return found


def _layout(inner: "nx.Graph[int]", drawn: list[int]) -> dict[int, tuple[float, float]]:
    import networkx as nx  # noqa: PLC0415 - as above

    if not drawn:
        return {}
    picture: nx.Graph[int] = nx.Graph()
    picture.add_nodes_from(drawn)
    picture.add_edges_from((one, other) for one, other in inner.edges if one in picture and other in picture)
    spread = nx.spring_layout(picture, seed=_LAYOUT_SEED)
    xs, ys = ([float(at[axis]) for at in spread.values()] for axis in (0, 1))
    width, height = (max(max(one) - min(one), 1e-9) for one in (xs, ys))
    return {
        name: (round((float(at[0]) - min(xs)) / width, 4), round((float(at[1]) - min(ys)) / height, 4))
        for name, at in spread.items()
    }


def groups(posts: pd.DataFrame) -> pd.DataFrame:
    """Return ``group``, ``people``, ``inside`` and ``across`` (ties) for each group of at least five people."""
    found = shape(posts)
    number = dict(zip(found.people["author"], found.people["group"], strict=True))
    rows = []
    for group in sorted(set(number.values()) - {0}):
        mine = [
            (number[one] == group) + (number[other] == group)
            for one, other in zip(found.pairs["one"], found.pairs["other"], strict=True)
        ]
        size = sum(each == group for each in number.values())
        rows.append((group, size, sum(each == 2 for each in mine), sum(each == 1 for each in mine)))  # noqa: PLR2004
    return pd.DataFrame(rows, columns=["group", "people", "inside", "across"])


def figures(posts: pd.DataFrame) -> dict[str, KeyFigure]:
    """Return the key figures.

    ``across``: share of the ties that lead from one group to another; ``groups``: how many have at least five people;
    ``crossing``: people with a tie into another group; ``bridges``: people without whom a group would be cut off.
    """
    found = shape(posts)
    grouped = int((found.people["group"] > 0).sum())
    count = int(found.people["group"].max()) if len(found.people) else 0
    return {
        "across": share_of(int(found.pairs["is_across"].sum()), len(found.pairs), grouped),
        "groups": figure(count, "count", grouped),
        "crossing": people(int((found.people["across"] > 0).sum())),
        "bridges": people(int(found.people["is_bridge"].sum())),
    }
