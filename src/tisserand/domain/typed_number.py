"""Reading a number as people type it: ``3,5``, ``3.5``, ``12 000``, ``60 %``, ``45 min``."""

import math
import re
import unicodedata
from collections.abc import Collection

from tisserand.domain.text_folding import fold

_SPACES = re.compile(r"[\s'’]+")
_NUMBER = re.compile(r"([+-]?)\s*([0-9][0-9.,\s'’]*|[.,][0-9]+)(.*)", re.DOTALL)
_GROUPED_BY_SPACES = re.compile(r"[1-9][0-9]{0,2}([\s'’][0-9]{3})+([.,][0-9]*)?")
_ONE_SEPARATOR = re.compile(r"[0-9]*[.,]?[0-9]*")
_GROUPED_BY_SIGNS = re.compile(r"[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?|[1-9][0-9]{0,2}(\.[0-9]{3})+(,[0-9]+)?")

MAX_LENGTH = 60
"""Characters that are read: no number needs more, unit included."""


def read_number(typed: str, units: Collection[str] = ()) -> tuple[float, ...]:
    """Return what the text may mean: no number, one, or two for ``1,234``, which is read differently here and there.

    ``units`` are the words that may follow, cut short (``min`` for ``minutes``) or in the plural; ``%`` always may.
    """
    if len(typed) > MAX_LENGTH:
        return ()
    text = unicodedata.normalize("NFKC", typed).replace("−", "-").replace("–", "-").strip()
    match = _NUMBER.fullmatch(text)
    if match is None or not _is_unit(match[3], units):
        return ()
    digits = match[2].strip().rstrip("'’")
    if match[3].strip() == "" and digits.endswith((",", ".")):
        digits = digits[:-1]
    found = [float(match[1] + value) for value in _plain_numbers(digits)]
    return tuple(value for value in found if math.isfinite(value))


def _plain_numbers(digits: str) -> list[str]:
    """Return the readings of digits with their separators, as Python writes numbers."""
    if _GROUPED_BY_SPACES.fullmatch(digits):
        digits = _SPACES.sub("", digits)
    readings = []
    if _ONE_SEPARATOR.fullmatch(digits):
        readings.append(digits.replace(",", "."))
    if _GROUPED_BY_SIGNS.fullmatch(digits):
        thousands = next(sign for sign in digits if sign in ",.")
        readings.append(digits.replace(thousands, "").replace(",", "."))
    return readings


def _is_unit(tail: str, units: Collection[str]) -> bool:
    word = tail.strip()
    if word in {"", "%", *(unit.strip() for unit in units)}:
        return True
    folded = fold(word)
    known = [fold(unit) for unit in units]
    return bool(folded) and any(unit and (unit.startswith(folded) or folded.startswith(unit)) for unit in known)
