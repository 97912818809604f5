"""``tisserand``: finds its commands and runs one.

A command is a file of this folder, imported only when it is asked for, so that ``tisserand --help`` and
``tisserand check`` do not wait for JupyterLab. The file holds either a function of its own name, or a Typer application
called ``app`` when the command has sub-commands.
"""

import sys
from importlib import import_module
from importlib.util import find_spec
from typing import Annotated, Any

import typer
from typer.exceptions import TyperException

from tisserand.cli.language import Command, Group, new_app, refuse, say
from tisserand.errors import TisserandError

COMMANDS = ("lab", "serve", "check", "mend", "new", "build", "data")
"""In the order of the help page; those whose file exists."""


def load_command(name: str) -> Any:
    """Return the command ``name``, ready to run."""
    module = import_module(f"tisserand.cli.{name}")
    app = getattr(module, "app", None)
    if app is None:
        app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)
        app.command(name=name, cls=Command, help=say(f"{name}.help"))(getattr(module, name))
    command = typer.main.get_command(app)
    command.name = name
    return command


class Commands(Group):
    """The commands that exist, each loaded when it is needed; what went wrong is told without a traceback."""

    def list_commands(self, _ctx: Any) -> list[str]:
        """Return the names of the commands, in the order of the help page."""
        return [name for name in COMMANDS if find_spec(f"tisserand.cli.{name}")]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return one command, or ``None``."""
        if cmd_name not in self.list_commands(ctx):
            return None
        if cmd_name not in self.commands:
            self.commands[cmd_name] = load_command(cmd_name)
        return self.commands[cmd_name]

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that ``args`` begin with; a wrong name is answered with the nearest right one."""
        names = self.list_commands(ctx)
        if args and args[0] not in names:
            for name in names:  # "did you mean" looks among the loaded ones
                self.get_command(ctx, name)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        try:
            return super().invoke(ctx)
        except TisserandError as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(1) from error
        except TyperException as error:
            refuse(error)

    def make_context(self, *args: Any, **values: Any) -> Any:
        """Read the command line."""
        try:
            return super().make_context(*args, **values)
        except TyperException as error:
            refuse(error)


main = new_app("help", Commands)


def _print_version(wanted: bool) -> None:  # noqa: FBT001 - Typer calls it so
    if wanted:
        from tisserand import __version__  # noqa: PLC0415 - reads the package's metadata: only when asked

        typer.echo(f"tisserand {__version__}")
        raise typer.Exit


@main.callback(help=say("help"))
def start(
    *,
    version: Annotated[  # noqa: ARG001 - handled by its callback
        bool, typer.Option("--version", help=say("version"), callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Prepare the terminal: a console that lacks a character shows a replacement rather than stopping."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
