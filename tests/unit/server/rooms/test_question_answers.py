"""Tests for tisserand.server.rooms.question_answers: from a form to an answer that can be graded, and back."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from tisserand.content.models.quiz import Question
from tisserand.domain.grading import grade
from tisserand.errors import AnswerError, ReasonedError, RoomError
from tisserand.i18n import Lang
from tisserand.server.rooms.question_answers import form_values, read_answer, shown_question

WORDS = {"fr": "é <b>", "en": "e <b>"}
SPARE = [{"id": "x", "right": WORDS}]


def question(kind: str, **rest: Any) -> Any:
    return TypeAdapter(Question).validate_python({"id": "q", "kind": kind, "prompt": WORDS, **rest})


def options(*ids: str) -> list[dict[str, Any]]:
    return [{"id": one, "text": WORDS, "correct": one == "b"} for one in ids]


SINGLE = question("single", options=options("a", "b", "c"))
MULTIPLE = question("multiple", options=options("a", "b", "c"))
TRUE_FALSE = question("true_false", answer=True)
ORDERING = question("ordering", options=options("a", "b", "c", "d"))
MATCHING = question("matching", pairs=[{"id": i, "left": WORDS, "right": WORDS} for i in "abc"], distractors=SPARE)
NUMERIC = question("numeric", answer=60, tolerance=3, unit={"fr": "minutes", "en": "minutes"})
SHORT = question("short_text", accepted={"fr": ["écoute"], "en": ["listening"]})
SCALE = question("scale", options=options("a", "b", "c"))
ALL = [SINGLE, MULTIPLE, TRUE_FALSE, ORDERING, MATCHING, NUMERIC, SHORT, SCALE]

IDS = st.sampled_from("abc")
ANSWERS = {
    "single": IDS,
    "scale": IDS,
    "multiple": st.lists(IDS, unique=True, min_size=1),
    "true_false": st.booleans(),
    "ordering": st.permutations(list("abcd")),
    "matching": st.fixed_dictionaries(dict.fromkeys("abc", st.sampled_from("abcx"))),
    "numeric": st.one_of(st.integers(0, 10**6).map(str), st.sampled_from(["12,5", "1 000", "60 min", "−3"])),
    "short_text": st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=60),
}
TYPED = st.one_of(st.text(max_size=80), st.sampled_from(["a", "b", "1", "2", "4", "true", "", " ", "x", "𝟚", "²", "٣"]))


def form(values: dict[str, list[str]]) -> Callable[[str], Sequence[str]]:
    return lambda name: values.get(name, [])


@pytest.mark.parametrize("asked", ALL, ids=lambda one: one.kind)
@given(data=st.data())
@settings(deadline=None)
def test_what_a_form_brings_is_graded_and_stands_chosen_again_after_a_reload(asked: Any, data: st.DataObject) -> None:
    """Form, answer, grade; and from the answer the same form again."""
    answer = data.draw(ANSWERS[asked.kind])
    values = form_values(asked, answer)
    assert read_answer(asked, form(values)) == answer
    grade(asked, answer)


@pytest.mark.parametrize("asked", ALL, ids=lambda one: one.kind)
@given(data=st.data())
@settings(deadline=None)
def test_whatever_is_sent_is_graded_or_refused_with_a_reason(asked: Any, data: st.DataObject) -> None:
    """Nothing but our own errors, which have a sentence in both languages."""
    names = ["answer", *(f"{what}-{one}" for what in ("place", "match") for one in "abcd")]
    values = data.draw(st.dictionaries(st.sampled_from(names), st.lists(TYPED, max_size=4)))
    reasons = []
    try:
        grade(asked, read_answer(asked, form(values)))
    except ReasonedError as error:
        reasons = [error.sentence(lang) for lang in Lang]
    assert all(reasons)


@pytest.mark.parametrize("asked", ALL, ids=lambda one: one.kind)
def test_an_empty_form_says_what_to_do(asked: Any) -> None:
    """Nothing is kept of it."""
    with pytest.raises(RoomError):
        read_answer(asked, form({}))


def test_an_answer_that_the_form_does_not_offer_is_refused() -> None:
    """As when the content has changed since the page was made."""
    with pytest.raises(AnswerError):
        grade(SINGLE, read_answer(SINGLE, form({"answer": ["nowhere"]})))


def test_two_things_in_one_place_are_refused() -> None:
    with pytest.raises(RoomError, match="different place"):
        read_answer(ORDERING, form({f"place-{one}": ["1"] for one in "abcd"}))


def test_a_text_is_kept_without_what_nobody_sees() -> None:
    """A mark that reverses the direction of writing would reverse the projected page."""
    assert read_answer(SHORT, form({"answer": ["  écoute\u202e "]})) == "écoute"


@pytest.mark.parametrize("lang", list(Lang))
@pytest.mark.parametrize("asked", ALL, ids=lambda one: one.kind)
def test_a_room_sees_one_order_and_its_letters(asked: Any, lang: Lang) -> None:
    """B is B for all, in both languages; and no text is taken for a tag."""
    seen = shown_question(asked, lang, "room")
    assert [one.id for one in seen.options] == [one.id for one in shown_question(asked, Lang.EN, "room").options]
    assert "<b>" not in "".join(one.html for one in (*seen.options, *seen.lefts))
    if asked.kind == "ordering":
        assert [one.id for one in seen.options] != list("abcd"), "the right order would be given away"
