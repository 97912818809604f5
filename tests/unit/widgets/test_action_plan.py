from datetime import date

import pytest

from tisserand.content.loading import load_module
from tisserand.i18n import Lang, sentences
from tisserand.widgets.action_plan import ActionPlanWidget, next_monday

MODULE = load_module("gerer-un-troll")


@pytest.fixture
def page(session, browser):
    return browser(ActionPlanWidget(session, MODULE, Lang.FR))


def steps(page):
    return [(step["step_id"], step["text"], step["date"], step["done"]) for step in page.view["steps"]]


def test_an_empty_plan_offers_first_steps_and_a_near_monday(page):
    assert page.view["steps"] == []
    assert page.view["suggestions"] == [one.fr for one in MODULE.plan_suggestions]
    assert page.view["default_date"] == "2026-03-09"
    assert page.view["count_text"] is None
    assert not page.view["needs_date"]
    assert not page.view["can_download"]


def test_on_a_monday_the_next_monday_is_a_week_ahead():
    assert next_monday(date(2026, 3, 9)) == date(2026, 3, 16)
    assert next_monday(date(2026, 3, 8)) == date(2026, 3, 9)


def test_a_step_is_written_and_found_again(page, session, browser):
    page.send("write", step_id="s1", text="Appeler Karim", date="2026-03-09")
    assert steps(browser(ActionPlanWidget(session, MODULE, Lang.FR))) == [("s1", "Appeler Karim", "2026-03-09", False)]


def test_a_suggestion_that_was_taken_is_not_offered_again(page):
    taken = MODULE.plan_suggestions[1].fr
    page.send("write", step_id="s1", text=taken, date="2026-03-09")
    assert taken not in page.view["suggestions"]
    assert len(page.view["suggestions"]) == len(MODULE.plan_suggestions) - 1


def test_steps_without_any_date_are_reminded_kindly(page):
    page.send("write", step_id="s1", text="Un jour", date="")
    assert page.view["needs_date"]
    page.send("write", step_id="s1", text="Un jour", date="2026-03-20")
    assert not page.view["needs_date"]
    assert len(page.view["steps"]) == 1


def test_the_next_step_is_marked_among_several(page):
    page.send("write", step_id="s1", text="Plus tard", date="2026-04-01")
    assert not page.view["steps"][0]["is_next"]
    page.send("write", step_id="s2", text="Bientôt", date="2026-03-05")
    assert [step["is_next"] for step in page.view["steps"]] == [False, True]


def test_a_day_that_has_passed_is_told_until_it_is_done(page):
    page.send("write", step_id="s1", text="Hier", date="2026-03-03")
    assert page.view["steps"][0]["is_past"]
    page.send("done", step_id="s1", done=True, note="Fait à deux.")
    step = page.view["steps"][0]
    assert (step["done"], step["note"], step["is_past"]) == (True, "Fait à deux.", False)


def test_a_removed_step_can_be_brought_back_as_it_was(page):
    page.send("write", step_id="s1", text="Appeler Karim", date="2026-03-09")
    page.send("done", step_id="s1", done=True, note="Fait.")
    page.send("remove", step_id="s1")
    assert page.view["steps"] == []
    assert page.view["removed"] == {"step_id": "s1", "text": "Appeler Karim"}
    page.send("restore", step_id="s1")
    assert steps(page) == [("s1", "Appeler Karim", "2026-03-09", True)]
    assert page.view["steps"][0]["note"] == "Fait."
    assert page.view["removed"] is None


def test_bringing_back_twice_records_once(page):
    page.send("write", step_id="s1", text="x", date="")
    page.send("remove", step_id="s1")
    uuid = page.send("restore", step_id="s1")
    recorded = len(page.events())
    page.send("restore", step_id="s1", uuid=uuid)
    assert len(page.events()) == recorded
    assert page.view["problem"] is None
    assert len(page.view["steps"]) == 1


def test_the_calendar_holds_the_dated_steps_that_are_ahead(page):
    page.send("write", step_id="s1", text="Appeler Karim", date="2026-03-09")
    page.send("write", step_id="s2", text="Sans date", date="")
    page.send("download_ics")
    (file,) = page.downloads()
    assert file["filename"].endswith(".ics")
    assert file["mime"] == "text/calendar"
    assert file["text"].count("BEGIN:VEVENT") == 1
    assert "DTSTART;VALUE=DATE:20260309" in file["text"]


def test_the_count_says_how_many_are_done(page):
    page.send("write", step_id="s1", text="x", date="")
    assert page.view["count_text"].startswith("1 étape ")
    page.send("write", step_id="s2", text="y", date="")
    page.send("done", step_id="s2", done=True, note="")
    assert page.view["count_text"] == "1 étape faite sur 2."


@pytest.mark.parametrize(
    "content",
    [
        {"type": "write", "step_id": "s9", "text": "   ", "date": ""},
        {"type": "write", "step_id": "s9", "text": 3, "date": ""},
        {"type": "write", "step_id": "s9", "text": "x", "date": "2026-02-30"},
        {"type": "write", "step_id": "s9", "text": "x" * 100_000, "date": ""},
        {"type": "write", "step_id": "<b>", "text": "x", "date": ""},
        {"type": "write", "step_id": None, "text": "x", "date": ""},
        {"type": "write"},
        {"type": "done", "step_id": "nulle-part", "done": True, "note": ""},
        {"type": "done", "step_id": "s1", "done": "yes", "note": ""},
        {"type": "done", "step_id": "s1", "done": True, "note": 7},
        {"type": "remove", "step_id": "nulle-part"},
        {"type": "remove", "step_id": []},
        {"type": "restore", "step_id": "s1"},
        {"type": "restore"},
    ],
)
def test_a_forged_intention_is_refused_in_one_sentence(page, content):
    page.send("write", step_id="s1", text="Là", date="")
    page.send_raw({"uuid": "u" * 36, **content})
    assert page.view["problem"]
    assert len(page.events()) == 1
    assert page.widget.counts == {"accepted": 1, "refused": 1}


def test_what_was_done_is_announced(page):
    page.send("write", step_id="s1", text="x", date="")
    page.send("remove", step_id="s1")
    known = sentences(Lang.FR, "action_plan")
    assert page.announced() == [known["announce_written"], known["announce_removed"]]
