"""``tisserand data``: export, erase, back up and restore what is kept of a person."""

from pathlib import Path
from typing import Annotated, Any

import typer

from tisserand.cli.language import Command, new_app
from tisserand.errors import StoreError
from tisserand.i18n import translate
from tisserand.services.own_data import Holdings, erase_learner, export_as_csv, export_as_json, holdings
from tisserand.services.session import utc_now
from tisserand.settings import read_settings
from tisserand.store.event_log import OwnEventLog, open_event_log
from tisserand.store.keep_aside import kept_aside
from tisserand.store.sqlite_file import sqlite_path


def _say(key: str, /, **values: Any) -> str:
    return translate(read_settings().lang, f"data.{key}", **values)


app = new_app("data.help")

Learner = Annotated[str | None, typer.Option(help=_say("learner_help"))]
Yes = Annotated[bool, typer.Option("--yes", help=_say("yes_help"))]


@app.command(help=_say("export_help"), cls=Command)
def export(
    learner: Learner = None,
    to: Annotated[Path | None, typer.Option(help=_say("to_help"))] = None,
    *,
    csv: Annotated[bool, typer.Option("--csv", help=_say("csv_help"))] = False,
) -> None:
    """Print, or write to a file, everything kept of a person."""
    _export(_log(), learner or read_settings().learner, to, csv=csv)


@app.command(help=_say("erase_help"), cls=Command)
def erase(
    learner: Learner = None,
    *,
    yes: Yes = False,
    copies: Annotated[bool, typer.Option("--copies", help=_say("copies_help"))] = False,
) -> None:
    """Remove everything of a person for good, after saying what will be lost."""
    learner = learner or read_settings().learner
    log = _log()
    found = holdings(log, learner)
    path = sqlite_path(read_settings().database_url)
    kept = kept_aside(path) if path else []
    typer.echo(_summary(found, learner) if found.records else _say("nothing_kept", learner=learner))
    if found.records and not yes:
        if file := typer.prompt(_say("export_first"), default="", show_default=False, prompt_suffix=" ").strip():
            _export(log, learner, Path(file).expanduser(), csv=False)
        _confirm("erase_sure")
    count = erase_learner(log, learner)  # also when there is nothing: an interrupted erasure is then finished
    if found.records:
        typer.echo(_say("erased", n=count))
    if kept:
        typer.echo(_say("copies_kept", n=len(kept), names="\n".join(f"  {copy}" for copy in kept)))
        if copies or (not yes and _agrees("copies_sure")):
            for copy in kept:
                copy.unlink()
                Path(f"{copy}-wal").unlink(missing_ok=True)
            typer.echo(_say("copies_erased", n=len(kept)))


@app.command(help=_say("backup_help"), cls=Command)
def backup(
    file: Annotated[Path, typer.Argument(help=_say("backup_file_help"))],
    *,
    force: Annotated[bool, typer.Option("--force", help=_say("force_help"))] = False,
) -> None:
    """Copy the database to a file, while it may be in use, and check the copy."""
    from tisserand.store.backup import back_up  # noqa: PLC0415 - for this command only

    count = back_up(_path(), file.expanduser(), read_settings().lang, force=force)
    typer.echo(_say("backed_up", n=count, file=file))


@app.command(help=_say("restore_help"), cls=Command)
def restore(file: Annotated[Path, typer.Argument(help=_say("restore_file_help"))], *, yes: Yes = False) -> None:
    """Put a backup back as the database, and keep the present one aside."""
    from tisserand.store.backup import count_records  # noqa: PLC0415 - for this command only
    from tisserand.store.backup import restore as put_back  # noqa: PLC0415

    file, path, lang = file.expanduser(), _path(), read_settings().lang
    typer.echo(_say("restore_summary", n=count_records(file, lang), file=file, path=path))
    if path.exists() and not yes:
        _confirm("restore_sure")
    kept = put_back(file, path, lang)
    typer.echo(_say("restored", path=path))
    if kept:
        typer.echo(_say("restore_kept", kept=kept))


def _log() -> OwnEventLog:
    return open_event_log(read_settings().database_url, create=False)


def _path() -> Path:
    if path := sqlite_path(read_settings().database_url):
        return path
    raise StoreError(_say("not_a_file"))


def _export(log: OwnEventLog, learner: str, to: Path | None, *, csv: bool) -> None:
    text = export_as_csv(log, learner) if csv else export_as_json(log, learner, utc_now())
    if to is None:
        typer.echo(text, nl=False)
        return
    if to.exists():
        raise StoreError(_say("exists", path=to))
    try:
        to.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise StoreError(_say("not_written", path=to, detail=error.strerror)) from error
    typer.echo(_say("exported", n=holdings(log, learner).records, path=to))


def _summary(found: Holdings, learner: str) -> str:
    first, last = (f"{moment:%Y-%m-%d}" if moment else "" for moment in (found.first, found.last))
    return _say("summary", learner=learner, n=found.records, activities=found.activities, first=first, last=last)


def _agrees(question: str) -> bool:
    answer: str = typer.prompt(_say(question), default="", show_default=False, prompt_suffix=" ")
    return answer.strip().lower() in _say("yes_words").split()


def _confirm(question: str) -> None:
    """Ask, and stop the command unless the answer is yes."""
    if not _agrees(question):
        typer.echo(_say("left_alone"))
        raise typer.Exit(1)
