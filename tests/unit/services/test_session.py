"""Sessions: who, where and when."""

from datetime import UTC, datetime

import pytest

from tisserand.domain.events import ExerciseRestarted, Record
from tisserand.i18n import Lang
from tisserand.services.session import ModuleVersion, Session, open_session, throwaway_session
from tisserand.settings import Settings
from tisserand.store.memory_log import MemoryEventLog

MODULE = ModuleVersion("mod-1", 3)
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def settings(path):
    return Settings(Lang.FR, f"sqlite:///{path}", "ada")


def test_a_record_carries_the_circumstances_of_its_session():
    session = Session(MemoryEventLog(), "ada", Lang.EN, MODULE, lambda: NOON, room="r1")
    assert session.record("quiz/q", "u1", ExerciseRestarted()) is True
    assert session.records() == [
        Record("u1", "ada", NOON, "mod-1", 3, "quiz/q", "en", ExerciseRestarted(), room="r1"),
    ]


def test_a_session_sees_its_own_module_only():
    log = MemoryEventLog()
    Session(log, "ada", Lang.EN, MODULE).record("quiz/q", "u1", ExerciseRestarted())
    assert Session(log, "ada", Lang.EN, ModuleVersion("mod-2", 1)).records() == []
    assert Session(log, "bob", Lang.EN, MODULE).records() == []


@pytest.mark.parametrize("uuid", ["", "x" * 65, "a b", "<script>", "\ud83d"])
def test_a_forged_uuid_is_refused(uuid):
    session = throwaway_session(MODULE, Lang.FR, "careful")
    with pytest.raises(ValueError, match="an id was expected"):
        session.record("quiz/q", uuid, ExerciseRestarted())
    assert session.records() == []


def test_a_session_reopened_finds_what_was_kept(tmp_path):
    path = tmp_path / "tisserand.db"
    open_session(MODULE, Lang.FR, settings=settings(path)).record("quiz/q", "u1", ExerciseRestarted())
    again = open_session(MODULE, Lang.FR, settings=settings(path))
    assert again.warning is None
    assert [record.uuid for record in again.records()] == ["u1"]


def test_the_learner_named_by_the_lesson_comes_before_the_settings(tmp_path):
    path = tmp_path / "tisserand.db"
    assert open_session(MODULE, Lang.FR, settings=settings(path)).learner == "ada"
    assert open_session(MODULE, Lang.FR, "bob", settings=settings(path)).learner == "bob"


@pytest.mark.parametrize(("lang", "start"), [(Lang.FR, "Vos réponses ne sont pas"), (Lang.EN, "Your answers are not")])
def test_a_lesson_still_plays_when_its_file_is_damaged_and_says_so(tmp_path, lang, start):
    """The warning names the file, in the lesson's language; the file stays; what is done lasts the session."""
    path = tmp_path / "tisserand.db"
    path.write_bytes(b"garbage" * 500)
    session = open_session(MODULE, lang, settings=settings(path))
    assert session.warning.startswith(start)
    assert str(path) in session.warning
    assert session.record("quiz/q", "u1", ExerciseRestarted()) is True
    assert len(session.records()) == 1
    assert path.read_bytes() == b"garbage" * 500
