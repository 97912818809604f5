import pytest
from hypothesis import given
from hypothesis import strategies as st

from tisserand.domain.expressions import MAX_LENGTH, parse_effect, parse_guard
from tisserand.errors import ExpressionError
from tisserand.i18n import Lang

STATE = {"heat": 3, "trust": 1, "warned": 0}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("heat >= 3", True),
        ("heat > 3", False),
        ("heat >= 3 and not warned", True),
        ("warned or trust", True),
        ("1 <= heat <= 3", True),
        ("1 < trust < 3", False),
        ("heat - trust == 2", True),
        ("heat + trust != 4", False),
        ("heat == -3 + 6", True),
        ("(warned or heat > 2) and trust < 2", True),
        ("warned", False),
        ("trust", True),
        ("  heat   >= 3 ", True),
    ],
)
def test_a_guard_holds_or_not(text, expected):
    assert parse_guard(text).holds(STATE) is expected


def test_a_guard_tells_which_variables_it_reads():
    assert parse_guard("heat >= 3 and not warned and heat < 9").names == {"heat", "warned"}


def test_a_text_is_parsed_once():
    assert parse_guard("heat >= 2") is parse_guard("heat >= 2")


def test_a_guard_sees_the_new_state_each_time():
    """The memory of former evaluations must not answer for other values."""
    guard = parse_guard("heat > trust")
    assert [guard.holds({"heat": heat, "trust": 1}) for heat in (0, 2, 1, 2, 0)] == [False, True, False, True, False]


@pytest.mark.parametrize(
    ("text", "reason", "values"),
    [
        ("heat = 3", "guard_single_equals", {"instead": "heat == 3"}),
        ("heat >= 3 and warned = 1", "guard_single_equals", {"instead": "heat >= 3 and warned == 1"}),
        ("", "expression_empty", {}),
        ("   ", "expression_empty", {}),
        ("heat >= 3 && warned", "expression_spelling", {"found": "&&", "instead": "and"}),
        ("heat ≥ 3", "expression_spelling", {"found": "≥", "instead": ">="}),
        ("heat => 3", "expression_spelling", {"found": "=>", "instead": ">="}),
        ("heat >= 3 et warned", "expression_spelling", {"found": "et", "instead": "and"}),
        ("non warned", "expression_spelling", {"found": "non", "instead": "not"}),
        ("heat >= 3 AND warned", "expression_spelling", {"found": "AND", "instead": "and"}),
        ("!warned", "expression_spelling", {"found": "!", "instead": "not"}),
        ("warned == True", "expression_truth_word", {"piece": "True"}),
        ("warned == false", "expression_truth_word", {"piece": "false"}),
        ("heat > 1.5", "expression_not_integer", {"piece": "1.5"}),
        ("heat == 'hot'", "expression_not_integer", {"piece": "'hot'"}),
        ("heat > 1000001", "expression_number_too_large", {}),
        ("heat * 2 > 3", "expression_not_allowed", {"piece": "*"}),
        ("2 ** heat", "expression_not_allowed", {"piece": "**"}),
        ("max(heat, 1) > 3", "expression_not_allowed", {"piece": "max(heat, 1)"}),
        ("heat.real > 1", "expression_not_allowed", {"piece": "heat.real"}),
        ("heat[0] > 1", "expression_not_allowed", {"piece": "heat[0]"}),
        ("heat in (1, 2)", "expression_not_allowed", {}),
        ("1 if heat else 0", "expression_not_allowed", {}),
        ("(heat := 3)", "expression_not_allowed", {}),
        ("[heat for heat in (1,)]", "expression_not_allowed", {}),
        ("lambda: 1", "expression_not_allowed", {}),
        ("heat >", "expression_syntax", {}),
        ("heat >= 3)", "expression_syntax", {}),
        ("heat; trust", "expression_syntax", {}),
        ("heat\x00", "expression_syntax", {}),
        ("(" * 150 + "heat" + ")" * 40, "expression_syntax", {}),
        ("heat + " * 40 + "1", "expression_too_long", {"limit": MAX_LENGTH}),
    ],
)
def test_a_wrong_guard_says_why_in_both_languages(text, reason, values):
    with pytest.raises(ExpressionError) as caught:
        parse_guard(text)
    assert caught.value.reason == reason
    assert values.items() <= caught.value.values.items()
    french, english = caught.value.sentence(Lang.FR), caught.value.sentence(Lang.EN)
    assert french != english
    assert str(caught.value) == english


def test_a_guard_on_an_unknown_variable_names_it():
    with pytest.raises(ExpressionError) as caught:
        parse_guard("calm > 2").holds(STATE)
    assert (caught.value.reason, caught.value.values["name"]) == ("unknown_variable", "calm")


@pytest.mark.parametrize(
    ("text", "target", "value"),
    [
        ("heat += 1", "heat", 4),
        ("heat -= 2", "heat", 1),
        ("warned = 1", "warned", 1),
        ("heat = trust + 1", "heat", 2),
        ("heat += trust - 4", "heat", 0),
        ("warned = heat >= 3", "warned", 1),
        ("heat=-1", "heat", -1),
        ("heat -= -2", "heat", 5),
        ("warned = heat == 2", "warned", 0),
    ],
)
def test_an_effect_gives_the_new_value_of_its_target(text, target, value):
    effect = parse_effect(text)
    assert (effect.target, effect.apply(STATE)) == (target, value)


def test_an_effect_reads_what_stands_on_its_right():
    """Adding to a variable is writing it, not reading it: otherwise no variable would ever be unread."""
    assert parse_effect("heat += 1").reads == frozenset()
    assert parse_effect("heat = trust + 1").reads == {"trust"}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("heat", "effect_form"),
        ("heat++", "effect_form"),
        ("heat + 1", "effect_form"),
        ("heat *= 2", "effect_form"),
        ("", "effect_form"),
        ("heat == 1", "effect_double_equals"),
        ("heat += ", "expression_empty"),
        ("heat = trust = 1", "effect_form"),
        ("heat += 1.5", "expression_not_integer"),
        ("heat += trust * 2", "expression_not_allowed"),
        ("warned = true", "expression_truth_word"),
        ("heat += 1;", "expression_syntax"),
    ],
)
def test_a_wrong_effect_says_why_in_both_languages(text, reason):
    with pytest.raises(ExpressionError) as caught:
        parse_effect(text)
    assert caught.value.reason == reason
    assert caught.value.sentence(Lang.FR) != caught.value.sentence(Lang.EN)


def test_an_effect_on_an_unknown_variable_names_it():
    with pytest.raises(ExpressionError) as caught:
        parse_effect("calm += 2").apply(STATE)
    assert caught.value.values["name"] == "calm"


PIECES = st.sampled_from(
    [*"()=<>!+-*/%&|.,:;'\"[]{}~^@ \n", "heat", "trust", "and", "or", "not", "==", ">=", "3", "in"]
)


@given(st.one_of(st.text(max_size=40), st.lists(PIECES, max_size=12).map(" ".join)))
def test_any_text_is_either_understood_or_refused_with_a_sentence(text):
    for parse in (parse_guard, parse_effect):
        try:
            outcome = parse(text).text
        except ExpressionError as error:
            outcome = error.sentence(Lang.FR) and error.sentence(Lang.EN) and text
        assert outcome == text


COMPARISONS = st.tuples(
    st.sampled_from(["heat", "trust", "warned", "2", "-1", "heat + trust", "heat - 1"]),
    st.sampled_from(["==", "!=", "<", "<=", ">", ">="]),
    st.sampled_from(["heat", "trust", "0", "3", "-2"]),
).map(" ".join)
GUARDS = st.recursive(
    COMPARISONS,
    lambda inner: st.one_of(
        inner.map(lambda text: f"not ({text})"),
        st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda t: f"({t[0]}) {t[1]} ({t[2]})"),
    ),
    max_leaves=4,
)


@given(GUARDS.filter(lambda text: len(text) <= MAX_LENGTH), st.integers(-5, 5), st.integers(-5, 5), st.integers(0, 1))
def test_a_guard_means_what_python_means(text, heat, trust, warned):
    state = {"heat": heat, "trust": trust, "warned": warned}
    expected = eval(text, {"__builtins__": {}}, state)  # noqa: S307 - the text is made of the pieces above
    assert parse_guard(text).holds(state) is bool(expected)
