"""Tests for tisserand.widgets.meeting: the plan, the moves, the notes, and the question of what time it is."""

import json

import pytest

from tisserand.content.loading import load_meeting
from tisserand.i18n import Lang
from tisserand.widgets.meeting import MeetingWidget

MEETING = load_meeting("codeveloppement")


@pytest.fixture
def page(session, browser):
    return browser(MeetingWidget(session, MEETING, Lang.FR))


def move(page, name):
    page.send("move", turn=page.view["turn"], move=name)


@pytest.mark.parametrize("lang", list(Lang))
def test_every_state_can_be_shown_as_json(session, browser, lang):
    page = browser(MeetingWidget(session, MEETING, lang))
    states = [page.view["state"]]
    for name in ("begin", "pause", "resume", "close"):
        move(page, name)
        json.dumps(page.view)
        states.append(page.view["state"])
    assert states == ["before", "running", "paused", "running", "closed"]


def test_the_plan_gives_each_step_its_range_and_its_place(page):
    plan = page.view["plan"]
    assert [one["label"] for one in plan[:2]] == ["Avant les étapes", "Étape 1 sur 6"]
    assert [one["can_be_left_out"] for one in plan] == [True, *[False] * 6]
    assert "5 à 10" in plan[1]["range"]
    assert all(one["least"] <= one["minutes"] <= one["most"] for one in plan)


def test_an_opening_without_minutes_is_no_step(page):
    page.send("prepare", minutes={one["id"]: 0 if one["can_be_left_out"] else 5 for one in page.view["plan"]})
    move(page, "begin")
    assert len(page.view["stages"]) == 6
    assert page.view["stages"][page.view["stage"]]["id"] == "expose"


def test_a_step_is_announced_with_its_name_and_its_minutes(page):
    move(page, "begin")
    move(page, "next")
    move(page, "pause")
    begun, expose, paused = page.announced()
    assert "10 minutes" in begun
    assert expose.startswith("Étape 1 sur 6")
    assert "Exposé" in expose
    assert paused == "Pause."


def test_the_times_of_the_view_are_those_of_the_log(page, session):
    move(page, "begin")
    assert page.view["running_since"] == round(session.clock().timestamp() * 1000)
    assert page.view["stages"][0]["spent_ms"] == 0


def test_asking_what_time_it_is_records_nothing(page, session):
    page.send("sync")
    assert {"type": "clock", "now": round(session.clock().timestamp() * 1000)} in page.received
    assert page.events() == []


def test_the_notes_come_back_and_go_for_good(page, session, browser):
    page.send("note", step="contrat", text="une demande")
    assert browser(MeetingWidget(session, MEETING, Lang.EN)).view["notes"] == {"contrat": "une demande"}
    page.send("erase_notes")
    assert page.view["notes"] == {}
    assert page.events() == []


def test_a_refusal_says_why_and_loses_nothing(page):
    page.send("move", turn=5, move="begin")
    assert "autre fenêtre" in page.view["problem"]
    page.send("prepare", minutes={one["id"]: 500 for one in page.view["plan"]})
    assert "120" in page.view["problem"]
    assert page.view["state"] == "before"
    assert page.events() == []


def test_a_meeting_that_is_over_can_give_place_to_another(page):
    for name in ("begin", "close"):
        move(page, name)
    page.send("restart")
    assert (page.view["state"], page.view["turn"]) == ("before", 0)
