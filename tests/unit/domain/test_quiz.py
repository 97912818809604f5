from domain_builders import record, records
from hypothesis import given
from hypothesis import strategies as st
from quiz_builders import answer, quiz

from tisserand.domain.events import ExerciseRestarted, PlanStepRemoved
from tisserand.domain.quiz import quiz_state

QUIZ = quiz("one", "two")


def test_a_quiz_begins_without_answers():
    state = quiz_state(QUIZ, [])
    assert [q.question.id for q in state.questions] == ["one", "two", "scale"]
    assert (state.answered, state.points, state.max_points, state.is_done) == (0, 0, 2, False)


def test_the_last_answer_is_the_current_one_and_the_first_is_kept():
    state = quiz_state(QUIZ, records(answer("one", "no", "high"), answer("one", "nearly"), answer("one", "yes", "low")))
    one = state.of("one")
    assert (one.current.answer, one.current.certainty, one.current.grade.verdict) == ("yes", "low", "right")
    assert (one.first.answer, one.first.certainty) == ("no", "high")
    assert (len(one.attempts), state.points) == (3, 1)


def test_a_quiz_is_done_when_every_question_is_answered():
    answers = records(answer("one", "nearly"), answer("scale", "no"), answer("two", "yes"))
    assert not quiz_state(QUIZ, answers[:2]).is_done
    state = quiz_state(QUIZ, answers)
    assert state.is_done
    assert (state.points, state.max_points) == (1.5, 2)


def test_starting_over_keeps_history_but_no_current_answer():
    events = [
        answer("one", "no"),
        answer("two", "yes"),
        answer("scale", "yes"),
        ExerciseRestarted(),
        answer("one", "yes"),
    ]
    state = quiz_state(QUIZ, records(*events))
    assert (state.answered, state.is_done, state.was_completed) == (1, False, True)
    assert (len(state.of("one").attempts), state.of("one").earlier_attempts) == (1, 1)
    assert state.of("two").current is None


def test_answers_of_two_rounds_do_not_add_up_to_a_completed_quiz():
    events = [answer("one", "no"), ExerciseRestarted(), answer("two", "yes"), answer("scale", "yes")]
    assert not quiz_state(QUIZ, records(*events)).was_completed


def test_answers_that_a_newer_version_cannot_take_are_dropped_and_counted():
    events = [answer("gone", "yes"), answer("one", "removed-option"), answer("two", {"a": 1}), answer("two", "yes")]
    state = quiz_state(QUIZ, records(*events))
    assert (state.answered, state.dropped) == (1, 3)


def test_grades_come_from_the_present_version_not_from_the_record():
    stored = answer("one", "yes")
    assert stored.points == 0
    assert quiz_state(QUIZ, records(stored)).points == 1


def test_calibration_sets_certainty_against_first_answers():
    events = [answer("one", "no", "high"), answer("one", "yes", "low"), answer("two", "yes", "low")]
    high, medium, low = quiz_state(QUIZ, records(*events)).calibration
    assert (high.certainty, high.right, high.partly, high.wrong) == ("high", (), (), ("one",))
    assert (medium.certainty, medium.count) == ("medium", 0)
    assert (low.certainty, low.right, low.count) == ("low", ("two",), 1)


def test_calibration_leaves_out_what_has_no_right_answer_or_no_certainty():
    events = [answer("scale", "yes", "high"), answer("one", "yes"), answer("two", "yes", "very")]
    assert sum(row.count for row in quiz_state(QUIZ, records(*events)).calibration) == 0


def test_other_events_are_passed_over():
    assert quiz_state(QUIZ, records(PlanStepRemoved("x"))).answered == 0


def test_an_unknown_question_has_no_state():
    assert quiz_state(QUIZ, []).of("gone") is None


EVENTS = st.lists(
    st.one_of(
        st.builds(
            answer,
            st.sampled_from(["one", "two", "scale", "gone"]),
            st.sampled_from(["yes", "nearly", "no", "gone", None]),
            st.sampled_from([None, "low", "medium", "high", "?"]),
        ),
        st.just(ExerciseRestarted()),
    ),
    max_size=12,
)


@given(EVENTS, st.data())
def test_records_that_come_again_change_nothing(events, data):
    once = records(*events)
    again = list(once)
    for copy in data.draw(st.lists(st.sampled_from(once), max_size=4)) if once else ():
        again.insert(data.draw(st.integers(again.index(copy) + 1, len(again))), copy)
    assert quiz_state(QUIZ, again) == quiz_state(QUIZ, once) == quiz_state(QUIZ, once + once)


@given(EVENTS)
def test_totals_hang_together(events):
    state = quiz_state(QUIZ, records(*events))
    assert 0 <= state.points <= state.max_points
    assert state.answered <= len(state.questions)
    assert not state.is_done or state.was_completed
    made = sum(len(q.attempts) + q.earlier_attempts for q in state.questions)
    assert made + state.dropped == sum(not isinstance(event, ExerciseRestarted) for event in events)


def test_the_same_answer_sent_twice_is_one_attempt():
    sent = record(answer("one", "yes"), 1)
    assert len(quiz_state(QUIZ, [sent, sent]).of("one").attempts) == 1
