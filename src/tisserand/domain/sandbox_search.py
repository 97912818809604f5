"""Searching a sandbox forum as forums do: every word has to be in a thread; case and accents do not count."""

from collections.abc import Iterable
from dataclasses import dataclass

from tisserand.content.models.base import LocalizedText
from tisserand.domain.sandbox_threads import SeenPost, SeenThread, Words
from tisserand.domain.text_folding import fold
from tisserand.i18n import Lang

LONGEST_QUERY = 100
"""Characters of a search: more is no search."""

_MOST_NEAR = 3
_SHORTEST_TELLING = 4


@dataclass(frozen=True)
class Hit:
    """A thread that was found, and the post that has most of the words, if it is not the title alone."""

    thread: SeenThread
    post: SeenPost | None


def search(threads: Iterable[SeenThread], query: str, lang: Lang) -> tuple[Hit, ...]:
    """Return the threads that have every word of a query, each at the beginning of a word.

    Those with them in the title come first. Posts that are folded away are not searched.
    """
    words = fold(query[:LONGEST_QUERY]).split()
    if not words:
        return ()
    found = []
    for rank, thread in enumerate(threads):
        title = _Bag(thread.title, lang)
        posts = [(post, _Bag(post.text, lang)) for post in thread.posts if post.hidden_by is None]
        if all(title.has(word) or any(bag.has(word) for _, bag in posts) for word in words):
            best, bag = max(posts, key=lambda one: one[1].count(words), default=(None, title))
            hit = Hit(thread, best if best and bag.count(words) else None)
            found.append((-title.count(words), rank, hit))
    return tuple(hit for _, _, hit in sorted(found, key=lambda one: one[:2]))


def near(threads: Iterable[SeenThread], title: str, lang: Lang) -> tuple[SeenThread, ...]:
    """Return the threads of others whose titles share most telling words with a title: they may answer it already."""
    words = [word for word in dict.fromkeys(fold(title[:LONGEST_QUERY]).split()) if len(word) >= _SHORTEST_TELLING]
    scored = [(_Bag(thread.title, lang).count(words), thread) for thread in threads if not thread.is_own]
    best = sorted((one for one in scored if one[0]), key=lambda one: -one[0])
    return tuple(thread for _, thread in best[:_MOST_NEAR])


class _Bag:
    """The words of a text, folded."""

    def __init__(self, text: Words, lang: Lang) -> None:
        self.words = fold(text.in_lang(lang) if isinstance(text, LocalizedText) else text).split()

    def has(self, word: str) -> bool:
        return any(own.startswith(word) for own in self.words)

    def count(self, words: Iterable[str]) -> int:
        return sum(self.has(word) for word in words)
