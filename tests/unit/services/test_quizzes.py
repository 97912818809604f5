"""Answering a quiz."""

import pytest

from tisserand.content.models.quiz import Quiz
from tisserand.domain.events import AnswerSubmitted
from tisserand.errors import AnswerError, RefusedError
from tisserand.services.quizzes import current_quiz, quiz_activity, submit_answer
from tisserand.services.restarts import restart_exercise


def text(words):
    return {"fr": words, "en": words}


@pytest.fixture
def quiz():
    options = [{"id": "yes", "text": text("Yes"), "correct": True}, {"id": "no", "text": text("No")}]
    return Quiz.model_validate(
        {
            "id": "small",
            "kind": "quiz",
            "title": text("Small"),
            "questions": [
                {"id": "sure", "kind": "single", "prompt": text("?"), "options": options, "certainty": True},
                {
                    "id": "word",
                    "kind": "short_text",
                    "prompt": text("?"),
                    "accepted": {"fr": ["été"], "en": ["summer"]},
                },
            ],
        }
    )


def kept(session):
    return [record.event for record in session.records("quiz/small")]


def test_an_answer_is_kept_with_its_points(session, quiz):
    state = submit_answer(session, quiz, "sure", "yes", "high", "u1")
    assert kept(session) == [AnswerSubmitted("sure", "yes", "high", 1, 1)]
    assert state == current_quiz(session, quiz)


def test_an_answer_sent_twice_counts_once(session, quiz):
    first = submit_answer(session, quiz, "sure", "yes", "high", "u1")
    assert submit_answer(session, quiz, "sure", "yes", "high", "u1") == first
    assert len(kept(session)) == 1


def test_certainty_is_kept_only_where_it_was_asked(session, quiz):
    submit_answer(session, quiz, "word", "été", "high", "u1")
    assert kept(session) == [AnswerSubmitted("word", "été", None, 1, 1)]


def test_a_text_is_kept_without_what_can_not_be_seen(session, quiz):
    submit_answer(session, quiz, "word", " \x00été\ud83d ", None, "u1")
    assert kept(session)[0].answer == "été"


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        (("nowhere", "yes", None), RefusedError),
        ((["sure"], "yes", None), RefusedError),
        (("sure", "maybe", None), AnswerError),
        (("sure", ["yes"], None), AnswerError),
        (("sure", None, None), AnswerError),
        (("sure", "yes", "absolutely"), ValueError),
        (("word", "x" * 2001, None), RefusedError),
    ],
)
def test_what_does_not_fit_is_refused_and_nothing_is_kept(session, quiz, sent, error):
    with pytest.raises(error):
        submit_answer(session, quiz, *sent, "u1")
    assert kept(session) == []


def test_starting_over_clears_the_answers_and_keeps_the_history(session, quiz):
    submit_answer(session, quiz, "sure", "no", "low", "u1")
    answered = current_quiz(session, quiz)
    restart_exercise(session, quiz_activity(quiz), "u2")
    assert current_quiz(session, quiz) != answered
    assert len(kept(session)) == 2
