"""What the environment says, read once into one frozen object."""

import os
from collections.abc import Mapping
from dataclasses import dataclass

from tisserand.i18n import Lang
from tisserand.paths import data_folder

LOCAL_LEARNER = "local"

WORKSHOP = "TISSERAND_WORKSHOP"
"""Variable that the workshop's server gives its kernels: where it listens to them."""


@dataclass(frozen=True)
class Settings:
    """The settings of this process.

    Attributes:
        lang: language of messages and screens.
        database_url: SQLAlchemy URL of the events; by default one SQLite file in the person's data folder.
        learner: opaque id of the person when a lesson names none.
    """

    lang: Lang
    database_url: str
    learner: str


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Return the settings found in ``environ``.

    They are ``TISSERAND_LANG``, ``TISSERAND_DATABASE_URL`` and ``TISSERAND_LEARNER``.
    """
    return Settings(
        lang=Lang.from_environment(environ),
        database_url=environ.get("TISSERAND_DATABASE_URL") or f"sqlite:///{data_folder() / 'tisserand.db'}",
        learner=environ.get("TISSERAND_LEARNER") or LOCAL_LEARNER,
    )
