import math

import pytest
from domain_builders import text
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from tisserand.content.models.quiz import Question
from tisserand.domain.grading import credit_rule, grade
from tisserand.domain.right_answer import right_answer
from tisserand.errors import AnswerError
from tisserand.i18n import Lang, translate


def question(kind, **rest):
    return TypeAdapter(Question).validate_python({"id": "q", "kind": kind, "prompt": text("?"), **rest})


def option(option_id, **rest):
    return {"id": option_id, "text": text(option_id), "feedback": text(f"about {option_id}"), **rest}


SINGLE = question("single", options=[option("a"), option("b", correct=True), option("c", credit=0.5)])
MULTIPLE = question(
    "multiple", options=[option("a", correct=True), option("b", correct=True), option("c"), option("d", correct=True)]
)
TRUE_FALSE = question("true_false", answer=False, feedback_true=text("no"), feedback_false=text("yes"))
ORDERING = question("ordering", options=[option("a"), option("b"), option("c"), option("d")])
MATCHING = question(
    "matching",
    pairs=[{"id": i, "left": text(i), "right": text(i), "feedback": text(f"about {i}")} for i in "abc"],
    distractors=[{"id": "x", "right": text("x"), "feedback": text("about x")}],
)
NUMERIC = question(
    "numeric",
    answer=60,
    tolerance=3,
    unit=text("minutes"),
    feedback_right=text("ok"),
    feedback_low=text("more"),
    feedback_high=text("less"),
)
SHORT = question(
    "short_text",
    accepted={"fr": ["écoute active", "l’écoute"], "en": ["active listening"]},
    feedback_right=text("ok"),
    feedback_wrong=text("no"),
)
SCALE = question("scale", options=[option("a"), option("b"), option("c")])
ALL = [SINGLE, MULTIPLE, TRUE_FALSE, ORDERING, MATCHING, NUMERIC, SHORT, SCALE]


@pytest.mark.parametrize(
    ("asked", "answer", "points", "verdict", "keys"),
    [
        (SINGLE, "b", 1, "right", ["b"]),
        (SINGLE, "c", 0.5, "partly", ["c"]),
        (SINGLE, "a", 0, "wrong", ["a"]),
        (MULTIPLE, ["a", "b", "d"], 1, "right", ["a", "b", "d"]),
        (MULTIPLE, ["d", "b", "a"], 1, "right", ["a", "b", "d"]),
        (MULTIPLE, ["a", "b"], 2 / 3, "partly", ["a", "b", "d"]),
        (MULTIPLE, ["a", "b", "d", "c"], 2 / 3, "partly", ["a", "b", "c", "d"]),
        (MULTIPLE, ["a", "c"], 0, "wrong", ["a", "b", "c", "d"]),
        (MULTIPLE, ["c"], 0, "wrong", ["a", "b", "c", "d"]),
        (MULTIPLE, [], 0, "wrong", ["a", "b", "d"]),
        (TRUE_FALSE, False, 1, "right", ["false"]),
        (TRUE_FALSE, True, 0, "wrong", ["true"]),
        (ORDERING, ["a", "b", "c", "d"], 1, "right", ["a", "b", "c", "d"]),
        (ORDERING, ["b", "a", "c", "d"], 5 / 6, "partly", ["a", "b"]),
        (ORDERING, ["d", "c", "b", "a"], 0, "wrong", ["a", "b", "c", "d"]),
        (MATCHING, {"a": "a", "b": "b", "c": "c"}, 1, "right", ["a", "b", "c"]),
        (MATCHING, {"a": "a", "b": "x", "c": "b"}, 1 / 3, "partly", ["a", "b", "c", "x"]),
        (MATCHING, {"a": "b", "b": "c", "c": "a"}, 0, "wrong", ["a", "b", "c"]),
        (NUMERIC, 60, 1, "right", ["right"]),
        (NUMERIC, 57, 1, "right", ["right"]),
        (NUMERIC, "63 min", 1, "right", ["right"]),
        (NUMERIC, 56.9, 0, "wrong", ["low"]),
        (NUMERIC, "63,1", 0, "wrong", ["high"]),
        (SHORT, "Écoute active !", 1, "right", ["right"]),
        (SHORT, "L'ECOUTE", 1, "right", ["right"]),
        (SHORT, "active  listening", 1, "right", ["right"]),
        (SHORT, "écoute", 0, "wrong", ["wrong"]),
        (SCALE, "b", 0, "noted", ["b"]),
    ],
)
def test_an_answer_earns_the_credit_that_its_kind_states(asked, answer, points, verdict, keys):
    found = grade(asked, answer)
    assert math.isclose(found.points, points)
    assert (found.verdict, [said.key for said in found.feedback]) == (verdict, keys)
    assert found.max_points == (0 if asked is SCALE else 1)


def test_a_feedback_that_the_file_leaves_out_is_not_said():
    silent = question("true_false", answer=True)
    assert grade(silent, answer=True).feedback == ()


def test_a_multiple_question_without_a_right_option_is_right_when_nothing_is_ticked():
    none_right = question("multiple", options=[option("a"), option("b")])
    assert (grade(none_right, []).points, grade(none_right, ["a"]).points) == (1, 0)


@pytest.mark.parametrize(
    ("answer", "tolerance", "value"),
    [(0.2, 0.1, 0.3), (0.3, 0, "0,3"), (0.1, 0.2, 0.1 + 0.2), (1e9, 0, 1e9)],
)
def test_the_bounds_of_the_tolerance_count_as_right(answer, tolerance, value):
    assert grade(question("numeric", answer=answer, tolerance=tolerance), value).points == 1


def test_a_number_with_two_readings_is_read_in_favour_of_the_learner():
    for right in (1.234, 1234):
        assert grade(question("numeric", answer=right), "1,234").points == 1


@pytest.mark.parametrize(
    ("asked", "answer", "reason"),
    [
        (SINGLE, None, "answer_one_option"),
        (SINGLE, ["a"], "answer_one_option"),
        (SINGLE, "z", "answer_unknown_option"),
        (SCALE, "z", "answer_unknown_option"),
        (MULTIPLE, "a", "answer_options"),
        (MULTIPLE, [1], "answer_options"),
        (MULTIPLE, ["a", "a"], "answer_repeats"),
        (MULTIPLE, ["a", "z"], "answer_unknown_option"),
        (TRUE_FALSE, "true", "answer_true_or_false"),
        (TRUE_FALSE, 1, "answer_true_or_false"),
        (ORDERING, ["a", "b"], "answer_order"),
        (ORDERING, ["a", "b", "c", "c"], "answer_repeats"),
        (ORDERING, "abcd", "answer_order"),
        (MATCHING, ["a", "b", "c"], "answer_pairs"),
        (MATCHING, {"a": "a"}, "answer_pairs"),
        (MATCHING, {"a": "a", "b": "b", "c": None}, "answer_pairs"),
        (MATCHING, {"a": "a", "b": "b", "c": "z"}, "answer_unknown_option"),
        (MATCHING, {"a": "a", "b": "b", "x": "x"}, "answer_unknown_option"),
        (NUMERIC, "", "answer_empty"),
        (NUMERIC, "soixante", "answer_number"),
        (NUMERIC, True, "answer_quantity"),
        (NUMERIC, math.nan, "answer_quantity"),
        (NUMERIC, -math.inf, "answer_quantity"),
        (NUMERIC, 10**400, "answer_quantity"),
        (NUMERIC, [60], "answer_quantity"),
        (SHORT, 3, "answer_words"),
        (SHORT, " … ", "answer_empty"),
        (SHORT, "a" * 501, "answer_too_long"),
    ],
)
def test_an_answer_of_the_wrong_shape_says_why_in_both_languages(asked, answer, reason):
    with pytest.raises(AnswerError) as caught:
        grade(asked, answer)
    assert caught.value.reason == reason
    assert caught.value.sentence(Lang.FR) != caught.value.sentence(Lang.EN)


@pytest.mark.parametrize("asked", ALL, ids=lambda asked: asked.kind)
def test_the_credit_is_stated_in_both_languages(asked):
    assert translate(Lang.FR, credit_rule(asked)) != translate(Lang.EN, credit_rule(asked))


def test_a_partial_credit_is_stated_only_where_there_is_one():
    assert credit_rule(SINGLE) == "domain.credit_single_partial"
    assert credit_rule(question("single", options=[option("a", correct=True), option("b")])) == "domain.credit_single"


@pytest.mark.parametrize("asked", [q for q in ALL if q is not SCALE], ids=lambda asked: asked.kind)
def test_the_right_answer_is_graded_right(asked):
    assert grade(asked, right_answer(asked)).verdict == "right"


def test_a_scale_has_no_right_answer():
    assert right_answer(SCALE) is None


IDS = st.sampled_from([*"abcdxz", "", "60", "3,5"])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | IDS,
    lambda inner: (
        st.lists(inner | IDS, max_size=5) | st.dictionaries(IDS | st.text(max_size=3), inner | IDS, max_size=5)
    ),
    max_leaves=6,
)


@given(st.sampled_from(ALL), JSON)
def test_any_json_is_graded_from_0_to_1_or_refused(asked, answer):
    try:
        found = grade(asked, answer)
    except AnswerError as error:
        assert error.sentence(Lang.FR)  # noqa: PT017 - both ways out are right
        return
    assert 0 <= found.points <= found.max_points <= 1
    if found.verdict != "noted":
        assert found.verdict == ("right" if found.points == 1 else "partly" if found.points > 0 else "wrong")


@given(st.permutations("abcd"))
def test_an_order_and_its_reverse_share_the_point(order):
    assert math.isclose(grade(ORDERING, order).points + grade(ORDERING, order[::-1]).points, 1)
