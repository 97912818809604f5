"""Answering again, in real modules, and the calendar file that reminds of it."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import icalendar
import pytest
from finished_module import finish_module

from tisserand.content.loading import load_module
from tisserand.domain.events import ReviewAnswered
from tisserand.domain.quiz import quiz_state
from tisserand.domain.right_answer import right_answer
from tisserand.errors import AnswerError, RefusedError, StaleViewError
from tisserand.i18n import Lang
from tisserand.services.follow_up import answered_review, current_follow_up, submit_review
from tisserand.services.follow_up_calendar import follow_up_as_ics
from tisserand.services.own_data import export_learner
from tisserand.services.plans import remove_plan_step
from tisserand.services.progress import progress_of_all
from tisserand.services.whole_session import WholeSession
from tisserand.store.memory_log import MemoryEventLog

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
ADMIN, TROLL = load_module("administrer-et-rendre-capable"), load_module("gerer-un-troll")


@pytest.fixture
def whole():
    """Four days after the module for administrators was finished: all five questions are due."""
    log = MemoryEventLog()
    finish_module(log, "ada", ADMIN, NOON)
    return WholeSession(log, "ada", Lang.FR, (TROLL, ADMIN), lambda: NOON + timedelta(days=4))


def answer_first(whole, uuid, given=None, certainty=None):
    item = current_follow_up(whole).today[0]
    submit_review(whole, item.key, lambda question: right_answer(question) if given is None else given, uuid, certainty)
    return item


def test_questions_of_a_finished_module_come_back_until_they_are_answered(whole):
    today = current_follow_up(whole).today
    assert [item.question.kind for item in today] == ["single", "true_false", "multiple", "ordering", "matching"]
    assert {item.module.slug for item in today} == {ADMIN.slug}
    for number in range(5):
        answer_first(whole, f"u{number}")
    found = current_follow_up(whole)
    assert (found.today, found.answered_today) == ((), 5)
    assert found.days[0].day > whole.today


def test_nothing_is_asked_of_a_module_that_is_not_finished(whole):
    """Its plan lost its only step: the home page says that it is begun, and nothing of it is asked."""
    remove_plan_step(whole.within(ADMIN), f"step-{ADMIN.slug}", "u1")
    assert current_follow_up(whole).today == ()
    assert current_follow_up(replace(whole, learner="bob")).today == ()


def test_an_answer_leaves_the_results_of_the_quiz_as_they_were(whole):
    quiz = current_follow_up(whole).today[0].quiz
    before = quiz_state(quiz, whole.records(f"quiz/{quiz.id}"))
    standing = progress_of_all(whole.log, "ada", whole.modules, Lang.FR)
    answer_first(whole, "u1")
    assert quiz_state(quiz, whole.records(f"quiz/{quiz.id}")) == before
    assert progress_of_all(whole.log, "ada", whole.modules, Lang.FR) == standing
    (record,) = [one for one in whole.records() if isinstance(one.event, ReviewAnswered)]
    assert (record.activity, record.module_id, record.event.points) == (f"follow_up/{quiz.id}", ADMIN.id, 1)
    assert export_learner(whole.log, "ada", NOON)["records"][-1]["kind"] == "review_answered"


def test_an_answer_sent_twice_counts_once(whole):
    item = answer_first(whole, "u1")
    submit_review(whole, item.key, right_answer, "u1")
    assert current_follow_up(whole).answered_today == 1
    with pytest.raises(StaleViewError):
        submit_review(whole, item.key, right_answer, "u2")
    assert len([one for one in whole.records() if isinstance(one.event, ReviewAnswered)]) == 1


@pytest.mark.parametrize(
    ("given", "uuid", "certainty", "error"),
    [
        ("no-such-option", "u1", None, AnswerError),
        (["a"], "u1", None, AnswerError),
        ("x" * 2001, "u1", None, RefusedError),
        ("no-such-option", "u1", "absolute", ValueError),
        (None, "<b>", None, ValueError),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_kept(whole, given, uuid, certainty, error):
    before = whole.records()
    with pytest.raises(error):
        answer_first(whole, uuid, given, certainty)
    assert whole.records() == before


def test_an_answer_is_shown_again_with_its_grade(whole):
    item = answer_first(whole, "u1", certainty="high")
    found = answered_review(whole, "u1")
    assert (found.question, found.quiz, found.module) == (item.question, item.quiz, ADMIN)
    assert found.attempt.grade.verdict == "right"
    assert found.attempt.certainty == ("high" if item.question.certainty else None)
    assert answered_review(whole, "u2") is None
    assert answered_review(replace(whole, learner="bob"), "u1") is None, "nobody reads the answers of others"
    assert answered_review(replace(whole, modules=(TROLL,)), "u1") is None
    other = next(record for record in whole.records() if record.activity.startswith("quiz/"))
    assert answered_review(whole, other.uuid) is None


def events_of(whole):
    return icalendar.Calendar.from_ical(follow_up_as_ics(whole)).walk("VEVENT")


def test_the_calendar_has_one_reminder_a_day(whole):
    (event,) = events_of(whole)
    assert event.decoded("dtstart") == date(2026, 3, 5)
    assert str(event["summary"]) == "À revoir\N{NO-BREAK SPACE}: 5 questions"
    (alarm,) = event.walk("VALARM")
    assert alarm["trigger"].dt == timedelta(hours=9)
    assert "ada" not in follow_up_as_ics(whole)


def test_a_calendar_read_again_moves_its_reminders(whole):
    (before,) = events_of(whole)
    for number in range(5):
        answer_first(whole, f"u{number}")
    after = events_of(whole)
    assert after[0]["uid"] == before["uid"]
    assert after[0]["sequence"] > before["sequence"]
    assert after[0].decoded("dtstart") > whole.today
    assert len({event["uid"] for event in after}) == len(after)
    stranger = replace(whole, learner="bob")
    finish_module(whole.log, "bob", ADMIN, NOON)
    assert not {event["uid"] for event in events_of(stranger)} & {event["uid"] for event in after}


def test_nothing_to_review_is_a_calendar_without_events(whole):
    assert events_of(replace(whole, learner="bob")) == []
