"""What a room answered, as bars: for every kind of question."""

import pytest
from domain_builders import text
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from tisserand.content.models.quiz import Question
from tisserand.domain.rooms.question_tally import counted, tally_question


def question(kind, **rest):
    return TypeAdapter(Question).validate_python({"id": "q", "kind": kind, "prompt": text("?"), **rest})


def option(option_id, **rest):
    return {"id": option_id, "text": text(option_id), "feedback": text(f"about {option_id}"), **rest}


SINGLE = question("single", options=[option("a"), option("b", correct=True), option("c", credit=0.5)])
MULTIPLE = question("multiple", options=[option("a", correct=True), option("b", correct=True), option("c")])
TRUE_FALSE = question("true_false", answer=False, feedback_true=text("no"), feedback_false=text("yes"))
ORDERING = question("ordering", options=[option("a"), option("b"), option("c")])
MATCHING = question(
    "matching",
    pairs=[{"id": i, "left": text(i), "right": text(f"{i}!"), "feedback": text(f"about {i}")} for i in "ab"],
    distractors=[{"id": "x", "right": text("x")}],
)
NUMERIC = question("numeric", answer=60, tolerance=3, feedback_low=text("more"), feedback_high=text("less"))
SHORT = question(
    "short_text", accepted={"fr": ["écoute active"], "en": ["active listening"]}, feedback_right=text("ok")
)
SCALE = question("scale", options=[option("a"), option("b"), option("c")])
ALL = {
    "single": (SINGLE, st.sampled_from("abc")),
    "multiple": (MULTIPLE, st.lists(st.sampled_from("abc"), unique=True)),
    "true_false": (TRUE_FALSE, st.booleans()),
    "ordering": (ORDERING, st.permutations("abc")),
    "matching": (MATCHING, st.fixed_dictionaries({"a": st.sampled_from("abx"), "b": st.sampled_from("abx")})),
    "numeric": (NUMERIC, st.sampled_from([57, "57", "60,0", 63.0, 64, -1])),
    "short_text": (SHORT, st.sampled_from(["Écoute active", "ecoute  active!", "active listening", "se taire"])),
    "scale": (SCALE, st.sampled_from("abc")),
}


def given_by(*answers):
    return {f"p{number}": answer for number, answer in enumerate(answers)}


@pytest.mark.parametrize(
    ("asked", "answers", "counts", "verdicts"),
    [
        (SINGLE, ["a", "a", "b", "b", "b", "c"], {"a": 2, "b": 3, "c": 1}, (3, 1, 2)),
        (MULTIPLE, [["a", "b"], ["b", "a"], ["a"], ["c"], []], {"a": 3, "b": 2, "c": 1}, (2, 1, 2)),
        (TRUE_FALSE, [True, False, False, False, False], {"true": 1, "false": 4}, (4, 0, 1)),
        (
            ORDERING,
            [list("abc"), list("abc"), list("acb"), list("cba"), list("bca")],
            {"a": 3, "b": 3, "c": 2},
            (2, 2, 1),
        ),
        (
            MATCHING,
            [
                {"a": "a", "b": "b"},
                {"a": "a", "b": "x"},
                {"a": "b", "b": "a"},
                {"a": "x", "b": "x"},
                {"a": "b", "b": "b"},
            ],
            {"a": 2, "b": 2, "x": 2},
            (1, 2, 2),
        ),
        (NUMERIC, ["57", 60, "63,0", 12, 90, "90"], {"low": 1, "right": 3, "high": 2}, (3, 0, 3)),
        (SHORT, ["Écoute active", "ACTIVE listening", "non", "oui", "<b>"], {"right": 2, "wrong": 3}, (2, 0, 3)),
        (SCALE, ["a", "a", "b", "c", "c"], {"a": 2, "b": 1, "c": 2}, None),
    ],
    ids=lambda value: value.kind if hasattr(value, "kind") else "",
)
def test_every_kind_has_its_bars(asked, answers, counts, verdicts):
    """In the order of the file, with what they rest on."""
    tally = tally_question(asked, given_by(*answers))
    assert {bar.key: bar.count for bar in tally.bars} == counts
    assert tuple(tally.verdicts.values()) == (verdicts or ())
    assert tally.n == len(answers)
    for bar in tally.bars:
        assert bar.share.value == pytest.approx(bar.count / tally.n)
        assert bar.share.low <= bar.share.value <= bar.share.high


def test_bars_say_what_is_right_and_why():
    """With the feedback of the file."""
    tally = tally_question(SINGLE, given_by(*"aabbb"))
    assert [(bar.is_right, bar.feedback.en) for bar in tally.bars] == [
        (False, "about a"),
        (True, "about b"),
        (False, "about c"),
    ]
    assert {bar.is_right for bar in tally_question(SCALE, given_by(*"aabbb")).bars} == {None}
    assert [bar.partner and bar.partner.fr for bar in tally_question(MATCHING, {}).bars] == ["a!", "b!", None]


def test_under_five_people_the_options_show_without_figures():
    """The room can talk about them; the count stays."""
    tally = tally_question(SINGLE, given_by(*"abbb"))
    assert (tally.n, tally.judged.reason, tally.judged.missing) == (4, "few", 1)
    assert [(bar.key, bar.count, bar.share) for bar in tally.bars] == [(key, None, None) for key in "abc"]
    assert tally.verdicts == {}
    assert tally.bars[1].feedback is not None


def test_a_second_picture_that_would_tell_a_latecomers_answer_is_withheld():
    """Whatever the order of the pictures."""
    first = given_by(*"aabbb")
    late = tally_question(SINGLE, {**first, "late": "c"}, [first])
    assert (late.n, late.judged.reason, late.judged.missing) == (6, "difference", 4)
    assert all(bar.count is None for bar in late.bars)
    more = {f"late{number}": "c" for number in range(5)}
    assert tally_question(SINGLE, {**first, **more}, [first]).bars[2].count == 5


def test_answers_that_the_question_no_longer_takes_are_passed_over():
    """And it is said how many."""
    tally = tally_question(SINGLE, given_by(*"aabbb", "gone", None, ["a"], {"a": 1}))
    assert (tally.n, tally.passed_over) == (5, 4)


def test_a_text_that_was_typed_is_nowhere_in_the_tally():
    """It was not moderated."""
    tally = tally_question(SHORT, given_by(*["hostile words"] * 6))
    assert "hostile" not in repr(tally)


@pytest.mark.parametrize("kind", ALL)
@given(data=st.data())
def test_the_order_of_people_does_not_matter(kind, data):
    """And nobody is counted twice in a bar."""
    asked, answers = ALL[kind]
    sent = data.draw(st.dictionaries(st.sampled_from([f"p{n}" for n in range(9)]), answers))
    tally = tally_question(asked, sent)
    assert tally == tally_question(asked, dict(reversed(sent.items())))
    assert all(bar.count is None or 0 <= bar.count <= tally.n for bar in tally.bars)
    if tally.verdicts:
        assert sum(tally.verdicts.values()) == tally.n


@pytest.mark.parametrize("kind", ALL)
@given(data=st.data())
def test_an_answer_written_another_way_is_no_other_answer(kind, data):
    """Otherwise a picture could be withheld for nothing."""
    asked, answers = ALL[kind]
    sent = data.draw(answers)
    if kind == "multiple":
        again = list(reversed(sent))
    elif kind == "matching":
        again = dict(reversed(sent.items()))
    elif kind == "numeric":
        again = {57: "57 ", "57": 57.0, "60,0": 60}.get(sent, sent)
    elif kind == "short_text":
        again = f" {sent.upper()} "
    else:
        again = sent
    assert counted(asked, {"p": sent}) == counted(asked, {"p": again})
