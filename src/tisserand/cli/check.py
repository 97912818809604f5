"""``tisserand check``: what is wrong in the content, where, and how to mend it."""

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from tisserand.cli.language import say
from tisserand.errors import TisserandError
from tisserand.i18n import Lang, translate
from tisserand.paths import content_root
from tisserand.settings import read_settings

_NOT_NEEDED: Any = None
"""nbformat imports jsonschema, and that a grammar of web addresses which takes three seconds to build. No notebook has
one to verify, and jsonschema does without the grammar when Python says that there is none."""


class OutputFormat(StrEnum):
    """How the report is written."""

    TEXT = "text"
    JSON = "json"


def check(  # noqa: PLR0913 - the options of a command
    paths: Annotated[list[Path] | None, typer.Argument(help=say("check.paths"), show_default=False)] = None,
    *,
    lang: Annotated[Lang | None, typer.Option(help=say("check.lang"), show_default=False)] = None,
    output: Annotated[OutputFormat, typer.Option("--format", help=say("check.format"))] = OutputFormat.TEXT,
    run: Annotated[bool, typer.Option("--run", help=say("check.run"))] = False,
    report: Annotated[Path | None, typer.Option(help=say("check.report"), file_okay=False, show_default=False)] = None,
    jobs: Annotated[int | None, typer.Option(min=1, help=say("check.jobs"), show_default=False)] = None,
) -> None:
    """Check the content; exit with 1 if anything is an error."""
    sys.modules.setdefault("rfc3987_syntax", _NOT_NEEDED)
    from tisserand.checks.diagnostic import Severity  # noqa: PLC0415 - pydantic and the rules: not for --help
    from tisserand.checks.report import as_json, as_text  # noqa: PLC0415
    from tisserand.checks.runner import run as run_checks  # noqa: PLC0415

    root, reader = content_root(), lang or read_settings().lang
    chosen = [content_path(root, path, reader) for path in paths or ()]
    found = run_checks(root, chosen)
    failed = found.count(Severity.ERROR) > 0
    values = as_json(found, reader)
    if output is OutputFormat.TEXT:
        typer.echo(as_text(found, reader, colours=sys.stdout.isatty()))
    if run:
        from tisserand.rehearsal.run_all import run_all  # noqa: PLC0415 - papermill

        rehearsal = run_all(_slugs(root, chosen), jobs=jobs, report_folder=report)
        failed = failed or rehearsal.failed
        values["rehearsal"] = rehearsal.to_json()
        if output is OutputFormat.TEXT:
            typer.echo("\n" + "\n".join(rehearsal.sentences(reader)))
    if output is OutputFormat.JSON:
        typer.echo(json.dumps(values, ensure_ascii=False, indent=2))
    if failed:
        raise typer.Exit(1)


def _slugs(root: Path, chosen: list[Path]) -> list[str] | None:
    """Return the modules that ``chosen`` lies in; ``None``, for all, when it names anything that modules share."""
    modules = (root / "modules").resolve()
    slugs = {path.relative_to(modules).parts[0] for path in chosen if modules in path.parents}
    return sorted(slugs) if slugs and all((modules / slug).is_dir() for slug in slugs) else None


def content_path(root: Path, path: Path, lang: Lang) -> Path:
    """Return the file or folder of the content that ``path`` names, from here or from the content root.

    Raises:
        TisserandError: there is none.
    """
    for candidate in (path.resolve(), (root / path).resolve()):
        if candidate.exists() and candidate.is_relative_to(root.resolve()):
            return candidate
    raise TisserandError(translate(lang, "cli.not_content", path=path, root=root))
