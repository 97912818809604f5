"""The debrief of a workshop, from what its room and its people kept: a page, a sheet, and a notebook.

These functions take plain values: who may ask for them, and where the records are, is the business of the handlers.
"""

from collections.abc import Sequence
from datetime import date
from random import Random, SystemRandom
from typing import Any

from tisserand.domain.analytics.intervals import LEAST_PEOPLE
from tisserand.domain.events import Record
from tisserand.domain.rooms.debrief import participation
from tisserand.domain.rooms.room import Room
from tisserand.errors import RoomError
from tisserand.i18n import Lang, translate
from tisserand.server.page_handler import render
from tisserand.server.rooms.debrief_notebook import notebook_text
from tisserand.server.rooms.debrief_results import Result, results_of
from tisserand.server.rooms.debrief_runs import decided_steps
from tisserand.server.rooms.debrief_sheet import sheet
from tisserand.server.rooms.items import is_wall, read_item
from tisserand.server.rooms.pictures import picture_html


def debrief_page(room: Room, records: Sequence[Record], lang: Lang, base_url: str, *, path: str) -> str:
    """Return the debrief as a page, for the screen and for paper.

    Args:
        room: as its events made it (``room_of``).
        records: what people did in lessons while they were in it, in order.
        lang: of the reader.
        base_url: of the server.
        path: of this page, after the language: ``rooms/<code>/debrief``. The sheet and the notebook are asked for at
            ``<path>.csv`` and ``<path>.ipynb``, the room's cockpit beside it.
    """
    taken, results = participation(room, records), results_of(room, records, lang)
    return render(
        "rooms/debrief.html",
        lang,
        base_url,
        path=path,
        room=room,
        opened=_opened(room, lang),
        taken=taken,
        asked=[
            (asked.prompt or _title(asked.item, lang), say(lang, "asked_count", n=asked.people, of=taken.joined))
            for asked in taken.asked
        ],
        results=[_pictures(result, lang) for result in results],
        decisions=decided_steps(room, lang),
        least=LEAST_PEOPLE,
        say=lambda key, **values: say(lang, key, **values),
    )


def debrief_csv(room: Room, records: Sequence[Record], lang: Lang) -> bytes:
    """Return the figures of the debrief for a spreadsheet; arguments as for :func:`debrief_page`."""
    return sheet(participation(room, records), results_of(room, records, lang), decided_steps(room, lang), lang)


def debrief_notebook(room: Room, records: Sequence[Record], lang: Lang, rng: Random | None = None) -> str:
    """Return a notebook with the individual answers, for the trainer alone, as the text of its file.

    Args:
        room: as its events made it.
        records: what people did in lessons while they were in it, in order.
        lang: of the reader.
        rng: draws the names that stand for people; that of the system, but in tests.
    """
    taken, results = participation(room, records), results_of(room, records, lang)
    return notebook_text(room, records, results, taken, _day(room, lang), lang, rng or SystemRandom())


def debrief_file(room: Room, lang: Lang, suffix: str) -> str:
    """Return the name under which a sheet (``.csv``) or a notebook (``.ipynb``) is downloaded: ASCII, with the day."""
    day = f"-{room.opened_at.date().isoformat()}" if room.opened_at else ""
    return f"{say(lang, 'file')}{day}{suffix}"


def say(lang: Lang, key: str, **values: Any) -> str:
    """Return a sentence of the debrief."""
    return translate(lang, f"rooms_debrief.{key}", **values)


def _pictures(result: Result, lang: Lang) -> dict[str, Any]:
    return {
        "title": result.title,
        "origin": result.origin,
        "as_shown": result.as_shown,
        "pictures": [picture_html(tally, lang) for tally in result.tallies],
    }


def _title(key: str, lang: Lang) -> str:
    if is_wall(key):
        return translate(lang, "rooms.wall")
    try:
        return read_item(key).title(lang)
    except RoomError:
        return translate(lang, "rooms.item_gone")


def _opened(room: Room, lang: Lang) -> str:
    day = _day(room, lang)
    return say(lang, "opened", date=day) if day else ""


def _day(room: Room, lang: Lang) -> str:
    """Return the day of the workshop in words, or nothing for a room without a beginning."""
    if room.opened_at is None:
        return ""
    day: date = room.opened_at.date()
    number = "1er" if day.day == 1 and lang is Lang.FR else str(day.day)
    return f"{number} {translate(lang, f'measures.month.{day.month}')} {day.year}"
