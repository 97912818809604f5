"""From the bytes of a file to rows with their lines: encoding, separator, sizes. Texts are dropped at once."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from tisserand.domain.text_folding import fold
from tisserand.errors import ExportError

MOST_BYTES = 8_000_000
"""A shared server reads no larger file: some thirty thousand posts with their texts."""

MOST_ROWS = 30_000
MOST_COLUMNS = 100

SEPARATORS = (";", ",", "\t")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_ZIP = b"PK\x03\x04"
_LONGEST = 80
"""Characters on average from which a column is taken for text."""

_SAMPLE = 200

_PRIVATE = frozenset(
    fold(name)
    for name in (
        "message", "body", "text", "texte", "contenu", "content", "post_raw", "post_cooked", "cooked", "raw",
        "rendered_content", "post_text", "message_text", "description", "email", "e-mail", "mail", "courriel",
        "adresse e-mail", "ip", "ip_address", "adresse ip", "téléphone", "telephone", "phone",
    )
)  # fmt: skip
"""Columns that no measure has a use for, dropped by their name."""


@dataclass(frozen=True)
class Row:
    """One row: the line of the file on which it begins, from 1, and its cells."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """What a file holds, without its text.

    Attributes:
        header: names of the columns kept.
        rows: cells of those columns; a row with another number of cells than the file has columns keeps none.
        encoding, separator: how it was read.
        dropped: how many columns were dropped.
    """

    header: tuple[str, ...]
    rows: tuple[Row, ...]
    encoding: str
    separator: str
    dropped: int


def read_sheet(content: bytes) -> Sheet:
    """Return the rows of a CSV.

    Raises:
        ExportError: it can't be read as one, or is too large; the sentence says how to mend it.
    """
    if not content.strip():
        raise ExportError("empty")
    if len(content) > MOST_BYTES:
        raise ExportError("too_large", most=MOST_BYTES // 1_000_000)
    text, encoding = _decoded(content)
    separator = max(SEPARATORS, key=lambda one: len(_first_record(text, one)))
    header = tuple(name.strip() for name in _first_record(text, separator))
    if len(header) < 2:  # noqa: PLR2004 - one column is no table
        raise ExportError("one_column")
    if len(header) > MOST_COLUMNS:
        raise ExportError("too_many_columns", most=MOST_COLUMNS)
    rows: list[Row] = []
    for row in _records(text, separator):
        if len(rows) == MOST_ROWS:
            raise ExportError("too_many_rows", most=MOST_ROWS)
        rows.append(row)
    if not rows:
        raise ExportError("no_rows")
    kept = [at for at in range(len(header)) if not _is_text(header[at], at, len(header), rows)]
    return Sheet(
        tuple(header[at] for at in kept),
        tuple(Row(row.line, _cells(row.cells, kept, len(header))) for row in rows),
        encoding,
        separator,
        len(header) - len(kept),
    )


def _decoded(content: bytes) -> tuple[str, str]:
    if content.startswith(_ZIP):
        raise ExportError("workbook")
    if content.startswith(_UTF16):
        raise ExportError("encoding")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text, "utf-8" if encoding == "utf-8-sig" else encoding
    raise ExportError("encoding")


def _first_record(text: str, separator: str) -> list[str]:
    try:
        return next((row for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) if any(row)), [])
    except csv.Error:
        return []


def _records(text: str, separator: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    is_header, line = True, 1
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise ExportError("csv", line=line) from None
        if not any(cell.strip() for cell in cells):
            continue
        if is_header:
            is_header = False
            continue
        yield Row(line, tuple(cell.strip() for cell in cells))


def _is_text(name: str, at: int, width: int, rows: list[Row]) -> bool:
    if fold(name) in _PRIVATE:
        return True
    seen = [len(row.cells[at]) for row in rows[:_SAMPLE] if len(row.cells) == width]
    return bool(seen) and sum(seen) / len(seen) > _LONGEST


def _cells(cells: tuple[str, ...], kept: list[int], width: int) -> tuple[str, ...]:
    return tuple(cells[at] for at in kept) if len(cells) == width else ()
