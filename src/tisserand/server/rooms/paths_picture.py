"""The paths of a room on a scenario's map: the wider a line, the more people passed."""

from tisserand.content.markdown import render_inline
from tisserand.domain.analytics.intervals import LEAST_PEOPLE
from tisserand.domain.rooms.path_tally import Passage, PathsTally, PlaceCount
from tisserand.domain.scenario_map import Spot
from tisserand.i18n import Lang
from tisserand.server.rooms.picture_words import View, say, share_view, table, withheld

WIDTH, ROW, TOP = 400, 66, 24
"""Of the map, in units that are about a pixel on a phone."""

FEW_SCENES = 2
"""Scenes whose choices there is room for on a projector: those that most people came to."""

_THICKEST = 13


def paths_view(tally: PathsTally, lang: Lang) -> View:
    """Return what to show of the paths through a scenario."""
    reached = [place for place in tally.places if place.count]
    order = sorted(reached, key=lambda place: (tally.map.spots[place.place].layer, tally.map.spots[place.place].place))
    numbers = {place.place: number for number, place in enumerate(order, 1)}
    scenes = [_scene(place, numbers, lang) for place in order if place.choices]
    most = sorted((place.count for place in order if place.choices), reverse=True)[:FEW_SCENES]
    little = [f"{numbers[place.place]}. {place.title.in_lang(lang)}" for place in order if place.is_little_trodden]
    endings = [_ending(place, numbers, lang) for place in order if place.outcome]
    return {
        "summary": say(lang, "played", n=tally.judged.n),
        "withheld": withheld(tally.judged, lang),
        "map": _map(tally, numbers, lang) if reached else None,
        "scenes": scenes,
        "main_scenes": [scene for scene in scenes if scene["count"] >= min(most, default=0)][:FEW_SCENES],
        "little": say(lang, "little_trodden", least=LEAST_PEOPLE, list=", ".join(little)) if little else "",
        "endings": endings,
        "underway": say(lang, "underway", n=tally.underway) if tally.underway else "",
        "set_aside": _set_aside(tally, lang),
        "table": _table(order, numbers, lang) if reached else None,
    }


def _set_aside(tally: PathsTally, lang: Lang) -> str:
    if not tally.set_aside:
        return ""
    return say(lang, "set_aside_counted" if tally.has_all_endings else "set_aside", n=tally.set_aside)


def _map(tally: PathsTally, numbers: dict[str, int], lang: Lang) -> View:
    spots, taken = tally.map.spots, {(passage.at, passage.to): passage for passage in tally.passages}
    counts = {place.place: place for place in tally.places}
    most = max(tally.passages, key=lambda passage: passage.count)
    titles = {place.place: place.title.in_lang(lang) for place in tally.places}
    lines = [(at, to, taken.get((at, to))) for at, to in tally.map.moves]
    lines.sort(key=lambda line: line[2].count if line[2] else 0)
    return {
        "width": WIDTH,
        "height": TOP + ROW * max(spot.layer for spot in spots.values()) + 40,
        "lines": [
            {"d": _curve(spots[at], spots[to]), "width": _thickness(passage, tally.judged.n) if passage else 0}
            for at, to, passage in lines
        ],
        "dots": [_dot(counts[name], spot, numbers.get(name)) for name, spot in spots.items()],
        "summary": say(
            lang,
            "map_summary",
            scenes=sum(not counts[name].outcome for name in numbers),
            endings=sum(bool(counts[name].outcome) for name in numbers),
            at=titles[most.at],
            to=titles[most.to],
            people=say(lang, "count", n=most.count),
        ),
    }


def _at(spot: Spot) -> tuple[float, float]:
    return round((spot.place + 0.5) * WIDTH / spot.breadth, 1), TOP + ROW * spot.layer


def _curve(at: Spot, to: Spot) -> str:
    (x, y), (to_x, to_y) = _at(at), _at(to)
    if to_y > y:
        bend = (to_y - y) / 2
        return f"M{x} {y}C{x} {y + bend} {to_x} {to_y - bend} {to_x} {to_y}"
    side = 30 if x <= WIDTH / 2 else -30  # back, or along a row: around the side, so that it is seen
    return f"M{x} {y}C{x + side} {y + 34} {to_x + side} {to_y + 34} {to_x} {to_y}"


def _thickness(passage: Passage, n: int) -> float:
    return round(1.5 + (_THICKEST - 1.5) * passage.count / n, 1)


def _dot(place: PlaceCount, spot: Spot, number: int | None) -> View:
    x, y = _at(spot)
    return {
        "x": x,
        "y": y,
        "number": number,
        "count": place.count,
        "is_ending": bool(place.outcome),
        "is_little": place.is_little_trodden,
    }


def _scene(place: PlaceCount, numbers: dict[str, int], lang: Lang) -> View:
    return {
        "number": numbers[place.place],
        "title": place.title.in_lang(lang),
        "here": say(lang, "here", n=place.count),
        "count": place.count,
        "choices": [
            {"text_html": render_inline(one.text.in_lang(lang)), "figure": share_view(one.count, one.share, lang)}
            for one in place.choices
            if one.count
        ],
    }


def _ending(place: PlaceCount, numbers: dict[str, int], lang: Lang) -> View:
    return {
        "number": numbers[place.place],
        "title": place.title.in_lang(lang),
        "outcome": place.outcome,
        "outcome_text": say(lang, f"outcome.{place.outcome}"),
        "figure": share_view(place.count, place.share, lang),
    }


def _table(order: list[PlaceCount], numbers: dict[str, int], lang: Lang) -> View:
    head = [say(lang, key) for key in ("place", "people", "share", "interval")]
    rows = []
    for place in order:
        figure = share_view(place.count, place.share, lang)
        kind = say(lang, "ending" if place.outcome else "scene")
        name = f"{numbers[place.place]}. {place.title.in_lang(lang)} ({kind.lower()})"
        rows.append([name] + ([figure[what] for what in ("count", "share", "interval")] if figure else []))
    return table(say(lang, "figures"), head, rows)
