"""Examining a text by criteria that can be told: how each is measured stands in ``Rule``.

A measure is no judgement. It looks for marks (a figure, a word, a question mark), so it may be wrong both ways, and
whoever wrote the text may contest it.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from tisserand.content.models.sandbox import Criterion, Review, Rule
from tisserand.domain.text_folding import fold

_PHONE = re.compile(r"(?<!\w)\+?\d(?:[ .\-\u00a0\u202f()]{0,2}\d){8,14}(?!\w)")
_ADDRESS = re.compile(r"[^\s@<>]{1,64}@[^\s@<>]{1,190}\.\w{2,}")
_QUESTION = re.compile(r"[?\uff1f]+")
_FIGURE = re.compile(r"\d+")
_LONGEST_EMPTY_WORD = 2


@dataclass(frozen=True)
class Finding:
    """What a criterion makes of a text.

    Attributes:
        found: what it went by, in the words of the text, where there is something to show.
    """

    criterion: Criterion
    is_met: bool
    found: tuple[str, ...] = ()


def examine(review: Review, title: str, text: str) -> tuple[Finding, ...]:
    """Return what each criterion of a review makes of a text, in their order."""
    return tuple(_MEASURES[criterion.rule](criterion, title, text) for criterion in review.criteria)


def _title(criterion: Criterion, title: str, _text: str) -> Finding:
    empty = set(_listed(criterion))
    said = [word for word in fold(title).split() if len(word) > _LONGEST_EMPTY_WORD and word not in empty]
    telling = tuple(dict.fromkeys(said))
    return Finding(criterion, len(telling) >= criterion.least, telling)


def _mentions(criterion: Criterion, _title: str, text: str) -> Finding:
    found = _present(criterion, text)
    if criterion.figures:
        found += tuple(_FIGURE.findall(_PHONE.sub(" ", text))[:1])
    return Finding(criterion, len(found) >= criterion.least, found)


def _avoids(criterion: Criterion, title: str, text: str) -> Finding:
    found = _present(criterion, f"{title}\n{text}")
    return Finding(criterion, not found, found)


def _questions(criterion: Criterion, _title: str, text: str) -> Finding:
    asked = len(_QUESTION.findall(text))
    most = asked if criterion.most is None else criterion.most
    return Finding(criterion, max(1, criterion.least) <= asked <= most, ("?",) * asked)


def _length(criterion: Criterion, _title: str, text: str) -> Finding:
    words = len(fold(text).split())
    most = words if criterion.most is None else criterion.most
    return Finding(criterion, criterion.least <= words <= most)


def _private(criterion: Criterion, title: str, text: str) -> Finding:
    whole = f"{title}\n{text}"
    found = (*(match.group().strip() for match in _PHONE.finditer(whole)), *_ADDRESS.findall(whole))
    found += _present(criterion, whole)
    return Finding(criterion, not found, found)


_MEASURES: Mapping[Rule, Callable[[Criterion, str, str], Finding]] = {
    Rule.TITLE: _title,
    Rule.MENTIONS: _mentions,
    Rule.AVOIDS: _avoids,
    Rule.QUESTIONS: _questions,
    Rule.LENGTH: _length,
    Rule.PRIVATE: _private,
}


def _listed(criterion: Criterion) -> tuple[str, ...]:
    return tuple(fold(word) for word in (*criterion.words.fr, *criterion.words.en))


def _present(criterion: Criterion, text: str) -> tuple[str, ...]:
    """Return the listed words that a text has, each whole and once, as they are listed."""
    folded = f" {fold(text)} "
    words = (*criterion.words.fr, *criterion.words.en)
    return tuple({key: word for word in words if (key := fold(word)) and f" {key} " in folded}.values())
