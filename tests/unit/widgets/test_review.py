"""Tests for tisserand.widgets.review: a day of questions in JupyterLab's home notebook, and forged answers."""

from datetime import UTC, datetime, timedelta

import pytest
from finished_module import finish_module

from tisserand.content.loading import load_module
from tisserand.domain.events import ReviewAnswered
from tisserand.domain.right_answer import right_answer
from tisserand.i18n import Lang
from tisserand.notebook import home
from tisserand.services.follow_up import current_follow_up
from tisserand.services.whole_session import WholeSession
from tisserand.store.memory_log import MemoryEventLog
from tisserand.widgets.review import ReviewWidget

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ADMIN = load_module("administrer-et-rendre-capable")


@pytest.fixture
def whole():
    log = MemoryEventLog()
    finish_module(log, "ada", ADMIN, NOON)
    return WholeSession(log, "ada", Lang.FR, (ADMIN,), lambda: NOON + timedelta(days=4))


@pytest.fixture
def page(browser, whole):
    return browser(ReviewWidget(whole))


def reviews(page):
    return [one for one in page.widget.whole.records() if isinstance(one.event, ReviewAnswered)]


def answer(page, number):
    """Answer the question at this place rightly."""
    question = page.view["questions"][number]
    item = next(one for one in current_follow_up(page.widget.whole).today if "--".join(one.key) == question["id"])
    return page.send("answer", question=question["id"], answer=right_answer(item.question), certainty=None)


def test_the_questions_of_a_day_are_open_at_first(page):
    assert [question["kind"] for question in page.view["questions"]] == [
        "single",
        "true_false",
        "multiple",
        "ordering",
        "matching",
    ]
    assert all(question["result"] is None for question in page.view["questions"])
    assert "Question 1 sur 5" in page.view["questions"][0]["heading"]
    assert ADMIN.title.fr in page.view["questions"][0]["heading"]
    assert page.view["summary"] is None
    assert page.widget.labels["widget_name"] == "À revoir"


def test_an_answer_is_kept_shown_and_final(page):
    first = page.view["questions"][0]["id"]
    answer(page, 2)
    answered = page.view["questions"][0]
    assert answered["id"] != first, "what was answered comes first, in the order of the answers"
    assert (answered["result"]["verdict"], answered["result"]["is_final"]) == ("right", True)
    assert len(page.view["questions"]) == 5
    assert page.announced() == ["C’est juste"]
    assert [chip["verdict"] for chip in page.view["overview"]["chips"]] == ["right", None, None, None, None]
    page.send("answer", question=answered["id"], answer=[])
    assert "a déjà sa réponse" in page.view["problem"]
    assert len(reviews(page)) == 1


def test_at_the_end_the_days_to_come_are_told(page):
    for number in range(5):
        answer(page, number)
    assert page.view["summary"]["lines"] == ["Vous avez répondu à 5 questions."]
    assert page.view["summary"]["calibration"]
    assert page.view["overview"]["text"] == "C’est tout pour aujourd’hui."
    assert len(reviews(page)) == 5


@pytest.mark.parametrize(
    "fields",
    [
        {"question": "never--here", "answer": "a"},
        {"question": 5, "answer": "a"},
        {"question": ["x"], "answer": "a"},
        {"answer": "a"},
        {"question": "{first}"},
        {"question": "{first}", "answer": {"a": 1}},
        {"question": "{first}", "answer": "a", "certainty": ["high"]},
        {"question": "{first}", "answer": "no-such-option"},
    ],
)
def test_a_forged_answer_is_refused_and_nothing_is_kept(page, fields):
    first = page.view["questions"][0]["id"]
    page.send("answer", **{name: first if value == "{first}" else value for name, value in fields.items()})
    page.send("retry", question=first)
    assert page.view["problem"]
    assert reviews(page) == []
    assert page.widget.counts == {"accepted": 0, "refused": 2}


@pytest.mark.parametrize(("days", "shown"), [(4, ["ReviewWidget", "CatalogWidget"]), (0, ["CatalogWidget"])])
def test_the_home_notebook_asks_them_first_when_there_are_any(monkeypatch, days, shown):
    log = MemoryEventLog()
    finish_module(log, "ada", ADMIN, datetime.now(UTC) - timedelta(days=days))
    displayed = []
    monkeypatch.setattr(home, "open_event_log", lambda *_, **__: log)
    monkeypatch.setattr(home, "keep_log_off_the_page", lambda: None)
    monkeypatch.setattr(home, "display", displayed.append)
    home.show_catalog(lang="en", learner="ada")
    assert [type(one).__name__ for one in displayed] == shown
