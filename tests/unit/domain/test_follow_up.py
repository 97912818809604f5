"""Which questions come back, and when."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
from domain_builders import record, text
from fsrs import Rating
from hypothesis import given
from hypothesis import strategies as st
from quiz_builders import answer, quiz

from tisserand.content.models.module import TrainingModule
from tisserand.domain.events import AnswerSubmitted, ExerciseRestarted, ReviewAnswered
from tisserand.domain.follow_up import (
    LEAST_A_DAY,
    LONGEST_DAYS,
    MOST_A_DAY,
    DueDay,
    due_day,
    follow_up,
    rating_of,
    review_items,
)
from tisserand.domain.grading import grade

DAY = date(2026, 3, 2)
IDS = tuple("abcdefgh")
FIRST, SECOND = quiz(*IDS, quiz_id="first"), quiz("a", "b", quiz_id="second")


def module(slug):
    return TrainingModule.model_validate(
        {
            "id": slug,
            "slug": slug,
            "version": 1,
            "status": "published",
            "role": "animator",
            "title": text(slug),
            "summary": text("s"),
            "duration_min": 20,
            "objectives": [{"competency": "A4", "level": 2, "text": text("o")}],
            "activities": [{"kind": "action_plan", "minutes": 2}],
        }
    )


ITEMS = review_items([(module("one"), [FIRST]), (module("two"), [SECOND])])


def on(day, event, activity="quiz/first", uuid=None):
    """What was done so many days after the first day, at nine in the morning."""
    at = datetime(2026, 3, 2, 9, tzinfo=UTC) + timedelta(days=day)
    return replace(record(event, 0, activity, uuid or uuid4().hex), at=at)


def reviewed(day, question, given_, quiz_id="first", certainty=None):
    return on(day, ReviewAnswered(question, given_, certainty, 0, 1), f"follow_up/{quiz_id}")


def days_later(number):
    return DAY + timedelta(days=number)


def ids(found):
    return [(item.quiz.id, item.question.id) for item in found.today]


def test_a_scale_never_comes_back_and_a_question_comes_once():
    twice = review_items([(module("one"), [FIRST]), (module("two"), [FIRST, SECOND])])
    assert [item.key for item in twice] == [("first", one) for one in IDS] + [("second", "a"), ("second", "b")]
    assert {item.module.slug for item in twice if item.quiz is FIRST} == {"one"}


@pytest.mark.parametrize(
    ("given_", "certainty", "days"),
    [("no", None, 1), ("no", "high", 1), ("nearly", None, 1), ("yes", "low", 1), ("yes", None, 2), ("yes", "high", 8)],
)
def test_the_better_an_answer_the_later_its_question_comes_back(given_, certainty, days):
    """The first intervals of FSRS 6 in whole days: stabilities of 0.21, 1.29, 2.31 and 8.30 days."""
    rating = rating_of(grade(FIRST.questions[0], given_), certainty)
    assert due_day({DAY: rating}) == days_later(days)
    (item,) = follow_up(ITEMS, [on(0, answer("a", given_, certainty))], days_later(days)).today
    assert item.key == ("first", "a")
    assert follow_up(ITEMS, [on(0, answer("a", given_, certainty))], days_later(days - 1)).today == ()


def test_intervals_grow_with_right_answers_and_begin_again_with_a_wrong_one():
    day, intervals, ratings = DAY, [], {}
    for given_ in ("yes", "yes", "yes", "yes", "no", "yes"):
        ratings[day] = rating_of(grade(FIRST.questions[0], given_), None)
        intervals.append((due_day(ratings) - day).days)
        day = due_day(ratings)
    assert intervals[0] < intervals[1] < intervals[2] < intervals[3]
    assert intervals[4] < intervals[1]
    assert all(1 <= interval <= LONGEST_DAYS for interval in intervals)


def test_the_first_answer_of_a_day_counts_the_others_came_after_its_feedback():
    once = [on(0, answer("a", "no"))]
    again = [*once, on(0, answer("a", "yes", "high"))]
    assert follow_up(ITEMS, again, DAY).days == follow_up(ITEMS, once, DAY).days == (DueDay(days_later(1), 1),)


def test_starting_a_quiz_over_takes_nothing_out_of_memory():
    records = [on(0, answer("a", "yes")), on(0, ExerciseRestarted())]
    assert ids(follow_up(ITEMS, records, days_later(2))) == [("first", "a")]


def test_those_due_the_longest_come_first_and_no_more_than_a_day_takes():
    records = [on(7 - number, answer(one, "no")) for number, one in enumerate(IDS)]
    found = follow_up(ITEMS, records, days_later(20))
    assert ids(found) == [("first", one) for one in reversed(IDS)][:MOST_A_DAY]
    assert found.days == (
        DueDay(days_later(20), MOST_A_DAY),
        DueDay(days_later(21), len(IDS) - MOST_A_DAY),
    )


def test_what_is_due_is_completed_by_what_soon_will_be_and_nothing_comes_when_nothing_is_due():
    records = [
        on(0, answer("a", "no")),
        *(on(0, answer(one, "yes", "high")) for one in "bcd"),
        on(0, answer("e", "yes")),
    ]
    assert ids(follow_up(ITEMS, records, days_later(1))) == [("first", "a"), ("first", "e"), ("first", "b")]
    assert follow_up(ITEMS, records[1:-1], days_later(1)).today == ()


def test_the_choice_of_a_day_does_not_move_while_it_is_answered():
    records = [on(0, answer(one, "no")) for one in IDS]
    expected = ids(follow_up(ITEMS, records, days_later(3)))
    for number, (quiz_id, question) in enumerate(expected, 1):
        records.append(reviewed(3, question, "no", quiz_id))
        found = follow_up(ITEMS, records, days_later(3))
        assert ids(found) == expected[number:]
        assert found.answered_today == number
    assert ids(follow_up(ITEMS, records, days_later(4)))[:3] == [("first", one) for one in IDS[MOST_A_DAY:]]


def test_a_question_that_was_changed_so_that_its_answers_no_longer_fit_is_left_out():
    """And so is one that has left its quiz; what was answered today stays counted."""
    records = [on(0, answer("a", "gone")), on(0, answer("b", "no")), on(0, answer("zzz", "no"))]
    assert ids(follow_up(ITEMS, records, days_later(1))) == [("first", "b")]
    records += [reviewed(1, one, "no") for one in ("u", "v", "w", "x", "y")]
    assert follow_up(ITEMS, records, days_later(1)).today == ()
    assert follow_up(ITEMS, records, days_later(1)).answered_today == 5


def test_only_answers_of_quizzes_and_of_the_follow_up_count():
    event = AnswerSubmitted("a", "no", None, 0, 1)
    assert follow_up(ITEMS, [on(0, event, "scenario/first"), on(0, event, "follow_up/first")], days_later(9)).days == ()


GIVEN = st.sampled_from(["yes", "nearly", "no", "gone"])
CERTAINTY = st.sampled_from([None, "low", "medium", "high"])
HAPPENED = st.one_of(
    st.builds(
        lambda day, one, g, c: on(day, answer(one, g, c)), st.integers(0, 40), st.sampled_from(IDS), GIVEN, CERTAINTY
    ),
    st.builds(
        lambda day, one, g, c: reviewed(day, one, g, "first", c),
        st.integers(0, 40),
        st.sampled_from(IDS),
        GIVEN,
        CERTAINTY,
    ),
    st.builds(
        lambda day, one, g: on(day, answer(one, g), "quiz/second"), st.integers(0, 40), st.sampled_from("ab"), GIVEN
    ),
)
HISTORY = st.lists(HAPPENED, max_size=40)
TODAY = st.integers(0, 60).map(days_later)


@given(HISTORY, TODAY)
def test_a_day_asks_what_is_due_first_each_once_and_no_more_than_its_number(records, today):
    found = follow_up(ITEMS, records, today)
    keys = [item.key for item in found.today]
    assert len(set(keys)) == len(keys)
    assert len(keys) + min(found.answered_today, MOST_A_DAY) <= MOST_A_DAY
    before = [one for one in records if one.at.date() < today]
    due = {item.key: alone.days[0].day for item in ITEMS if (alone := follow_up([item], before, today)).days}
    states = [due[key] <= today for key in keys]
    assert states == sorted(states, reverse=True), "what is due comes before what soon will be"
    if False in states:
        assert len(keys) + found.answered_today <= LEAST_A_DAY


@given(HISTORY, TODAY, st.randoms(use_true_random=False))
def test_neither_the_order_of_the_log_nor_what_came_twice_changes_anything(records, today, random):
    spread = [replace(one, at=one.at + timedelta(minutes=place)) for place, one in enumerate(records)]
    shuffled = [*spread, *spread[::2]]
    random.shuffle(shuffled)
    assert follow_up(ITEMS, shuffled, today) == follow_up(ITEMS, spread, today)


@given(HISTORY, TODAY)
def test_nothing_of_an_unfinished_module_is_asked_or_announced(records, today):
    second = ITEMS[len(IDS) :]
    found = follow_up(second, records, today)
    assert {item.module.slug for item in found.today} <= {"two"}
    assert sum(day.count for day in found.days) <= len(second)
    assert follow_up((), records, today).today == ()


@given(HISTORY, TODAY)
def test_each_question_that_was_answered_waits_on_one_day_and_no_day_takes_too_many(records, today):
    found = follow_up(ITEMS, records, today)
    fitting = {(one.activity.split("/")[1], one.event.question) for one in records if one.event.answer != "gone"}
    assert sum(day.count for day in found.days) == len(fitting)
    assert [day.day for day in found.days] == sorted({day.day for day in found.days})
    assert all(day.count <= MOST_A_DAY and day.day >= today for day in found.days)
    assert (found.days[:1] == (DueDay(today, len(found.today)),)) is bool(found.today)


@given(HISTORY, TODAY)
def test_a_day_is_over_once_its_questions_are_answered(records, today):
    """Whatever the answers: nothing comes back on the same day."""
    offset = (today - DAY).days
    for _ in range(MOST_A_DAY):
        found = follow_up(ITEMS, records, today)
        if not found.today:
            break
        first = found.today[0]
        records = [*records, reviewed(offset, first.question.id, "no", first.quiz.id)]
    assert follow_up(ITEMS, records, today).today == ()


@given(st.dictionaries(st.integers(0, 900).map(days_later), st.sampled_from(list(Rating)), min_size=1, max_size=20))
def test_a_question_is_due_between_a_day_and_a_year_after_its_last_answer(answers):
    assert 1 <= (due_day(answers) - max(answers)).days <= LONGEST_DAYS
    assert due_day(answers) == due_day(dict(reversed(answers.items())))
