"""What may be written down."""

import string

import pytest

from tisserand.errors import RefusedError
from tisserand.i18n import Lang, sentences
from tisserand.services.limits import checked_day, checked_id, checked_link, checked_text


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("  un mot  ", "un mot"),
        ("deux\nlignes\tici", "deux\nlignes\tici"),
        ("a\x00b\u202ec\ud83d", "abc"),
        ("", ""),
        ("é" * 2000, "é" * 2000),
    ],
)
def test_texts_lose_what_can_not_be_seen(sent, kept):
    assert checked_text(sent) == kept


def test_a_text_too_long_is_refused_with_both_lengths():
    with pytest.raises(RefusedError) as caught:
        checked_text("x" * 2001)
    assert "2001" in caught.value.sentence(Lang.FR)
    assert "2000" in caught.value.sentence(Lang.FR)


@pytest.mark.parametrize("day", ["2026-03-31", "", " 2024-02-29 "])
def test_days_are_kept(day):
    assert checked_day(day) == day.strip()


@pytest.mark.parametrize(
    "day", ["31/03/2026", "2026-02-30", "20260331", "2026-W13-2", "2026-3-1", "9999-01-01", "0001-01-01", "demain"]
)
def test_what_is_no_day_is_refused(day):
    with pytest.raises(RefusedError, match="is not a date"):
        checked_day(day)


@pytest.mark.parametrize("link", ["https://exemple.fr/fil?id=3#m2", "http://localhost:8888/x", "", "https://é.fr/à"])
def test_links_are_kept(link):
    assert checked_link(link) == link


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "exemple.fr",
        "https://",
        "https://a b",
        "http://[",
        'https://a"b',
        "data:,x",
    ],
)
def test_what_is_no_web_address_is_refused(link):
    with pytest.raises(RefusedError, match="is not a web address"):
        checked_link(link)


@pytest.mark.parametrize("forged", [None, 3, ["a"], {"a": 1}])
def test_other_shapes_are_refused(forged):
    with pytest.raises(TypeError):
        checked_text(forged)
    with pytest.raises(ValueError, match="an id"):
        checked_id(forged)


@pytest.mark.parametrize("area", ["services", "store", "data"])
def test_both_languages_have_the_same_sentences_with_the_same_blanks(area):
    def blanks(lang):
        return {
            key: sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)
            for key, text in sentences(lang, area).items()
        }

    assert blanks(Lang.FR) == blanks(Lang.EN) != {}
