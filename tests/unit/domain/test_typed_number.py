import pytest
from hypothesis import given
from hypothesis import strategies as st

from tisserand.domain.typed_number import read_number


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", 12),
        (" 12 ", 12),
        ("3,5", 3.5),
        ("3.5", 3.5),
        (",5", 0.5),
        ("-3", -3),
        ("− 3,5", -3.5),
        ("+4", 4),
        ("12 000", 12000),
        ("12\u202f000,5", 12000.5),
        ("12\u00a0000", 12000),
        ("1’234", 1234),
        ("1 234 567", 1234567),
        ("1,234,567.5", 1234567.5),
        ("1.234.567,5", 1234567.5),
        ("0,600", 0.6),
        ("60 %", 60),
        ("60%", 60),
        ("60\u202f%", 60),
        ("60.", 60),
        ("45 minutes", 45),
        ("45 min", 45),
        ("1 minute", 1),
        ("45 Minutes", 45),
        ("12 €", 12),
        ("007", 7),
    ],
)
def test_a_number_is_read_as_people_write_it(typed, number):
    assert read_number(typed, ["minutes", "€"]) == (number,)


def test_a_number_that_reads_differently_here_and_there_has_two_readings():
    assert set(read_number("1,234")) == {1.234, 1234}
    assert set(read_number("12.500")) == {12.5, 12500}


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "douze", "1 2", "1,2,3", "1.2.3", "12 00", "nan", "inf", "-inf", "1e5", "12 heures", "--1", "1-2",
        "0x10", "½", "%", "5 % %", "9" * 61, "٣", "1_000", "3,5.2",
    ],
)  # fmt: skip
def test_what_is_no_number_is_not_read(typed):
    assert read_number(typed, ["minutes"]) == ()


@given(st.text(max_size=70), st.lists(st.text(max_size=5), max_size=2))
def test_any_text_gives_finite_numbers_or_none(typed, units):
    assert all(abs(number) < float("inf") for number in read_number(typed, units))


@given(st.integers(-(10**9), 10**9), st.integers(0, 99))
def test_both_decimal_signs_are_read_alike(whole, hundredths):
    assert read_number(f"{whole},{hundredths:02}") == read_number(f"{whole}.{hundredths:02}")


@given(st.integers(0, 10**9))
def test_thousands_may_be_set_apart(number):
    for separator in (" ", "\u202f", "\u00a0"):
        assert read_number(f"{number:,}".replace(",", separator)) == (number,)
