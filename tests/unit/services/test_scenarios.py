"""Choosing and going back."""

import pytest

from tisserand.domain.events import ChoiceMade
from tisserand.errors import ChoiceError, StaleViewError
from tisserand.services.scenarios import choose, current_run, undo_choices


def test_a_choice_is_recorded_and_moves_the_run(session, scenario):
    history = choose(session, scenario, "door", 0, "knock", "u1")
    assert history.run.at == "hall"
    assert [record.event for record in session.records("scenario/house")] == [ChoiceMade(0, "door", "knock")]
    assert current_run(session, scenario) == history


def test_a_choice_sent_twice_counts_once(session, scenario):
    """A browser that sends again after a lost reply is told where the person is, not that the view is stale."""
    first = choose(session, scenario, "door", 0, "knock", "u1")
    assert choose(session, scenario, "door", 0, "knock", "u1") == first
    assert len(session.records()) == 1


@pytest.mark.parametrize(
    ("scene", "step"), [("door", 0), ("door", 1), ("hall", 0), ("hall", 2), ("hall", "1"), ("hall", True)]
)
def test_a_choice_from_a_view_that_is_no_longer_current_is_refused(session, scenario, scene, step):
    """Another notebook went on: nothing is recorded."""
    choose(session, scenario, "door", 0, "knock", "u1")
    with pytest.raises(StaleViewError, match="another window"):
        choose(session, scenario, scene, step, "stay", "u2")
    assert len(session.records()) == 1


def test_a_choice_that_is_not_offered_is_refused(session, scenario):
    with pytest.raises(ChoiceError):
        choose(session, scenario, "door", 0, "stay", "u1")
    assert session.records() == []


def test_of_two_notebooks_at_once_the_first_choice_counts_and_the_second_is_told(session, scenario, monkeypatch):
    """Both read the same run, then both write: the later one is not taken for the person's choice."""
    keep = type(session.log).append

    def append_after_the_other(log, record):
        monkeypatch.setattr(type(session.log), "append", keep)
        choose(session, scenario, "door", 0, "knock", "faster")
        return keep(log, record)

    monkeypatch.setattr(type(session.log), "append", append_after_the_other)
    with pytest.raises(StaleViewError):
        choose(session, scenario, "door", 0, "leave", "slower")
    assert current_run(session, scenario).run.at == "hall"


def test_going_back_keeps_the_first_choices_and_the_history(session, scenario):
    choose(session, scenario, "door", 0, "knock", "u1")
    choose(session, scenario, "hall", 1, "stay", "u2")
    history = undo_choices(session, scenario, 1, "u3")
    assert history.run.at == "hall"
    assert history.endings == ("inside",)
    assert choose(session, scenario, "hall", 1, "back", "u4").run.at == "door"
    assert len(session.records()) == 4


def test_going_back_sent_twice_goes_back_once(session, scenario):
    choose(session, scenario, "door", 0, "knock", "u1")
    undo_choices(session, scenario, 0, "u2")
    choose(session, scenario, "door", 0, "knock", "u3")
    assert undo_choices(session, scenario, 0, "u2").run.at == "hall"


@pytest.mark.parametrize("step", [1, 2, -1, "0", False])
def test_going_back_to_where_the_run_is_not_is_refused(session, scenario, step):
    choose(session, scenario, "door", 0, "knock", "u1")
    with pytest.raises(StaleViewError):
        undo_choices(session, scenario, step, "u2")
    assert len(session.records()) == 1
