"""The notebook of a debrief: individual answers under names drawn anew, and a few short cells that read them.

It opens in JupyterLab with any Python that has pandas: nothing of Tisserand is needed, nothing is fetched or sent.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from random import Random
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from tisserand.domain.analytics.intervals import LEAST_PEOPLE
from tisserand.domain.events import Record
from tisserand.domain.rooms.debrief import Participation
from tisserand.domain.rooms.room import Room
from tisserand.i18n import Lang, translate
from tisserand.server.rooms.debrief_results import Result
from tisserand.server.rooms.debrief_rows import Row, names_of, rows_of
from tisserand.server.rooms.debrief_sheet import Line, result_lines
from tisserand.server.rooms.items import is_wall

_KERNELSPEC = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+!|<>&$~-])")

_READ = """\
{comment}
import io

import pandas as pd

DATA = \"\"\"\\
{data}\"\"\"

answers = pd.read_csv(io.StringIO(DATA), dtype=str, keep_default_na=False)
answers["points"] = pd.to_numeric(answers["points"], errors="coerce")
answers.head(10)"""

_NAMES = """\
NAMES = {names}

answers["name"] = answers["item"].map(NAMES).fillna(answers["item"])
answers.groupby("kind")["person"].nunique().to_frame({people})"""

_QUESTIONS = """\
{wilson}
LEAST = {least}


def wilson(share, n, z=1.96):
    middle = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z / (1 + z**2 / n) * (share * (1 - share) / n + z**2 / (4 * n**2)) ** 0.5
    return middle - half, middle + half


def summary(points):
    n = points.count()
    if n < LEAST:
        return pd.Series({{{people}: n}})
    low, high = wilson(points.mean(), n)
    return pd.Series({{{people}: n, {share}: points.mean(), {low}: low, {high}: high}})


{comment}
questions = answers[answers["kind"] == "question"]
pd.DataFrame({{name: summary(points) for name, points in questions.groupby("name")["points"]}}).T.round(2)"""

_OPTIONS = """\
{comment}
questions.groupby(["name", "answer"])["person"].nunique().to_frame({people})"""

_LEVELS = """\
{comment}
levels = answers[answers["kind"] == "level"].assign(level=lambda table: table["answer"].astype(int))
levels.groupby(["name", "moment", "level"])["person"].nunique().unstack(fill_value=0)"""

_MOVES = """\
{comment}
both = levels.pivot_table(index=["name", "person"], columns="moment", values="level")
both = both.reindex(columns=["before", "after"])
moves = (both["after"] - both["before"]).dropna()
moves.groupby(["name", moves]).size().unstack(fill_value=0)"""

_PATHS = """\
{comment}
choices = answers[answers["kind"] == "choice"]
choices.groupby(["exercise", "moment", "name", "answer"])["person"].nunique().to_frame({people})"""

_YOURS = """\
answers.sample(min(5, len(answers)))"""


def notebook_text(  # noqa: PLR0913, PLR0917 - all that a debrief knows
    room: Room,
    records: Sequence[Record],
    results: Sequence[Result],
    taken: Participation,
    day: str,
    lang: Lang,
    rng: Random,
) -> str:
    """Return the notebook as the text of its file.

    Args:
        room: as its events made it.
        records: what people did in lessons while they were in it, in order.
        results: what the debrief shows.
        taken: who took part.
        day: of the workshop, in words.
        lang: of the reader.
        rng: draws the names that stand for people.
    """
    rows = rows_of(room, records, results, rng)
    notebook = new_notebook(
        cells=list(_cells(room, rows, results, taken, day, lang)),
        metadata={"kernelspec": _KERNELSPEC, "language_info": {"name": "python"}},
    )
    nbformat.validate(notebook)
    return f"{nbformat.writes(notebook)}\n"


def _cells(  # noqa: PLR0913, PLR0917 - all that a debrief knows
    room: Room, rows: Sequence[Row], results: Sequence[Result], taken: Participation, day: str, lang: Lang
) -> Iterator[Any]:
    def text(key: str, **values: Any) -> Any:
        return new_markdown_cell(_say(lang, key, **values))

    def code(template: str, comment: str, **values: str) -> Any:
        words = {name: repr(_say(lang, name)) for name in ("people", "share", "low", "high")}
        said = _say(lang, comment, least=LEAST_PEOPLE) if comment else ""
        return new_code_cell(template.format(comment=said, **words, **values))

    kinds = {row.kind for row in rows}
    yield text("title", name=plain(room.name), date=day, joined=taken.joined, active=taken.active)
    yield text("private")
    yield text("data")
    yield code(_READ, "code_read", data=in_quotes(_csv(rows)))
    yield text("names")
    yield code(_NAMES, "", names=_mapping(names_of(results, lang), rows))
    if "question" in kinds:
        yield text("questions", least=LEAST_PEOPLE)
        wilson = _say(lang, "code_wilson", least=LEAST_PEOPLE)
        yield code(_QUESTIONS, "code_questions", wilson=wilson, least=str(LEAST_PEOPLE))
        yield text("options")
        yield code(_OPTIONS, "code_options")
    if "level" in kinds:
        yield text("levels")
        yield code(_LEVELS, "code_levels")
        yield code(_MOVES, "code_moves")
    if "choice" in kinds:
        yield text("paths")
        yield code(_PATHS, "code_paths")
    yield new_markdown_cell(f"{_say(lang, 'results')}\n\n{_table(results, lang)}")
    yield text("yours")
    yield code(_YOURS, "")


def _csv(rows: Iterable[Row]) -> str:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(Row._fields)
    writer.writerows(rows)
    return written.getvalue()


def in_quotes(text: str) -> str:
    """Return a text as it is written between triple quotes of Python; line ends stay, so that it reads well."""
    return "".join(_escaped(character) for character in text)


def _escaped(character: str) -> str:
    if character in '\\"':
        return f"\\{character}"
    return character if character == "\n" or character.isprintable() else f"\\U{ord(character):08x}"


def _mapping(names: Mapping[str, str], rows: Iterable[Row]) -> str:
    used = {row.item for row in rows}
    kept = {name: words for name, words in names.items() if name in used}
    return json.dumps(kept, ensure_ascii=False, indent=4, sort_keys=True)


def _table(results: Iterable[Result], lang: Lang) -> str:
    """Return the figures of the debrief page as a Markdown table; texts of walls are in the data."""
    lines = list(result_lines((result for result in results if not is_wall(result.item)), lang))
    if not lines:
        return _say(lang, "none")
    columns = ("item", "what", "right", "n", "count", "percent", "low", "high", "note")
    head = [translate(lang, f"rooms_debrief.column.{name}") for name in columns]
    body = (_cells_of(line, columns) for line in lines)
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *body))


def _cells_of(line: Line, columns: Iterable[str]) -> list[str]:
    values = (getattr(line, name) for name in columns)
    return ["" if value is None else plain(str(value)) for value in values]


def plain(text: str) -> str:
    """Return a text as Markdown that shows just that text: no emphasis, link, image, formula or HTML."""
    return _MARKDOWN.sub(r"\\\1", " ".join(text.split()))


def _say(lang: Lang, key: str, **values: Any) -> str:
    return translate(lang, f"rooms_debrief.notebook.{key}", **values)
