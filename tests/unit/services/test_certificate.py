"""What a certificate of practice says, and what it can't."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from finished_module import finish_module

from tisserand.content.loading import load_module, load_quiz, load_self_assessment
from tisserand.domain.events import AnswerSubmitted, CompetencyRated, ExerciseRestarted, ReviewAnswered
from tisserand.domain.right_answer import right_answer
from tisserand.i18n import Lang
from tisserand.services.assessments import rate_competency
from tisserand.services.certificate import days_in_words, practice_lines, whole_practice
from tisserand.services.quizzes import submit_answer
from tisserand.services.whole_session import WholeSession
from tisserand.store.memory_log import MemoryEventLog

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
SPONSOR, TROLL = load_module("sponsors-et-parrains"), load_module("gerer-un-troll")
QUIZ = load_quiz("apporter-proteger")
SINGLE = next(question for question in QUIZ.questions if question.kind == "single")
WRONG = next(option.id for option in SINGLE.options if not option.correct and not option.credit)


@pytest.fixture
def whole():
    return WholeSession(MemoryEventLog(), "ada", Lang.FR, (TROLL, SPONSOR), lambda: NOON)


def later(whole, days):
    return replace(whole, clock=lambda: NOON + timedelta(days=days)).within(SPONSOR)


def test_a_finished_module_is_told_activity_by_activity(whole):
    finish_module(whole.log, "ada", SPONSOR, NOON)
    (practice,) = whole_practice(whole)
    assert (practice.module, practice.done, practice.total) == (SPONSOR, 5, 5)
    lines = practice_lines(practice, Lang.EN)
    assert [line.kind for line in lines] == ["Self-assessment", "Quiz", "Scenario", "Self-assessment", "Action plan"]
    assert all(line.is_done for line in lines)
    assert lines[1].result == "First answers: 5 out of 5 points; last answers: 5 out of 5 points."
    assert {line.days for line in lines} == {"Sunday 1 March 2026"}
    assert lines[4].result == "1 step planned, of which done: 0."


def test_the_first_answers_stay_the_first_whatever_is_started_over(whole):
    session = later(whole, 0)
    submit_answer(session, QUIZ, SINGLE.id, WRONG, None, "u1")
    session.record(f"quiz/{QUIZ.id}", "u2", ExerciseRestarted())
    submit_answer(later(whole, 3), QUIZ, SINGLE.id, right_answer(SINGLE), None, "u3")
    (practice,) = whole_practice(whole)
    (activity,) = practice.activities
    assert (activity.results.first, activity.results.last, activity.results.total) == (0, 1, 5)
    assert (practice.done, activity.progress.status) == (0, "begun")
    assert days_in_words(practice, Lang.FR) == "du dimanche 1er mars 2026 au mercredi 4 mars 2026"


def test_answers_that_the_quiz_no_longer_takes_earn_nothing(whole):
    session = later(whole, 0)
    session.record(f"quiz/{QUIZ.id}", "u1", AnswerSubmitted(SINGLE.id, "gone", None, 1, 1))
    session.record(f"quiz/{QUIZ.id}", "u2", AnswerSubmitted("gone", "a", None, 1, 1))
    session.record(f"follow_up/{QUIZ.id}", "u3", ReviewAnswered("gone", "a", None, 1, 1))
    (practice,) = whole_practice(whole)
    assert practice.activities[0].results.first == practice.activities[0].results.last == 0
    assert practice.reviewed == 0


def test_the_follow_up_is_counted_apart_from_the_quiz(whole):
    submit_answer(later(whole, 0), QUIZ, SINGLE.id, right_answer(SINGLE), None, "u1")
    for number, given in enumerate((WRONG, right_answer(SINGLE))):
        later(whole, 5).record(f"follow_up/{QUIZ.id}", f"r{number}", ReviewAnswered(SINGLE.id, given, None, 0, 1))
    (practice,) = whole_practice(whole)
    assert (practice.reviewed, practice.reviewed_right) == (2, 1)
    assert practice.activities[0].results.last == 1
    assert practice.last_day == NOON.date(), "the follow-up is no activity of the module"


def test_nobody_is_told_what_others_practised(whole):
    finish_module(whole.log, "ada", SPONSOR, NOON)
    assert whole_practice(replace(whole, learner="bob")) == ()


def test_no_level_of_a_self_assessment_is_told(whole):
    """Whatever people think of themselves, the certificate reads the same."""
    session = finish_module(whole.log, "ada", SPONSOR, NOON)
    before = practice_lines(whole_practice(whole)[0], Lang.EN)
    form = load_self_assessment("sponsor-s5-s8")
    for competency in form.competencies:
        rate_competency(
            session, form, CompetencyRated(competency, "after", 4, "high", trace_sentence="x"), f"u-{competency}"
        )
    assert practice_lines(whole_practice(whole)[0], Lang.EN) == before
    assert (
        before[0].result
        == f"{len(form.competencies)} competencies of {len(form.competencies)} rated by the person themselves."
    )
