"""``tisserand serve``: the modules as web pages, for this machine or a room."""

import os
import socket
from pathlib import Path
from typing import Annotated

import typer

from tisserand.i18n import Lang, translate
from tisserand.settings import read_settings


def _say(key: str, **values: object) -> str:
    return translate(read_settings().lang, f"serve.{key}", **values)


def serve(  # noqa: PLR0913 - one argument for each option of the command
    *,
    host: Annotated[str, typer.Option(help=_say("host"))] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help=_say("port"))] = 8866,
    lang: Annotated[Lang | None, typer.Option(help=_say("lang"))] = None,
    database: Annotated[Path | None, typer.Option(help=_say("database"), dir_okay=False)] = None,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help=_say("browser"))] = True,
    drafts: Annotated[bool, typer.Option("--drafts", help=_say("drafts"))] = False,
) -> None:
    """Start the server and print the addresses to open."""
    if database is not None:  # the kernels read it from the environment, as stock Voilà's do
        os.environ["TISSERAND_DATABASE_URL"] = f"sqlite:///{database.expanduser().resolve()}"
    typer.echo(_say("starting"))
    # Voilà takes seconds to import: the line above should not wait for it.
    from tisserand.server.app import make_server  # noqa: PLC0415

    if not _is_free(host, port):
        typer.echo(_say("port_taken", port=port, other=port + 1), err=True)
        raise typer.Exit(1)
    settings = read_settings()
    try:
        server = make_server(host=host, port=port, lang=lang or settings.lang, open_browser=browser, drafts=drafts)
    except FileNotFoundError as error:
        typer.echo(_say("no_notebooks", folder=error.args[0]), err=True)
        raise typer.Exit(1) from error
    server.port_retries = 0
    for address in _addresses(host, port):
        typer.echo(f"  {address}")
    typer.echo(_say("kept", url=settings.database_url.removeprefix("sqlite:///")))
    typer.echo(_say("stop"))
    server.start()


def _is_free(host: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


def _addresses(host: str, port: int) -> list[str]:
    """Return the addresses to open: this machine's, and its name on the local network when it listens there."""
    everywhere = host in {"0.0.0.0", "::", ""}  # noqa: S104 - compared with, not bound to
    names = ["localhost", *_own_addresses()] if everywhere else [host]
    return [f"http://{f'[{name}]' if ':' in name else name}:{port}/" for name in names]


def _own_addresses() -> list[str]:
    """Return the IPv4 addresses of this machine on its networks."""
    try:
        found = socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)
    except OSError:
        return []
    return sorted({str(entry[4][0]) for entry in found if not str(entry[4][0]).startswith("127.")})
