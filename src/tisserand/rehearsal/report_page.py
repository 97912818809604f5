"""The report of a rehearsal as one page that holds everything it needs."""

from html import escape
from typing import Any

from tisserand.i18n import Lang, translate
from tisserand.rehearsal.report import Report, RunResult

_STYLE = """
:root { color-scheme: light dark; font: 100%/1.5 system-ui, sans-serif; }
body { max-width: 75rem; margin: 0 auto; padding: 1rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; margin: .5rem 0 1.5rem; font-variant-numeric: tabular-nums; }
caption { text-align: start; font-weight: 600; padding: .3rem 0; }
th, td { border: 1px solid; border-color: color-mix(in srgb, currentColor 30%, transparent); padding: .3rem .6rem; }
th, td { text-align: start; vertical-align: top; }
td.number { text-align: end; }
.failed { border-inline-start: .4rem solid #d55e00; padding-inline-start: .8rem; }
.passed { border-inline-start: .4rem solid #009e73; padding-inline-start: .8rem; }
pre { overflow-x: auto; padding: .6rem; background: color-mix(in srgb, currentColor 8%, transparent); }
:focus-visible { outline: 3px solid #d55e00; outline-offset: 2px; }
"""


def render_report(report: Report, lang: Lang) -> str:
    """Return the report as a page of HTML in ``lang``: the total, what failed, one table of runs, then each run."""

    def say(key: str, **values: Any) -> str:
        return escape(translate(lang, f"rehearsal.{key}", **values))

    failed = [run for run in report.runs if run.failures]
    parts = [
        f"<!doctype html><html lang={lang.value}><head><meta charset=utf-8>",
        '<meta name=viewport content="width=device-width, initial-scale=1">',
        f"<title>{say('title')}</title><style>{_STYLE}</style></head><body><main>",
        f"<h1>{say('title')}</h1>",
        f"<p class={'failed' if report.failed else 'passed'}>{escape(report.total(lang))}</p>",
        *(f"<p>{escape(line)}</p>" for line in report.compatible(lang)),
        *(_failures(run, lang, say("failures_of", run=run.name)) for run in failed),
        f"<h2>{say('runs')}</h2>",
        _table(
            say("runs_caption"),
            [say(f"column_{name}") for name in _COLUMNS],
            [_row(run, say("failed" if run.failures else "passed")) for run in report.runs],
        ),
        *(_details(run, say) for run in report.runs),
        "</main></body></html>\n",
    ]
    return "\n".join(parts)


_COLUMNS = (
    "run", "outcome", "seconds", "cells", "widgets", "models", "exceptions", "ends", "sent", "refused", "events"
)  # fmt: skip


def _row(run: RunResult, outcome: str) -> list[str]:
    figures = (
        f"{run.seconds:.1f}",
        len(run.cells),
        run.widgets,
        run.models,
        run.exceptions,
        run.ends,
        sum(one.sent for one in run.activities),
        sum(one.refused for one in run.activities),
        run.events,
    )
    return [escape(run.name), outcome, *(str(figure) for figure in figures)]


def _table(caption: str, head: list[str], rows: list[list[str]]) -> str:
    """Return a table whose first cell of each row names it; a wide one scrolls, with the keyboard too."""
    lines = [
        f'<div class=scroll tabindex=0 role=region aria-label="{caption}"><table>',
        f"<caption>{caption}</caption><thead><tr>",
    ]
    lines += [f"<th scope=col>{name}</th>" for name in head]
    lines.append("</tr></thead><tbody>")
    for first, *rest in rows:
        cells = "".join(f"<td{' class=number' if _is_number(text) else ''}>{text}</td>" for text in rest)
        lines.append(f"<tr><th scope=row>{first}</th>{cells}</tr>")
    lines.append("</tbody></table></div>")
    return "\n".join(lines)


def _is_number(text: str) -> bool:
    return text.replace(".", "", 1).isdigit()


def _failures(run: RunResult, lang: Lang, heading: str) -> str:
    items = []
    for failure in run.failures:
        detail = f"<pre>{escape(failure.detail)}</pre>" if failure.detail else ""
        items.append(f"<li>{escape(failure.sentence(lang))}{detail}</li>")
    return f"<section class=failed><h2>{heading}</h2><ul>{''.join(items)}</ul></section>"


def _details(run: RunResult, say: Any) -> str:
    activities = _table(
        say("activities_caption"),
        [say(f"column_{name}") for name in ("activity", "state", "sent", "refused", "recorded", "events")],
        [
            [escape(one.key), say(f"state_{one.state}") if one.state else "–"]
            + [str(figure) for figure in (one.sent, one.refused, one.recorded, one.events)]
            for one in run.activities
        ],
    )
    cells = _table(
        say("cells_caption"),
        [say(f"column_{name}") for name in ("cell", "source", "seconds")],
        [[str(cell.number), f"<code>{escape(cell.first_line)}</code>", f"{cell.seconds:.2f}"] for cell in run.cells],
    )
    return f"<details><summary>{escape(run.name)}</summary>{activities}{cells}</details>"
