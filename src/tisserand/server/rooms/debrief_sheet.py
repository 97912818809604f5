"""The results of a room as a sheet: one row a figure, for a spreadsheet that may be French or English."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import astuple, dataclass, replace
from typing import Any

from tisserand.domain.analytics.intervals import KeyFigure
from tisserand.domain.rooms.debrief import Participation
from tisserand.domain.rooms.game_tally import GamesTally
from tisserand.domain.rooms.level_tally import LevelsTally
from tisserand.domain.rooms.path_tally import PathsTally
from tisserand.domain.rooms.question_tally import QuestionTally
from tisserand.domain.rooms.small_groups import Judgement
from tisserand.domain.rooms.wall_tally import WallTally
from tisserand.i18n import Lang, translate
from tisserand.server.rooms.debrief_results import Result
from tisserand.server.rooms.debrief_runs import DecidedStep
from tisserand.server.rooms.games_picture import games_view
from tisserand.server.rooms.picture_words import say, withheld
from tisserand.server.rooms.question_picture import label_of
from tisserand.widgets.balance_figures import name_of
from tisserand.widgets.plain_text import plain_text

COLUMNS = ("part", "item", "what", "right", "n", "count", "percent", "low", "high", "note")

_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
"""What a spreadsheet would take for the beginning of a formula, or pass over before one."""


@dataclass(frozen=True)
class Line:
    """One figure.

    Attributes:
        part: of the debrief.
        item: the question, the competency, the scenario …
        what: the option, the level, the ending …
        right: whether that is right, as a word; empty where nothing is.
        n: out of how many people.
        count: how many.
        percent, low, high: the share and its interval, in hundredths; none where they are withheld.
        note: what else there is to say, such as why figures are withheld.
    """

    part: str
    item: str
    what: str = ""
    right: str = ""
    n: int | None = None
    count: int | None = None
    percent: int | None = None
    low: int | None = None
    high: int | None = None
    note: str = ""


def sheet(taken: Participation, results: Iterable[Result], steps: Iterable[DecidedStep], lang: Lang) -> bytes:
    """Return the results of a room as CSV: UTF-8 with its mark, for spreadsheets; semicolons in French.

    A text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    written = io.StringIO()
    writer = csv.writer(written, delimiter=";" if lang is Lang.FR else ",", lineterminator="\r\n")
    writer.writerow([_say(lang, f"column.{name}") for name in COLUMNS])
    for line in (*participation_lines(taken, lang), *result_lines(results, lang), *_decision_lines(steps, lang)):
        writer.writerow(["" if value is None else neutral(value) for value in astuple(line)])
    return written.getvalue().encode("utf-8-sig")


def neutral(value: object) -> object:
    """Return a cell that no spreadsheet computes."""
    if isinstance(value, str) and (value.startswith(_FORMULA) or value.lstrip().startswith(_FORMULA)):
        return f"'{value}"
    return value


def participation_lines(taken: Participation, lang: Lang) -> Iterator[Line]:
    """Yield who took part."""
    part = _say(lang, "part.participation")
    for name in ("joined", "left", "active", "practised", "voted"):
        yield Line(part, _say(lang, f"taken.{name}"), count=getattr(taken, name))


def result_lines(results: Iterable[Result], lang: Lang) -> Iterator[Line]:
    """Yield the figures of the results."""
    for result in results:
        part = _say(lang, f"part.{result.origin}")
        note = _say(lang, "as_shown") if result.as_shown else ""
        for tally in result.tallies:
            for line in _LINES[type(tally)](part, result.title, tally, lang):
                yield replace(line, note=" ".join(filter(None, (line.note, note))))


def _decision_lines(steps: Iterable[DecidedStep], lang: Lang) -> Iterator[Line]:
    for step in steps:
        who = _say(lang, "group.number", n=step.group) if step.group else _say(lang, "group.room")
        item = f"{step.title} · {who} · {step.step}. {step.question}"
        told = " ".join(filter(None, (step.how, step.reason)))
        yield Line(_say(lang, "part.decided"), item, step.decided, note=told)


def _figure(line: Line, count: int | None, share: KeyFigure | None) -> Line:
    """Return a line with how many, and their share; neither where it is withheld."""
    edges = (None, None, None) if share is None else (share.value, share.low, share.high)
    percent, low, high = (None if edge is None else round(100 * edge) for edge in edges)
    return replace(line, count=count, percent=percent, low=low, high=high)


def _question(part: str, title: str, tally: QuestionTally, lang: Lang) -> Iterator[Line]:
    why, words = withheld(tally.judged, lang), {True: "yes", False: "no", None: ""}
    for bar in tally.bars:
        right = words[bar.is_right]
        label = plain_text(label_of(bar, tally.question, lang))
        if bar.partner:
            label = f"{label} ↔ {plain_text(bar.partner.in_lang(lang))}"
        told = _say(lang, right) if right else ""
        yield _figure(Line(part, title, label, told, tally.n, note=why), bar.count, bar.share)


def _levels(part: str, _title: str, tally: LevelsTally, lang: Lang) -> Iterator[Line]:
    name = f"{tally.competency.code} · {tally.competency.name.in_lang(lang)}"
    for moment_name in ("before", "after"):
        moment = getattr(tally, moment_name)
        words = say(lang, moment_name)
        if not moment.levels:
            yield _nothing(part, name, words, moment.judged, lang)
        for row in moment.levels:
            what = f"{words}, {say(lang, 'level').lower()} {row.level}"
            yield _figure(Line(part, name, what, "", moment.judged.n), row.count, row.share)
    for move, count in tally.moves.items():
        yield Line(part, name, _say(lang, f"move.{move}"), "", tally.moved.n, count)


def _paths(part: str, title: str, tally: PathsTally, lang: Lang) -> Iterator[Line]:
    if not tally.judged.may_show:
        yield _nothing(part, title, "", tally.judged, lang)
    for place in tally.places:
        if place.count or place.outcome:
            kind = say(lang, "ending" if place.outcome else "scene")
            what = f"{kind} · {place.title.in_lang(lang)}"
            yield _figure(Line(part, title, what, "", tally.judged.n), place.count, place.share)
        for choice in place.choices:
            what = f"{place.title.in_lang(lang)} → {plain_text(choice.text.in_lang(lang))}"
            yield _figure(Line(part, title, what, "", place.count), choice.count, choice.share)


def _games(part: str, title: str, tally: GamesTally, lang: Lang) -> Iterator[Line]:
    if not tally.judged.may_show:
        yield _nothing(part, title, "", tally.judged, lang)
    for fan in tally.fans:
        for verdict, count in fan.verdicts.items():
            what = f"{name_of(fan.indicator, lang)} · {translate(lang, f'balance.verdict.{verdict}')}"
            yield Line(part, title, what, "", tally.finished, count)
    for fan, shown in zip(tally.fans, games_view(tally, lang)["fans"], strict=True):
        yield Line(part, title, name_of(fan.indicator, lang), "", fan.weeks[-1].n, note=shown["description"])
    for aim in tally.aims:
        what = plain_text(aim.aim.text.in_lang(lang))
        yield _figure(Line(part, title, what, "", aim.share.n), aim.count, aim.share)


def _wall(part: str, title: str, tally: WallTally, lang: Lang) -> Iterator[Line]:
    yield Line(part, title, say(lang, "wall_texts", n=tally.texts), "", tally.people, tally.texts)
    for group in tally.groups:
        for text in group.texts:
            yield Line(part, title, text.text, note=group.title)


def _nothing(part: str, item: str, what: str, judged: Judgement, lang: Lang) -> Line:
    return Line(part, item, what, "", judged.n, note=withheld(judged, lang) if judged.n else "")


def _say(lang: Lang, key: str, **values: Any) -> str:
    return translate(lang, f"rooms_debrief.{key}", **values)


_LINES: Mapping[type, Callable[[str, str, Any, Lang], Iterator[Line]]] = {
    QuestionTally: _question,
    LevelsTally: _levels,
    PathsTally: _paths,
    GamesTally: _games,
    WallTally: _wall,
}
