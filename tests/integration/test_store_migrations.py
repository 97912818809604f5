"""The schema: what is on disk is what the code reads, from every earlier revision."""

import sqlite3
from datetime import UTC, datetime
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_mock_engine

import tisserand.store
from tisserand.domain.events import ExerciseRestarted, Record
from tisserand.store.engine import make_engine, migrate, transaction
from tisserand.store.event_log import open_event_log
from tisserand.store.revisions import APPLICATION_ID, HEAD, REVISIONS
from tisserand.store.tables import metadata

FOLDER = Path(tisserand.store.__file__).parent / "migrations"

# A file as each published revision left it, with one event. Never edit one: add the next.
FILES = {
    "0001": """
        PRAGMA application_id = 1416196979;
        CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL,
            CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num));
        INSERT INTO alembic_version VALUES ('0001');
        CREATE TABLE event (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, uuid VARCHAR(64) NOT NULL,
            learner VARCHAR(128) NOT NULL, at DATETIME NOT NULL, room VARCHAR(64), module_id VARCHAR(64) NOT NULL,
            module_version INTEGER NOT NULL, activity VARCHAR(200) NOT NULL, lang VARCHAR(8) NOT NULL,
            kind VARCHAR(64) NOT NULL, payload JSON NOT NULL, UNIQUE (uuid));
        CREATE INDEX ix_event_learner_module_activity ON event (learner, module_id, activity);
        INSERT INTO event (uuid, learner, at, module_id, module_version, activity, lang, kind, payload)
            VALUES ('u1', 'ada', '2026-03-01 12:00:00.000000', 'm1', 1, 'quiz/q', 'fr', 'exercise_restarted', '{}');
    """,
    "0002": """
        PRAGMA application_id = 1416196979;
        CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL,
            CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num));
        INSERT INTO alembic_version VALUES ('0002');
        CREATE TABLE event (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, uuid VARCHAR(64) NOT NULL,
            learner VARCHAR(128) NOT NULL, at DATETIME NOT NULL, room VARCHAR(64), module_id VARCHAR(64) NOT NULL,
            module_version INTEGER NOT NULL, activity VARCHAR(200) NOT NULL, lang VARCHAR(8) NOT NULL,
            kind VARCHAR(64) NOT NULL, payload JSON NOT NULL, UNIQUE (uuid));
        CREATE INDEX ix_event_learner_module_activity ON event (learner, module_id, activity);
        CREATE TABLE resume_code (digest VARCHAR(64) NOT NULL PRIMARY KEY, learner VARCHAR(128) NOT NULL,
            expires_at DATETIME NOT NULL, UNIQUE (learner));
        INSERT INTO event (uuid, learner, at, module_id, module_version, activity, lang, kind, payload)
            VALUES ('u1', 'ada', '2026-03-01 12:00:00.000000', 'm1', 1, 'quiz/q', 'fr', 'exercise_restarted', '{}');
    """,
    "0003": """
        PRAGMA application_id = 1416196979;
        CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL,
            CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num));
        INSERT INTO alembic_version VALUES ('0003');
        CREATE TABLE event (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, uuid VARCHAR(64) NOT NULL,
            learner VARCHAR(128) NOT NULL, at DATETIME NOT NULL, room VARCHAR(64), module_id VARCHAR(64) NOT NULL,
            module_version INTEGER NOT NULL, activity VARCHAR(200) NOT NULL, lang VARCHAR(8) NOT NULL,
            kind VARCHAR(64) NOT NULL, payload JSON NOT NULL, UNIQUE (uuid));
        CREATE INDEX ix_event_learner_module_activity ON event (learner, module_id, activity);
        CREATE INDEX ix_event_room ON event (room, activity);
        CREATE TABLE resume_code (digest VARCHAR(64) NOT NULL PRIMARY KEY, learner VARCHAR(128) NOT NULL,
            expires_at DATETIME NOT NULL, UNIQUE (learner));
        CREATE TABLE room (id VARCHAR(64) NOT NULL PRIMARY KEY, code VARCHAR(16) NOT NULL, opened_at DATETIME NOT NULL,
            UNIQUE (code));
        CREATE TABLE room_event (id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT, uuid VARCHAR(64) NOT NULL,
            room VARCHAR(64) NOT NULL, person VARCHAR(128) NOT NULL, at DATETIME NOT NULL, kind VARCHAR(64) NOT NULL,
            payload JSON NOT NULL, UNIQUE (uuid));
        CREATE INDEX ix_room_event_room ON room_event (room, id);
        CREATE INDEX ix_room_event_person ON room_event (person);
        INSERT INTO event (uuid, learner, at, module_id, module_version, activity, lang, kind, payload)
            VALUES ('u1', 'ada', '2026-03-01 12:00:00.000000', 'm1', 1, 'quiz/q', 'fr', 'exercise_restarted', '{}');
    """,
}
KEPT = Record("u1", "ada", datetime(2026, 3, 1, 12, tzinfo=UTC), "m1", 1, "quiz/q", "fr", ExerciseRestarted())


def scripts():
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("path_separator", "os")
    return ScriptDirectory.from_config(config)


def schema(path):
    """Every table and index as SQLite keeps it, however it was spaced."""
    db = sqlite3.connect(path)
    found = db.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name").fetchall()
    columns = {name: db.execute(f"PRAGMA table_info({name})").fetchall() for kind, name, _ in found if kind == "table"}
    db.close()
    return [(kind, name) for kind, name, _ in found], columns


def test_the_list_of_revisions_is_that_of_the_migrations():
    """What start-up compares with, without Alembic, is what Alembic has."""
    assert tuple(script.revision for script in reversed(list(scripts().walk_revisions()))) == REVISIONS
    assert scripts().get_current_head() == HEAD
    assert set(FILES) == set(REVISIONS), "keep a file of each published revision"


def test_a_new_file_has_the_tables_that_the_code_reads(tmp_path):
    """Alembic finds no difference between the migrations and tables.py."""
    path = tmp_path / "tisserand.db"
    open_event_log(f"sqlite:///{path}").append(KEPT)
    engine = make_engine("", path)
    with transaction(engine, writes=False) as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


@pytest.mark.parametrize("revision", REVISIONS)
def test_a_file_of_an_earlier_revision_is_brought_up_to_date_and_loses_nothing(tmp_path, revision):
    """Reading is enough to migrate it, and the result has the schema of a new file."""
    old, new = tmp_path / "old.db", tmp_path / "new.db"
    db = sqlite3.connect(old)
    db.executescript(FILES[revision])
    db.close()
    log = open_event_log(f"sqlite:///{old}")
    assert log.records("ada") == [KEPT]
    assert log.append(KEPT) is False
    open_event_log(f"sqlite:///{new}").append(KEPT)
    assert schema(old) == schema(new)


def test_an_older_revision_is_migrated_before_anything_is_read(tmp_path, monkeypatch):
    """With a revision to come: the file says the present one, the code wants it, and the step is run, once."""
    path = tmp_path / "tisserand.db"
    log = open_event_log(f"sqlite:///{path}")
    log.append(KEPT)
    steps, coming = [], f"{int(HEAD) + 1:04}"

    def step(connection):
        steps.append(coming)
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = ?", (coming,))

    monkeypatch.setattr("tisserand.store.sql_event_log.HEAD", coming)
    monkeypatch.setattr("tisserand.store.sql_event_log.REVISIONS", (*REVISIONS, coming))
    monkeypatch.setattr("tisserand.store.sqlite_file.REVISIONS", (*REVISIONS, coming))
    monkeypatch.setattr("tisserand.store.sql_event_log.migrate", step)
    assert log.records("ada") == [KEPT]
    assert log.append(KEPT) is False
    assert steps == [coming]


def test_a_migration_that_fails_leaves_the_file_without_half_of_it(tmp_path, monkeypatch):
    """Schema changes are inside the transaction: after a failure the next start finds an empty file, and succeeds."""
    path = tmp_path / "tisserand.db"
    engine = make_engine("", path)

    def fail(connection):
        migrate(connection)
        raise RuntimeError

    with pytest.raises(RuntimeError), transaction(engine, writes=True) as connection:
        fail(connection)
    assert schema(path)[0] == []
    assert open_event_log(f"sqlite:///{path}").append(KEPT) is True


def test_the_application_s_id_is_the_four_letters_of_our_name():
    assert APPLICATION_ID.to_bytes(4, "big") == b"Tiss"


def test_migrations_also_make_sense_to_postgresql():
    """The SQL that PostgreSQL would be sent for the same table, without a server."""
    statements = []
    engine = create_mock_engine(
        "postgresql+psycopg://", lambda sql, *_: statements.append(str(sql.compile(dialect=engine.dialect)))
    )
    metadata.create_all(engine, checkfirst=False)
    assert "id BIGSERIAL" in statements[0]
    assert "TIMESTAMP WITH TIME ZONE" in statements[0]


def test_each_revision_says_what_it_does():
    for number in REVISIONS:
        (file,) = (FOLDER / "versions").glob(f"{number}_*.py")
        spec = spec_from_file_location("revision", file)
        module = module_from_spec(spec)
        spec.loader.exec_module(module)
        assert module.revision == number
        assert module.__doc__.strip()
