"""The games of a room as fans: the middle of each week, the central half, and eight games in ten."""

from collections.abc import Sequence

from tisserand.domain.balance.indicators import INDICATORS, Indicator
from tisserand.domain.balance.quarters import WEEKS
from tisserand.domain.rooms.game_tally import AimCount, Fan, FanWeek, GamesTally
from tisserand.i18n import Lang, translate
from tisserand.server.rooms.picture_words import View, kept, say, share_view, table, withheld
from tisserand.widgets.balance_figures import figure, name_of

HEIGHT = 100
_YEAR = 4 * WEEKS
_ROUNDS = (5, 10, 20, 30, 50, 80, 120, 200, 300, 500, 800, 1200, 2000, 5000, 10_000, 20_000, 50_000, 100_000)
"""Where the upper edge of a fan of persons may be."""


def games_view(tally: GamesTally, lang: Lang) -> View:
    """Return what to show of the games of a room."""
    finished = say(lang, "finished", n=tally.finished) if tally.finished else say(lang, "finished_none")
    return {
        "summary": say(lang, "games", n=tally.judged.n),
        "finished": finished if tally.judged.may_show else "",
        "withheld": withheld(tally.judged, lang),
        "fans": [_fan_view(fan, lang) for fan in tally.fans],
        "legend": _legend(tally.fans, lang),
        "aims": [_aim(aim, lang) for aim in tally.aims],
    }


def _fan_view(fan: Fan, lang: Lang) -> View:
    indicator, last = INDICATORS[fan.indicator], fan.weeks[-1]
    top = _top(indicator, max(max(week.high, week.highest or 0.0) for week in fan.weeks))
    outer = [week for week in fan.weeks if week.lowest is not None]
    verdicts = ", ".join(say(lang, f"game_verdict.{verdict}", n=n) for verdict, n in fan.verdicts.items() if n)
    first = round((len(fan.weeks) - 1) or 1, 1)
    return {
        "name": name_of(fan.indicator, lang),
        "better": translate(lang, f"balance_widget.better.{indicator.better}"),
        "width": first,
        "height": HEIGHT,
        "before": min(WEEKS, len(fan.weeks) - 1),
        "rules": [at for at in (WEEKS, WEEKS + _YEAR) if at < len(fan.weeks)],
        "years": [
            {"name": say(lang, f"year.{name}"), "at": round(100 * at / first, 1)}
            for name, at in (("first", WEEKS), ("second", WEEKS + _YEAR))
            if at < len(fan.weeks)
        ],
        "outer": _area([(week.lowest or 0.0, week.highest or 0.0) for week in outer], top),
        "inner": _area([(week.low, week.high) for week in fan.weeks], top),
        "middle": _line([week.middle for week in fan.weeks], top),
        "top": kept(figure(fan.indicator, top, lang)),
        "bottom": kept(figure(fan.indicator, 0, lang)),
        "description": _end(fan.indicator, last, lang),
        "verdicts": say(lang, "verdict_games", list=verdicts) if verdicts else "",
        "table": _table(fan, lang),
    }


def _end(indicator: str, week: FanWeek, lang: Lang) -> str:
    middle, low, high = (figure(indicator, value, lang) for value in (week.middle, week.low, week.high))
    return say(lang, "fan_end", middle=middle, low=low, high=high)


def _top(indicator: Indicator, highest: float) -> float:
    if indicator.unit == "persons":
        return next((edge for edge in _ROUNDS if edge >= highest), highest)
    return indicator.high


def _down(value: float, top: float) -> float:
    return round(HEIGHT - HEIGHT * min(max(value, 0.0), top) / (top or 1.0), 1)


def _line(values: Sequence[float], top: float) -> str:
    return "".join(f"{'L' if at else 'M'}{at} {_down(value, top)}" for at, value in enumerate(values))


def _area(edges: Sequence[tuple[float, float]], top: float) -> str:
    """Return the path around what lies between lower and upper edges, from the first week on."""
    if not edges:
        return ""
    back = (f"L{at} {_down(edges[at][0], top)}" for at in range(len(edges) - 1, -1, -1))
    return f"{_line([high for _, high in edges], top)}{''.join(back)}Z"


def _legend(fans: Sequence[Fan], lang: Lang) -> list[View]:
    has_outer = any(week.lowest is not None for fan in fans for week in fan.weeks)
    kinds = ("middle", "inner", "outer") if has_outer else ("middle", "inner")
    return [{"kind": kind, "text": say(lang, f"fan_legend_{kind}")} for kind in kinds] if fans else []


def _table(fan: Fan, lang: Lang) -> View:
    head = [say(lang, key) for key in ("fan_quarter", "fan_games", "fan_middle", "fan_half")]
    rows = []
    for number, week in enumerate(fan.weeks[WEEKS - 1 :: WEEKS]):
        name = say(lang, "quarter", n=number) if number else say(lang, "quarter_before")
        low, middle, high = (figure(fan.indicator, value, lang) for value in (week.low, week.middle, week.high))
        rows.append([name, str(week.n), middle, say(lang, "from_to", low=low, high=high)])
    return table(f"{say(lang, 'figures')} · {name_of(fan.indicator, lang)}", head, rows)


def _aim(aim: AimCount, lang: Lang) -> View:
    wanted = aim.aim
    key, bound = ("at_least", wanted.at_least) if wanted.at_least is not None else ("at_most", wanted.at_most)
    name = name_of(wanted.indicator, lang)
    text = translate(lang, f"balance_widget.aim.{key}", name=name, bound=figure(wanted.indicator, bound or 0.0, lang))
    shown = {
        **(share_view(aim.count, aim.share, lang) or {}),
        "count": say(lang, "aim_met", n=aim.count, of=aim.share.n),
    }
    return {"text": text, "figure": shown}
