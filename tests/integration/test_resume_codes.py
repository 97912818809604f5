"""Codes with which a person goes on from another device, in a real database."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tisserand.domain.events import ExerciseRestarted, Record
from tisserand.i18n import Lang
from tisserand.store.event_log import open_event_log
from tisserand.store.resume_codes import ALPHABET, LASTS, LENGTH, ResumeCodes, spaced, tidy

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "answers.db"


@pytest.fixture
def log(path):
    return open_event_log(f"sqlite:///{path}", lang=Lang.EN)


@pytest.fixture
def codes(log):
    return ResumeCodes(log, b"s" * 32)


def test_a_code_says_whose_it_is_once(codes):
    """Typed as it was shown, or nearly."""
    code = codes.make("ada", NOON)
    assert codes.use(f"  {spaced(code).lower()} ", NOON) == "ada"
    assert codes.use(code, NOON) is None


def test_a_code_has_its_time(codes):
    """A week."""
    code = codes.make("ada", NOON)
    assert codes.use(code, NOON + LASTS + timedelta(seconds=1)) is None
    code = codes.make("ada", NOON)
    assert codes.use(code, NOON + LASTS) == "ada"


def test_a_new_code_replaces_the_one_before(codes):
    """Whoever lost a paper asks for another."""
    first, second = codes.make("ada", NOON), codes.make("ada", NOON)
    assert codes.use(first, NOON) is None
    assert codes.use(second, NOON) == "ada"


def test_codes_of_two_people_are_apart(codes):
    """Each leads to one."""
    ada, grace = codes.make("ada", NOON), codes.make("grace", NOON)
    assert (codes.use(grace, NOON), codes.use(ada, NOON)) == ("grace", "ada")


@given(st.text())
def test_what_is_no_code_is_nobodys(text):
    """Whatever is typed, it ends up in the alphabet."""
    assert set(tidy(text)) <= set(ALPHABET)
    assert len(tidy(text)) <= 64 * 3  # a sign whose capital is several


@pytest.mark.parametrize(
    "typed", ["", "A", "AAAA-AAAA", "AAAAAAAAA", "'; DROP TABLE resume_code; --", "é" * 1000, "\0" * 8]
)
def test_a_wrong_code_is_nobodys(codes, typed):
    """And breaks nothing."""
    code = codes.make("ada", NOON)
    assert codes.use(typed, NOON) is None
    assert codes.use(code, NOON) == "ada"


def test_codes_are_made_of_signs_that_are_not_mistaken_for_one_another(codes):
    """Forty random bits in all."""
    assert len(ALPHABET) == 32
    assert not set("01IO") & set(ALPHABET)
    made = {codes.make(f"p{number}", NOON) for number in range(50)}
    assert len(made) == 50
    assert all(len(code) == LENGTH and set(code) <= set(ALPHABET) for code in made)


def test_the_file_does_not_hold_the_code(codes, path):
    """Whoever reads it can't go on as somebody else."""
    code = codes.make("ada", NOON)
    for file in path.parent.iterdir():
        content = file.read_bytes()
        assert code.encode() not in content
        assert spaced(code).encode() not in content


def test_another_secret_knows_no_code(codes, log):
    """The file alone, or copied to another server, opens nothing."""
    code = codes.make("ada", NOON)
    assert ResumeCodes(log, b"x" * 32).use(code, NOON) is None


def test_a_code_goes_with_its_person(codes, log):
    """Erased is erased."""
    log.append(Record("u1", "ada", NOON, "m1", 1, "quiz/q", "fr", ExerciseRestarted()))
    code, other = codes.make("ada", NOON), codes.make("grace", NOON)
    log.erase("ada")
    assert codes.use(code, NOON) is None
    assert codes.use(other, NOON) == "grace"
