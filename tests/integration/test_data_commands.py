"""tisserand data export | erase | backup | restore, as a person types them."""

import csv
import io
import json
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from typer.testing import CliRunner

from tisserand.cli import main
from tisserand.domain.events import AnswerSubmitted, PlanStepWritten, Record
from tisserand.errors import DamagedDatabaseError, StoreError
from tisserand.i18n import Lang
from tisserand.store.backup import restore
from tisserand.store.event_log import open_event_log
from tisserand.store.keep_aside import kept_aside

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ANSWER = Record("u1", "local", NOON, "m1", 1, "quiz/q", "fr", AnswerSubmitted("first", ["é"], "high", 0.5, 1.0))
STEP = replace(ANSWER, uuid="u2", activity="action_plan", event=PlanStepWritten("s1", "=1+1 chez moi", "2026-04-01"))
OTHER = replace(ANSWER, uuid="u3", learner="bob")


@pytest.fixture
def path(tmp_path):
    return tmp_path / "home" / "tisserand.db"


@pytest.fixture
def log(path):
    log = open_event_log(f"sqlite:///{path}")
    for record in (ANSWER, STEP, OTHER):
        log.append(record)
    return log


@pytest.fixture
def run(path):
    """Run a command line in French and return its exit status and all it printed."""

    def run(*arguments, said=None, lang="fr"):
        environ = {"TISSERAND_HOME": str(path.parent), "TISSERAND_LANG": lang, "TISSERAND_DATABASE_URL": ""}
        result = CliRunner().invoke(main, ["data", *map(str, arguments)], input=said, env=environ)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result.exit_code, result.output

    return run


# Export


def test_export_prints_everything_of_the_person_and_of_nobody_else(log, run):
    status, output = run("export")
    data = json.loads(output)
    assert status == 0
    assert (data["format"], data["version"], data["learner"]) == ("tisserand-export", 1, "local")
    assert [record["uuid"] for record in data["records"]] == ["u1", "u2"]
    assert data["records"][0] == {
        "uuid": "u1",
        "learner": "local",
        "at": "2026-03-01T12:00:00Z",
        "room": None,
        "module_id": "m1",
        "module_version": 1,
        "activity": "quiz/q",
        "lang": "fr",
        "kind": "answer_submitted",
        "payload": {"question": "first", "answer": ["é"], "certainty": "high", "points": 0.5, "max_points": 1.0},
    }


def test_export_to_a_file_says_how_much_and_never_overwrites(log, run, tmp_path):
    file = tmp_path / "mine.json"
    assert run("export", "--to", file, "--learner", "bob") == (0, f"1 enregistrement exporté dans {file}.\n")
    assert [record["uuid"] for record in json.loads(file.read_text("utf-8"))["records"]] == ["u3"]
    before = file.read_bytes()
    status, output = run("export", "--to", file)
    assert status == 1
    assert "existe déjà" in output
    assert file.read_bytes() == before


def test_export_as_a_table_has_a_column_for_each_field_and_disarms_formulas(log, run, tmp_path):
    file = tmp_path / "mine.csv"
    run("export", "--csv", "--to", file)
    content = file.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf"), "Excel needs the mark to read accents"
    first, second = csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert (first["event.answer"], first["event.points"], first["event.text"]) == ('["é"]', "0.5", "")
    assert (second["event.text"], second["event.date"]) == ("'=1+1 chez moi", "2026-04-01")


def test_export_where_nothing_is_kept_creates_nothing(run, path):
    status, output = run("export")
    assert (status, json.loads(output)["records"]) == (0, [])
    assert not path.parent.exists()


# Erase


def test_erase_says_what_will_be_lost_and_stops_without_a_yes(log, run):
    status, output = run("erase", said="\nnon\n")
    assert status == 1
    assert "2 enregistrements sont conservés, du 2026-03-01 au 2026-03-01 (activités concernées : 2)" in output
    assert output.endswith("Rien n’a été changé.\n")
    assert len(log.records("local")) == 2


def test_erase_without_anyone_to_answer_erases_nothing(log, run):
    """In a script without --yes, the missing answer is not taken for a yes."""
    status, _ = run("erase", said="")
    assert status == 1
    assert len(log.records("local")) == 2


@pytest.mark.parametrize(("lang", "word"), [("fr", "oui"), ("fr", "O"), ("en", "yes")])
def test_erase_removes_the_person_alone(log, run, path, lang, word):
    status, output = run("erase", said=f"\n{word}\n", lang=lang)
    assert status == 0
    assert log.records("local") == []
    assert len(log.records("bob")) == 1
    assert b"chez moi" not in path.read_bytes()
    assert ("2 enregistrements effacés" if lang == "fr" else "2 records erased") in output


def test_erase_offers_a_copy_first(log, run, tmp_path):
    file = tmp_path / "before.json"
    status, output = run("erase", said=f"{file}\noui\n")
    assert status == 0
    assert "2 enregistrements exportés" in output
    assert len(json.loads(file.read_text("utf-8"))["records"]) == 2
    assert log.records("local") == []


def test_erase_stops_when_the_copy_can_not_be_written(log, run, tmp_path):
    status, output = run("erase", said=f"{tmp_path / 'nowhere' / 'x.json'}\noui\n")
    assert status == 1
    assert "n’a pas pu être écrit" in output
    assert len(log.records("local")) == 2


def test_erase_with_yes_asks_nothing_and_names_the_copies_that_remain(log, run, path):
    copy = path.with_name("tisserand-damaged-2026-01-01-abcdefabcdef.db")
    copy.write_bytes(b"old answers")
    status, output = run("erase", "--yes")
    assert status == 0
    assert str(copy) in output
    assert copy.exists()
    assert run("erase", "--yes", "--copies")[0] == 0
    assert not copy.exists()


def test_erase_where_nothing_is_kept_says_so(run, path):
    assert run("erase") == (0, "Rien n’est conservé au nom de « local ».\n")
    assert not path.parent.exists()


# Backup and restore


def test_a_backup_is_one_sound_file_that_holds_everything(log, run, tmp_path):
    file = tmp_path / "save.db"
    assert run("backup", file) == (0, f"Sauvegarde faite et vérifiée : 3 enregistrements dans {file}.\n")
    assert sorted(p.name for p in tmp_path.iterdir()) == ["home", "save.db"]
    copy = open_event_log(f"sqlite:///{file}")
    assert copy.records("local") == [ANSWER, STEP]


def test_a_backup_includes_what_another_program_has_just_committed(log, run, tmp_path, path):
    """The write-ahead log of a notebook that is open is part of the backup."""
    other = sqlite3.connect(path)
    other.execute("UPDATE event SET room = 'r9' WHERE uuid = 'u1'")
    other.commit()
    run("backup", tmp_path / "save.db")
    other.close()
    assert open_event_log(f"sqlite:///{tmp_path / 'save.db'}").records("local")[0].room == "r9"


def test_a_backup_never_overwrites_without_force(log, run, tmp_path):
    file = tmp_path / "save.db"
    file.write_bytes(b"precious")
    status, output = run("backup", file)
    assert status == 1
    assert "--force" in output
    assert file.read_bytes() == b"precious"
    assert run("backup", file, "--force")[0] == 0
    assert file.read_bytes().startswith(b"SQLite format 3")


def test_a_backup_over_the_database_itself_is_refused_even_with_force(log, run, path):
    before = path.read_bytes()
    assert run("backup", path, "--force")[0] == 1
    assert path.read_bytes() == before


def test_restore_puts_back_what_was_there_and_keeps_the_present_aside(log, run, tmp_path, path):
    run("backup", tmp_path / "save.db")
    log.erase("local")
    log.append(replace(OTHER, uuid="u9"))
    status, output = run("restore", tmp_path / "save.db", said="oui\n")
    assert status == 0
    assert log.records("local") == [ANSWER, STEP], "the log that was open goes on with the restored file"
    assert len(log.records("bob")) == 1
    (kept,) = kept_aside(path)
    assert str(kept) in output
    assert [r.uuid for r in open_event_log(f"sqlite:///{kept}").records("bob")] == ["u3", "u9"]


def test_restore_stops_without_a_yes(log, run, tmp_path, path):
    run("backup", tmp_path / "save.db")
    log.erase("local")
    assert run("restore", tmp_path / "save.db", said="\n")[0] == 1
    assert log.records("local") == []
    assert kept_aside(path) == []


@pytest.mark.parametrize("is_there", [True, False])
def test_restore_mends_a_damaged_or_missing_database(log, run, tmp_path, path, is_there):
    run("backup", tmp_path / "save.db")
    path.write_bytes(b"garbage" * 1000) if is_there else path.unlink()
    assert run("restore", tmp_path / "save.db", "--yes")[0] == 0
    assert log.records("local") == [ANSWER, STEP]
    assert [kept.read_bytes() for kept in kept_aside(path)] == [b"garbage" * 1000] * is_there
    assert log.append(replace(ANSWER, uuid="u9")) is True


def _garbage(file):
    file.write_bytes(b"garbage" * 1000)


def _flipped(file):
    """The pages of the table are overwritten; the header still reads well."""
    content = bytearray(file.read_bytes())
    content[4096:] = b"\x55" * (len(content) - 4096)
    file.write_bytes(content)


def _foreign(file):
    file.unlink()
    db = sqlite3.connect(file)
    db.execute("CREATE TABLE recipe (id INTEGER)")
    db.commit()
    db.close()


def _newer(file):
    db = sqlite3.connect(file)
    db.execute("UPDATE alembic_version SET version_num = '9999'")
    db.commit()
    db.close()


@pytest.mark.parametrize("spoil", [_garbage, _flipped, _foreign, _newer, lambda file: file.unlink()])
def test_restore_checks_the_backup_before_it_touches_anything(log, run, tmp_path, path, spoil):
    file = tmp_path / "save.db"
    run("backup", file)
    spoil(file)
    before = path.read_bytes()
    status, output = run("restore", file, "--yes")
    assert status == 1
    assert str(file) in output
    assert path.read_bytes() == before
    assert sorted(p.name for p in path.parent.iterdir()) == ["tisserand.db"]


def test_restore_checks_the_backup_itself_whoever_calls_it(log, tmp_path, path):
    """Not only the command, which counts the records first to say what will come back."""
    (tmp_path / "save.db").write_bytes(b"garbage" * 1000)
    before = path.read_bytes()
    with pytest.raises(DamagedDatabaseError):
        restore(tmp_path / "save.db", path, Lang.EN)
    assert path.read_bytes() == before


def test_restore_from_the_database_itself_is_refused(log, run, path):
    status, output = run("restore", path, "--yes")
    assert status == 1
    assert "est la base elle-même" in output
    assert log.records("local") == [ANSWER, STEP]


def test_restore_gives_up_while_another_program_writes(log, run, tmp_path, path, monkeypatch):
    """It waits, then says who is in the way; the present database is as it was."""
    run("backup", tmp_path / "save.db")
    log.append(replace(ANSWER, uuid="u9"))
    monkeypatch.setattr("tisserand.store.sqlite_file.BUSY_TIMEOUT_S", 0.1)
    writer = sqlite3.connect(path, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError, match="Another program"):
        restore(tmp_path / "save.db", path, Lang.EN)
    writer.close()
    assert [r.uuid for r in log.records("local")] == ["u1", "u2", "u9"]


def test_a_database_server_is_left_to_its_own_tools(run, tmp_path):
    result = CliRunner().invoke(
        main,
        ["data", "backup", str(tmp_path / "x")],
        env={"TISSERAND_DATABASE_URL": "postgresql://host/db", "TISSERAND_LANG": "en"},
    )
    assert result.exit_code == 1
    assert "pg_dump" in result.output
