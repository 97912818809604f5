"""From the rows of an export to posts under pseudonyms, or every fault with its line."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

import pandas as pd

from tisserand.domain.analytics.posts import as_posts
from tisserand.domain.exports.columns import recognise
from tisserand.domain.exports.moments import TimeForm, parse
from tisserand.domain.exports.sheet import Row, Sheet, read_sheet
from tisserand.errors import ExportError

KEY_BYTES = 32
_NONE = frozenset({"", "0", "null", "none", "nil", "nan", "n/a", "-", "\\n"})
"""What stands in a column of answers where a post answers nobody."""

_SHOWN = 30
"""Characters of a value that a fault repeats."""


@dataclass(frozen=True)
class Columns:
    """What the person confirmed.

    Attributes:
        author, at, thread, reply_to, post: places in the header; none where the file has none.
        form: how the times are written.
        zone: where the file does not say.
        numbered: whether posts are numbered within their thread.
    """

    author: int
    at: int
    thread: int | None = None
    reply_to: int | None = None
    post: int | None = None
    form: TimeForm = TimeForm.ISO
    zone: str = "UTC"
    numbered: bool = False


@dataclass(frozen=True)
class Fault:
    """One row that can't be read: its line, why (a key of ``locale/<lang>/exports.yaml``), what the sentence names."""

    line: int
    reason: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """What an export gives.

    Attributes:
        posts: see :mod:`tisserand.domain.analytics.posts`.
        faults: the rows left aside, in the order of their lines.
        lost: answers to posts that the file does not hold; they count as answers to whoever opened the thread.
    """

    posts: pd.DataFrame
    faults: tuple[Fault, ...]
    lost: int


@dataclass(frozen=True)
class _Post:
    line: int
    author: str
    at: int
    thread: str
    reply_to: str
    id: str


def read_posts(sheet: Sheet, columns: Columns, key: bytes | None) -> Reading:
    """Return the posts of an export. A permutation of its rows changes nothing but the lines of the faults.

    Args:
        sheet: the rows.
        columns: which of them says what.
        key: drawn for this reading and thrown away after it: the same person has another pseudonym in every reading. No
            key keeps the names: for a file in which they are pseudonyms already.
    """
    posts, faults = _rows(sheet, columns)
    if columns.post is not None:
        posts, doubles = _without_doubles(posts, columns)
        faults += doubles
    by_id = {_post_key(post, post.id, columns): post for post in posts if post.id}
    names = {post.author for post in posts}
    roots = _roots(posts, by_id, columns) if columns.thread is None else None
    hide = _pseudonym(key)
    answers: list[str | None] = []
    lost = 0
    for post in posts:
        answered = _answered(post, by_id, names, columns)
        lost += bool(post.reply_to and answered is None)
        answers.append(None if answered is None else hide(answered))
    table = as_posts(
        [hide(post.author) for post in posts],
        [post.at for post in posts],
        [hide(roots[post.line] if roots else post.thread) for post in posts],
        answers,
    )
    return Reading(table, tuple(sorted(faults, key=lambda fault: fault.line)), lost)


def _pseudonym(key: bytes | None) -> Callable[[str], str]:
    if key is None:
        return lambda name: name
    return lambda name: blake2b(name.encode(), key=key, digest_size=8).hexdigest()


def _rows(sheet: Sheet, columns: Columns) -> tuple[list[_Post], list[Fault]]:
    posts, faults = [], []
    for row in sheet.rows:
        found = list(_faults(row, columns, len(sheet.header)))
        faults += found
        if not found:
            posts.append(_post(row, columns))
    return posts, faults


def _faults(row: Row, columns: Columns, width: int) -> Iterator[Fault]:
    if len(row.cells) != width:
        yield Fault(row.line, "fields")
        return
    if not _name(row.cells[columns.author]):
        yield Fault(row.line, "no_author")
    written = row.cells[columns.at]
    if not written:
        yield Fault(row.line, "no_time")
    elif parse(written, columns.form, columns.zone) is None:
        yield Fault(row.line, f"bad_time_{columns.form}", {"value": _cut(written)})
    if columns.thread is not None and not _name(row.cells[columns.thread]):
        yield Fault(row.line, "no_thread")


def _post(row: Row, columns: Columns) -> _Post:
    def cell(at: int | None) -> str:
        return _name(row.cells[at]) if at is not None else ""

    at = parse(row.cells[columns.at], columns.form, columns.zone)
    reply_to = cell(columns.reply_to)
    reply_to = "" if reply_to.casefold() in _NONE else reply_to
    return _Post(row.line, cell(columns.author), at or 0, cell(columns.thread), reply_to, cell(columns.post))


def _name(text: str) -> str:
    return unicodedata.normalize("NFC", text).strip()


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def _post_key(post: _Post, post_id: str, columns: Columns) -> tuple[str, str]:
    return (post.thread if columns.numbered else "", post_id)


def _without_doubles(posts: list[_Post], columns: Columns) -> tuple[list[_Post], list[Fault]]:
    """All the rows that share an id are left aside: nobody can tell which of them is the post."""
    counts = Counter(_post_key(post, post.id, columns) for post in posts if post.id)
    doubles = {key for key, count in counts.items() if count > 1}
    kept = [post for post in posts if _post_key(post, post.id, columns) not in doubles]
    faults = [
        Fault(post.line, "same_id", {"value": _cut(post.id)})
        for post in posts
        if _post_key(post, post.id, columns) in doubles
    ]
    return kept, faults


def _answered(post: _Post, by_id: Mapping[tuple[str, str], _Post], names: set[str], columns: Columns) -> str | None:
    """Return the author answered: that of the post named, or the person named where posts have no id."""
    if not post.reply_to:
        return None
    target = by_id.get(_post_key(post, post.reply_to, columns))
    if target is not None:
        return target.author
    return post.reply_to if columns.post is None and post.reply_to in names else None


def _roots(posts: list[_Post], by_id: Mapping[tuple[str, str], _Post], columns: Columns) -> dict[int, str]:
    """Return, for each line, the id of the post that opened its thread, by following the answers up."""
    roots: dict[int, str] = {}
    for post in posts:
        at, seen = post, {post.line}
        while at.reply_to and (above := by_id.get(_post_key(at, at.reply_to, columns))) and above.line not in seen:
            seen.add(above.line)
            at = above
        roots[post.line] = at.reply_to or at.id or f"{at.author}\n{at.at}"
    return roots


def read_made(content: bytes) -> Reading:
    """Return the posts of a file of ours: the columns id, author, created_at, thread, reply_to; pseudonyms stay.

    Raises:
        ExportError: it can't be read as one.
    """
    sheet = read_sheet(content)
    found = recognise(sheet.header)
    author, at = found["author"], found["at"]
    if author is None or at is None or found["thread"] is None:
        raise ExportError("columns")
    return read_posts(sheet, Columns(author, at, found["thread"], found["reply_to"], found["post"]), None)
