"""IN: the inquiries. Their data are there and can be read, what they ask can be told, their traps have a way out."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from tisserand.checks.bank import Bank, Document
from tisserand.checks.diagnostic import Diagnostic, Phrase
from tisserand.checks.model_keys import nearest
from tisserand.content.models.inquiry import Inquiry, InquiryStep
from tisserand.domain.analytics.measures import MEASURES, key_figures
from tisserand.errors import ExportError

if TYPE_CHECKING:
    import pandas as pd

_DRAWN_FROM = {"four_newcomers": "newcomers", "shuffled_weeks": "rhythm"}
"""The measure that each draw is about."""


def check(bank: Bank) -> Iterator[Diagnostic]:
    """Yield what is wrong in the inquiries and in their data."""
    for document, inquiry in bank.valid(Inquiry):
        found = [problem for n, step in enumerate(inquiry.steps) for problem in _step(document, step, n)]
        found += _zone(document, inquiry)
        yield from found
        if bank.is_chosen(document.path):
            yield from _data(bank, document, inquiry, is_sound=not found)


def _step(document: Document[Inquiry], step: InquiryStep, n: int) -> Iterator[Diagnostic]:
    if step.measure not in MEASURES:
        near = nearest(step.measure, set(MEASURES), 3)
        yield document.at("IN001", ("steps", n, "measure"), id=step.measure, known=list(MEASURES), near=near)
    elif step.asks not in MEASURES[step.measure]:
        known = list(MEASURES[step.measure])
        near = nearest(step.asks, set(known), 3)
        yield document.at("IN002", ("steps", n, "asks"), id=step.asks, measure=step.measure, known=known, near=near)
    if step.trap is None:
        return
    if len({option.sound for option in step.trap.options}) == 1:
        yield document.at("IN005", ("steps", n, "trap", "options"))
    about = _DRAWN_FROM[step.trap.draw] if step.trap.draw else step.measure
    if about != step.measure in MEASURES:
        at = ("steps", n, "trap", "draw")
        yield document.at("IN006", at, draw=step.trap.draw, measure=about)


def _zone(document: Document[Inquiry], inquiry: Inquiry) -> Iterator[Diagnostic]:
    try:
        ZoneInfo(inquiry.zone)
    except (ValueError, OSError, KeyError):  # unknown, or no name at all
        yield document.at("IN008", ("zone",), zone=inquiry.zone)


def _data(bank: Bank, document: Document[Inquiry], inquiry: Inquiry, *, is_sound: bool) -> Iterator[Diagnostic]:
    from tisserand.domain.exports.reading import read_made  # noqa: PLC0415 - pandas: only where there is an inquiry

    path = PurePosixPath(document.path).with_name(inquiry.data)
    file = bank.root / path
    if not file.is_file():
        near = nearest(inquiry.data, {one.name for one in file.parent.glob("*.csv")}, 3)
        yield document.at("IN003", ("data",), file=str(path), near=near)
        return
    try:
        reading = read_made(file.read_bytes())
    except ExportError as error:
        yield document.at("IN004", ("data",), file=str(path), problem=Phrase(f"exports.{error.reason}", error.values))
        return
    if reading.faults:
        lines = sorted({fault.line for fault in reading.faults})
        yield document.at("IN009", ("data",), file=str(path), first=lines[0], n=len(lines))
    elif is_sound:
        yield from _told(document, inquiry, reading.posts)


def _told(document: Document[Inquiry], inquiry: Inquiry, posts: "pd.DataFrame") -> Iterator[Diagnostic]:
    for n, step in enumerate(inquiry.steps):
        if key_figures(step.measure, posts, inquiry.zone)[step.asks].value is None:
            yield document.at("IN007", ("steps", n, "asks"), id=step.asks)
