"""Finding a module by its words, in both languages at once, and putting modules under the roles they are for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from tisserand.content.models.base import Code, LocalizedText, Role
from tisserand.content.models.module import TrainingModule
from tisserand.domain.text_folding import fold
from tisserand.i18n import Lang

LONGEST_SEARCH = 100
"""Characters of a search that count; nobody types more, and a forged address costs no more than a typed one."""


class Place(IntEnum):
    """Where in a module a word was found, what counts most first."""

    TITLE = 0
    ROLE = 1
    SUMMARY = 2
    OBJECTIVE = 3
    COMPETENCY = 4
    EXERCISE = 5


@dataclass(frozen=True)
class Entry:
    """A module, with every text that it can be found by."""

    module: TrainingModule
    texts: tuple[tuple[Place, LocalizedText], ...]


@dataclass(frozen=True)
class Match:
    """A text that has a word of the search, in the language in which it has it."""

    place: Place
    text: str
    lang: Lang


@dataclass(frozen=True)
class Found:
    """A module that a search found, with what has its words, best first; nothing when nothing was searched."""

    module: TrainingModule
    matches: tuple[Match, ...] = ()


@dataclass(frozen=True)
class Shelf:
    """Modules shown together: those of a role, or all that a search found, best first (``role`` is then none)."""

    role: Role | None
    found: tuple[Found, ...]


def entry_of(
    module: TrainingModule,
    role: LocalizedText,
    competencies: Mapping[Code, LocalizedText],
    exercises: Iterable[LocalizedText],
) -> Entry:
    """Return what a module can be found by.

    Args:
        module: its title, summary and objectives.
        role: what readers call the role it is for.
        competencies: names of all competencies by their codes; one that is missing is passed over.
        exercises: titles of its exercises.
    """
    codes = dict.fromkeys(objective.competency for objective in module.objectives)
    texts = [(Place.TITLE, module.title), (Place.ROLE, role), (Place.SUMMARY, module.summary)]
    texts += [(Place.OBJECTIVE, objective.text) for objective in module.objectives]
    texts += [(Place.COMPETENCY, competencies[code]) for code in codes if code in competencies]
    texts += [(Place.EXERCISE, title) for title in exercises]
    return Entry(module, tuple(texts))


def search_words(text: str) -> tuple[str, ...]:
    """Return the words of a search, folded, each once; none when nothing is searched."""
    return tuple(dict.fromkeys(fold(text[:LONGEST_SEARCH]).split()))


def search(entries: Iterable[Entry], text: str, lang: Lang) -> tuple[Found, ...]:
    """Return the modules that have all the words of ``text``, those that have them in the best places first.

    A word is found where a word begins with it, in either language, wherever the other words are found. Modules whose
    least well placed word is equally placed are in order of the other words, then in that of ``entries``.

    Args:
        entries: what to search in.
        text: what somebody typed; without any letter or digit it finds everything.
        lang: language of the reader: a text that has the word in both languages counts in this one.
    """
    words, found = search_words(text), []
    for entry in entries:
        best = [_best_match(entry, word, lang) for word in words]
        matches = [match for match in best if match is not None]
        if len(matches) == len(words):
            rank = sorted((match.place for match in matches), reverse=True)
            ordered = sorted(dict.fromkeys(matches), key=lambda match: match.place)
            found.append((rank, Found(entry.module, tuple(ordered))))
    return tuple(one for _, one in sorted(found, key=lambda pair: pair[0]))


def _best_match(entry: Entry, word: str, lang: Lang) -> Match | None:
    for place, text in sorted(entry.texts, key=lambda pair: pair[0]):
        for tongue in (lang, lang.other):
            words = text.fr if tongue is Lang.FR else text.en
            if any(one.startswith(word) for one in _words_of(words)):
                return Match(place, words, tongue)
    return None


@lru_cache(maxsize=8192)
def _words_of(text: str) -> tuple[str, ...]:
    return tuple(fold(text).split())


def by_role(found: Iterable[Found]) -> tuple[Shelf, ...]:
    """Return a shelf for each role that has modules, in the order of roles; a shelf keeps the order of its modules."""
    kept = tuple(found)
    shelves = (Shelf(role, tuple(one for one in kept if one.module.role is role)) for role in Role)
    return tuple(shelf for shelf in shelves if shelf.found)


def roles_of(modules: Sequence[TrainingModule], asked: Role | None = None) -> tuple[Role, ...]:
    """Return the roles that can be asked for: those that have modules, and the one that is asked for already."""
    present = {module.role for module in modules} | {asked}
    return tuple(role for role in Role if role in present)
