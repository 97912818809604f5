"""Drawing the figures of the calibration pages: plain SVG, readable without colour, in light and dark."""

from collections.abc import Sequence
from html import escape

STYLE = (
    "text{font:12px system-ui,sans-serif;fill:#333}.axis{stroke:#999;stroke-width:1}.grid{stroke:#ddd;stroke-width:1}"
    "@media(prefers-color-scheme:dark){text{fill:#ddd}.grid{stroke:#444}}"
)
STROKES = {"took_off": ("#0072B2", ""), "held": ("#777777", "6 3"), "faded": ("#D55E00", "2 3")}
COLOURS = {
    "found": "#777777",
    "even": "#009E73",
    "technical": "#0072B2",
    "organisational": "#E69F00",
    "political": "#CC79A7",
}


def page(width: int, height: int, title: str, description: str, parts: Sequence[str]) -> str:
    """Return an SVG file with its title and its description."""
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-labelledby="t d">'
    told = f'<title id="t">{escape(title)}</title><desc id="d">{escape(description)}</desc>'
    return "\n".join([head, told, f"<style>{STYLE}</style>", *parts, "</svg>"]) + "\n"


def text(x: float, y: float, words: str, anchor: str = "start") -> str:
    """Return some words."""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def line(points: Sequence[tuple[float, float]], colour: str, dashes: str = "", width: float = 1.2) -> str:
    """Return a broken line."""
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    return f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="{width}"{dashed}/>'


def runs(
    series: Sequence[tuple[str, Sequence[float]]], words: dict[str, str], title: str, description: str, first: int
) -> str:
    """Return curves over weeks, each with the verdict that its dashes and colour tell."""
    width, height, left, bottom = 720, 320, 50, 270
    top_value = max(max(values) for _, values in series)
    weeks = len(series[0][1])

    def at(week: int, value: float) -> tuple[float, float]:
        return left + (width - left - 20) * week / (weeks - 1), bottom - (bottom - 40) * value / top_value

    parts = [text(left, 20, words["active"])]
    for value in range(0, int(top_value) + 1, 10):
        x, y = at(0, value)
        parts += [f'<line class="grid" x1="{x}" x2="{width - 20}" y1="{y:.1f}" y2="{y:.1f}"/>']
        parts += [text(left - 8, y + 4, str(value), "end")]
    for week in range(0, weeks, 26):
        parts.append(text(at(week, 0)[0], bottom + 18, str(week + first), "middle"))
    parts.append(text(width - 20, bottom + 36, words["week"], "end"))
    for verdict, values in series:
        parts.append(line([at(week, value) for week, value in enumerate(values)], *STROKES[verdict]))
    for number, (verdict, (colour, dashes)) in enumerate(STROKES.items()):
        x = left + 130 * number
        parts.append(line([(x, bottom + 32), (x + 30, bottom + 32)], colour, dashes, 2))
        parts.append(text(x + 36, bottom + 36, words[verdict]))
    return page(width, height, title, description, parts)


def dots(
    rows: Sequence[tuple[str, dict[str, float], dict[str, float]]], words: dict[str, str], title: str, description: str
) -> str:
    """Return for each row its mixes on one scale, 0 to 1: filled shapes for the sensible ones, empty for corners."""
    width, left, step = 760, 290, 38
    height = 90 + step * len(rows)

    def x_of(value: float) -> float:
        return left + (width - left - 30) * value

    parts = []
    for mark in (0, 0.25, 0.5, 0.75, 1):
        x = x_of(mark)
        parts.append(f'<line class="grid" x1="{x}" x2="{x}" y1="30" y2="{height - 58}"/>')
        parts.append(text(x, height - 42, f"{100 * mark:.0f} %", "middle"))
    for number, (name, sensible, corners) in enumerate(rows):
        y = 46 + step * number
        parts.append(text(left - 12, y + 4, name, "end"))
        parts += [shape(kind, x_of(value), y - 6, filled=True) for kind, value in sensible.items()]
        parts += [shape(kind, x_of(value), y + 8, filled=False) for kind, value in corners.items()]
    for number, kind in enumerate(COLOURS):
        x = 20 + 138 * number
        parts += [shape(kind, x, height - 18, filled=True), text(x + 12, height - 14, words[kind])]
    return page(width, height, title, description, parts)


def shape(kind: str, x: float, y: float, *, filled: bool) -> str:
    """Return the shape of a mix: each has its own, so that colour is not needed."""
    colour = COLOURS[kind]
    paint = f'fill="{colour}"' if filled else f'fill="none" stroke="{colour}" stroke-width="1.6"'
    outlines = {
        "even": [(0, -6), (6, 0), (0, 6), (-6, 0)],
        "technical": [(-5, -5), (5, -5), (5, 5), (-5, 5)],
        "organisational": [(0, -6), (6, 5), (-6, 5)],
        "political": [(0, 6), (6, -5), (-6, -5)],
    }
    if kind not in outlines:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="5" {paint}/>'
    path = " ".join(f"{x + dx:.1f},{y + dy:.1f}" for dx, dy in outlines[kind])
    return f'<polygon points="{path}" {paint}/>'
