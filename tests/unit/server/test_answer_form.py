"""What a plain form sends, as the answer that grading takes."""

import pytest

from tisserand.content.loading import load_quiz
from tisserand.domain.grading import grade
from tisserand.domain.right_answer import right_answer
from tisserand.errors import RefusedError
from tisserand.server.answer_form import read_answer

QUESTIONS = {
    question.kind: question
    for quiz_id in ("droits-questions-relais", "signes-de-derapage")
    for question in load_quiz(quiz_id).questions
}


def form_of(kind, answer):
    """The fields of a browser that was told this answer."""
    match kind:
        case "ordering":
            return {f"rank-{one}": [str(rank)] for rank, one in enumerate(answer, 1)}
        case "matching":
            return {f"match-{left}": [right] for left, right in answer.items()}
        case "multiple":
            return {"answer": list(answer)}
        case "true_false":
            return {"answer": ["true" if answer else "false"]}
    return {"answer": [str(answer)]}


def read(kind, form):
    return read_answer(QUESTIONS[kind], lambda name: form.get(name, []))


@pytest.mark.parametrize("kind", ["single", "true_false", "multiple", "ordering", "matching", "numeric", "short_text"])
def test_the_right_answer_comes_through_the_form_of_each_kind(kind):
    question = QUESTIONS[kind]
    found = read(kind, form_of(kind, right_answer(question)))
    assert grade(question, found).verdict == "right"
    with pytest.raises(RefusedError, match="answer"):
        read(kind, {})
    with pytest.raises(RefusedError):
        read(kind, {"answer": [" "], "rank-x": ["1"], "match-x": ["y"]} if kind != "multiple" else {"answer": []})


def test_an_order_needs_each_rank_once():
    question = QUESTIONS["ordering"]
    form = form_of("ordering", right_answer(question))
    first, second, *_ = form
    for changed in ({first: form[second]}, {first: [""]}, {first: ["99"]}, {first: ["x"]}):
        with pytest.raises(RefusedError, match="rank"):
            read("ordering", {**form, **changed})
    swapped = read("ordering", {**form, first: form[second], second: form[first]})
    assert swapped[:2] == [right_answer(question)[1], right_answer(question)[0]]


def test_every_line_needs_its_match():
    form = form_of("matching", right_answer(QUESTIONS["matching"]))
    with pytest.raises(RefusedError, match="line"):
        read("matching", {**form, next(iter(form)): [""]})
