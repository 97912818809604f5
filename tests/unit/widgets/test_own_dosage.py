"""Tests for tisserand.widgets.own_dosage: placing one's own community, the gap, the step in the plan."""

import json

import pytest

from tisserand.content.loading import load_module
from tisserand.domain.events import DosagePlaced
from tisserand.i18n import Lang
from tisserand.services.plans import current_plan
from tisserand.widgets.own_dosage import OwnDosageWidget

MODULE = load_module("equilibrer-la-gouvernance")
SPREAD = dict.fromkeys(
    ["legal_watch", "practice_exchange", "mutual_aid", "training_extension", "knowledge_building"], 20
)
TODAY = {"preferences": {"technical": 50, "organisational": 40, "political": 10}, "orientations": SPREAD}
WANTED = {"preferences": {"technical": 20, "organisational": 40, "political": 40}, "orientations": SPREAD}


@pytest.fixture
def page(session, browser):
    return browser(OwnDosageWidget(session, MODULE, Lang.FR))


def test_it_starts_from_equal_parts_and_suggests_nothing(page):
    assert sum(page.view["today"]["preferences"]["parts"].values()) == 100
    assert page.view["today"]["orientations"]["parts"] == SPREAD
    assert page.view["gap"] is None
    assert not page.view["is_placed"]


def test_the_gap_is_told_in_words_and_as_a_table(page):
    page.send("place", today=TODAY, wanted=WANTED)
    gap = page.view["gap"]
    json.dumps(page.view)
    assert [words.split("\u00a0")[0].split(" :")[0] for words in gap["words"]] == [
        "Moins de technique",
        "Plus de politique",
    ]
    assert "30 pour les préférences, 0 pour les orientations" in gap["moves"]
    assert [row["cells"][2] for row in gap["table"]["rows"]][:3] == ["−30 points", "+0 points", "+30 points"]
    assert page.view["wanted"]["preferences"]["before"] == TODAY["preferences"]


def test_no_gap_is_said_once(page):
    page.send("place", today=TODAY, wanted=TODAY)
    assert len(page.view["gap"]["words"]) == 1


def test_what_was_placed_is_found_again(page, session, browser):
    page.send("place", today=TODAY, wanted=WANTED)
    again = browser(OwnDosageWidget(session, MODULE, Lang.EN))
    assert again.view["today"]["preferences"]["parts"] == TODAY["preferences"]
    assert again.view["wanted"]["preferences"]["parts"] == WANTED["preferences"]


def test_the_step_goes_into_the_action_plan_once(page, session):
    page.send("place", today=TODAY, wanted=WANTED)
    assert not page.view["gap"]["in_plan"]
    page.send("to_plan")
    page.send("to_plan")
    assert page.view["gap"]["in_plan"]
    assert [step.text for step in current_plan(session)] == [page.view["gap"]["step"]]


def test_without_a_dosage_there_is_no_step(page, session):
    page.send("to_plan")
    assert page.view["problem"]
    assert current_plan(session) == ()


@pytest.mark.parametrize(
    "forged",
    [
        {},
        {"today": TODAY},
        {"today": TODAY, "wanted": {"preferences": TODAY["preferences"]}},
        {"today": TODAY, "wanted": {**WANTED, "preferences": {"technical": 90, "organisational": 40, "political": 10}}},
        {"today": [], "wanted": "x"},
        {"today": TODAY, "wanted": {**WANTED, "orientations": {**SPREAD, "legal_watch": 20.0}}},
    ],
)
def test_a_forged_dosage_is_refused_and_records_nothing(page, forged):
    page.send("place", **forged)
    assert page.view["problem"]
    assert not [event for event in page.events() if isinstance(event, DosagePlaced)]
