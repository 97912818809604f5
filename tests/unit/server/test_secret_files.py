"""The server's secrets on disk, and the trainer's password."""

import os
import stat

import pytest

from tisserand.errors import TisserandError
from tisserand.server.secret_files import TrainerPassword, cookie_secret, write_secret

posix = pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


def test_the_secret_stays_the_same(tmp_path):
    """Cookies are good after a restart."""
    first = cookie_secret(tmp_path / "server")
    assert len(first) == 32
    assert cookie_secret(tmp_path / "server") == first


@posix
def test_nobody_else_reads_it(tmp_path):
    """The folder and the file are this account's only; a copy that others could read is closed again."""
    path = tmp_path / "server" / "cookie_secret"
    cookie_secret(path.parent)
    assert (mode(path.parent), mode(path)) == (0o700, 0o600)
    path.chmod(0o644)
    cookie_secret(path.parent)
    assert mode(path) == 0o600


@pytest.mark.parametrize("content", ["", "abcd", "not in figures", "é"])
def test_a_damaged_secret_is_made_anew(tmp_path, content):
    """With an empty one, anybody could sign."""
    path = tmp_path / "cookie_secret"
    path.write_text(content, "utf-8")
    found = cookie_secret(tmp_path)
    assert len(found) == 32
    assert cookie_secret(tmp_path) == found


@posix
def test_a_secret_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    """What was there stays when the disk is full."""
    path = tmp_path / "secret"
    write_secret(path, "old")

    def full(_descriptor):
        raise OSError("no space left")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="no space"):
        write_secret(path, "new")
    assert path.read_text() == "old"


def test_a_password_is_kept_as_a_hash(tmp_path):
    """It opens, another does not, and the file does not tell."""
    password = TrainerPassword(tmp_path)
    assert not password.is_set
    assert not password.was_asked
    password.choose("correct horse")
    again = TrainerPassword(tmp_path)
    assert again.is_set
    assert again.is_right("correct horse")
    assert not again.is_right("correct hors")
    assert not again.is_right("")
    assert "horse" not in (tmp_path / "trainer_password").read_text()


@posix
def test_the_hash_is_nobody_elses(tmp_path):
    """As the secret."""
    TrainerPassword(tmp_path / "server").choose("correct horse")
    assert mode(tmp_path / "server" / "trainer_password") == 0o600


def test_doing_without_is_remembered(tmp_path):
    """Nobody is asked twice, and nothing opens."""
    TrainerPassword(tmp_path).do_without()
    again = TrainerPassword(tmp_path)
    assert again.was_asked
    assert not again.is_set
    assert not again.is_right("")


def test_a_short_password_is_refused_and_nothing_changes(tmp_path):
    """Eight characters."""
    password = TrainerPassword(tmp_path)
    password.choose("correct horse")
    with pytest.raises(ValueError, match="shorter"):
        password.choose("1234567")
    assert TrainerPassword(tmp_path).is_right("correct horse")


@pytest.mark.parametrize("content", ["from a file\n", "from a file\r\nand a note\n", "\ufefffrom a file"])
def test_a_file_gives_the_password(tmp_path, content):
    """Its first line; only its hash is written down."""
    path = tmp_path / "given"
    path.write_text(content, "utf-8", newline="")
    assert TrainerPassword(tmp_path / "server", path).is_right("from a file")
    (kept,) = (tmp_path / "server").iterdir()
    assert "from a file" not in kept.read_text("ascii")


@pytest.mark.parametrize("content", [None, b"", b"short\n", b"\xff\xfe\xff"])
def test_a_file_without_a_password_says_which(tmp_path, content):
    """In a sentence that names it."""
    path = tmp_path / "given"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(TisserandError, match=str(path)):
        TrainerPassword(tmp_path, path)


def test_a_restart_with_the_same_file_keeps_the_trainer_in(tmp_path):
    """The cookie hangs on the hash; another password makes another one, and puts everybody out."""
    given = tmp_path / "given"
    given.write_text("correct horse battery", "utf-8")
    first = TrainerPassword(tmp_path, given).hash
    assert TrainerPassword(tmp_path, given).hash == first
    assert mode(tmp_path / "given_password") == 0o600
    given.write_text("another horse battery", "utf-8")
    changed = TrainerPassword(tmp_path, given)
    assert changed.hash != first
    assert changed.is_right("another horse battery")
    assert not changed.is_right("correct horse battery")
