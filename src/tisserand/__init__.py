"""Tisserand: practice for the people who bring communities to life."""

from importlib.metadata import version

__version__ = version("tisserand")
