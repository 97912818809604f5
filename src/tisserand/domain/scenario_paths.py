"""How long the ways through a scenario are: in choices, and in words to read."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from heapq import heappop, heappush
from itertools import count

from tisserand.content.models.base import LocalizedText
from tisserand.content.models.scenario import Scenario, Scene
from tisserand.domain.exploration import Exploration, Move, Situation
from tisserand.domain.scenario import consequence_text, offered, said_after, scene_text, visible_posts
from tisserand.domain.scenario_index import index_of
from tisserand.domain.state import starting_state
from tisserand.i18n import Lang

_WORD = re.compile(r"\w[\w'’-]*")


@dataclass(frozen=True)
class Extent:
    """The least and the most over all the ways from the start to an ending; loops are gone round once at most."""

    least: int
    most: int


def path_lengths(exploration: Exploration) -> Extent | None:
    """Return the number of choices on the shortest and the longest way; ``None`` if no ending was reached."""
    return _extent(exploration, lambda _: 0, lambda _situation, _move: 1)


def reading_words(exploration: Exploration, lang: Lang) -> Extent | None:
    """Return the number of words to read, in ``lang``, on the way with the fewest and the one with the most.

    Who plays reads the introduction, and at each scene its messages, its text and every choice offered, then what
    their choice brought about and what was said because of it; at the end its debrief. ``None`` if no ending was
    reached.
    """
    scenario = exploration.scenario
    index = index_of(scenario)

    def at(situation: Situation) -> int:
        return _words_at(scenario, situation, lang)

    def between(situation: Situation, move: Move) -> int:
        choice = index.choices[situation.place][move.choice]
        said = [text for post in said_after(choice, situation.state) for text in (post.text, post.quote)]
        return sum(_words(text, lang) for text in (consequence_text(choice, situation.state), *said))

    return _extent(exploration, at, between)


def _words_at(scenario: Scenario, situation: Situation, lang: Lang) -> int:
    place = index_of(scenario).place(situation.place)
    if place is None:
        return 0
    state = situation.state
    posts = visible_posts(place, state)
    texts = [place.title, scene_text(place, state), *(t for post in posts for t in (post.text, post.quote))]
    if isinstance(place, Scene):
        texts += [choice.text for choice in offered(place, state)]
    else:
        texts += [place.debrief]
    if situation.place == scenario.start and situation.state == starting_state(scenario):
        texts += [scenario.intro, scenario.you_are]
    return sum(_words(text, lang) for text in texts)


def _words(text: LocalizedText | None, lang: Lang) -> int:
    return count_words(text.in_lang(lang)) if text is not None else 0


@lru_cache(maxsize=4096)
def count_words(text: str) -> int:
    """Return how many words somebody has to read or hear."""
    return len(_WORD.findall(text))


_CostAt = Callable[[Situation], int]
_CostBetween = Callable[[Situation, Move], int]


def _extent(exploration: Exploration, at: _CostAt, between: _CostBetween) -> Extent | None:
    """Return the least and the most cost of a way from the start to an ending."""
    if not exploration.endings:
        return None
    return Extent(_least(exploration, at, between), _most(exploration, at, between))


def _least(exploration: Exploration, at: _CostAt, between: _CostBetween) -> int:
    """Dijkstra's algorithm, from the start to the nearest ending."""
    first = next(iter(exploration.moves))
    tie = count()  # situations have no order of their own
    heap = [(at(first), next(tie), first)]
    done: set[Situation] = set()
    while heap:
        cost, _, situation = heappop(heap)
        if situation.place in exploration.endings:
            return cost
        if situation in done:
            continue
        done.add(situation)
        for move in exploration.moves.get(situation, ()):
            if move.to not in done:
                heappush(heap, (cost + between(situation, move) + at(move.to), next(tie), move.to))
    raise AssertionError("an ending was reached, so there is a way to it")


def _most(exploration: Exploration, at: _CostAt, between: _CostBetween) -> int:
    """The longest way when moves back to where one already was on the way are left out.

    Situations are met in post-order of a depth-first walk, so that the best of what follows is known.
    """
    first = next(iter(exploration.moves))
    best: dict[Situation, int | None] = {}
    entered = {first}
    stack = [(first, iter(exploration.moves[first]))]
    while stack:
        situation, moves = stack[-1]
        for move in moves:
            if move.to not in entered and move.to in exploration.moves:
                entered.add(move.to)
                stack.append((move.to, iter(exploration.moves[move.to])))
                break
        else:
            stack.pop()
            onward = [
                between(situation, move) + further
                for move in exploration.moves[situation]
                if (further := best.get(move.to)) is not None
            ]
            if onward or situation.place in exploration.endings:
                best[situation] = at(situation) + max(onward, default=0)
    return best[first] or 0
