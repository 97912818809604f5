"""What tells a machine that two texts do not say the same thing: their figures, their structure, their length."""

import re
from collections import Counter
from dataclasses import dataclass

from tisserand.checks.figures import is_spelt, numbers, times
from tisserand.content.markdown import PARSER
from tisserand.i18n import Lang

LONG_ENOUGH = 120
"""Characters from which the lengths of two languages are comparable."""

RATIO = 1.6
"""How many times longer one language may be than the other. English measured 0.71 to 1.19 times the French, over the
612 texts of this length that the first two modules have."""

SAME_WORDS = 5
"""How many words may be the same in both languages by chance: a name, a title."""

_COUNTED = {
    "link_open": "link",
    "image": "image",
    "list_item_open": "item",
    "heading_open": "heading",
    "tr_open": "row",
    "fence": "code",
    "blockquote_open": "quote",
}


@dataclass(frozen=True)
class Difference:
    """One way in which two languages differ.

    Attributes:
        code: of the rule.
        fr, en: what each has.
    """

    code: str
    fr: str
    en: str


def differences(fr: str, en: str) -> list[Difference]:
    """Return what makes it likely that one of two texts was changed without the other."""
    found = []
    if fr == en and len(re.findall(r"[^\W\d_]{2,}", fr)) > SAME_WORDS:
        return [Difference("LG007", fr, en)]
    one, other = numbers(fr, Lang.FR), numbers(en, Lang.EN)
    hours, other_hours = times(fr, Lang.FR), times(en, Lang.EN)
    if hours and other_hours:  # otherwise one language says "at one" or "ten to nine"
        one, other = one | hours, other | other_hours
    only_fr = sorted(number for number in one - other if not is_spelt(number, en, Lang.EN))
    only_en = sorted(number for number in other - one if not is_spelt(number, fr, Lang.FR))
    if only_fr or only_en:
        found.append(Difference("LG002", ", ".join(only_fr) or "-", ", ".join(only_en) or "-"))
    shape, other_shape = _shape(fr), _shape(en)
    if shape != other_shape:
        found.append(Difference("LG003", _listed(shape - other_shape), _listed(other_shape - shape)))
    shorter, longer = sorted((len(fr), len(en)))
    if longer >= LONG_ENOUGH and longer > RATIO * shorter:
        found.append(Difference("LG004", str(len(fr)), str(len(en))))
    return found


def _shape(text: str) -> Counter[str]:
    """How many links, images, list items and so on a Markdown text has."""
    tokens = PARSER.parse(text)
    tokens += [child for token in tokens for child in token.children or ()]
    return Counter(_COUNTED[token.type] for token in tokens if token.type in _COUNTED)


def _listed(counted: Counter[str]) -> str:
    return ", ".join(name if n == 1 else f"{n} × {name}" for name, n in sorted(counted.items())) or "-"
