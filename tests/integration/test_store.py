"""The event log on disk."""

import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from tisserand.domain.events import AnswerSubmitted, MeetingNoteWritten, PlanStepWritten, Record
from tisserand.errors import DamagedDatabaseError, NewerDatabaseError, StoreError
from tisserand.i18n import Lang
from tisserand.store.event_log import open_event_log
from tisserand.store.keep_aside import kept_aside

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def record(uuid="u1", *, answer="b", **changes):
    """An answer of Ada's, but for what the test says."""
    event = AnswerSubmitted("first", answer, "high", 1.0, 1.0)
    return replace(Record(uuid, "ada", NOON, "m1", 1, "quiz/q", "fr", event), **changes)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "data folder" / "tisserand.db"


@pytest.fixture
def log(path):
    return open_event_log(f"sqlite:///{path}", lang=Lang.EN)


def files(folder):
    """Name and content of everything in a folder."""
    return {p.name: p.read_bytes() for p in folder.iterdir()} if folder.exists() else {}


def test_opening_and_reading_create_nothing(log, path):
    assert log.records("ada") == []
    assert log.rows("ada") == []
    assert log.erase("ada") == 0
    assert not path.parent.exists()


def test_a_record_comes_back_as_it_was(path, log):
    """Every field, read by another log on the same file."""
    kept = record(answer={"a": ["é", 1, True]}, room="r1")
    assert log.append(kept) is True
    assert open_event_log(f"sqlite:///{path}").records("ada") == [kept]


def test_a_moment_of_another_time_zone_is_kept_in_utc(log):
    log.append(record(at=NOON.astimezone(timezone(timedelta(hours=2)))))
    assert log.records("ada")[0].at == NOON
    assert log.records("ada")[0].at.utcoffset() == timedelta(0)


@pytest.mark.parametrize(
    "wrong",
    [
        record(at=NOON.replace(tzinfo=None)),
        record(answer=float("nan")),
        record(answer=object()),
        record(answer="half a character: \ud83d"),
        record(uuid="\ud83d"),
    ],
)
def test_what_can_not_be_kept_is_refused_and_nothing_is_made(log, path, wrong):
    with pytest.raises((ValueError, TypeError)):
        log.append(wrong)
    assert not path.exists()


def test_sending_twice_records_once(log):
    assert log.append(record(answer="a")) is True
    assert log.append(record(answer="z")) is False
    assert [kept.event.answer for kept in log.records("ada")] == ["a"]


def test_records_are_told_apart_by_learner_module_and_activity(log):
    log.append(record("u1"))
    log.append(record("u2", module_id="m2"))
    log.append(record("u3", activity="quiz/other"))
    log.append(record("u4", learner="bob"))
    assert [r.uuid for r in log.records("ada")] == ["u1", "u2", "u3"]
    assert [r.uuid for r in log.records("ada", "m1")] == ["u1", "u3"]
    assert [r.uuid for r in log.records("ada", "m1", "quiz/q")] == ["u1"]
    assert [r.uuid for r in log.records("bob")] == ["u4"]


def test_records_keep_the_order_of_arrival_not_of_the_clock(log):
    """A clock set back must not reorder what the person did."""
    log.append(record("u1", at=NOON))
    log.append(record("u2", at=NOON - timedelta(hours=1)))
    assert [r.uuid for r in log.records("ada")] == ["u1", "u2"]


def test_a_kind_of_a_later_version_is_passed_over_but_exported(log, path):
    log.append(record("u1"))
    log.append(record("u2"))
    with sqlite3.connect(path) as db:
        db.execute("UPDATE event SET kind = 'badge_won' WHERE uuid = 'u1'")
    db.close()
    assert [r.uuid for r in log.records("ada")] == ["u2"]
    assert [row["kind"] for row in log.rows("ada")] == ["badge_won", "answer_submitted"]


def test_the_file_is_in_wal_mode_and_names_its_application(log, path):
    log.append(record())
    db = sqlite3.connect(path)
    assert db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert db.execute("PRAGMA application_id").fetchone() == (0x54697373,)
    db.close()


def test_connections_are_durable_and_wait_for_others(log):
    """The settings that keep a committed answer: checked on a connection of the log itself."""
    log.append(record())
    with log._engine.connect() as connection:
        values = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("synchronous", "foreign_keys", "busy_timeout", "secure_delete")
        }
    assert values == {"synchronous": 2, "foreign_keys": 1, "busy_timeout": 10_000, "secure_delete": 1}


def test_nothing_but_the_one_file_is_left_between_two_answers(log, path):
    """Whoever copies tisserand.db has everything."""
    log.append(record())
    assert list(files(path.parent)) == ["tisserand.db"]


def test_a_file_removed_meanwhile_is_made_anew(log, path):
    log.append(record("u1"))
    path.unlink()
    assert log.records("ada") == []
    assert log.append(record("u2")) is True
    assert [r.uuid for r in log.records("ada")] == ["u2"]


def test_a_log_opened_without_create_never_makes_a_file(path):
    log = open_event_log(f"sqlite:///{path}", create=False, lang=Lang.EN)
    with pytest.raises(StoreError, match="does not exist"):
        log.append(record())
    assert not path.parent.exists()


def test_erasing_removes_the_words_from_every_file(log, path):
    """Not only the rows: the bytes of the text are gone from the file and its write-ahead log."""
    words = "a sentence nobody else should read"
    plan = Record("u0", "ada", NOON, "m1", 1, "action_plan", "fr", PlanStepWritten("s1", words * 50))
    log.append(plan)
    log.append(record("u2", learner="bob", answer="kept"))
    assert any(words.encode() in content for content in files(path.parent).values())
    assert log.erase("ada") == 1
    assert log.records("ada") == []
    assert [r.event.answer for r in log.records("bob")] == ["kept"]
    assert not any(words.encode() in content for content in files(path.parent).values())


def test_erasing_one_activity_removes_its_words_and_nothing_else(log, path):
    """A group's notes go for good; the person's answers stay."""
    words = "what was told in confidence"
    for number in range(3):  # earlier wordings too
        note = MeetingNoteWritten("contrat", f"{words} {number}")
        log.append(Record(f"n{number}", "ada", NOON, "m1", 1, "meeting/x/notes", "fr", note))
    log.append(record("u1"))
    log.append(record("u2", learner="bob", activity="meeting/x/notes"))
    assert log.forget("ada", "m1", "meeting/x/notes") == 3
    assert log.forget("ada", "m2", "quiz/q") == 0
    assert [kept.uuid for kept in (*log.records("ada"), *log.records("bob"))] == ["u1", "u2"]
    assert not any(words.encode() in content for content in files(path.parent).values())


def test_erasing_gives_the_room_back(log, path):
    long = "x" * 1000
    for number in range(60):
        log.append(record(f"u{number}", answer=long))
    before = path.stat().st_size
    log.erase("ada")
    assert path.stat().st_size < before / 2


def test_erasing_while_another_program_reads_says_that_traces_may_remain(log, path, monkeypatch):
    """A reader keeps the write-ahead log from being emptied: the rows are gone, and the message says what is not."""
    monkeypatch.setattr("tisserand.store.sqlite_file.BUSY_TIMEOUT_S", 0.1)
    log.append(record())
    reader = sqlite3.connect(path, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM event").fetchall()
    with pytest.raises(StoreError, match="Close JupyterLab"):
        log.erase("ada")
    reader.close()
    assert log.records("ada") == []
    assert log.erase("ada") == 0


@pytest.fixture
def newer(log, path):
    log.append(record())
    with sqlite3.connect(path) as db:
        db.execute("UPDATE alembic_version SET version_num = '9999'")
    db.close()
    return path


def test_a_database_of_a_newer_version_is_refused_and_left_untouched(newer):
    before = files(newer.parent)
    for _ in range(2):
        with pytest.raises(NewerDatabaseError, match="plus récente"):
            open_event_log(f"sqlite:///{newer}", lang=Lang.FR)
    assert files(newer.parent) == before


def test_a_log_open_while_the_file_is_upgraded_refuses_to_write(log, newer):
    """A kernel of yesterday must not write into what today's version migrated."""
    before = files(newer.parent)
    with pytest.raises(NewerDatabaseError, match="newer version"):
        log.append(record("u2"))
    with pytest.raises(NewerDatabaseError):
        log.records("ada")
    assert files(newer.parent) == before


def test_an_upgrade_between_the_look_and_the_lock_is_seen_inside_the_transaction(log, newer, monkeypatch):
    """The look from outside still found our revision; the one made under the lock decides."""
    monkeypatch.setattr("tisserand.store.sql_event_log.revision_of", lambda *_: "0001")
    before = files(newer.parent)
    with pytest.raises(NewerDatabaseError):
        log.append(record("u2"))
    with pytest.raises(NewerDatabaseError):
        log.records("ada")
    assert files(newer.parent) == before


def test_a_newer_revision_still_in_the_write_ahead_log_is_seen(log, path):
    """The newer program is running or died: its revision is in the -wal file only. Neither file changes."""
    log.append(record())
    other = sqlite3.connect(path)
    other.execute("UPDATE alembic_version SET version_num = '9999'")
    other.commit()
    database, ahead = path.read_bytes(), path.with_name("tisserand.db-wal").read_bytes()
    assert b"9999" not in database
    with pytest.raises(NewerDatabaseError):
        open_event_log(f"sqlite:///{path}")
    assert (path.read_bytes(), path.with_name("tisserand.db-wal").read_bytes()) == (database, ahead)
    other.close()


def _garbage(path):
    path.write_bytes(b"this is no database at all" * 100)


def _truncated(path):
    path.write_bytes(path.read_bytes()[:6000])


def _bad_header(path):
    path.write_bytes(b"\0" * 100 + path.read_bytes()[100:])


def _foreign(path):
    path.unlink()
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE event (id INTEGER)")
        db.execute("CREATE TABLE alembic_version (version_num TEXT)")
        db.execute("INSERT INTO alembic_version VALUES ('0001')")
    db.close()


@pytest.mark.parametrize("damage", [_garbage, _truncated, _bad_header, _foreign])
def test_a_damaged_file_is_reported_and_kept_aside_once(log, path, damage):
    """Garbage, truncated, or another program's: same content, one copy, and the original stays."""
    log.append(record())
    damage(path)
    before = path.read_bytes()
    for _ in range(2):
        with pytest.raises(DamagedDatabaseError, match="tisserand data restore FILE") as caught:
            open_event_log(f"sqlite:///{path}", lang=Lang.EN)
    (copy,) = kept_aside(path)
    assert str(copy) in str(caught.value)
    assert copy.read_bytes() == before == path.read_bytes()
    assert f"{datetime.now(UTC):%Y-%m-%d}" in copy.name
    with pytest.raises(DamagedDatabaseError):
        log.append(record("u2"))
    assert path.read_bytes() == before


def test_the_same_damage_is_not_copied_again_on_another_day(path):
    path.parent.mkdir()
    path.write_bytes(b"garbage" * 500)
    with pytest.raises(DamagedDatabaseError):
        open_event_log(f"sqlite:///{path}")
    (copy,) = kept_aside(path)
    older = copy.rename(copy.with_name(copy.name.replace(f"{datetime.now(UTC):%Y-%m-%d}", "2025-12-31")))
    with pytest.raises(DamagedDatabaseError, match="2025-12-31"):
        open_event_log(f"sqlite:///{path}")
    assert kept_aside(path) == [older]


def test_another_damage_of_the_same_file_is_kept_too(log, path):
    log.append(record())
    for content in (b"first damage" * 100, b"second damage" * 100):
        path.write_bytes(content)
        with pytest.raises(DamagedDatabaseError):
            open_event_log(f"sqlite:///{path}")
    assert {copy.read_bytes() for copy in kept_aside(path)} == {b"first damage" * 100, b"second damage" * 100}


@pytest.mark.parametrize(
    ("column", "value"), [("payload", "not json"), ("payload", "[]"), ("payload", "{}"), ("at", "yesterday")]
)
def test_rows_that_make_no_sense_are_damage(log, path, column, value):
    """A page overwritten by a failing disk: the file opens, its rows do not hold what they should."""
    log.append(record())
    with sqlite3.connect(path) as db:
        db.execute(f"UPDATE event SET {column} = ?", (value,))  # noqa: S608 - columns of this test
    db.close()
    with pytest.raises(DamagedDatabaseError):
        log.records("ada")
    assert len(kept_aside(path)) == 1


def test_an_empty_file_is_a_log_without_records(path):
    """What is left when the machine stopped between making the file and its first page."""
    path.parent.mkdir()
    path.touch()
    log = open_event_log(f"sqlite:///{path}")
    assert log.records("ada") == []
    assert log.append(record()) is True
    assert len(log.records("ada")) == 1


def test_a_place_that_can_not_be_written_is_said_at_opening(tmp_path):
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(StoreError, match="TISSERAND_HOME"):
        open_event_log(f"sqlite:///{tmp_path / 'file' / 'tisserand.db'}", lang=Lang.EN)
    with pytest.raises(StoreError, match="can’t be opened"):
        open_event_log(f"sqlite:///{tmp_path}", lang=Lang.EN)


def test_a_file_held_by_another_program_is_said_after_a_wait(log, path, monkeypatch):
    log.append(record())
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    monkeypatch.setattr("tisserand.store.engine.BUSY_TIMEOUT_S", 0.1)
    impatient = open_event_log(f"sqlite:///{path}", lang=Lang.EN)
    with pytest.raises(StoreError, match="Another program"):
        impatient.append(record("u2"))
    assert len(impatient.records("ada")) == 1, "reading does not wait for a writer"
    holder.close()
    assert impatient.append(record("u2")) is True
