"""Where things lie: the content, and what a person keeps."""

import os
from pathlib import Path

from platformdirs import user_data_path

from tisserand.errors import ContentRootError

_MARKER = Path("modules", "catalog.yaml")  # an empty leftover folder must not count


def content_root() -> Path:
    """Return the folder that holds modules/, exercises/ and notebooks/.

    In order: the folder named by ``TISSERAND_CONTENT``, the content inside an installed wheel, the checkout.

    Raises:
        ContentRootError: none of them holds a catalogue.
    """
    if override := os.environ.get("TISSERAND_CONTENT"):
        root = Path(override).expanduser().resolve()
        if not (root / _MARKER).is_file():
            raise ContentRootError(
                f"TISSERAND_CONTENT = {override} : {_MARKER} n'y est pas. Donnez le dossier qui contient modules/. "
                f"/ {_MARKER} is not there. Name the folder that holds modules/."
            )
        return root
    return _own_root()


def front_end_folder() -> Path:
    """Return ``widgets/``: ours, also when a trainer works on a copy of the content, which needs no front end.

    Raises:
        ContentRootError: neither the installed package nor the checkout holds a catalogue.
    """
    return _own_root() / "widgets"


def _own_root() -> Path:
    here = Path(__file__).resolve()
    for candidate in (here.parent / "_content", here.parents[2]):
        if (candidate / _MARKER).is_file():
            return candidate
    raise ContentRootError(
        f"{_MARKER} est introuvable, ni dans le paquet installé ni à côté de src/. Définissez TISSERAND_CONTENT. "
        f"/ {_MARKER} is neither in the installed package nor beside src/. Set TISSERAND_CONTENT."
    )


def data_folder() -> Path:
    """Return the folder that keeps a person's own data: ``TISSERAND_HOME``, or the platform's place for it.

    The folder is not created: nothing is written before something is done.
    """
    if override := os.environ.get("TISSERAND_HOME"):
        return Path(override).expanduser().resolve()
    return user_data_path("tisserand", appauthor=False)
