"""Values that are found again by being the very same ones: too large to compare, and never changed."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Kept(Generic[T]):
    """What was made of some objects, kept while it is asked for: the one asked for longest ago goes first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, tuple[tuple[object, ...], T]] = OrderedDict()

    def get(self, objects: tuple[object, ...], key: Hashable, make: Callable[[], T]) -> T:
        """Return what ``make`` makes, made once for the same objects and an equal key.

        Args:
            objects: compared by identity.
            key: compared by value.
            make: called when it is not kept.
        """
        place = (tuple(map(id, objects)), key)
        found = self._kept.get(place)
        if found is None or any(mine is not theirs for mine, theirs in zip(found[0], objects, strict=True)):
            # the objects are kept too: an id is not given to another one meanwhile
            found = self._kept[place] = (objects, make())
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
        self._kept.move_to_end(place)
        return found[1]
