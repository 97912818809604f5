"""What only the server may read: the secret that signs its cookies, and the trainer's password."""

import os
import secrets
from pathlib import Path

from jupyter_server.auth import passwd, passwd_check

_SECRET_BYTES = 32
SHORTEST_PASSWORD = 8


def cookie_secret(folder: Path) -> bytes:
    """Return the secret of this server, made at its first start: cookies stay good when it starts again.

    Args:
        folder: the server's own; made if needed, readable by nobody else.

    Raises:
        OSError: it can't be read or written.
    """
    path = folder / "cookie_secret"
    if not path.is_file():
        write_secret(path, secrets.token_hex(_SECRET_BYTES))
    return bytes.fromhex(path.read_text("ascii").strip())


def write_secret(path: Path, text: str) -> None:
    """Write a file that only this account can read, whole or not at all."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    fresh.replace(path)


class TrainerPassword:
    """The password of the trainer's pages: kept as an argon2 hash, or given by a file at each start."""

    def __init__(self, folder: Path, given: Path | None = None) -> None:
        """Read the hash.

        Args:
            folder: the server's own.
            given: a file whose first line is the password, for servers that start without a terminal.

        Raises:
            OSError: ``given`` can't be read.
            ValueError: its password is too short.
        """
        self._path = folder / "trainer_password"
        self.hash = ""
        if given:
            self.hash = passwd(_checked(given.read_text("utf-8").split("\n", 1)[0].strip()))
        elif self._path.is_file():
            self.hash = self._path.read_text("ascii").strip()

    @property
    def was_asked(self) -> bool:
        """Whether somebody chose one, or to do without, at an earlier start."""
        return self._path.is_file()

    @property
    def is_set(self) -> bool:
        """Whether there is one: without, the trainer's pages are closed."""
        return bool(self.hash)

    def choose(self, password: str) -> None:
        """Keep a new password, as a hash.

        Raises:
            ValueError: it is too short.
            OSError: it can't be written.
        """
        self.hash = passwd(_checked(password))
        write_secret(self._path, self.hash)

    def do_without(self) -> None:
        """Remember that there is to be none.

        Raises:
            OSError: it can't be written.
        """
        self.hash = ""
        write_secret(self._path, "")

    def is_right(self, password: str) -> bool:
        """Return whether this is the password. It takes a tenth of a second, on purpose."""
        return self.is_set and bool(passwd_check(self.hash, password))


def _checked(password: str) -> str:
    if len(password) < SHORTEST_PASSWORD:
        raise ValueError(f"shorter than {SHORTEST_PASSWORD} characters")
    return password
