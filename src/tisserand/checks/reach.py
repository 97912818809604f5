"""What moves lead to, whatever the state."""

from collections.abc import Collection, Mapping


def reach(start: str, onward: Mapping[str, Collection[str]]) -> set[str]:
    """Return ``start`` and everything that ``onward``, from each name to the next ones, leads to."""
    seen, queue = {start}, [start]
    while queue:
        for name in onward.get(queue.pop(), ()):
            if name not in seen:
                seen.add(name)
                queue.append(name)
    return seen
