"""What chance alone makes: the traps of small numbers, by drawing rather than by formula."""

from collections.abc import Sequence
from random import Random


def sample_shares(outcomes: Sequence[bool], size: int, draws: int, dice: Random) -> list[float]:
    """Return the share of successes in each of ``draws`` samples of ``size``, each taken without putting back.

    Raises:
        ValueError: there are fewer outcomes than a sample takes.
    """
    return [sum(dice.sample(list(outcomes), size)) / size for _ in range(draws)]


def shuffled_changes(before: Sequence[int], after: Sequence[int], draws: int, dice: Random) -> list[float]:
    """Return the change between two stretches of weeks once the weeks have been shuffled, ``draws`` times.

    A permutation test (Fisher, 1935): were the order of the weeks without meaning, changes of such sizes would be seen
    anyway. A shuffle that leaves nothing in the first stretch is drawn again.
    """
    weeks, cut = [*before, *after], len(before)
    found: list[float] = []
    if not any(weeks) or not cut:
        return []
    while len(found) < draws:
        dice.shuffle(weeks)
        if first := sum(weeks[:cut]):
            found.append(sum(weeks[cut:]) / first - 1)
    return found
