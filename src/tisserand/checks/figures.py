"""The figures of a text, written alike whatever the language: 12 500 and 12,500, 23 h 40 and 11.40 pm, 0,5 and 0.5."""

import re

from tisserand.i18n import Lang

_SPACE = "[ \u00a0\u202f]"
_CODE_OR_ADDRESS = re.compile(r"`[^`]*`|https?://\S+|\]\([^)]*\)")
_HOUR = {
    Lang.FR: re.compile(
        rf"\b(?P<h>[01]?\d|2[0-4]){_SPACE}?(?:h(?:eures?\b)?(?:{_SPACE}?(?P<m>[0-5]\d))?|:(?P<m2>[0-5]\d))\b"
    ),
    Lang.EN: re.compile(
        rf"\b(?P<h>\d\d?)(?:(?:[.:](?P<m>[0-5]\d))?{_SPACE}?(?P<half>[ap])\.?m\b|:(?P<m2>[0-5]\d)\b)", re.IGNORECASE
    ),
}
_NUMBER = {
    Lang.FR: re.compile(rf"\d{{1,3}}(?:{_SPACE}\d{{3}})+(?!\d)(?:,\d+)?|\d+(?:,\d+)?"),
    Lang.EN: re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?"),
}
_WORDS = {
    Lang.FR: "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept "
    "dix-huit dix-neuf vingt",
    Lang.EN: "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty",
}
_NOON = 12


def numbers(text: str, lang: Lang) -> set[str]:
    """Return the numbers that ``text`` writes with digits; not times of day, nor those of addresses and code."""
    text = _HOUR[lang].sub(" ", _CODE_OR_ADDRESS.sub(" ", text))
    return {_plain(number, lang) for number in _NUMBER[lang].findall(text)}


def times(text: str, lang: Lang) -> set[str]:
    """Return the times of day that ``text`` writes with digits, as ``09:12``."""
    return {_time(match) for match in _HOUR[lang].finditer(_CODE_OR_ADDRESS.sub(" ", text))}


def is_spelt(number: str, text: str, lang: Lang) -> bool:
    """Return whether ``text`` writes a small number in words."""
    words = _WORDS[lang].split()
    if not number.isdecimal() or int(number) >= len(words):
        return False
    return re.search(rf"\b{words[int(number)]}e?\b", text, re.IGNORECASE) is not None


def _time(match: re.Match[str]) -> str:
    found = match.groupdict()
    hour, minutes = int(found["h"]), found["m"] or found["m2"] or "00"
    if half := (found.get("half") or "").lower():
        hour = hour % _NOON + (_NOON if half == "p" else 0)
    return f"{hour:02}:{minutes}"


def _plain(number: str, lang: Lang) -> str:
    thousands, point = (_SPACE, ",") if lang is Lang.FR else (",", ".")
    number = re.sub(thousands, "", number).replace(point, ".")
    return number.rstrip("0").rstrip(".") if "." in number else number
