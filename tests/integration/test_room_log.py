"""Rooms in a real database: kept once, in order, erased for good, and nobody's data kept with them."""

from datetime import UTC, datetime

import pytest

from tisserand.domain.events import AnswerSubmitted, Record
from tisserand.domain.rooms import events as ev
from tisserand.domain.rooms.events import RoomRecord
from tisserand.services.own_data import export_learner, holdings
from tisserand.store.event_log import open_event_log
from tisserand.store.room_log import CODE_LENGTH, RoomLog

NOW = datetime(2026, 11, 25, 9, 0, tzinfo=UTC)


@pytest.fixture
def log(tmp_path):
    """A log whose file is not there yet."""
    return open_event_log(f"sqlite:///{tmp_path / 'tisserand.db'}")


@pytest.fixture
def rooms(log):
    return RoomLog(log)


def record(uuid, event, room="r1", person="ada"):
    return RoomRecord(uuid, room, person, NOW, event)


def test_reading_rooms_makes_no_file(rooms, tmp_path):
    """A server that was only looked at has kept nothing."""
    assert (rooms.codes(), rooms.records("r1"), rooms.learner_records("r1"), rooms.has("u1")) == ({}, [], [], False)
    assert list(tmp_path.iterdir()) == []


def test_each_room_has_a_code_of_its_own(rooms):
    codes = {rooms.make(f"r{at}", NOW) for at in range(50)}
    assert len(codes) == 50
    assert {len(code) for code in codes} == {CODE_LENGTH}
    assert set(rooms.codes().values()) == codes


def test_what_happened_comes_back_in_order_with_its_place(rooms):
    events = [ev.RoomOpened("Atelier « é »", "fr"), ev.PersonJoined("Zoé"), ev.GroupsMade((("ada",), ("bo", "chloé")))]
    kept = [rooms.append(record(f"u{at}", event)) for at, event in enumerate(events)]
    assert rooms.append(record("v", ev.PersonLeft(), room="r2"))
    assert rooms.records("r1") == kept
    assert [one.event for one in kept] == events
    assert [one.number for one in kept] == sorted({one.number for one in kept})


def test_sent_twice_it_is_kept_once(rooms):
    assert rooms.append(record("u1", ev.PersonJoined()))
    assert rooms.append(record("u1", ev.PersonLeft())) is None
    assert rooms.has("u1")
    assert [one.event for one in rooms.records("r1")] == [ev.PersonJoined()]


def test_what_is_no_json_is_not_kept(rooms):
    for answer in (float("nan"), object(), "\ud800"):
        with pytest.raises((TypeError, ValueError)):
            rooms.append(record("u1", ev.AnswerGiven("c1", answer)))
    assert rooms.records("r1") == []


def test_an_erased_person_leaves_nothing_in_a_room_but_what_trainers_did(rooms, log):
    rooms.append(record("u1", ev.RoomOpened("Atelier", "fr"), person="trainer"))
    rooms.append(record("u2", ev.PersonJoined("Ada")))
    rooms.append(record("u3", ev.AnswerGiven("c1", "a")))
    rooms.append(record("u4", ev.PersonJoined("Bo"), person="bo"))
    export = export_learner(log, "ada", NOW)
    assert [one["payload"] for one in export["in_rooms"]] == [{"name": "Ada"}, {"collection": "c1", "answer": "a"}]
    assert holdings(log, "ada").records == 2
    log.erase("ada")
    assert export_learner(log, "ada", NOW)["in_rooms"] == []
    assert [one.person for one in rooms.records("r1")] == ["trainer", "bo"]
    log.erase("trainer")
    assert [one.person for one in rooms.records("r1")] == ["trainer", "bo"]


def test_an_erased_room_is_gone_from_the_file_and_answers_stay_with_their_people(rooms, log, tmp_path):
    code = rooms.make("r1", NOW)
    rooms.append(record("u1", ev.RoomOpened("Un nom très reconnaissable", "fr")))
    answer = AnswerSubmitted("q", "a", None, 1.0, 1.0)
    log.append(Record("u2", "ada", NOW, "m1", 1, "quiz/q", "fr", answer, "r1"))
    assert [one.uuid for one in rooms.learner_records("r1")] == ["u2"]
    rooms.forget_room("r1")
    assert (rooms.codes(), rooms.records("r1"), rooms.learner_records("r1")) == ({}, [], [])
    assert [one.room for one in log.records("ada")] == [None]
    for path in tmp_path.iterdir():
        assert b"reconnaissable" not in path.read_bytes()
        assert code.encode() not in path.read_bytes()
