"""The levels that a room gives itself on a competency, before and after, as pairs of bars."""

from tisserand.domain.assessment import MAX_LEVEL
from tisserand.domain.rooms.level_tally import LevelsTally, Moment
from tisserand.i18n import Lang, translate
from tisserand.server.rooms.picture_words import View, listed, say, share_view, table, withheld


def levels_view(tally: LevelsTally, lang: Lang) -> View:
    """Return what to show of a competency; of a moment that nobody answered, nothing but that."""
    moments = {name: getattr(tally, name) for name in ("before", "after")}
    asked = {name: moment for name, moment in moments.items() if moment.judged.n}
    rows = [
        {
            "label": _level_name(tally, level, lang),
            "bars": [
                {"moment": name, "name": say(lang, name), "figure": _figure(moment, level, lang)}
                for name, moment in asked.items()
                if moment.levels
            ],
        }
        for level in range(MAX_LEVEL + 1)
    ]
    return {
        "title": f"{tally.competency.code} · {tally.competency.name.in_lang(lang)}",
        "moments": [
            {
                "summary": say(lang, "moment_n", moment=say(lang, name), n=moment.judged.n),
                "withheld": withheld(moment.judged, lang) if moment.judged.n else "",
            }
            for name, moment in moments.items()
        ],
        "rows": rows if any(moment.levels for moment in asked.values()) else [],
        "moved": say(lang, "moved", n=tally.moved.n, list=listed("move", tally.moves.items(), lang))
        if tally.moves
        else "",
        "table": _table(rows, asked, lang),
    }


def _level_name(tally: LevelsTally, level: int, lang: Lang) -> str:
    name = tally.level_names[level - 1].in_lang(lang) if level else translate(lang, "self_assessment.not_yet")
    return say(lang, "level_name", level=level, name=name)


def _figure(moment: Moment, level: int, lang: Lang) -> View | None:
    return share_view(moment.levels[level].count, moment.levels[level].share, lang)


def _table(rows: list[View], asked: dict[str, Moment], lang: Lang) -> View | None:
    shown = [name for name, moment in asked.items() if moment.levels]
    if not shown:
        return None
    head = [say(lang, "level")]
    for name in shown:
        head += [say(lang, name), say(lang, "share"), say(lang, "interval")]
    cells = [
        [row["label"]] + [bar["figure"][what] for bar in row["bars"] for what in ("count", "share", "interval")]
        for row in rows
    ]
    return table(say(lang, "figures"), head, cells)
