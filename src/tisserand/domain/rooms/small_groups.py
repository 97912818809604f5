"""What may be shown of a few people: never a figure about fewer than five, nor one that a subtraction would give.

A picture counts people by what they answered. Two pictures of one question that differ by a single latecomer tell
together what the latecomer answered. So what counts is not each picture, but all that are shown of a question: each
pair of a person and an answer belongs to a class, the set of pictures in which it is counted. Whatever is computed from
the counts by additions and subtractions weighs the people of a class alike; when each class holds at least
``LEAST_PEOPLE`` people, the result is about so many at least, or about nobody (``tests/unit/domain/rooms`` proves it by
ranks). Two things stay outside: that all of a group answered the same, and what people tell of themselves.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from tisserand.domain.analytics.intervals import LEAST_PEOPLE

Picture = Mapping[str, Any]
"""What a picture counts: the answer of each person, by opaque id. Answers are compared as values."""


@dataclass(frozen=True)
class Judgement:
    """Whether a picture may be shown.

    Attributes:
        n: how many people it counts; this may always be told.
        reason: why it is withheld: ``few`` people answered; or a ``difference`` from what was shown before would be
            about few people; or some of those who were counted then have ``erased`` their data. Empty where it may be
            shown.
        missing: how many more answers, at least, it takes; 0 where none would help.
    """

    n: int
    reason: Literal["", "few", "difference", "erased"] = ""
    missing: int = 0

    @property
    def may_show(self) -> bool:
        """Whether the figures may be seen."""
        return not self.reason


def judge(shown: Iterable[Picture], new: Picture) -> Judgement:
    """Return whether a picture may be shown beside those of the same question that were.

    Args:
        shown: the pictures that were shown, as they were then, in any order; the same one may come again.
        new: the picture to show.
    """
    n = len(new)
    if n < LEAST_PEOPLE:
        return Judgement(n, "few", LEAST_PEOPLE - n)
    sizes = _class_sizes([*shown, new])
    missing = max((LEAST_PEOPLE - size for size in sizes if size < LEAST_PEOPLE), default=0)
    return Judgement(n, "difference", missing) if missing else Judgement(n)


def judge_in_turn(pictures: Iterable[Picture]) -> tuple[Judgement, ...]:
    """Return what becomes of pictures that are to be shown one after the other.

    One that is withheld counts for nothing in what follows: nobody saw it.
    """
    shown: list[Picture] = []
    found = []
    for picture in pictures:
        found.append(judge(shown, picture))
        if found[-1].may_show:
            shown.append(picture)
    return tuple(found)


def really_shown(pictures: Iterable[Picture]) -> tuple[Picture, ...]:
    """Return those of some pictures, revealed one after the other, whose figures were seen."""
    revealed = list(pictures)
    return tuple(picture for picture, judged in zip(revealed, judge_in_turn(revealed), strict=True) if judged.may_show)


def judge_next(revealed: Iterable[Picture], new: Picture, *, has_erased: bool = False) -> Judgement:
    """Return whether a picture may be shown after those that were revealed before, oldest first.

    Args:
        revealed: whether their figures were seen or not; without the people who erased their data since.
        new: the picture to show.
        has_erased: whether there are such people: taken from a picture that was seen, any new one would tell what they
            answered.
    """
    if has_erased and len(new) >= LEAST_PEOPLE:
        return Judgement(len(new), "erased")
    return judge(really_shown(revealed), new)


def judge_groups(
    shown: Sequence[Picture], whole: Picture, groups: Mapping[str, Iterable[str]]
) -> tuple[Judgement, dict[str, Judgement]]:
    """Return whether a picture and its breakdown by group may be shown.

    The whole comes first, then the groups in the order of their names: a group is withheld if the others, taken from
    the whole, would leave fewer than five people.

    Args:
        shown: the pictures of the question that were shown.
        whole: the picture of all.
        groups: the people of each group, by its name; those without an answer count for nothing.
    """
    names = sorted(groups)
    parts = [{person: whole[person] for person in groups[name] if person in whole} for name in names]
    first = judge(shown, whole)
    before = [*shown, whole] if first.may_show else list(shown)
    found = {}
    for name, part in zip(names, parts, strict=True):
        found[name] = judge(before, part)
        if found[name].may_show:
            before.append(part)
    return first, found


def _class_sizes(pictures: Sequence[Picture]) -> tuple[int, ...]:
    """Return how many people each class holds. In a class, a person has one answer at most: a picture has one each."""
    places: dict[tuple[str, str], set[int]] = {}
    for number, picture in enumerate(pictures):
        for person, answer in picture.items():
            places.setdefault((person, _as_text(answer)), set()).add(number)
    sizes: dict[frozenset[int], int] = {}
    for counted_in in places.values():
        key = frozenset(counted_in)
        sizes[key] = sizes.get(key, 0) + 1
    return tuple(sizes.values())


def _as_text(answer: Any) -> str:
    return json.dumps(answer, sort_keys=True, ensure_ascii=False)
