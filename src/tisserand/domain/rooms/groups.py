"""Small groups of a room: split by chance or as the trainer wants; nobody is left alone.

Groups are numbered from 1 on the screen and in events; here they are tuples of people, in that order.
"""

from collections.abc import Iterable, Mapping

from tisserand.domain.rooms.votes import lots
from tisserand.errors import GroupsError

Groups = tuple[tuple[str, ...], ...]

PAIR = 2


def split(people: Iterable[str], size: int, seed: str) -> Groups:
    """Return the people in groups of ``size`` or as near as can be, drawn from ``seed``.

    Sizes differ by one at most; a group has at least two people, unless there is only one.

    Raises:
        GroupsError: a size below two.
    """
    if size < PAIR:
        raise GroupsError("size", least=PAIR)
    drawn = lots(set(people), seed)
    if not drawn:
        return ()
    number = max(1, min(len(drawn) // PAIR, (2 * len(drawn) + size) // (2 * size)))
    return tuple(drawn[first::number] for first in range(number))


def arranged(people: Iterable[str], wanted: Mapping[str, int]) -> Groups:
    """Return the groups that a trainer wants, numbered anew without the empty ones.

    Those for whom nothing is said go, one after the other, to the smallest group.

    Args:
        people: everybody who is to be in a group.
        wanted: by person, the number of their group.

    Raises:
        GroupsError: somebody would be alone.
    """
    everybody = tuple(dict.fromkeys(people))
    numbers = sorted({wanted[person] for person in everybody if person in wanted})
    groups = tuple(tuple(one for one in everybody if wanted.get(one) == number) for number in numbers)
    for person in everybody:
        if person not in wanted:
            groups = with_latecomer(groups, person) if groups else ((person,),)
    if len(groups) > 1 and (alone := next((n for n, group in enumerate(groups, 1) if len(group) < PAIR), None)):
        raise GroupsError("alone", number=alone)
    return groups


def with_latecomer(groups: Groups, person: str) -> Groups:
    """Return the groups with one more person, in the smallest (the first of them); unchanged if they have a place."""
    if not groups or any(person in group for group in groups):
        return groups
    smallest = min(range(len(groups)), key=lambda at: len(groups[at]))
    return tuple((*group, person) if at == smallest else group for at, group in enumerate(groups))


def group_of(groups: Groups, person: str) -> int:
    """Return the number of a person's group, from 1; 0 for somebody who is in none."""
    return next((number for number, group in enumerate(groups, 1) if person in group), 0)
