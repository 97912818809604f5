"""YAML with its lines: the values of YAML 1.2, the place of everything, what is wrong told once."""

from pathlib import Path

import pytest

from tisserand.content.yaml_source import YamlSyntaxError, parse_yaml

PATH = Path("x.yaml")


def test_words_and_times_stay_words():
    value = parse_yaml("fr: Non\nen: No\nat: 09:12\nyes: on\n", PATH).value
    assert value == {"fr": "Non", "en": "No", "at": "09:12", "yes": "on"}


def test_numbers_booleans_and_nothing_are_read():
    value = parse_yaml("a: 12\nb: 0.5\nc: true\nd:\ne: '12'\nf: 1,5\n", PATH).value
    assert value == {"a": 12, "b": 0.5, "c": True, "d": None, "e": "12", "f": "1,5"}


def test_each_place_has_its_line():
    source = parse_yaml("a:\n  - b: 1\n    c: 2\n  - b: 3\n", PATH)
    assert source.line(("a", 0, "c")) == 3
    assert source.line(("a", 1)) == 4
    assert source.line(()) == 1


def test_steps_that_the_file_lacks_are_passed_over():
    source = parse_yaml("a:\n  - b: 1\n    c: 2\n", PATH)
    assert source.line(("a", 0, "single", "c")) == 3
    assert source.line(("a", 0, "missing")) == 2


def test_a_key_written_twice_keeps_the_first_and_tells_the_second():
    source = parse_yaml("a: 1\nb: 2\na: 3\n", PATH)
    assert source.value == {"a": 1, "b": 2}
    assert source.duplicates == ((("a",), 3),)


@pytest.mark.parametrize(
    ("text", "line"), [("a: b: c\n", 1), ('a: "x\nb: y\n', 3), ("a:\n\tb: 1\n", 2), ("a: 1\x07\n", 1), ("a: *b\n", 1)]
)
def test_what_is_not_yaml_is_told_with_its_line(text, line):
    with pytest.raises(YamlSyntaxError) as caught:
        parse_yaml(text, PATH)
    assert caught.value.line == line
    assert caught.value.problem


def test_two_documents_are_not_one():
    with pytest.raises(YamlSyntaxError):
        parse_yaml("a: 1\n---\nb: 2\n", PATH)


def test_nothing_at_all_is_none():
    assert parse_yaml("# only a comment\n", PATH).value is None
