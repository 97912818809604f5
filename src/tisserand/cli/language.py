"""The command line speaks the reader's language, down to the words of its own help."""

from collections.abc import Callable
from io import StringIO
from typing import Any, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from tisserand.i18n import Lang, sentences, translate
from tisserand.settings import read_settings


def say(key: str, /, **values: Any) -> str:
    """Return the sentence ``cli.<key>`` in the language of the settings."""
    return translate(read_settings().lang, f"cli.{key}", **values)


def _translated(text: str) -> str:
    """Return a help page with Typer's own words in the reader's language."""
    here, english = sentences(read_settings().lang, "cli"), sentences(Lang.EN, "cli")
    words = [key for key in english if key.startswith("typer.")]
    for key in sorted(words, key=lambda key: -len(english[key])):
        text = text.replace(english[key], here[key])
    return text


def refuse(error: TyperException) -> NoReturn:
    """Say in the reader's language why a command line is not understood, and stop as Typer would."""
    said = StringIO()
    show: Callable[..., None] | None = getattr(error, "show", None)
    show(said) if show else said.write(f"Error: {error.format_message()}\n")
    typer.echo(_translated(said.getvalue()), err=True, nl=False)
    raise typer.Exit(error.exit_code) from error


class Command(TyperCommand):
    """A command whose help page is wholly in the reader's language."""

    def get_help(self, ctx: Any) -> str:
        """Return the help page."""
        return _translated(super().get_help(ctx))


class Group(TyperGroup):
    """A command with sub-commands, whose help page is wholly in the reader's language."""

    def get_help(self, ctx: Any) -> str:
        """Return the help page."""
        return _translated(super().get_help(ctx))


def new_app(help_key: str, cls: type[Group] = Group) -> typer.Typer:
    """Return a Typer application with our manners: plain help, our language, no traceback decoration."""
    return typer.Typer(
        cls=cls,
        help=say(help_key),
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
