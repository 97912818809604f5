"""What only the server may read: the secret that signs its cookies, and the trainer's password."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

from jupyter_server.auth import passwd, passwd_check

from tisserand.errors import TisserandError
from tisserand.i18n import translate
from tisserand.settings import read_settings

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
    found = b""
    with suppress(FileNotFoundError, ValueError):
        found = bytes.fromhex(path.read_text("ascii"))
        path.chmod(0o600)
    if len(found) < _SECRET_BYTES:  # with what is left of a damaged one, anybody could sign
        found = secrets.token_bytes(_SECRET_BYTES)
        write_secret(path, found.hex())
    return found


def write_secret(path: Path, text: str) -> None:
    """Write a file that only this account can read, whole or not at all."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(descriptor)  # a power cut must not leave an empty one
    fresh.replace(path)


class TrainerPassword:
    """The password of the trainer's pages: kept as an argon2 hash, or given by a file at each start."""

    def __init__(self, folder: Path, given: Path | None = None) -> None:
        """Read the hash.

        Args:
            folder: the server's own.
            given: a file whose first line is the password, for servers that start without a terminal.

        Raises:
            TisserandError: ``given`` can't be read, or its password is too short.
            OSError: a hash can't be read or written.
        """
        self._path = folder / "trainer_password"
        self.hash = ""
        if given:
            self.hash = self._hash_of(_password_of(given))
        elif self._path.is_file():
            self.hash = self._path.read_text("ascii").strip()

    def _hash_of(self, password: str) -> str:
        """Return the hash of the last start, if the password is still the same: whoever gave it stays in."""
        kept = self._path.with_name("given_password")
        if kept.is_file() and passwd_check(before := kept.read_text("ascii").strip(), password):
            return before
        fresh: str = passwd(password)
        write_secret(kept, fresh)
        return fresh

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


def _password_of(path: Path) -> str:
    """Return the password that a file holds.

    Raises:
        TisserandError: it can't be read, or the password is too short.
    """
    lang = read_settings().lang
    try:
        return _checked(path.read_text("utf-8-sig").split("\n", 1)[0].strip())
    except (OSError, UnicodeDecodeError) as error:
        raise TisserandError(translate(lang, "serve.unreadable_password_file", path=path, detail=error)) from error
    except ValueError as error:
        raise TisserandError(translate(lang, "serve.short_password_file", path=path, n=SHORTEST_PASSWORD)) from error


def _checked(password: str) -> str:
    if len(password) < SHORTEST_PASSWORD:
        raise ValueError(f"shorter than {SHORTEST_PASSWORD} characters")
    return password
