"""A picture of the community: dots that keep their place from one quarter to the next, and the strongest ties.

The nearer the centre, the more somebody belongs: those who run the place in the middle, silent members on the rim.
Everybody keeps their own angle, so that a person can be followed. Nothing here is drawn at random.
"""

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from tisserand.domain.balance.community import LEADER, ONCE, REGULAR, SILENT, TEAM, Community, Slots
from tisserand.domain.balance.dice import GOLDEN
from tisserand.domain.balance.game import Game

DOTS, TIES = 90, 60
"""How many can still be read on a small screen."""

RIM = 0.48
"""Radius of the rim, the picture being one wide."""


class DotKind(StrEnum):
    """Who a dot is; each has its own shape as well as its colour."""

    TEAM = "team"
    LEADER = "leader"
    REGULAR = "regular"
    ONCE = "once"
    SILENT = "silent"


KINDS = {
    SILENT: DotKind.SILENT,
    ONCE: DotKind.ONCE,
    REGULAR: DotKind.REGULAR,
    LEADER: DotKind.LEADER,
    TEAM: DotKind.TEAM,
}
"""What a member is drawn as, by where they stand."""


@dataclass(frozen=True)
class Dot:
    """A member.

    Attributes:
        slot: who; the same from quarter to quarter.
        x, y: 0 to 1.
        posts: over the last quarter.
        is_new: joined in the last quarter.
    """

    slot: int
    x: float
    y: float
    kind: DotKind
    posts: int
    is_new: bool


@dataclass(frozen=True)
class Tie:
    """Two members who answered each other, or one the other, in the last quarter."""

    one: int
    other: int
    replies: int


@dataclass(frozen=True)
class Picture:
    """The dots and ties, and how many there are in all: a picture shows at most some of them."""

    dots: tuple[Dot, ...]
    ties: tuple[Tie, ...]
    members: int
    active: int
    all_ties: int


def picture(game: Game) -> Picture:
    """Return the picture of a game after its last quarter."""
    community, quarter = game.community, game.last
    slots = _chosen(community)
    dots = tuple(_dot(community, int(slot)) for slot in slots)
    ties, all_ties = _ties(quarter.repliers, quarter.replied_to, set(slots.tolist()))
    return Picture(dots, ties, community.members, community.active, all_ties)


def _chosen(community: Community) -> Slots:
    """Return whom the picture shows: those who run the place, then who posted most, then every so many of the rest."""
    present = np.flatnonzero(community.present)
    runs = community.standing[present] >= LEADER
    posts = community.posts[present]
    ranked = present[np.lexsort((present, -posts, ~runs))]
    speaking = ranked[: DOTS * 2 // 3]
    speaking = speaking[(community.posts[speaking] > 0) | (community.standing[speaking] >= LEADER)]
    rest = np.setdiff1d(present, speaking)
    room = DOTS - len(speaking)
    if len(rest) > room:
        rest = rest[np.linspace(0, len(rest) - 1, room).astype(np.intp)]
    return np.sort(np.concatenate([speaking, rest]))


def _dot(community: Community, slot: int) -> Dot:
    kind = KINDS[int(community.standing[slot])]
    near = {DotKind.TEAM: 0.12, DotKind.LEADER: 0.3}.get(kind)
    if near is None:
        near = 1.0 - 0.6 * float(community.belonging[slot]) if kind is DotKind.REGULAR else 0.9
    radius = RIM * near * (0.92 + 0.16 * ((slot * GOLDEN * GOLDEN) % 1.0)) / 1.08
    angle = 2 * math.pi * ((slot * GOLDEN) % 1.0)
    return Dot(
        slot=slot,
        x=round(0.5 + radius * math.cos(angle), 4),
        y=round(0.5 + radius * math.sin(angle), 4),
        kind=kind,
        posts=int(community.posts[slot]),
        is_new=bool(community.joined_week[slot] >= community.week - 13),
    )


def _ties(repliers: Slots, replied_to: Slots, shown: set[int]) -> tuple[tuple[Tie, ...], int]:
    """Return the strongest ties between those shown, and the number of all ties."""
    ends = np.sort(np.stack([repliers, replied_to]), axis=0)
    pairs, replies = np.unique(ends, axis=1, return_counts=True)
    order = np.lexsort((pairs[1], pairs[0], -replies))
    ties = []
    for at in order:
        one, other = int(pairs[0, at]), int(pairs[1, at])
        if one in shown and other in shown:
            ties.append(Tie(one, other, int(replies[at])))
            if len(ties) == TIES:
                break
    return tuple(ties), pairs.shape[1]
