"""French typography: what a text lacks, and the text with it put in.

- a narrow no-break space (U+202F) before ``; ! ?`` and inside ``« »``;
- a no-break space (U+00A0) before ``:`` and inside numbers, percentages and amounts;
- the apostrophe ``’`` and the ellipsis ``…``.

Code spans, addresses, HTML comments, entities, image marks, times of day and ``::`` are left alone. Mending twice
changes nothing more. Line breaks and what begins a line are never touched, so a Markdown text keeps its structure.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

NARROW = "\u202f"
NO_BREAK = "\u00a0"


class Lack(StrEnum):
    """What a text lacks."""

    SPACE = "space"
    APOSTROPHE = "apostrophe"
    ELLIPSIS = "ellipsis"


@dataclass(frozen=True)
class TypographyProblem:
    """One thing that French typography would write otherwise.

    Attributes:
        start, end: where it is in the text.
        found: what is there.
        wanted: what should be.
    """

    lack: Lack
    start: int
    end: int
    found: str
    wanted: str


_LEFT_ALONE = re.compile(
    r"""
      (?P<ticks>`+)(?:(?!(?P=ticks)).|\n)+?(?P=ticks)(?!`)   # code spans
    | <!--.*?-->                                              # HTML comments
    | <[A-Za-z/][^<>\n]*>                                     # tags and <https://…>
    | \]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)                 # the target of a link or an image
    | ^[ ]{0,3}\[[^\]\n]+\]:[ ]*\S+                           # a link definition
    | (?:https?|ftp|mailto|file)://?[^\s<>»”]*[^\s<>»”.,;:!?)]
    | \bwww\.[^\s<>»”]+
    | \b[\w.+-]+@[\w-]+\.[\w.-]+                              # e-mail addresses
    | &(?:\#\d+|\#x[0-9a-fA-F]+|[A-Za-z]\w*);                 # entities
    | !\[                                                     # the mark of an image
    | ::+
    | \{[^{}\n]*\}                                            # {words} that the interface replaces
    | ^[ ]*\|?[ ]*:?-{2,}:?[ ]*(?:\|[ ]*:?-{2,}:?[ ]*)*\|?[ ]*$   # the rule of a table
    | [:;]-[()DPp|]                                           # :-)
    | :[a-z_]+:                                               # :smile:
    | ^[ ]*(?:[-*+>]|\#{1,6}|\d{1,9}[.)])[ ]+                  # what makes a list, a heading, a quotation
    """,
    re.VERBOSE | re.DOTALL | re.MULTILINE,
)

_SPACES = f"[ {NO_BREAK}{NARROW}]"
_CLOSED = r"(?<=[^\s*_!?][*_])|(?<=[^\s*_!?][*_]{2})"  # emphasis that ends
_AFTER_WORD = rf"(?:(?<=[\w)\]»”’…%€`.>}}])|{_CLOSED})"
_AFTER_CLAUSE = rf"(?:(?<=[\w)\]»”’…%€`.>}}!?])|{_CLOSED})"
_Rule = tuple[Lack, re.Pattern[str], Callable[[re.Match[str]], str]]


def _put(text: str) -> Callable[[re.Match[str]], str]:
    return lambda _: text


_RULES: tuple[_Rule, ...] = (
    (Lack.APOSTROPHE, re.compile(r"(?<=[^\W\d_])'(?=[\w«“\"*_`\[{])"), _put("’")),
    (Lack.ELLIPSIS, re.compile(r"(?<![./\\])\.{3}(?![./\\])"), _put("…")),
    # Inside « », wherever a word follows or comes before on the same line.
    (Lack.SPACE, re.compile(rf"(?<=«){_SPACES}*(?=[^\s{NO_BREAK}{NARROW}»])"), _put(NARROW)),
    (Lack.SPACE, re.compile(rf"(?<=[^\s{NO_BREAK}{NARROW}«]){_SPACES}*(?=»)"), _put(NARROW)),
    # Before ; ! ? after a word, a closing mark or an ellipsis, if no word sticks to it afterwards.
    (
        Lack.SPACE,
        re.compile(
            rf"{_AFTER_WORD}{_SPACES}*(?=[;!?]+(?:[\s)\]»”’*_.…,{NO_BREAK}{NARROW}\"|]|$))",
            re.MULTILINE,
        ),
        _put(NARROW),
    ),
    # Before a colon that ends a clause: 09:12, a:b and C:\\ keep theirs.
    (
        Lack.SPACE,
        re.compile(rf"{_AFTER_CLAUSE}{_SPACES}*(?=:(?:[*_]*(?:\s|$)|[{NO_BREAK}{NARROW}]))", re.MULTILINE),
        _put(NO_BREAK),
    ),
    # A space stands before it already: a colon that follows one is French, whatever comes after.
    (Lack.SPACE, re.compile(rf"(?<=\w)[ {NARROW}](?=:[\s*_])"), _put(NO_BREAK)),
    # Numbers: 12 500, 60 %, 5 €. Either no-break space will do.
    (
        Lack.SPACE,
        re.compile(rf"(?<![\d.,{NO_BREAK}{NARROW}])\d{{1,3}}(?:[ {NO_BREAK}{NARROW}]\d{{3}})+(?!\d)"),
        lambda match: match[0].replace(" ", NO_BREAK),
    ),
    (Lack.SPACE, re.compile(r"(?<=\d) ?(?=[%‰€](?!\w))"), _put(NO_BREAK)),
)


_PASSES = 5
"""One mended thing may show the next; three passes were the most in thousands of generated texts."""


def problems(text: str) -> list[TypographyProblem]:
    """Return what French typography would write otherwise in ``text``, in order."""
    alone = [match.span() for match in _LEFT_ALONE.finditer(text)]
    found = [problem for problem in _candidates(text) if not _touches(problem, alone)]
    kept: list[TypographyProblem] = []
    for problem in sorted(found, key=lambda problem: (problem.start, problem.end)):
        if not kept or (problem.start >= kept[-1].end and problem.start > kept[-1].start):
            kept.append(problem)
    return kept


def _candidates(text: str) -> Iterator[TypographyProblem]:
    for lack, pattern, wanted in _RULES:
        for match in pattern.finditer(text):
            if (instead := wanted(match)) != match[0]:
                yield TypographyProblem(lack, match.start(), match.end(), match[0], instead)


def _touches(problem: TypographyProblem, alone: list[tuple[int, int]]) -> bool:
    return any(start < max(problem.end, problem.start + 1) and problem.start < end for start, end in alone)


def mend(text: str) -> str:
    """Return ``text`` as French typography writes it."""
    for _ in range(_PASSES):
        if not (found := problems(text)):
            break
        pieces, at = [], 0
        for problem in found:
            pieces += [text[at : problem.start], problem.wanted]
            at = problem.end
        text = "".join([*pieces, text[at:]])
    return text
