"""A person's own export: it lives in the memory of the lesson's kernel, and nowhere else."""

import secrets
from base64 import b64decode
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Literal

from tisserand.domain.analytics.measures import MEASURES
from tisserand.domain.events import OwnTracesOpened
from tisserand.domain.exports.columns import NEEDED, ROLES, is_numbered, recognise
from tisserand.domain.exports.moments import ZONES, TimeForm, likely_forms, names_a_zone
from tisserand.domain.exports.sheet import MOST_BYTES, Sheet, read_sheet
from tisserand.errors import ExportError, RefusedError, StaleViewError
from tisserand.services.inquiries import checked_prediction
from tisserand.services.limits import checked_id
from tisserand.services.session import Session

if TYPE_CHECKING:
    from tisserand.domain.exports.reading import Reading

OWN_TRACES_ACTIVITY = "own_traces"
WAYS = ("export", "sample", "later")

PIECE = 256 * 1024
"""Bytes of a file that one message carries at most: a message stays far below what servers and browsers refuse."""

AT_ONCE = 8
"""Pieces of a file that a page may send without a pause."""

PACE_MS = 400
"""Pause after each piece of a larger file: a server takes about a megabyte a second from one page."""

_LONGEST_PIECE = PIECE * 4 // 3 + 8
_MOST_PIECES = MOST_BYTES // PIECE + 2
_SAMPLED = 500

Phase = Literal["empty", "columns", "faults", "measures"]


def note_opened(session: Session, how: str, uuid: str) -> None:
    """Keep that the person did this activity, and how; nothing of what a file says.

    Raises:
        StoreError: it could not be kept.
        ValueError: it is none of the three ways: the message was forged.
    """
    if how not in WAYS:
        raise ValueError("how")
    session.record(OWN_TRACES_ACTIVITY, uuid, OwnTracesOpened(how))


class OwnTraces:
    """One export, from its pieces to its posts. Nothing of it is written anywhere.

    Attributes:
        sheet: the rows, until the columns are confirmed; without any column of text.
        columns: the place of each role in the header, as recognised.
        forms: how the times may be written; several when it is not clear.
        needs_zone: whether the times say nothing of their zone.
        reading: the posts under pseudonyms, once the columns are confirmed.
        zone: time zone of days and weeks.
        expected: what was predicted of the measures.
    """

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Throw everything away."""
        self._pieces: dict[int, bytes] = {}
        self._upload = ""
        self.sheet: Sheet | None = None
        self.columns: dict[str, int | None] = {}
        self.forms: list[TimeForm] = []
        self.needs_zone = False
        self.reading: Reading | None = None
        self.zone = ZONES[0]
        self.expected: dict[str, float] = {}
        self._goes_on = False

    @property
    def phase(self) -> Phase:
        """What comes next: a file, its columns, its faults, its measures."""
        if self.reading is not None:
            return "faults" if self.reading.faults and not self._goes_on else "measures"
        return "empty" if self.sheet is None else "columns"

    def add_piece(self, upload: Any, at: Any, of: Any, data: Any) -> bool:
        """Add a piece of a file and return whether the file is complete. A piece sent again changes nothing.

        Args:
            upload: made by the client, one for a file.
            at: rank of the piece, from 0.
            of: how many there are.
            data: in base 64.

        Raises:
            ExportError: the file is too large or can't be read.
            TypeError, ValueError: the message was forged.
        """
        upload = checked_id(upload)
        if type(at) is not int or type(of) is not int or not 0 <= at < of:
            raise ValueError("piece")
        if not isinstance(data, str) or len(data) > _LONGEST_PIECE:
            raise ValueError("piece")
        if of > _MOST_PIECES:
            raise ExportError("too_large", most=MOST_BYTES // 1_000_000)
        if upload != self._upload:
            self.forget()
            self._upload = upload
        elif self.sheet is not None or self.reading is not None:
            return True
        self._pieces[at] = b64decode(data, validate=True)
        if len(self._pieces) < of:
            return False
        content = b"".join(self._pieces[rank] for rank in sorted(self._pieces))
        self.open(content)
        self._upload = upload
        return True

    def open(self, content: bytes) -> None:
        """Read a whole file: recognise its columns and throw its texts away.

        Raises:
            ExportError: it can't be read.
        """
        self.forget()
        self.sheet = read_sheet(content)
        self.columns = recognise(self.sheet.header)
        at = self.columns["at"]
        values = [] if at is None else self.values(at)
        self.forms = likely_forms(values)
        self.needs_zone = not (len(self.forms) == 1 and names_a_zone(values, self.forms[0]))

    def values(self, at: int) -> list[str]:
        """Return the first values of a column that are not empty."""
        rows = self.sheet.rows if self.sheet else ()
        return [row.cells[at] for row in rows if row.cells and row.cells[at]][:_SAMPLED]

    def confirm(self, columns: Any, form: Any, zone: Any) -> None:
        """Read the posts from the columns that the person confirmed, under pseudonyms, and throw the rows away.

        Args:
            columns: the place of each role in the header, or none.
            form: how times are written; ``auto`` for what most of them look like.
            zone: where the file does not say.

        Raises:
            RefusedError: a column that is needed is missing, or serves twice.
            StaleViewError: there is no file any more.
            TypeError, ValueError: the message was forged.
        """
        from tisserand.domain.exports.reading import KEY_BYTES, Columns, read_posts  # noqa: PLC0415 - pandas

        if self.sheet is None:
            raise StaleViewError("export_gone")
        chosen = _checked_columns(columns, len(self.sheet.header))
        if zone not in ZONES:
            raise ValueError("zone")
        place = {role: chosen.get(role) for role in ROLES}
        author, at = place["author"], place["at"]
        if author is None or at is None or (place["thread"] is None and place["reply_to"] is None):
            raise RefusedError("columns_missing")
        if len(set(chosen.values())) < len(chosen):
            raise RefusedError("columns_twice")
        forms = likely_forms(self.values(at))
        if form == "auto" and len(forms) > 1:
            raise RefusedError("time_form_unclear")
        found = TimeForm(form) if form != "auto" else (forms or [TimeForm.ISO])[0]
        numbered = is_numbered(self.sheet.header, place)
        self.reading = read_posts(
            self.sheet,
            Columns(author, at, place["thread"], place["reply_to"], place["post"], found, zone, numbered),
            secrets.token_bytes(KEY_BYTES),
        )
        self.zone, self.sheet = zone, None

    def go_on(self) -> None:
        """Go on without the rows that can't be read.

        Raises:
            StaleViewError: there is nothing to go on with.
        """
        if self.reading is None:
            raise StaleViewError("export_gone")
        self._goes_on = True

    def predict(self, measure: Any, asks: Any, expected: Any) -> None:
        """Note what the person expects of a measure; the first prediction counts. It is not recorded.

        Raises:
            StaleViewError: there is no file any more.
            TypeError, ValueError: the message was forged.
        """
        if self.phase != "measures":
            raise StaleViewError("export_gone")
        if not isinstance(measure, str) or not isinstance(asks, str) or asks not in MEASURES.get(measure, {}):
            raise ValueError("measure")
        self.expected.setdefault(measure, checked_prediction(measure, asks, expected))


def _checked_columns(columns: Any, width: int) -> dict[str, int]:
    if not isinstance(columns, Mapping) or not set(columns) <= set(ROLES) or not set(NEEDED) <= set(columns):
        raise ValueError("columns")
    chosen = {role: at for role, at in columns.items() if at is not None}
    if not all(type(at) is int and 0 <= at < width for at in chosen.values()):
        raise ValueError("columns")
    return chosen
