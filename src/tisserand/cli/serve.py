"""``tisserand serve``: the workshop server, for this machine or a room."""

import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tisserand.errors import ReasonedError, TisserandError
from tisserand.i18n import Lang, translate
from tisserand.server.addresses import EVERYWHERE, base_of
from tisserand.settings import read_settings

if TYPE_CHECKING:
    from tisserand.server.application import WorkshopApp


def _say(key: str, **values: object) -> str:
    return translate(read_settings().lang, f"serve.{key}", **values)


def serve(  # noqa: PLR0913 - one argument for each option of the command
    *,
    host: Annotated[str | None, typer.Option(help=_say("host"), envvar="TISSERAND_HOST")] = None,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help=_say("port"), envvar="TISSERAND_PORT")] = None,
    lang: Annotated[Lang | None, typer.Option(help=_say("lang"))] = None,
    database: Annotated[str | None, typer.Option(help=_say("database"))] = None,
    public_url: Annotated[str | None, typer.Option(help=_say("public_url"), envvar="TISSERAND_PUBLIC_URL")] = None,
    max_participants: Annotated[
        int | None, typer.Option(min=1, help=_say("max_participants"), envvar="TISSERAND_MAX_PARTICIPANTS")
    ] = None,
    password_file: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help=_say("password_file"), envvar="TISSERAND_PASSWORD_FILE"),
    ] = None,
    new_password: Annotated[bool, typer.Option("--new-password", help=_say("new_password"))] = False,
    browser: Annotated[bool | None, typer.Option("--browser/--no-browser", help=_say("browser"))] = None,
    drafts: Annotated[bool, typer.Option("--drafts", help=_say("drafts"))] = False,
    compatible: Annotated[bool, typer.Option("--compatible", help=_say("compatible"))] = False,
) -> None:
    """Start the server, print the addresses to open, and run until it is stopped."""
    _check_public_url(public_url)
    typer.echo(_say("starting"))
    # Voilà takes seconds to import: the line above should not wait for it.
    from tisserand.server.application import make_server  # noqa: PLC0415

    traits = {
        "ServerApp.ip": host,
        "ServerApp.port": port,
        "ServerApp.open_browser": browser,
        "WorkshopApp.default_lang": lang,
        "WorkshopApp.database_url": _database_url(database),
        "WorkshopApp.public_url": public_url.rstrip("/") + "/" if public_url else None,
        "WorkshopApp.max_participants": max_participants,
        "WorkshopApp.password_file": password_file,
        "WorkshopApp.drafts": drafts or None,
        "WorkshopApp.compatible": compatible or None,
    }
    try:
        given = [f"--{name}={value}" for name, value in traits.items() if value is not None]
        app = make_server(given)
    except ReasonedError as error:
        raise TisserandError(error.sentence(read_settings().lang)) from error
    except OSError as error:
        raise TisserandError(_say("cannot_start", detail=error)) from error
    _settle_password(app, new=new_password)
    _tell(app)
    app.start()


def _check_public_url(url: str | None) -> None:
    """Refuse an address that browsers could not open."""
    if url is None:
        return
    try:
        base_of(url)
    except ValueError as error:
        raise typer.BadParameter(_say("bad_public_url", url=url), param_hint="--public-url") from error


def _database_url(database: str | None) -> str | None:
    """Return the SQLAlchemy URL of what was given: one already, or the path of a SQLite file."""
    if database is None or "://" in database:
        return database
    return f"sqlite:///{Path(database).expanduser().resolve()}"


def _settle_password(app: "WorkshopApp", *, new: bool) -> None:
    """Ask for the trainer's password: at the first start in a terminal, or when a new one is wanted."""
    password = app.workshop.password
    if app.password_file or not sys.stdin.isatty() or (password.was_asked and not new):
        return
    while True:
        typed = getpass.getpass(_say("choose_password"))
        if not typed and not new:
            password.do_without()
            return
        try:
            password.choose(typed)
        except ValueError:
            typer.echo(_say("short_password"), err=True)
        else:
            return


def _tell(app: "WorkshopApp") -> None:
    """Print where the server listens, with a QR code for phones, where answers are kept and how to stop."""
    addresses = [app.public_url] if app.public_url else app.workshop.addresses
    for address in addresses:
        typer.echo(f"  {address}")
    if app.public_url or app.serverapp.ip in EVERYWHERE:
        _show_qr(addresses[-1])
    trainer = f"{addresses[0]}{app.default_lang}/trainer"
    typer.echo(_say("trainer" if app.workshop.password.is_set else "no_trainer", url=trainer))
    typer.echo(_say("kept", url=app.workshop.keeper.name))
    typer.echo(_say("stop"))


def _show_qr(address: str) -> None:
    import segno  # noqa: PLC0415 - only where there is a phone to scan it

    if sys.stdout.isatty():
        segno.make(address, micro=False).terminal(compact=True)
