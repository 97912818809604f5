"""``tisserand check``: what is wrong in the content, where, and how to mend it."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tisserand.cli.language import say
from tisserand.errors import TisserandError
from tisserand.i18n import Lang, translate
from tisserand.paths import content_root
from tisserand.settings import read_settings


class OutputFormat(StrEnum):
    """How the report is written."""

    TEXT = "text"
    JSON = "json"


def check(
    paths: Annotated[list[Path] | None, typer.Argument(help=say("check.paths"), show_default=False)] = None,
    *,
    lang: Annotated[Lang | None, typer.Option(help=say("check.lang"), show_default=False)] = None,
    output: Annotated[OutputFormat, typer.Option("--format", help=say("check.format"))] = OutputFormat.TEXT,
) -> None:
    """Check the content; exit with 1 if anything is an error."""
    from tisserand.checks.diagnostic import Severity  # noqa: PLC0415 - pydantic and the rules: not for --help
    from tisserand.checks.report import as_json, as_text  # noqa: PLC0415
    from tisserand.checks.runner import run  # noqa: PLC0415

    root, reader = content_root(), lang or read_settings().lang
    report = run(root, [content_path(root, path, reader) for path in paths or ()])
    if output is OutputFormat.JSON:
        typer.echo(as_json(report, reader))
    else:
        typer.echo(as_text(report, reader, colours=sys.stdout.isatty()))
    if report.count(Severity.ERROR):
        raise typer.Exit(1)


def content_path(root: Path, path: Path, lang: Lang) -> Path:
    """Return the file or folder of the content that ``path`` names, from here or from the content root.

    Raises:
        TisserandError: there is none.
    """
    for candidate in (path.resolve(), (root / path).resolve()):
        if candidate.exists() and candidate.is_relative_to(root.resolve()):
            return candidate
    raise TisserandError(translate(lang, "cli.not_content", path=path, root=root))
