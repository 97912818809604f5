"""The picture of a competency profile: for each competency three things side by side, told apart by their shapes.

A ring and a full diamond for oneself before and after, squares for activities, triangles for traces. The shapes carry
the meaning, the colours of Okabe and Ito (``theme.css``) only help; every figure is in the table beside it.
"""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from html import escape

from tisserand.domain.assessment import MAX_LEVEL
from tisserand.domain.competency_profile import CompetencyStanding
from tisserand.domain.practice import Practice
from tisserand.widgets.path_words import PathWords

_WIDTH = 340
_LINE = 44
"""Characters of a name on one line: SVG does not break lines."""

_SCALE, _STEP = 14, 27
"""Where level 0 stands, and how far one level is."""

_PRACTICE, _SQUARE, _MOST_SQUARES = 160, 17, 6
_TRACES, _TRIANGLE, _MOST_TRACES = 286, 16, 3
_LEGEND = 58


def profile_picture(standings: Sequence[CompetencyStanding], words: PathWords) -> str:
    """Return the picture as SVG, with a title and a description; an empty text when there is nothing to show."""
    if not standings:
        return ""
    parts = [*_legend(words)]
    top = _LEGEND + 24
    for standing in standings:
        lines = textwrap.wrap(standing.competency.name.in_lang(words.lang), _LINE) or [""]
        lines[0] = f"{standing.code} · {lines[0]}"
        parts += [_text(4, top + 13 + 16 * n, line, "ts-row-name") for n, line in enumerate(lines)]
        y = top + 16 * len(lines) + 14
        parts += [*_rating(standing, y), *_practices(standing.practices, y), *_traces(len(standing.traces), y)]
        top = y + 34
    description = escape(" ".join(words.described(one) for one in standings))
    return (
        f'<svg class="ts-profile-picture" viewBox="0 0 {_WIDTH} {top}" role="img"'
        ' aria-labelledby="ts-profile-title ts-profile-desc">'
        f'<title id="ts-profile-title">{escape(words.say("picture_title"))}</title>'
        f'<desc id="ts-profile-desc">{description}</desc>{"".join(parts)}</svg>'
    )


def _legend(words: PathWords) -> Iterator[str]:
    yield from (
        _ring(12, 12),
        _text(24, 16, words.say("before")),
        _diamond(112, 12),
        _text(124, 16, words.say("after")),
    )
    yield from (_triangle(212, 12), _text(224, 16, words.say("trace")))
    for x, state in ((12, "done"), (112, "begun"), (212, "not_begun")):
        yield from (_square(x, 36, state), _text(x + 12, 40, words.say(f"square_{state}")))
    for x, key in ((4, "column_rating"), (_PRACTICE - 8, "column_practice"), (_TRACES - 8, "column_traces")):
        yield _text(x, _LEGEND + 14, words.say(key), "ts-column-name")


def _rating(standing: CompetencyStanding, y: int) -> Iterator[str]:
    def x(level: int) -> int:
        return _SCALE + level * _STEP

    yield _line(x(0), x(MAX_LEVEL), y, y)
    for level in range(MAX_LEVEL + 1):
        yield _line(x(level), x(level), y - 4, y + 4)
        yield _text(x(level), y + 22, str(level), "ts-scale-number")
    if standing.ratings:
        pair = standing.ratings[-1]
        if pair.before and pair.after and pair.before.level != pair.after.level:
            yield _line(x(pair.before.level), x(pair.after.level), y, y, "ts-move-line")
        if pair.before:
            yield _ring(x(pair.before.level), y)
        if pair.after:
            yield _diamond(x(pair.after.level), y)


def _practices(practices: Sequence[Practice], y: int) -> Iterator[str]:
    states = [one.status if one.is_begun else "not_begun" for one in practices]
    yield from (_square(_PRACTICE + n * _SQUARE, y, state) for n, state in enumerate(states[:_MOST_SQUARES]))
    if len(states) > _MOST_SQUARES:
        yield _text(_PRACTICE + _MOST_SQUARES * _SQUARE - 6, y + 5, f"+{len(states) - _MOST_SQUARES}")


def _traces(count: int, y: int) -> Iterator[str]:
    yield from (_triangle(_TRACES + n * _TRIANGLE, y) for n in range(min(count, _MOST_TRACES)))
    if count > _MOST_TRACES:
        yield _text(_TRACES + _MOST_TRACES * _TRIANGLE - 6, y + 5, f"+{count - _MOST_TRACES}")


def _text(x: int, y: int, text: str, css: str = "") -> str:
    return f'<text x="{x}" y="{y}" class="{css}">{escape(text)}</text>'


def _line(x1: int, x2: int, y1: int, y2: int, css: str = "ts-scale-line") -> str:
    return f'<line x1="{x1}" x2="{x2}" y1="{y1}" y2="{y2}" class="{css}"/>'


def _ring(x: int, y: int) -> str:
    return f'<circle cx="{x}" cy="{y}" r="8" class="ts-mark-before"/>'


def _diamond(x: int, y: int) -> str:
    return _shape([(x, y - 6), (x + 6, y), (x, y + 6), (x - 6, y)], "ts-mark-after")


def _triangle(x: int, y: int) -> str:
    return _shape([(x, y - 7), (x + 7, y + 6), (x - 7, y + 6)], "ts-mark-trace")


def _square(x: int, y: int, state: str) -> str:
    """Return a square: full when done, half full when begun, empty when it is only offered."""
    frame = f'<rect x="{x - 6}" y="{y - 6}" width="12" height="12" class="ts-mark-frame"/>'
    height = {"done": 12, "begun": 6}.get(state, 0)
    filling = f'<rect x="{x - 6}" y="{y + 6 - height}" width="12" height="{height}" class="ts-mark-done"/>'
    return (filling if height else "") + frame


def _shape(points: Iterable[tuple[int, int]], css: str) -> str:
    return f'<path d="M{"L".join(f"{x} {y}" for x, y in points)}z" class="{css}"/>'
