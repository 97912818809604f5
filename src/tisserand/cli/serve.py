"""``tisserand serve``: the workshop server, for this machine or a room."""

import getpass
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated
from urllib.parse import urlsplit

import typer

from tisserand.i18n import Lang, translate
from tisserand.settings import read_settings

if TYPE_CHECKING:
    from tisserand.server.application import WorkshopApp

_EVERYWHERE = {"0.0.0.0", "::", ""}  # noqa: S104 - compared with, not bound to


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
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help=_say("browser"))] = True,
    drafts: Annotated[bool, typer.Option("--drafts", help=_say("drafts"))] = False,
    compatible: Annotated[bool, typer.Option("--compatible", help=_say("compatible"))] = False,
) -> None:
    """Start the server, print the addresses to open, and run until it is stopped."""
    _check_public_url(public_url)
    typer.echo(_say("starting"))
    # Voilà takes seconds to import: the line above should not wait for it.
    from tisserand.server.application import PortTakenError, make_server  # noqa: PLC0415

    traits = {
        "ServerApp.ip": host,
        "ServerApp.port": port,
        "ServerApp.open_browser": browser,
        "ServerApp.base_url": urlsplit(public_url).path.rstrip("/") + "/" if public_url else None,
        "ServerApp.trust_xheaders": bool(public_url) or None,
        "ServerApp.allow_remote_access": bool(public_url) or None,
        "WorkshopApp.default_lang": lang or read_settings().lang,
        "WorkshopApp.database_url": _database_url(database),
        "WorkshopApp.public_url": public_url.rstrip("/") + "/" if public_url else None,
        "WorkshopApp.max_participants": max_participants,
        "WorkshopApp.password_file": password_file,
        "WorkshopApp.drafts": drafts or None,
        "WorkshopApp.compatible": compatible or None,
    }
    try:
        app = make_server([f"--{name}={value}" for name, value in traits.items() if value is not None])
    except FileNotFoundError as error:
        typer.echo(_say("no_notebooks", folder=error.args[0]), err=True)
        raise typer.Exit(1) from error
    except PortTakenError as error:
        typer.echo(_say("port_taken", port=error.args[0], other=error.args[0] + 1), err=True)
        raise typer.Exit(1) from error
    _settle_password(app, new=new_password)
    _tell(app)
    app.start()


def _check_public_url(url: str | None) -> None:
    """Refuse an address that browsers could not open."""
    if url is None:
        return
    parts = urlsplit(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise typer.BadParameter(_say("bad_public_url", url=url), param_hint="--public-url")


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
    addresses = [app.public_url] if app.public_url else _addresses(app.serverapp.ip, app.serverapp.port)
    for address in addresses:
        typer.echo(f"  {address}")
    if app.public_url or app.serverapp.ip in _EVERYWHERE:
        _show_qr(addresses[-1])
    trainer = f"{addresses[0]}{app.default_lang}/trainer"
    typer.echo(_say("trainer" if app.workshop.password.is_set else "no_trainer", url=trainer))
    typer.echo(_say("kept", url=app.workshop.keeper.name))
    typer.echo(_say("stop"))


def _show_qr(address: str) -> None:
    import segno  # noqa: PLC0415 - only where there is a phone to scan it

    if sys.stdout.isatty():
        segno.make(address, micro=False).terminal(compact=True)


def _addresses(host: str, port: int) -> list[str]:
    """Return the addresses to open: this machine's, and its name on the local network when it listens there."""
    names = ["localhost", *_own_addresses()] if host in _EVERYWHERE else [host]
    return [f"http://{f'[{name}]' if ':' in name else name}:{port}/" for name in names]


def _own_addresses() -> list[str]:
    """Return the IPv4 addresses of this machine on its networks."""
    try:
        found = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
    except OSError:
        return []
    return sorted({str(entry[4][0]) for entry in found if not str(entry[4][0]).startswith("127.")})
