"""Dates and times as exports write them. The form and the time zone are explicit: nothing is guessed row by row."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

ZONES = (
    "Europe/Paris", "UTC", "Europe/London", "Europe/Brussels", "Europe/Zurich", "America/Montreal", "America/New_York",
    "America/Guadeloupe", "America/Cayenne", "Indian/Reunion", "Pacific/Noumea", "Africa/Dakar", "Africa/Kinshasa",
)  # fmt: skip
"""Those offered where the file does not say."""

_YEARS = range(1990, 2101)
_NUMBER = re.compile(r"\d{9,16}(?:\.\d+)?")
_WRITTEN = re.compile(
    r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})"
    r"(?:(?:,|\s|T|à|at)+(\d{1,2})\s?[:hH]\s?(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*([AaPp])?\.?[Mm]?\.?)?"
)
_MILLISECONDS = 1e11
"""Seconds would lie in the year 5138: such a number counts milliseconds."""

_NOON = 12
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class TimeForm(StrEnum):
    """How the times of a file are written."""

    ISO = "iso"
    NUMBER = "number"  # seconds or milliseconds since 1970
    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


def parse(text: str, form: TimeForm, zone: str) -> int | None:
    """Return a moment in microseconds since 1970, UTC, or none when it is not written in that form.

    Where the file names no zone, ``zone`` counts; an hour that comes twice in autumn is taken the first time, and one
    that is skipped in spring as if the clock had not been changed.
    """
    try:
        moment = _moment(text.strip(), form)
        if moment is None or moment.year not in _YEARS:
            return None
        aware = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))
        return (aware.astimezone(UTC) - _EPOCH) // timedelta(microseconds=1)
    except (ValueError, OverflowError):
        return None


def likely_forms(values: Sequence[str]) -> list[TimeForm]:
    """Return the forms in which most of ``values`` can be read, the best first; several where it is not clear."""
    counts = {form: sum(parse(value, form, "UTC") is not None for value in values) for form in TimeForm}
    best = max(counts.values(), default=0)
    if best == 0:
        return []
    return [form for form in TimeForm if counts[form] == best]


def names_a_zone(values: Sequence[str], form: TimeForm) -> bool:
    """Return whether the moments that can be read say themselves in which zone they are."""
    if form is TimeForm.NUMBER:
        return True
    if form is not TimeForm.ISO:
        return False
    moments = [_safe(value) for value in values]
    return all(moment.tzinfo for moment in moments if moment is not None)


def _safe(text: str) -> datetime | None:
    try:
        return _moment(text.strip(), TimeForm.ISO)
    except (ValueError, OverflowError):
        return None


def _moment(text: str, form: TimeForm) -> datetime | None:
    if form is TimeForm.NUMBER:
        if not _NUMBER.fullmatch(text):
            return None
        number = float(text)
        return datetime.fromtimestamp(number / 1000 if number >= _MILLISECONDS else number, UTC)
    if form is TimeForm.ISO:
        if _NUMBER.fullmatch(text) or not text[:4].isdecimal():
            return None
        plain = re.sub(r"\s*(?:UTC|GMT|Z)$", "+00:00", text, flags=re.IGNORECASE)
        return datetime.fromisoformat(re.sub(r"\s+(?=[+-]\d\d:?\d\d$)", "", plain))
    match = _WRITTEN.fullmatch(text)
    if match is None:
        return None
    one, other, year, hour, minute, second, half = match.groups()
    day, month = (one, other) if form is TimeForm.DAY_FIRST else (other, one)
    hours = int(hour or 0)
    if half:
        hours = hours % _NOON + (_NOON if half in "pP" else 0)
    return datetime(int(year), int(month), int(day), hours, int(minute or 0), int(second or 0))  # noqa: DTZ001 - its zone comes later
