"""The command line: thin, one file for each command."""

from tisserand.cli.app import main

__all__ = ["main"]
